"""Rounds and circles: one turn of a program's cadence, and who was put together in it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from facilitation.pairing.model import Reason
from facilitation.steps.model import Subject

APART = "apart"
"""In place of a circle's conversation: each of its members was told alone, and what they write we do not see."""

REASONS_KEPT = timedelta(days=90)
"""How long after a round opened it is kept why people sat together in it, once it is over."""

Role = Literal[
    "captain",
    "mentor",
    "mentee",
    "facilitator",
    "presenter",
    "owner",
    "learner",
    "notes",
    "core",
    "buddy",
]
"""What somebody is for a round: gets a circle going, gives, takes, leads it, shows something, brings the problem, has
their goal looked at first, writes down what comes of it; or looks after a program for a term, or helps a newcomer."""
Turns = Mapping[Role, int]
"""How often somebody was what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One turn of the cadence; (program, occurrence) names it, `occurrence` being nominal local time as text.

    A planned one is laid to rest when its program does not run, and keeps who skips it until it is planned anew.
    """

    id: str
    workspace: str
    program: str
    number: int
    occurrence: str
    opens_at: datetime
    seed: int
    state: Literal["planned", "resting", "open", "closed", "skipped"] = "planned"
    missed: int = 0
    """How many found no circle when it was drawn."""
    version: int = 0

    @property
    def subject(self) -> Subject:
        """Return what its steps are of."""
        return Subject("round", self.id, self.workspace)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A member's place in a circle, and why it is theirs (a sentence where it was kept so before)."""

    member: str
    reason: Reason | str = ""
    roles: tuple[Role, ...] = ()
    """What they are in the round at hand."""
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The people put together, to meet in one round or in several; `round` is the one at hand.

    `conversation` is where they were introduced, once that has arrived. It is APART where each was told alone; `thread`
    is set where the conversation is a channel.
    """

    id: str
    workspace: str
    program: str
    round: str
    seats: tuple[Seat, ...]
    created_at: datetime
    until: int = 0
    """The number of the last round for which it stands."""
    conversation: str = ""
    thread: str = ""
    heard_at: datetime | None = None
    dissolved: bool = False
    version: int = 0

    @property
    def members(self) -> tuple[str, ...]:
        """Return the ids of those who still sit in it."""
        return tuple(seat.member for seat in self.seats if not seat.left)

    def having(self, role: Role) -> tuple[str, ...]:
        """Return the ids of those who have a role in the round at hand."""
        return tuple(s.member for s in self.seats if role in s.roles and not s.left)


@dataclass(frozen=True, slots=True)
class Dealt:
    """One session of a circle in a round: who was to be there, and who was asked to be what, who declined included."""

    round: str
    there: tuple[str, ...]
    asked: Mapping[Role, Collection[str]]


def step_fact(round: Round, step: str) -> str:
    """Return the fact that a step of a round tells people of."""
    return f"{round.id}:{round.occurrence}:{step}"


def notice_key(round: Round, member: str) -> str:
    """Return the key of the delivery that tells a member of a round to come."""
    return f"{round.id}:{round.occurrence}:notice:{member}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What a member answered to the question of a step of a round."""

    round: str
    step: str
    member: str
    answer: str
    circle: str = ""
    """Whom it was for, where a circle was asked."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What somebody is in a round without circles, or was asked to be in a circle and declined: asked, but not had."""

    program: str
    round: str
    member: str
    role: Role
    declined: bool = False
    at: datetime


class Duties(Protocol):
    """Where duties are kept; they are in the same ledger as the roles of circles (`Circles.turns`)."""

    def put(self, duty: Duty) -> None:
        """Write a duty; it takes the place of what was said of it before."""

    def drop(self, round: str, member: str, role: Role) -> None:
        """Take a duty back, as if it never was."""

    def of_round(self, round: str, role: Role) -> list[Duty]:
        """Return who is asked to be something in a round, in that order, those who declined included."""

    def dealt(self, program: str, members: Sequence[str]) -> list[Dealt]:
        """Return the program's sessions that any of these members was to be in, with who was asked to be what."""

    def asked(self, program: str, role: Role, members: Sequence[str]) -> dict[str, datetime]:
        """Return when each of these members was last asked to be something in a program; who never was is left out."""


