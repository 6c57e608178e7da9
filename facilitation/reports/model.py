"""What a program did in a period, counted without names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol

from facilitation.steps.model import Subject

SOLID = 3
"""The level from which on somebody knows a skill well enough to count for a program that serves it."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the start of one day to that of another, by the clock of a zone, and what people call it."""

    name: str
    first: date
    after: date
    since: datetime
    until: datetime


People = frozenset[str]
"""Members by id: to be counted, and told of by number alone."""
NOBODY: People = frozenset()
Recalled = Mapping[tuple[str, bool], Mapping[str, tuple[int, int]]]
"""By how long after a takeaway was kept its question came, and if it was a situation: of each member what came to mind,
of how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What happened in a program in a period: of its circles, of its discussions, and what people said of them.

    Of a longer one it is what happened in its months: see `together`.
    """

    rounds: int = 0
    circles: int = 0
    met: int = 0
    missed: int = 0
    """Circles that said that they did not meet; of the rest nobody has said anything."""
    seated: People = NOBODY
    came: People = NOBODY
    """Who sat in a circle, and those whose circle said that it met."""
    discussions: int = 0
    shares: Mapping[str, int] = field(default_factory=dict)
    """How many contributions each made who made any."""
    helped: Mapping[str, People] = field(default_factory=dict)
    """Who said last that it helped: yes, partly, no."""
    recalled: Recalled = field(default_factory=dict)
    waits: Sequence[tuple[str, datetime, datetime]] = ()
    """Who wanted or asked for something and had a colleague's yes: since when, and when."""
    transferred: People = NOBODY
    """Of whom a colleague confirmed that they used what they learned."""
    shown: Mapping[str, People] = field(default_factory=dict)
    """Of whom, taking part, a peer said after a session that they know a skill that it serves, by its key."""
    useful: Mapping[int, People] = field(default_factory=dict)
    """Who gave it which mark last, 1 to 5."""


def together(months: Sequence[Counts]) -> Counts:
    """Return what happened in some months, one after the other; who said something in several counts for each."""

    def all_of(name: str) -> dict[Any, People]:
        found: dict[Any, set[str]] = {}
        for one in months:
            for word, people in getattr(one, name).items():
                found.setdefault(word, set()).update(people)
        return {word: frozenset(people) for word, people in found.items()}

    shares = Counter[str]()
    recalled: dict[tuple[str, bool], dict[str, tuple[int, int]]] = {}
    for one in months:
        shares.update(one.shares)
        for kind, by in one.recalled.items():
            before = recalled.setdefault(kind, {})
            for member, (got, answers) in by.items():
                had, of = before.get(member, (0, 0))
                before[member] = had + got, of + answers
    return Counts(
        rounds=sum(one.rounds for one in months),
        circles=sum(one.circles for one in months),
        met=sum(one.met for one in months),
        missed=sum(one.missed for one in months),
        seated=NOBODY.union(*(one.seated for one in months)),
        came=NOBODY.union(*(one.came for one in months)),
        discussions=sum(one.discussions for one in months),
        shares=shares,
        helped=all_of("helped"),
        recalled=recalled,
        waits=[wait for one in months for wait in one.waits],
        transferred=NOBODY.union(*(one.transferred for one in months)),
        shown=all_of("shown"),
        useful=all_of("useful"),
    )


@dataclass(frozen=True, slots=True)
class Share:
    """A rate as it may be told: for how many answers it is true, of how many, of how many people."""

    true: float = 0
    of: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What may be told of a program in a period, and nothing else of it leaves: see `telling`."""

    began: bool = False
    """Whether any circle or discussion was there."""
    people: Mapping[str, int] = field(default_factory=dict)
    """How many people or more did what, by the name of its cell; 0 where that may not be told."""
    shares: Mapping[str, Share] = field(default_factory=dict)
    evenness: int | None = None
    waited: int | None = None
    """How evenly people were heard, in percent, and within how many days half of those who waited had a yes."""

    def share(self, name: str) -> Share:
        """Return a rate, of nobody where there is none."""
        return self.shares.get(name, Share())


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What one member did and took from it in a period: nobody else's to see."""

    sessions: int = 0
    people: int = 0
    """Sessions that took place, and how many others sat in them."""
    contributions: int = 0
    plans: int = 0
    done: int = 0
    """Plans that they made, and those of them that they say are done."""
    tried: int = 0
    used: int = 0
    confirmed: int = 0
    """Plans of which they said that they tried them, that they use them, and that a colleague confirmed."""
    takeaways: int = 0
    worked: int = 0
    """Takeaways that were kept of their words, and the people for whom one of them worked, at least partly."""


