"""Who mentors in which circle: roles rotate by a ledger, so that everybody gives and takes alike.

A person's account is the turns they had as mentor minus their fair share of the rounds they
attended, so absence earns nothing and a late joiner owes nothing. Over several rounds the turns
are evened out along chains of circles: he hands a turn to her, she hands another to a third. That
is a semi-matching, and without a cost-reducing chain it is as even as the circles allow (Harvey,
Ladner, Lovasz, Tamir: Semi-matchings for bipartite graphs and load balancing, 2006).
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from types import MappingProxyType
from typing import Literal

from facilitation.pairing.model import Person

Role = Literal["both", "mentor", "mentee"]
"""What a person may be; who has no role set may be both."""
Circles = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Turns:
    """One line of the ledger: how often somebody was mentor and how often mentee."""

    mentored: int = 0
    learned: int = 0

    @property
    def attended(self) -> int:
        """Rounds this person was in a circle."""
        return self.mentored + self.learned


@dataclass(frozen=True, slots=True)
class Roles:
    """Who mentors whom in one circle."""

    mentors: tuple[str, ...]
    """Never empty in a circle of two or more."""
    mentees: tuple[str, ...]
    note: str = ""
    """What had to give, in a sentence; empty when everybody has a role they may have."""


NOBODY: Mapping[str, Role] = MappingProxyType({})
EMPTY: Mapping[str, Turns] = MappingProxyType({})


def choose(
    circles: Circles,
    people: Mapping[str, Person],
    *,
    roles: Mapping[str, Role] = NOBODY,
    ledger: Mapping[str, Turns] = EMPTY,
    count: int = 1,
) -> tuple[Roles, ...]:
    """Give roles in the circles of one round: those whose turn it is, of equals the more senior.

    Raises KeyError when a circle has somebody who is not among the people.
    """
    return over_rounds([circles], people, roles=roles, ledger=ledger, count=count)[0]


def over_rounds(
    rounds: Sequence[Circles],
    people: Mapping[str, Person],
    *,
    roles: Mapping[str, Role] = NOBODY,
    ledger: Mapping[str, Turns] = EMPTY,
    count: int = 1,
) -> tuple[tuple[Roles, ...], ...]:
    """Give roles in all circles of several rounds, so that turns are even at the end of them.

    A circle gets `count` mentors, at most all but one of its members; who is mentor only always
    mentors. Raises KeyError when a circle has somebody who is not among the people.
    """
    seats = [_Seats.of(circle, people, roles, count) for circles in rounds for circle in circles]
    accounts = _Accounts(seats, ledger)
    for circle in seats:
        accounts.fill(circle)
    _even_out(seats, accounts)
    given = iter(circle.roles() for circle in seats)
    return tuple(tuple(next(given) for _ in circles) for circles in rounds)


def entered(ledger: Mapping[str, Turns], given: Iterable[Roles]) -> dict[str, Turns]:
    """Return the ledger after a round with these roles."""
    after = dict(ledger)
    for circle in given:
        for key in circle.mentors:
            turns = after.get(key, Turns())
            after[key] = Turns(turns.mentored + 1, turns.learned)
        for key in circle.mentees:
            turns = after.get(key, Turns())
            after[key] = Turns(turns.mentored, turns.learned + 1)
    return after


def due(
    people: Iterable[Person],
    count: int,
    *,
    roles: Mapping[str, Role] = NOBODY,
    ledger: Mapping[str, Turns] = EMPTY,
) -> list[str]:
    """Whose turn it is to mentor: so many of those who may, mentors only first, the most due next."""
    able = [p for p in people if roles.get(p.id, "both") != "mentee"]
    both = [ledger.get(p.id, Turns()) for p in able if roles.get(p.id, "both") == "both"]
    rounds, turns = sum(t.attended for t in both), sum(t.mentored for t in both)

    def rank(person: Person) -> tuple[bool, int, int, str]:
        past = ledger.get(person.id, Turns())
        account = past.mentored * rounds - past.attended * turns
        return (roles.get(person.id, "both") == "both", account, -person.level, person.id)

    return [person.id for person in sorted(able, key=rank)[: max(count, 0)]]


def spread(ledger: Mapping[str, Turns]) -> int:
    """The largest difference in turns as mentor between two who attended equally often."""
    by_rounds: dict[int, list[int]] = {}
    for turns in ledger.values():
        by_rounds.setdefault(turns.attended, []).append(turns.mentored)
    return max((max(turns) - min(turns) for turns in by_rounds.values()), default=0)


@dataclass(slots=True)
class _Seats:
    """The mentors' seats of one circle, and who may take those that are open."""

    members: list[str]
    always: list[str]
    able: list[str]
    """Those who may take an open seat, the more senior first, then who offers what others want."""
    open: int
    taken: list[str]
    note: str

    @staticmethod
    def of(
        circle: Sequence[str], people: Mapping[str, Person], roles: Mapping[str, Role], count: int
    ) -> "_Seats":
        members = sorted(set(circle))
        role = {key: roles.get(key, "both") for key in members}
        always = [key for key in members if role[key] == "mentor"]
        able = [key for key in members if role[key] == "both"]
        note = ""
        if members and not always and not able:
            able = members
            note = "Everybody here asked to be a mentee, so one of you leads this round."
        elif len(always) == len(members) > 1:
            always, able = [], members
            note = "Everybody here asked to be a mentor, so most of you are mentees this round."
        able = sorted(able, key=lambda key: standing(key, members, people))
        most = min(max(count, 1), max(len(members) - 1, 0))
        return _Seats(members, always, able, min(max(most - len(always), 0), len(able)), [], note)

    def roles(self) -> Roles:
        mentors = sorted([*self.always, *self.taken])
        return Roles(
            tuple(mentors), tuple(key for key in self.members if key not in mentors), self.note
        )