class CollectedAnswers(Protocol):
    """Where answers to the questions of rounds are kept."""

    def put(self, answer: Collected) -> None:
        """Write an answer; it takes the place of what the member said before."""

    def of(self, round: str, step: str) -> list[Collected]:
        """Return what was answered to a step of a round, oldest first."""

    def newest(
        self, program: str, step: str, members: Sequence[str], since: int
    ) -> dict[str, Collected]:
        """Return by member what they last answered to a step of the program's rounds from a number on."""


class Rounds(Protocol):
    """Where rounds are kept."""

    def get(self, round_id: str) -> Round:
        """Return the round; raises NotFound."""

    def save(self, round: Round) -> Round:
        """Write the round (inserted when its version is 0); raises Conflict when it has changed since it was read."""

    def add_if_new(self, round: Round) -> bool:
        """Insert the round unless the program has that occurrence or another planned one; tell whether it did."""

    def planned(self, program: str) -> Round | None:
        """Return the program's round to come, or None."""

    def look_ahead(self, programs: Sequence[str]) -> None:
        """Read the rounds to come of these programs in one go; `planned` is not asked for them one by one then."""

    def between(
        self, workspace: str, since: datetime, until: datetime, states: Sequence[str] = ("planned",)
    ) -> list[Round]:
        """Return the workspace's rounds of these states that open from `since` on and before `until`."""

    def resting(self, program: str) -> Round | None:
        """Return the program's round that was planned and was laid to rest, or None."""

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

    def some(self, circles: Sequence[str]) -> list[Circle]:
        """Return those of the circles that there are, oldest first."""

    def save(self, circle: Circle) -> Circle:
        """Write the circle with its seats; raises Conflict when it has changed since it was read."""

    def save_all(self, circles: Sequence[Circle]) -> None:
        """Write known circles with their seats in one go; raises Conflict when one has changed since it was read."""

    def add_all(self, circles: Sequence[Circle]) -> None:
        """Insert new circles with their seats in one go."""

    def introduced(self, circle_id: str, conversation: str, thread: str = "") -> None:
        """Remember where the circle was introduced, unless it is dissolved; bumps the version, checks none."""

    def of_round(self, round: str, after: str = "", limit: int = -1) -> list[Circle]:
        """Return the circles that met in a round, dissolved ones too, oldest first: so many after one, or all."""

    def count(self, round: str) -> int:
        """Return how many circles meet or met in a round, dissolved ones included."""

    def perhaps_gone(self, round: str) -> list[str]:
        """Return who sits in the round's circles and is not plainly there: has left, pauses, skips, is not reached."""

    def seating(self, round: str, members: Sequence[str]) -> list[Circle]:
        """Return the round's circles that any of these members sits in (not left, not dissolved)."""

    def standing(self, program: str, number: int) -> list[Circle]:
        """Return the program's circles that stand for its round of this number, not dissolved, oldest first."""

    def stand_until(self, program: str, number: int, until: int) -> None:
        """Let the program's circles that stand for its round of a number, or longer, stand until another one."""

    def newest(self, members: Sequence[str]) -> dict[tuple[str, str], datetime]:
        """Return when each of these members was last put into a circle of each program: by (member, program)."""

    def of_member(self, member: str, limit: int = 10) -> list[Circle]:
        """Return the circles the member sits in (not left, not dissolved), newest first."""

    def to_leave(self, members: Sequence[str]) -> list[Circle]:
        """Return the circles that any of these members sits in (not left, not dissolved), now or in rounds to come."""

    def in_conversation(self, workspace: str, conversation: str, thread: str = "") -> list[Circle]:
        """Return the circles that were introduced in this conversation, in this thread of it, newest first."""

    def turns(self, program: str, members: Sequence[str]) -> dict[str, Turns]:
        """Return how often each of these members has had which role in the program, by circles written and duties."""