class Reports(Protocol):
    """Counts what happened."""

    def of(
        self, program: str, since: datetime, until: datetime, skills: Sequence[str] = ()
    ) -> Counts:
        """Return what happened in a program from one instant to before another; of `skills`, by their keys, too."""

    def waits(
        self, workspace: str, since: datetime, until: datetime, program: str = ""
    ) -> list[tuple[str, datetime, datetime]]:
        """Return who had a colleague's yes in this time, of a program where one is named: since when, and when.

        The first of these yeses comes first.
        They wanted a skill until somebody agreed to help with it, or asked a question until somebody answered it.
        """

    def shares(self, program: str, since: datetime, until: datetime) -> Mapping[str, int]:
        """Return how many contributions each made who made any."""

    def writers(self, program: str, since: datetime, until: datetime, after: int) -> int:
        """Return how many people wrote what came after so many contributions."""

    def seated(self, program: str, since: datetime, until: datetime) -> Mapping[str, int]:
        """Return by team how many people sat in circles."""

    def across(
        self, program: str, since: datetime, until: datetime, row_of: Mapping[str, str | None]
    ) -> Mapping[tuple[str, str], int]:
        """Return by two rows of teams, in either order, how many people of either met of the other; None is no row."""

    def remembered(self, program: str, since: datetime, until: datetime) -> Recalled:
        """Return what was answered last, of all that came back to people as questions."""

    def own(self, member: str, since: datetime, until: datetime) -> Own:
        """Return what a member did from one instant to before another, in all programs and bookings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """That the report of a program is sent every month: to `member` alone, or else to a channel; `by` ordered it."""

    id: str
    workspace: str
    program: str
    member: str = ""
    channel: str = ""
    channel_name: str = ""
    by: str
    at: datetime

    @property
    def subject(self) -> Subject:
        """Return what its step is of."""
        return Subject("report", self.id, self.workspace)


class Orders(Protocol):
    """Where it is kept which reports are sent every month."""

    def add(self, order: Order) -> None:
        """Write an order."""

    def find(self, order_id: str) -> Order | None:
        """Return the order, or None."""

    def of(self, program: str) -> list[Order]:
        """Return the orders of a program, oldest first."""

    def drop(self, order_ids: Sequence[str]) -> None:
        """Remove orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFigure:
    """A figure of a team's own that somebody entered for a program: beside its report, never as an effect of it."""

    id: str
    workspace: str
    program: str
    name: str
    value: str
    """A number, as CSV has it."""
    unit: str = ""
    day: date
    source: str
    by: str
    at: datetime


class TeamFigures(Protocol):
    """Where figures of teams' own are kept."""

    def add(self, figure: TeamFigure) -> None:
        """Write a figure."""

    def of(self, program: str) -> list[TeamFigure]:
        """Return the figures of a program, by name and then by day."""

    def drop(self, figure_ids: Sequence[str]) -> None:
        """Remove figures."""


CaseKind = Literal["best", "worst"]
CaseState = Literal["asked", "agreed", "declined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """That a member was asked to tell whoever leads a program how it went for them: where it went best, or worst."""

    id: str
    workspace: str
    program: str
    member: str
    kind: CaseKind
    state: CaseState = "asked"
    by: str
    """Who wanted to hear of it; they learn the name with a yes."""
    at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True)
class Experience:
    """What a member has said of a program's sessions: the last mark, and what came of what they planned."""

    member: str
    useful: int = 0
    used: int = 0
    confirmed: int = 0
    unused: int = 0
    """Plans that they use, that a colleague confirmed, and that they do not use or could not try."""


class Cases(Protocol):
    """Where it is kept who was asked for their story, and what people have said that may be one."""

    def get(self, case_id: str) -> Case:
        """Return the case; raises NotFound."""

    def save(self, case: Case) -> Case:
        """Write the case (inserted when its version is 0); raises Conflict when it has changed meanwhile."""

    def of(self, program: str) -> list[Case]:
        """Return the cases of a program, oldest first."""

    def asked(self, workspace: str, since: datetime) -> set[str]:
        """Return who was asked since an instant, in whatever program."""

    def experiences(self, program: str, since: datetime) -> list[Experience]:
        """Return what members who take part have said since an instant."""
