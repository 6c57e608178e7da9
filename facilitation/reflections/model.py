"""Reflections: what a member takes from a session, or promises themselves without one. They are theirs alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

LONGEST = 200
"""The most characters of each of its lines."""

State = Literal["open", "done", "dropped"]
Stage = Literal["rehearsal", "tried", "used", "came"]
"""What is asked of a plan: to say it once more, then whether it was tried, is used, and what came of it."""
Answer = Literal["", "yes", "partly", "no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """What a member said after one session or discussion, and the commitment that they made of it.

    `about` is the session's or discussion's id, empty for a promise made without one. No word of it reaches anybody
    but `member`, unless they ticked so.
    """

    id: str
    workspace: str
    member: str
    about: str = ""
    program: str = ""
    useful: int = 0
    """How useful it was, 1 to 5; 0 where they have not said."""
    uses: str = ""
    """What they will use."""
    cue: str = ""
    """When … happens,"""
    does: str = ""
    """they will …"""
    until: date | None = None
    shared: bool = False
    """Whether they showed it to their circle."""
    state: State = "open"
    made_at: datetime
    version: int = 0

    @property
    def promises(self) -> bool:
        """Return whether there is something in it to come back to."""
        return bool(self.uses or self.does)


class Reflections(Protocol):
    """Where reflections are kept."""

    def get(self, reflection_id: str) -> Reflection:
        """Return the reflection; raises NotFound."""

    def save(self, reflection: Reflection) -> Reflection:
        """Write the reflection (inserted when its version is 0); raises Conflict when it has changed meanwhile."""

    def about(self, member: str, about: str) -> Reflection | None:
        """Return what a member said after a session or discussion, or None."""

    def said_of(self, members: Sequence[str], abouts: Sequence[str]) -> set[tuple[str, str]]:
        """Return who of these members said something after which of these sessions and discussions."""

    def some(self, reflection_ids: Sequence[str]) -> dict[str, Reflection]:
        """Return those of the reflections that exist, by id."""

    def open_of(self, member: str, limit: int = 50) -> list[Reflection]:
        """Return a member's reflections whose commitments are neither done nor dropped, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One thing asked of a plan on a morning: when it is due, when it was asked, and what came back.

    `words` are the member's line to it; `witness` is whom they asked to confirm that line. It is settled once it is
    answered, or once a later one is.
    """

    id: str
    reflection: str
    member: str
    stage: Stage
    due_at: datetime
    asked_at: datetime | None = None
    answer: Answer = ""
    settled_at: datetime | None = None
    words: str = ""
    witness: str = ""
    confirmed_at: datetime | None = None
    """When the witness confirmed the line: that, and only that, is transfer."""
    version: int = 0


class FollowUps(Protocol):
    """Where follow-ups are kept."""

    def get(self, follow_up_id: str) -> FollowUp:
        """Return the follow-up; raises NotFound."""

    def save(self, follow_up: FollowUp) -> FollowUp:
        """Write the follow-up; raises Conflict when it has changed meanwhile."""

    def add_all(self, follow_ups: Sequence[FollowUp]) -> None:
        """Insert new follow-ups in one go."""

    def of(self, reflection: str) -> list[FollowUp]:
        """Return a reflection's follow-ups, in the order in which they are due."""

    def unsettled(self, members: Sequence[str], due: datetime) -> list[FollowUp]:
        """Return what these members have not answered and is due by an instant, asked or not, earliest first."""

    def asked(self, follow_up_ids: Sequence[str], at: datetime) -> None:
        """Note that these were asked; raises Conflict where one of them was, or is gone."""

    def drop(self, follow_up_ids: Sequence[str]) -> None:
        """Remove follow-ups."""

    def end(self, reflections: Sequence[str]) -> None:
        """Remove what was not asked yet of these reflections."""

    def coming(self, members: Sequence[str]) -> Mapping[str, datetime]:
        """Return when each of these members is due to be asked next, of those who are."""

    def to_confirm(self, witness: str, limit: int = 5) -> list[FollowUp]:
        """Return the lines that a member was asked to confirm and has not, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """When a member's next card comes, None where nothing is planned; `off` where they want none."""

    member: str
    workspace: str
    at: datetime | None = None
    off: bool = False


class Mornings(Protocol):
    """Where it is kept when each member's next card comes."""

    def of(self, member: str) -> Morning | None:
        """Return the member's, or None."""

    def due(self, workspace: str, until: datetime, limit: int) -> list[Morning]:
        """Return those of the workspace that are due by an instant, earliest first, but for who wants none."""

    def sooner(self, mornings: Sequence[Morning]) -> None:
        """Let each come when it says, unless a sooner one is planned."""

    def put(self, mornings: Sequence[Morning]) -> None:
        """Write each, over what stood there."""
