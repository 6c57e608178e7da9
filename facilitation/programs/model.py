"""Programs and enrollments: a standing activity, its settings, and how each member stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal, Protocol

from facilitation.programs.cadence import Cadence

Preference = Literal["skill", "team", "location", "hours", "level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a program can be told; the defaults and their grounds stand in product.md."""

    cadence: Cadence = Cadence(every=2, weekday=1, at=time(10, 0))
    zone: str = "UTC"
    term: int = 0
    """How many rounds it runs before the facilitator decides again; 0 is without end."""
    size: int = 2
    smallest: int = 2
    largest: int = 3
    gap_weeks: int = 12
    notice_days: int = 1
    """Working days before a round at which people hear of it; 0 is no notice."""
    nudge_hours: int = 24
    """Hours after the introduction at which the captain is nudged; 0 is never."""
    ask_days: int = 2
    """Working days after the opening at which circles are asked how it went."""
    again_hours: int = 48
    silence_rounds: int = 3
    """Rounds without a sign after which a member is paused; 0 is never."""
    grace_hours: int = 24
    skipped: tuple[date, ...] = ()
    prefer: tuple[Preference, ...] = ("skill", "team", "hours", "location", "level")
    """What a good circle is made of, the weightiest first; what is left out counts nothing."""
    levels: Literal["mix", "similar"] = "mix"
    introductions: Literal["chat", "channel"] = "chat"
    """Whether circles are introduced in a chat of their own, or each in a thread of the program's channel."""
    managers: bool = False
    """Whether someone may be put together with their own manager."""
    shared_language: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A standing peer-learning activity with a format, a goal, a cadence and an audience."""

    id: str
    workspace: str
    number: int
    name: str
    format: str
    goal: str = ""
    channel: str = ""
    """The platform's id of its channel, or empty."""
    channel_name: str = ""
    anchor: date
    """The date that fixes the phase of "every N weeks"."""
    settings: Settings = field(default_factory=Settings)
    facilitators: tuple[str, ...] = ()
    state: Literal["active", "paused", "ended"] = "active"
    created_by: str = ""
    created_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """How a member stands in a program.

    `skips` is the id of a round they sit out. `silent` counts rounds without a sign, `missed` the rounds in a
    row in which nobody could be found for them. `cause` says why they are paused: asked, silence or unreachable.
    """

    program: str
    member: str
    workspace: str
    state: Literal["active", "paused", "left"] = "active"
    cause: Literal["", "asked", "silence", "unreachable"] = ""
    returns_at: datetime | None = None
    skips: str = ""
    silent: int = 0
    missed: int = 0
    joined_at: datetime
    version: int = 0


class Programs(Protocol):
    """Where programs are kept."""

    def get(self, program_id: str) -> Program:
        """Return the program; raises NotFound."""

    def of(self, workspace: str) -> list[Program]:
        """Return the workspace's programs, ended ones included, by number."""

    def save(self, program: Program) -> Program:
        """Write the program (inserted when its version is 0); raises Conflict when it has changed meanwhile."""

    def next_number(self, workspace: str) -> int:
        """Return the number the workspace's next program gets, from 1."""


class Enrollments(Protocol):
    """Where enrollments are kept."""

    def find(self, program: str, member: str) -> Enrollment | None:
        """Return the enrollment, or None."""

    def save(self, enrollment: Enrollment) -> Enrollment:
        """Write the enrollment (inserted when its version is 0); raises Conflict when it has changed meanwhile."""

    def save_all(self, enrollments: Sequence[Enrollment]) -> None:
        """Update the state, cause, returns_at, silent and missed in one go; raises Conflict when one has changed."""

    def of_program(self, program: str) -> list[Enrollment]:
        """Return the program's enrollments that have not left."""

    def of_member(self, member: str) -> list[Enrollment]:
        """Return the member's enrollments that have not left, oldest first."""

    def of_members(self, members: Sequence[str]) -> list[Enrollment]:
        """Return the enrollments of these members that have not left."""

    def returning(self, until: datetime, limit: int = 100) -> list[Enrollment]:
        """Return paused enrollments whose pause ends at or before `until`, earliest first."""

    def counts(self, workspace: str) -> dict[str, int]:
        """Return how many active members each program of the workspace has."""