def standing(
    key: str, members: Sequence[str], people: Mapping[str, Person]
) -> tuple[int, int, str]:
    """Return what is the least for who mentors these first of equals: by level, and by how many wants they meet."""
    person = people[key]
    met = sum(len(person.offers & people[other].wants) for other in members if other != person.id)
    return (-person.level, -met, person.id)


class _Accounts:
    """Turns taken minus the fair share, in whole numbers: one turn is worth `unit`."""

    def __init__(self, seats: Sequence[_Seats], ledger: Mapping[str, Turns]) -> None:
        rounds = {key: 0 for circle in seats for key in circle.able}
        for circle in seats:
            for key in circle.able:
                rounds[key] += 1
        past = [ledger.get(key, Turns()) for key in rounds]
        self.unit = max(sum(rounds.values()) + sum(turns.attended for turns in past), 1)
        self.share = sum(circle.open for circle in seats) + sum(turns.mentored for turns in past)
        self.of = {
            key: turns.mentored * self.unit - turns.attended * self.share
            for key, turns in zip(rounds, past, strict=True)
        }
        self.circles: dict[str, dict[int, None]] = {key: {} for key in rounds}
        self._filled = 0

    def fill(self, circle: _Seats) -> None:
        """Seat those to whom the circle's open turns are due; circles come in their order."""
        for key in circle.able:
            self.of[key] -= self.share
        rank = {key: at for at, key in enumerate(circle.able)}
        by_account = sorted(circle.able, key=lambda key: (self.of[key], rank[key]))
        circle.taken = by_account[: circle.open]
        for key in circle.taken:
            self.of[key] += self.unit
            self.circles[key][self._filled] = None
        self._filled += 1


def _even_out(seats: Sequence[_Seats], accounts: _Accounts) -> None:
    """Pass turns on along chains while that brings two accounts nearer to each other."""
    waiting = [(-account, key) for key, account in accounts.of.items()]
    heapify(waiting)
    settled: set[str] = set()
    while waiting:
        account, key = heappop(waiting)
        if key in settled or -account != accounts.of[key]:
            continue
        came, end = _chain(seats, accounts, key, settled)
        if end is None:
            # No chain leaves these people, and none of them has more to give than this one.
            # (`|=` with a view of keys would copy the whole set each time.)
            settled.update(came)
            continue
        accounts.of[end] += accounts.unit
        accounts.of[key] -= accounts.unit
        heappush(waiting, (-accounts.of[end], end))
        heappush(waiting, (-accounts.of[key], key))
        while (step := came[end]) is not None:
            giver, circle = step
            seats[circle].taken.remove(giver)
            seats[circle].taken.append(end)
            del accounts.circles[giver][circle]
            accounts.circles[end][circle] = None
            end = giver


def _chain(
    seats: Sequence[_Seats], accounts: _Accounts, start: str, settled: set[str]
) -> tuple[dict[str, tuple[str, int] | None], str | None]:
    """Who can be reached by handing turns on, later rounds first, and the first worth reaching."""
    came: dict[str, tuple[str, int] | None] = {start: None}
    queue = deque([start])
    enough = accounts.of[start] - accounts.unit
    while queue:
        giver = queue.popleft()
        for circle in sorted(accounts.circles[giver], reverse=True):
            taken = seats[circle].taken
            for key in seats[circle].able:
                if key in came or key in settled or key in taken:
                    continue
                came[key] = (giver, circle)
                if accounts.of[key] < enough:
                    return came, key
                queue.append(key)
    return came, None
