"""Rounds, circles and sessions: one turn of a program's cadence, and who was put together in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Outcome = Literal["unknown", "met", "some", "not_yet", "could_not"]

APART = "apart"
"""In place of a circle's conversation: each of its members was told alone, and what they write we do not see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One turn of the cadence; (program, occurrence) names it, `occurrence` being nominal local time as text.

    `step` is what it does next and `step_at` when; both are empty when nothing more will happen.
    """

    id: str
    workspace: str
    program: str
    number: int
    occurrence: str
    opens_at: datetime
    seed: int
    state: Literal["planned", "open", "closed", "skipped"] = "planned"
    step: str = ""
    step_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A member's place in a circle, with the sentence that says why it is theirs."""

    member: str
    reason: str = ""
    captain: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The people put together; `conversation` is where they were introduced, once that has arrived.

    It is APART where each was told alone; `thread` is set where the conversation is a channel.
    """

    id: str
    workspace: str
    program: str
    round: str
    seats: tuple[Seat, ...]
    created_at: datetime
    conversation: str = ""
    thread: str = ""
    heard_at: datetime | None = None
    dissolved: bool = False
    version: int = 0

    @property
    def members(self) -> tuple[str, ...]:
        """Return the ids of those who still sit in it."""
        return tuple(seat.member for seat in self.seats if not seat.left)

    @property
    def captain(self) -> str:
        """Return the id of the member who is asked to get the session going, or an empty text."""
        return next((s.member for s in self.seats if s.captain and not s.left), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One meeting of a circle, and what its members said became of it."""

    id: str
    workspace: str
    circle: str
    round: str
    outcome: Outcome = "unknown"
    answered_by: str = ""
    answered_at: datetime | None = None
    asked: int = 0
    version: int = 0


def notice_key(round: Round, member: str) -> str:
    """Return the key of the delivery that tells a member of a round to come."""
    return f"{round.id}:{round.occurrence}:notice:{member}"


class Rounds(Protocol):
    """Where rounds are kept."""

    def get(self, round_id: str) -> Round:
        """Return the round; raises NotFound."""

    def save(self, round: Round) -> Round:
        """Write the round (inserted when its version is 0); raises Conflict when it has changed since it was read."""

    def add_if_new(self, round: Round) -> bool:
        """Insert the round unless the program has that occurrence or another planned one; tell whether it did."""

    def claim(self, round_id: str, step: str, step_at: datetime) -> Round | None:
        """Take the step for this transaction, or return None when it is no longer next (one conditional update)."""

    def due(self, until: datetime, limit: int = 100) -> list[Round]:
        """Return the rounds with a step at or before `until`, earliest first."""

    def planned(self, program: str) -> Round | None:
        """Return the program's round that has not opened yet, or None."""

    def latest(self, program: str) -> Round | None:
        """Return the program's newest round that has opened (open or closed), or None."""

    def of(self, program: str, limit: int = 50) -> list[Round]:
        """Return the program's rounds, newest first."""

    def occurrences(self, program: str) -> set[str]:
        """Return the nominal occurrences that have a round."""


class Circles(Protocol):
    """Where circles are kept."""

    def get(self, circle_id: str) -> Circle:
        """Return the circle; raises NotFound."""

    def save(self, circle: Circle) -> Circle:
        """Write the circle with its seats; raises Conflict when it has changed since it was read."""

    def add_all(self, circles: Sequence[Circle]) -> None:
        """Insert new circles with their seats in one go."""

    def introduced(self, circle_id: str, conversation: str, thread: str = "") -> None:
        """Remember where the circle was introduced, unless it is dissolved; bumps the version, checks none."""

    def of_round(self, round: str) -> list[Circle]:
        """Return the round's circles, dissolved ones included, oldest first."""

    def of_member(self, member: str, limit: int = 10) -> list[Circle]:
        """Return the circles the member sits in (not left, not dissolved), newest first."""

    def in_conversation(self, workspace: str, conversation: str, thread: str = "") -> list[Circle]:
        """Return the circles that were introduced in this conversation, in this thread of it, newest first."""

    def met_since(self, program: str, since: datetime) -> list[tuple[tuple[str, ...], datetime]]:
        """Return (members to the end, answered at) of the program's sessions that happened (met, some) since."""

    def captained(self, program: str) -> dict[str, int]:
        """Return how often each member has been captain in the program."""


class Sessions(Protocol):
    """Where sessions are kept."""

    def get(self, session_id: str) -> Session:
        """Return the session; raises NotFound."""

    def save(self, session: Session) -> Session:
        """Write the session (inserted when its version is 0); raises Conflict when it has changed since it was read."""

    def add_all(self, sessions: Sequence[Session]) -> None:
        """Insert new sessions in one go."""

    def asked_all(self, session_ids: Sequence[str]) -> None:
        """Count one more asking for each of the sessions."""

    def of_circle(self, circle: str) -> Session:
        """Return the circle's newest session; raises NotFound."""

    def of_round(self, round: str) -> dict[str, Session]:
        """Return the round's sessions by circle id."""
