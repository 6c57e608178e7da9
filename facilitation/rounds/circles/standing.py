"""Circles that stand for several rounds: who keeps their seat, who is there this time, and what each of them is."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from facilitation.late import Late
from facilitation.pairing import draw, mentors
from facilitation.pairing.model import Draw, Person, Reason, Sizes
from facilitation.programs.formats.acts import Form, Keep
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Enrollment, Settings
from facilitation.rounds.circles import ledger
from facilitation.rounds.circles.ledger import Accounts, Ledger
from facilitation.rounds.model import Circle, Role, Round, Seat

if TYPE_CHECKING:
    from facilitation.pairing import standing as pairing
else:
    pairing = Late("facilitation.pairing.standing")

FEWEST = 2
"""So many must be there for a circle to meet."""

SMALL = 3
"""A circle that stands goes on with so many where nothing better is left for them."""

Explain = Callable[[str, Sequence[str]], Reason]
"""Why a member sits with these others."""


@dataclass(frozen=True, slots=True)
class How:
    """How circles are put together: for how many rounds they stand, how many mentors each has, and what else one is."""

    rounds: int = 1
    mentors: int = 0
    roles: tuple[Role, ...] = ("captain",)
    minutes: int = 30
    times: int = 0
    """How many times to meet are put before each."""

    @classmethod
    def of(cls, format: Format, settings: Settings) -> "How":
        """Return how a format puts circles together; as pairs are where it forms none."""
        step = next((s for s in format.steps if isinstance(s, Form)), None)
        if step is None:
            return cls()
        rounds = step.rounds if isinstance(step, Keep) else 1
        if isinstance(rounds, str):
            rounds = int(format.value(settings, rounds))
        return cls(max(1, rounds), step.mentors, step.roles, step.minutes, step.times)

    def until(self, number: int) -> int:
        """Return the number of the last round for which a circle stands that meets in this one: all end together."""
        return -(-number // self.rounds) * self.rounds


@dataclass(frozen=True, slots=True)
class Gathering:
    """A circle as it is to meet in a round: those who sit in it, and the circle that goes on so, if one does."""

    members: tuple[str, ...]
    there: tuple[str, ...]
    """Those of them who take part in this round; the others are away and keep their seats."""
    circle: Circle | None = None

    @property
    def new(self) -> tuple[str, ...]:
        """Return who has joined the circle that goes on."""
        return tuple(m for m in self.members if self.circle and m not in self.circle.members)

    @property
    def gone(self) -> tuple[str, ...]:
        """Return who no longer sits in the circle that goes on."""
        return tuple(m for m in self.circle.members if m not in self.members) if self.circle else ()

    @property
    def away(self) -> tuple[str, ...]:
        """Return who is not there this time."""
        return tuple(m for m in self.members if m not in self.there)

    @property
    def meets(self) -> bool:
        """Return whether enough of them are there."""
        return len(self.there) >= FEWEST


def keep_seats(enrolled: Sequence[Enrollment]) -> set[str]:
    """Return who keeps a seat: who is in the program, and who is away until a day they named.

    A pause without an end gives the seat up, so that nobody waits for who may never come back.
    """
    return {e.member for e in enrolled if e.state == "active" or e.returns_at is not None}


def way_to_draw(
    standing: Sequence[Circle], keeping: Collection[str], how: How, turns: Ledger
) -> Callable[..., Draw]:
    """Return how the circles of a round are drawn: around those that stand, with a mentor due in each, or freely."""
    if standing:
        kept = [[m for m in circle.members if m in keeping] for circle in standing]
        return partial(_around, kept)
    if how.mentors:
        return partial(pairing.led, ledger=ledger.mentored(turns))
    return draw.draw


def _around(
    kept: Sequence[Sequence[str]], people: Sequence[Person], sizes: Sizes, **more: Any
) -> Draw:
    """Draw around circles that stand; one that is too small goes on where its people would find no place elsewhere."""
    drawn = pairing.keep(people, sizes, kept, **more)
    if not drawn.unmatched or sizes.smallest <= SMALL:
        return drawn
    smaller = pairing.keep(people, replace(sizes, smallest=SMALL), kept, **more)
    return min(drawn, smaller, key=lambda one: len(one.unmatched))


def gatherings(
    drawn: Sequence[Sequence[str]], standing: Sequence[Circle], there: Iterable[str]
) -> list[Gathering]:
    """Return the drawn circles, each with the standing one that goes on in it: the one most of whom are in it."""
    place = {member: n for n, ids in enumerate(drawn) for member in ids}
    present = set(there)
    goes_on: dict[int, tuple[int, Circle]] = {}
    for circle in standing:
        counts = Counter(place[m] for m in circle.members if m in place)
        for n, count in counts.most_common(1):
            if count >= FEWEST and count > goes_on.get(n, (0,))[0]:
                goes_on[n] = (count, circle)
    return [
        Gathering(
            members=tuple(ids),
            there=tuple(m for m in ids if m in present),
            circle=goes_on[n][1] if n in goes_on else None,
        )
        for n, ids in enumerate(drawn)
    ]


def dissolved(standing: Sequence[Circle], gathered: Sequence[Gathering]) -> list[Circle]:
    """Return the circles that stood so far and do not go on, as they are from now on."""
    go_on = {g.circle.id for g in gathered if g.circle}
    return [replace(circle, dissolved=True) for circle in standing if circle.id not in go_on]


def roles(
    gathered: Sequence[Gathering],
    people: Mapping[str, Person],
    how: How,
    accounts: Accounts,
    seed: int,
) -> dict[str, tuple[Role, ...]]:
    """Return what each of those who are there is in this round: each by their account; of equals the senior mentors."""
    meeting = [g.there for g in gathered if g.meets]
    given: dict[str, tuple[Role, ...]] = {m: () for there in meeting for m in there}
    for there in meeting if how.mentors else ():
        count = min(how.mentors, len(there) - 1)
        senior = partial(mentors.standing, members=there, people=people)
        chosen = ledger.due("mentor", there, accounts, senior, count=count)
        given |= {m: ("mentor",) if m in chosen else ("mentee",) for m in there}
    for role in how.roles:
        for there in meeting:
            others = [m for m in there if ledger.NOT_BESIDE.get(role) not in given[m]]
            for member in ledger.due(role, others, accounts, ledger.by_lot(seed, given)):
                given[member] = (*given[member], role)
    return given


def seats(
    gathering: Gathering, given: Mapping[str, tuple[Role, ...]], reason: Explain
) -> tuple[Seat, ...]:
    """Return the seats of a circle as it meets now, each with why as it is by now; who has gone is known."""
    known = {s.member: s for s in gathering.circle.seats} if gathering.circle else {}
    stay = tuple(
        Seat(member=m, reason=reason(m, gathering.members), roles=given.get(m, ()))
        for m in gathering.members
    )
    went = tuple(
        replace(s, left=True, roles=()) for m, s in known.items() if m not in gathering.members
    )
    return (*stay, *went)


def goes_on(gathering: Gathering, circle: Circle, round: Round, seats: tuple[Seat, ...]) -> Circle:
    """Return the standing circle as it is in this round; with somebody new in it, it is introduced anew."""
    same = replace(circle, round=round.id, seats=seats, heard_at=None)
    return anew(same) if gathering.new else same


def anew(circle: Circle) -> Circle:
    """Return a circle as it is to be introduced once more, in a new chat: those who have gone are not in that one."""
    seats = tuple(replace(s, reason="") if s.left else s for s in circle.seats)
    return replace(circle, seats=seats, conversation="", thread="", heard_at=None)


def left_open(circle: Circle, member: str) -> bool:
    """Return whether a member has left a seat in a circle whose chat they are still in."""
    left = any(s.member == member and s.left and s.reason for s in circle.seats)
    return left and bool(circle.conversation)
