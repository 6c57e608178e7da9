"""A program in which people do things for a year, and somebody who reads every report of it every week: what they see.

What happened is made up here, by the day; what is told of it is the product's own doing.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from facilitation.joining.examples import PROGRAM
from facilitation.people.model import Share as Kept
from facilitation.people.withholding import Rule
from facilitation.reports import figures, periods, pictures
from facilitation.reports.figures import Figure
from facilitation.reports.model import Counts, Period, Told
from facilitation.reports.pictures import Network
from facilitation.reports.telling import Teller

_PROGRAM = replace(PROGRAM, created_at=datetime(2026, 1, 1, tzinfo=UTC))
DAY, WEEK = timedelta(days=1), timedelta(days=7)
LOOKS = [datetime(2026, 10, 4, tzinfo=UTC) + n * WEEK for n in range(12)]
"""Once a week in the last quarter of the year."""
NAMES = ("this month", "last month", "this quarter", "last quarter", "this year")


@dataclass
class Deed:
    """That a member did something on a day, and how it was: a mark, from 1 to 5."""

    day: date
    member: str
    mark: int


@dataclass
class Shares:
    """What was last told, kept in memory."""

    kept: dict[str, Kept] = field(default_factory=dict)

    def of(self, cell: str) -> Kept | None:
        return self.kept.get(cell)

    def put(self, share: Kept) -> None:
        self.kept[share.cell] = share


class Year:
    """A program of 20 to 2,000 people, some of whom come and go, with quiet months of which everybody knows."""

    def __init__(self, seed: int) -> None:
        """Make up what happened."""
        chance = random.Random(seed)
        self.secret = lambda: f"secret {seed}"
        self.shares = Shares()
        self.workspaces = self.reports = self.members = self
        self.least = 5
        self.counted: dict[tuple[datetime, datetime], Counts] = {}
        self.now = LOOKS[0]
        people = [f"m{n}" for n in range(int(20 * 100 ** chance.random()))]
        self.quiet = {
            month for month in range(1, 13) if chance.random() < chance.choice((0, 0.3, 0.8))
        }
        busy = chance.choice((2, 6, 12, 30, 80))
        odds = chance.choice(((1, 1, 1, 1, 1), (0, 0, 1, 3, 6), (0, 0, 0, 0, 1), (8, 1, 1, 0, 0)))
        self.deeds: list[Deed] = []
        for month in set(range(1, 13)) - self.quiet:
            people = [m for m in people if chance.random() > 0.02]
            people += [f"m{month}_{n}" for n in range(chance.choice((0, 1, 1, 3)))]
            for _ in range(min(2 * len(people), int(busy * chance.uniform(0.3, 1.5)))):
                mark = chance.choices((1, 2, 3, 4, 5), odds)[0]
                day = date(2026, month, chance.randint(1, 28))
                self.deeds.append(Deed(day, chance.choice(people), mark))
        self.deeds.sort(key=lambda one: (one.day, one.member, one.mark))
        everybody = sorted({*people, *(one.member for one in self.deeds)})
        names = [f"Team {n}" for n in range(chance.choice((2, 2, 3, 6)))]
        few = chance.choice((0.02, 0.2, 1))
        weights = [few] + [1] * (len(names) - 1)
        self.team_of = {m: chance.choices(names, weights)[0] for m in everybody}

    def get(self, _: str) -> "Year":
        """Return the workspace, which is the year itself: all that is asked of one is its smallest number."""
        return self

    def between(self, first: date, after: date) -> list[Deed]:
        """Return what was done by now from one day to before another."""
        return [one for one in self.deeds if first <= one.day < min(after, self.now.date())]

    def of(self, _: str, since: datetime, until: datetime, skills: object = ()) -> Counts:
        """Return the counts of a month: everybody who did anything met, wrote, answered and gave a mark."""
        del skills
        when = since, min(until, self.now)
        if when not in self.counted:
            self.counted[when] = self._of(since, until)
        return self.counted[when]

    def _of(self, since: datetime, until: datetime) -> Counts:
        deeds = self.between(since.date(), until.date())
        last = {one.member: one.mark for one in deeds}
        by = defaultdict(set)
        for member, mark in last.items():
            by[mark].add(member)
        marks = {mark: frozenset(some) for mark, some in by.items()}
        yes = frozenset(m for m, mark in last.items() if mark > 3)
        recalled = {("1 week", True): {m: (int(mark > 3), 1) for m, mark in last.items()}}
        at = [datetime.combine(one.day, datetime.min.time(), UTC) for one in deeds]
        return Counts(
            circles=len(deeds),
            met=sum(one.mark > 1 for one in deeds),
            came=frozenset(last),
            shares=Counter(one.member for one in deeds),
            helped={"yes": yes, "no": frozenset(last) - yes},
            useful=marks,
            recalled=recalled if deeds else {},
            waits=[(one.member, day - DAY, day) for one, day in zip(deeds, at, strict=True)],
            transferred=frozenset(one.member for one in deeds if one.mark == 5),
            shown={"k8s": frozenset(one.member for one in deeds if one.mark == 4)},
        )

    def teams(self, _: str) -> dict[str, int]:
        """Return how many people there are in each team, whenever they come."""
        return Counter(self.team_of.values())

    def seated(self, _: str, since: datetime, until: datetime) -> dict[str, int]:
        """Return by team how many sat in circles: everybody who did anything."""
        there = {one.member for one in self.between(since.date(), until.date())}
        return Counter(self.team_of[member] for member in there)

    def across(
        self, _: str, since: datetime, until: datetime, row_of: Mapping[str, str | None]
    ) -> dict[tuple[str, str], int]:
        """Return by two rows how many met somebody of the other: each met whoever did something next."""
        people: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one, other in pairwise(self.between(since.date(), until.date())):
            a, b = (row_of.get(self.team_of[each.member]) for each in (one, other))
            if a is not None and b is not None and a != b:
                people[min(a, b), max(a, b)].update((one.member, other.member))
        return {tie: len(some) for (a, b), some in people.items() for tie in ((a, b), (b, a))}

    def network(self, period: Period, came: int) -> Network:
        """Return what is told of teams in a period by now."""
        rule = Rule(self.secret(), self.least)
        return pictures.network(self, _PROGRAM, period, rule, came)  # type: ignore[arg-type]

    def writers(self, _: str, since: datetime, until: datetime, after: int) -> int:
        """Return how many people wrote after so many contributions."""
        return len({one.member for one in self.between(since.date(), until.date())[after:]})

    def told(self, period: Period) -> Told:
        """Return what is told of a period by now."""
        return self._teller().take(period)

    def _teller(self) -> Teller:
        return Teller(self, _PROGRAM, Rule(self.secret(), self.least), "UTC", ("k8s",))  # type: ignore[arg-type]

    def figures(self, period: Period) -> dict[str, Figure]:
        """Return the figures of a period by now."""
        return {one.key: one for one in figures.take(self.told(period), Rule("", self.least))}

    def looks(self) -> Iterator[tuple[int, dict[tuple[date, int], Told]]]:
        """Give week by week what is told, by the first day of a period and how many months it has."""
        past = [periods.parts(q, "UTC") for q in periods.parts(year(), "UTC")[:3]]
        for n, at in enumerate(LOOKS):
            self.now = at
            asked = [periods.read(name, at, "UTC") for name in NAMES]
            if not n:
                asked += [
                    *periods.parts(year(), "UTC")[:3],
                    *(m for months in past for m in months),
                ]
            teller = self._teller()
            yield n, {(one.first, periods.months(one)): teller.take(one) for one in asked}


def year() -> Period:
    """Return the year."""
    return periods.read("this year", LOOKS[0], "UTC")
