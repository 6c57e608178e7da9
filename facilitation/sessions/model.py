"""Sessions: who was to meet, when, what came of it, and who said so."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal, Protocol

from facilitation.sessions.agreement import Agreement, Times
from facilitation.steps.model import Subject

Outcome = Literal["unknown", "met", "some", "not_yet", "could_not"]
Helped = Literal["", "yes", "partly", "no"]

HAPPENED: Collection[Outcome] = ("met", "some")
NOT_HAPPENED: Collection[Outcome] = ("not_yet", "could_not")
"""Who was introduced counts as met, unless one of these was said."""
UNSETTLED: Collection[Outcome] = ("unknown", "not_yet")
"""It may still take place, as far as anybody has said."""

FEWEST, MOST = 2, 8
"""So many people a session is of."""

SLOT = timedelta(minutes=15)
"""Sessions that are agreed on begin and end on quarters of an hour."""

FURTHEST = timedelta(weeks=8)
"""Nobody knows their calendar further ahead."""

REMIND = timedelta(minutes=10)
"""How long before it begins its people are reminded; said in words by `views.REMIND`."""
AFTER = timedelta(minutes=15)
"""How long after its end people are asked how it went."""


@dataclass(frozen=True, slots=True)
class TooShort:
    """The window is shorter than what is wanted."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class TooSoon:
    """The window is over sooner than anybody can be asked to come."""

    urgent: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """Every time in the window is taken."""


@dataclass(frozen=True, slots=True)
class Hush:
    """All work then, but it is in quiet hours."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class NothingFree:
    """The working hours of so many people meet, and nothing in them is free."""

    people: int


@dataclass(frozen=True, slots=True)
class Apart:
    """The working hours of so many people meet for a few minutes only, or not at all."""

    people: int
    shared: int
    apart: int
    """How many minutes their clocks are apart at the most."""
    days: tuple[tuple[tuple[int, int], str], ...]
    """Their working hours, each with its zone, those that are alike once."""


def before(starts_at: datetime, ends_at: datetime, now: datetime) -> tuple[str, datetime]:
    """Return the next step of what is agreed: the reminder, or where it is too late for one the question after."""
    if now < starts_at - REMIND:
        return "remind", starts_at - REMIND
    return "ask", ends_at + AFTER


Strain = TooShort | TooSoon | Taken | Hush | NothingFree | Apart
"""What is odd about times that are proposed, or why there are none."""


@dataclass(frozen=True, slots=True)
class Introduced:
    """How often two were introduced in all the workspace's programs, and when last."""

    times: int
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One member's part in a session: what they said came of it, and whether it helped them."""

    member: str
    outcome: Outcome = "unknown"
    helped: Helped = ""
    at: datetime | None = None
    """When they last said what came of it."""
    suits: Times | None = None
    """Which of the times that are proposed suit them, none perhaps; None while they have not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One meeting of two to eight people: of a circle in a round, or booked.

    `outcome` is what counts: what was said last. `starts_at` is when they agreed to meet, where they did, and `times`
    are what is before them, for the first time or to meet at another one.
    """

    id: str
    workspace: str
    program: str = ""
    round: str = ""
    circle: str = ""
    booking: str = ""
    parts: tuple[Part, ...] = ()
    starts_at: datetime | None = None
    minutes: int = 30
    times: Times = ()
    proposals: int = 0
    """How often times were put before them."""
    token: str = ""
    """The unguessable part of the address of its invitation, once times were proposed to a circle."""
    sequence: int = 0
    """How often the invitation has changed (RFC 5545)."""
    outcome: Outcome = "unknown"
    answered_by: str = ""
    answered_at: datetime | None = None
    """When it was said what counts; of one that met, when that was first said."""
    asked: int = 0
    """How often its people were asked how it went."""
    version: int = 0

    @property
    def people(self) -> tuple[str, ...]:
        """Return the ids of those who were to meet."""
        return tuple(part.member for part in self.parts)

    @property
    def ends_at(self) -> datetime | None:
        """Return when it ends, once a time is agreed."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def subject(self) -> Subject:
        """Return what its steps are of."""
        return Subject("session", self.id, self.workspace)

    @property
    def agreement(self) -> Agreement:
        """Return the times that are proposed, and to whom they suit."""
        said = {part.member: part.suits for part in self.parts if part.suits is not None}
        return Agreement(self.people, self.times, said)

    def of(self, agreement: Agreement) -> "Session":
        """Return the session with its times and answers as an agreement has them."""
        parts = tuple(replace(p, suits=agreement.yes.get(p.member)) for p in self.parts)
        return replace(self, times=agreement.times, parts=parts)

    @property
    def unsettled(self) -> bool:
        """Return whether it may still take place, as far as anybody has said."""
        return self.outcome in UNSETTLED

    def part_of(self, member: str) -> Part:
        """Return a member's part; an empty one for who was not to meet."""
        return next((p for p in self.parts if p.member == member), Part(member=member))

    def with_part(self, part: Part) -> "Session":
        """Return the session with a member's part as it is now, added where they had none."""
        known = part.member in self.people
        parts = tuple(part if p.member == part.member else p for p in self.parts)
        return replace(self, parts=parts if known else (*parts, part))

    def without(self, member: str) -> "Session":
        """Return the session as it is once a member no longer takes part."""
        return replace(self, parts=tuple(p for p in self.parts if p.member != member))


