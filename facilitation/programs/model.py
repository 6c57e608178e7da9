"""Programs and enrollments: a standing activity, its settings, and how each member stands in it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Literal, Protocol

from facilitation.programs.cadence import Cadence
from facilitation.steps.model import Subject

Preference = Literal["skill", "team", "location", "hours", "level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What programs can be told; which of it a program has, and what holds by default, its format says.

    The grounds of the defaults stand in programs/README.md.
    """

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
    ends: date | None = None
    """The last day on which a round may open; none is without end."""
    holidays: Literal["move", "skip", "keep"] = "move"
    """What becomes of a round on a public holiday: the next working day, none that time, or as on any day."""
    prefer: tuple[Preference, ...] = ("skill", "team", "hours", "location", "level")
    """What a good circle is made of, the weightiest first; what is left out counts nothing."""
    levels: Literal["mix", "similar"] = "mix"
    introductions: Literal["chat", "channel"] = "chat"
    """Whether circles are introduced in a chat of their own, or each in a thread of the program's channel."""
    discussions: Literal["facilitators", "members"] = "facilitators"
    """Who may put a question to the program's channel."""
    managers: bool = False
    """Whether someone may be put together with their own manager."""
    shared_language: bool = True
    skills: tuple[str, ...] = ()
    """The skills or outcomes that it is to serve, one to three by name."""
    signs: str = ""
    """How one would notice that it does, in words."""
    own: Mapping[str, int | str] = field(default_factory=dict, hash=False)
    """What was set of the settings that only the program's format has, by their names; a date as 2026-12-24."""


UNSAID = Settings(notice_days=0, nudge_hours=0, silence_rounds=0)
"""What holds for a program whose format says nothing of a setting."""


DRAFT = "draft:"
"""What the name of a text begins with that somebody looks at and has not said yes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceFormat:
    """A format of a workspace's own as it was written at some time; the newest of a name counts."""

    id: str
    workspace: str
    name: str
    text: str
    by: str
    at: datetime


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
    lost_channel: str = ""
    """The channel it had until that was archived, or was taken from us; it gets it back when it is there again."""
    lost_name: str = ""
    created_by: str = ""
    created_at: datetime
    version: int = 0

    @property
    def names_leaders(self) -> bool:
        """Return whether anybody was named to look after it beside who made it, so that these lead discussions."""
        return self.facilitators not in ((), (self.created_by,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """How a member stands in a program.

    `skips` is the id of a round they sit out, `once` that of the one they are in though they are paused. `silent`
    counts rounds without a sign, `missed` the rounds in a row in which nobody could be found for them, and `missed_in`
    names the last of these. `cause` says why there is a pause: asked, silence, unreachable, or as they joined for one
    round only. `returns_at` is when it ends, when its step is due and nothing else; `pauses_at` is when one begins
    that they have planned.
    """

    program: str
    member: str
    workspace: str
    state: Literal["active", "paused", "left"] = "active"
    cause: Literal["", "asked", "silence", "unreachable", "once"] = ""
    returns_at: datetime | None = None
    pauses_at: datetime | None = None
    skips: str = ""
    once: str = ""
    silent: int = 0
    missed: int = 0
    missed_in: str = ""
    joined_at: datetime
    version: int = 0

    @property
    def subject(self) -> Subject:
        """Return what its steps are of."""
        return Subject("enrollment", f"{self.program} {self.member}", self.workspace)

    def takes_part(self, round_id: str, at: datetime) -> bool:
        """Return whether its member is in the draw of a round at an instant."""
        if round_id and round_id in (self.skips, self.once):
            return round_id == self.once
        back = self.returns_at is not None and self.returns_at <= at
        away = self.state == "paused" or (self.pauses_at is not None and self.pauses_at <= at)
        return self.state != "left" and (back or not away)

    def returned(self) -> "Enrollment":
        """Return the enrollment as it is once a pause is over: no silence before it is held against its member."""
        return replace(self, state="active", cause="", returns_at=None, pauses_at=None, silent=0)


Break = tuple[datetime | None, datetime | None]
"""When a break begins, None where it has begun, and when it ends, None where that is not known."""


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


class Formats(Protocol):
    """Where workspaces' own formats are kept, with all that they were before."""

    def add(self, format: WorkspaceFormat) -> None:
        """Write a format, which is the newest of its name from then on."""

    def get(self, format_id: str) -> WorkspaceFormat | None:
        """Return what was written under an id, or None."""

    def drop(self, workspace: str, name: str) -> None:
        """Let go of all that there is under a name."""

    def newest(self, workspace: str) -> list[WorkspaceFormat]:
        """Return the workspace's formats as they are now, by name, without drafts."""

    def named(self, workspace: str, name: str) -> WorkspaceFormat | None:
        """Return the workspace's format of that name as it is now, or None."""

    def history(self, workspace: str, name: str) -> list[WorkspaceFormat]:
        """Return what the format of that name was, newest first."""


class Enrollments(Protocol):
    """Where enrollments are kept."""

    def find(self, program: str, member: str) -> Enrollment | None:
        """Return the enrollment, or None."""

    def save(self, enrollment: Enrollment) -> Enrollment:
        """Write the enrollment (inserted when its version is 0); raises Conflict when it has changed meanwhile."""

    def save_all(self, enrollments: Sequence[Enrollment]) -> None:
        """Update the state, cause, returns_at, silent, missed and missed_in; raises Conflict when one has changed."""

    def of_program(self, program: str) -> list[Enrollment]:
        """Return the program's enrollments that have not left."""

    def reached(self, program: str, states: Collection[str], but: str) -> int:
        """Return how many active members stand so in the program, but for one."""

    def missed(self, program: str) -> list[Enrollment]:
        """Return those of the program's enrollments that have not left who had no circle in the last rounds."""

    def page(self, program: str, after: str, limit: int) -> list[Enrollment]:
        """Return the program's next enrollments that have not left, by member, after the one of `after`."""

    def of_members(self, members: Sequence[str]) -> list[Enrollment]:
        """Return the members' enrollments that have not left, in the order of the members, oldest first."""

    def of_member(self, member: str) -> list[Enrollment]:
        """Return the member's enrollments that have not left, oldest first."""

    def on_break(self, members: Sequence[str]) -> set[str]:
        """Return those of the members who have paused everything that they take part in, as they said."""

    def breaks(self, members: Sequence[str]) -> dict[str, Break]:
        """Return the breaks from everything of those of the members who take one, or have planned one."""

    def counts(self, workspace: str) -> dict[str, int]:
        """Return how many active members each program of the workspace has."""