class Sessions(Protocol):
    """Where sessions are kept."""

    def get(self, session_id: str) -> Session:
        """Return the session; raises NotFound."""

    def save(self, session: Session) -> Session:
        """Write the session with its parts; raises Conflict when it has changed since it was read."""

    def save_all(self, sessions: Sequence[Session]) -> None:
        """Write known sessions with their parts in one go; raises Conflict when one has changed since it was read."""

    def add_all(self, sessions: Sequence[Session]) -> None:
        """Insert new sessions with their parts in one go."""

    def asked_all(self, session_ids: Sequence[str]) -> None:
        """Count one more asking for each of the sessions."""

    def of_circle(self, circle: str) -> Session:
        """Return the circle's newest session; raises NotFound."""

    def of_round(self, round: str) -> dict[str, Session]:
        """Return the round's sessions by circle id."""

    def of_circles(self, circles: Sequence[str]) -> dict[str, Session]:
        """Return the sessions of circles, the newest of each, by circle id."""

    def outcomes(self, round: str) -> dict[Outcome, int]:
        """Return how many circles of a round there are by what came of their newest session."""

    def of_booking(self, booking: str) -> Session | None:
        """Return the booking's session, or None while it has not taken place."""

    def by_token(self, token: str) -> Session | None:
        """Return the session with this token, or None."""

    def of_member(self, member: str, limit: int = 20) -> list[Session]:
        """Return the sessions that a member was to take part in, newest first."""

    def met_since(self, program: str, since: datetime) -> list[tuple[tuple[str, ...], datetime]]:
        """Return (people, answered at) of the program's sessions that happened (met, some) since."""

    def agreed(self, program: str, members: Sequence[str]) -> dict[str, list[datetime]]:
        """Return by member to which times they agreed in the program, ever."""

    def introduced_since(
        self, workspace: str, since: datetime, members: Sequence[str]
    ) -> list[tuple[str, datetime, str]]:
        """Return (session, introduced at, which of these members) for each who sat in a circle of the workspace since.

        But for those who say they did not meet.
        """

    def newly_together(
        self, workspace: str, since: datetime, members: Sequence[str]
    ) -> dict[str, set[str]]:
        """Return by member the programs that put them into a circle since, one that they had not sat in before."""

    def introduced_among(
        self, workspace: str, members: Sequence[str]
    ) -> dict[frozenset[str], Introduced]:
        """Return every two of these members who were introduced, ever: how often, and when last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A member's own calendar, at an address that nobody can guess; another token is another address."""

    member: str
    token: str
    at: datetime


class Subscriptions(Protocol):
    """Where it is kept at which address somebody's calendar is."""

    def of_member(self, member: str) -> Subscription | None:
        """Return a member's, or None."""

    def by_token(self, token: str) -> Subscription | None:
        """Return the one with this token, or None."""

    def put(self, subscription: Subscription) -> None:
        """Write a member's, in place of what they had."""

    def drop(self, member: str) -> None:
        """Let go of a member's."""


class Slots(Protocol):
    """Where the quarters of an hour are kept that people have given away."""

    def taken(
        self, members: Sequence[str], start: datetime, end: datetime
    ) -> Mapping[str, set[datetime]]:
        """Return by member the quarters of an hour between two instants that are taken up."""

    def take(self, by: str, people: Sequence[str], start: datetime, end: datetime) -> bool:
        """Take the quarters of an hour of all these people for a record, or none of them and return False.

        Of two that want the same quarter at once, in two processes, one gets it.
        """

    def release(self, *by: str) -> None:
        """Give the quarters of an hour free that records hold."""
