"""What may be said of how many people there are: "ten or more", in steps of five, and nothing of one to four of them.

One module decides for every output. A figure is rounded down in steps of five, from a start that is a secret of its
cell: 5 to 9 people are enough to be told of, and nobody but us knows which. So a figure that moves when one known
person joins or leaves still leaves five possibilities for it, and one that is withheld does so too; no output has to
know of any other, of a filter or of an earlier week. It is controlled rounding (Willenborg and de Waal, Elements of
Statistical Disclosure Control, 2001) with a key to each cell, as statistical offices do it for tables that are asked
for at will (Fraser and Wooton, A Proposed Method for Confidentialising Tabular Output to Protect Against Differencing,
2005). Totals are told so that they give no part away: see `shown`.

A rate is told anew only when several answers have changed since it was told, see `settled`, and what is neither a
number of people nor a rate when several people have added to it, see `held`. A longer time says no more than the times
it is made of: its rates are put together from theirs, and how many people there were is capped by them (`Rule.over`).

A workspace that wants more to be there before anything is said gets several of these steps as one, none of them cut:
whoever reads a figure under two rules learns of it what the finer one tells, and no more.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from statistics import median
from types import MappingProxyType

from facilitation.people.model import Share
from facilitation.work import Work

LEAST, FLOOR, MOST = 5, 3, 50
"""The smallest number of people that is reported where nobody says otherwise, and how low and high it may be set."""

_GRID = 5
"""Every step is so many people wide, or several such side by side."""

OTHERS = ""
"""The row of people who are in no team, or in one that is too small to be reported by itself."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a workspace's numbers are told: from how many people on, and by which secret; raises ValueError below 3."""

    secret: str
    least: int = LEAST

    def __post_init__(self) -> None:
        """Hold the floor."""
        if self.least < FLOOR:
            raise ValueError(
                f"nothing about fewer than {FLOOR} people is ever reported, not {self.least}"
            )

    @property
    def step(self) -> int:
        """Return how many people wide the steps are in which figures are told."""
        return -(-self.least // _GRID) * _GRID

    @property
    def crowd(self) -> int:
        """Return how many people there must be before anything is said of some: twice as many as are told of."""
        return 2 * self.least

    def rows(self, sizes: Mapping[str, int]) -> dict[str, str]:
        """Return by team the row it is reported in, given how many people each has.

        Teams that are no crowd share one row; the smallest of the others join it while it is none itself.
        """
        shared = {team for team, size in sizes.items() if size < self.crowd or team == OTHERS}
        alone = sorted(sizes.keys() - shared, key=lambda team: (sizes[team], team))
        while alone and 0 < sum(sizes[team] for team in shared) < self.crowd:
            shared.add(alone.pop(0))
        return {team: OTHERS if team in shared else team for team in sizes}

    def crowds(self, sizes: Mapping[str, int]) -> Counter[str]:
        """Return how many people there are in each row, given how many each team has."""
        crowds = Counter[str]()
        for team, row in self.rows(sizes).items():
            crowds[row] += sizes[team]
        return crowds

    def told(self, count: int, cell: str, of: int | None = None) -> int:
        """Return how many people may be told of in a cell, "or more": 0 for nothing to be said.

        A number of whole steps, at most the true one, and within two steps of it; the same for the same count, cell and
        secret, always. Below five, where so few may be told of, it is `least` or nothing. Of a group of which all know
        how many it has, `of`, never so many that where the step begins could be told by there being no more.
        """
        number = self._number(cell)
        first = number % _GRID
        start = first + number // _GRID % (self.step // _GRID) * _GRID
        figure = max(0, (count - start) // self.step * self.step)
        if not figure and first + self.least <= count:
            figure = self.least
        if of is None or not figure or figure + self.step - 1 <= of:
            return figure
        if most := max(0, of - self.step + 1) // self.step * self.step:
            return most
        return self.least if self.least < _GRID and self.least + _GRID - 1 <= of else 0

    def near(self, count: int, cell: str) -> int:
        """Return a count in steps of five from a secret start, to be told as part of others: at most four from it."""
        return (count + self._number(cell) % _GRID) // _GRID * _GRID

    def _number(self, cell: str) -> int:
        key = blake2b(f"{self.secret} {cell}".encode(), digest_size=8).digest()
        return int.from_bytes(key, "big")

    def shown(
        self, cells: Mapping[str, int], about: str, of: Mapping[str, int] = MappingProxyType({})
    ) -> tuple[int, dict[str, int]]:
        """Return what may be told of all of some cells together, and of those that may be told of beside it.

        `cells` are all that there are, the empty ones too: whoever reads does not know which they are. `of` is how many
        people are in each, where all may know. The total is
        never less than its parts, and never so much more that those withheld could be worked out to be many or none.
        """
        figures = {
            name: self.told(count, f"{about}/{name}", of.get(name)) for name, count in cells.items()
        }
        kept = {name: figure for name, figure in figures.items() if figure}
        parts = sum(kept.values())
        if len(cells) < 2:
            return parts, kept
        # of two steps less, so that it does not say how few those withheld are beside one that is known to be many
        spare = self._number(f"{about} together") % self.step
        total = self.told(sum(cells.values()) - spare, about)
        return max(parts, min(total, self._most(parts, len(cells)))), kept

    def over(self, count: int, cell: str, parts: Sequence[tuple[int, int]]) -> int:
        """Return what may be told of how many people there were in a time, given those of the times it is made of.

        Of each of these how many there were, and what is told of them. People may be in several. Where there was
        anybody in one time alone, the same is told of both; else never so much that those withheld could be worked out.
        """
        there = [told for number, told in parts if number]
        if len(there) < 2:
            return sum(there)
        return max(*there, min(self.told(count, cell), self._most(sum(there), len(there))))

    def bears(self, total: int, parts: Mapping[str, int], of: Mapping[str, int]) -> bool:
        """Return whether parts may be told of beside a total that they make up, and maybe others who are in none.

        A part alone is the total by another name. Where they are far fewer than it, each would have to be as many as
        it can be, and no part is more than all the people there are in it, `of`.
        """
        ends = {name: min(told + 2 * (self.step - 1), of[name]) for name, told in parts.items()}
        full = sum(ends.values())
        return len(parts) > 1 and all(
            total <= full - ends[name] + told + self.step - 1 for name, told in parts.items()
        )

    def _most(self, parts: int, number: int) -> int:
        """Return how many may be told of together where `parts` are told of in so many cells.

        So many that any one of the cells may begin its step: who knows of a leaver may know that each of them does.
        """
        return (parts + (self.step - 1) * (number - 1)) // self.step * self.step

    def rate(self, count: float, of: int, people: int | None = None) -> int | None:
        """Return what share of people something is true of, in percent, as finely as may be told; None for too few.

        Its steps are at least `least` people wide: 25 % among 20, 10 % among 50, 5 % among 100; never wider than that.
        Where people count several times in `of`, `people` is how many they are. Who lacks less than a step to all of
        them is told as all, as who has less than one is told as none: a count near a step says no more at the ends.
        """
        step = self._percent(of if people is None else min(of, people))
        if not step:
            return None
        share = 1 if count > of - _GRID else max(0, count) / of
        return int(100 * share / step + 0.5) * step

    def at_least(self, people: int) -> int:
        """Return of how many people a rate is at the least, as its steps tell by themselves; 0 where none is told."""
        step = self._percent(people)
        return -(-100 * self.least // step) if step else 0

    def _percent(self, of: int) -> int:
        return next((each for each in (1, 2, 5, 10, 25) if each * of >= 100 * self.least), 0)

    @property
    def surely(self) -> int:
        """Return from how many people on a number of them is told, wherever the steps begin."""
        return self.least + _GRID - 1

    @property
    def enough(self) -> int:
        """Return from how many people on a rate is told."""
        return 4 * self.least

    @property
    def few(self) -> int:
        """Return how few changes are too few to tell a figure anew."""
        return max(self.least, _GRID)

    def middle(self, values: Sequence[float], steps: Sequence[int], told: int) -> int | None:
        """Return the first of some steps that is no less than the median, of one value a person; None for too few.

        It takes a crowd, `told` of as one: that it may be told says no more of how many they are. One more or less of
        them hardly ever moves it: who it was shows in no step.
        """
        if told < self.crowd:
            return None
        half = median(values)
        return next((step for step in steps if step >= half), steps[-1])


def settled(
    work: Work, rule: Rule, workspace: str, cell: str, count: int, of: int
) -> tuple[int, int]:
    """Return what a rate is told of: as it was told last, until enough answers have changed that none is given away.

    At least five of them have, or `least`. It is of people in steps of five from a secret start, the last of which
    takes in what is left over, and moves by no more steps than there are in what has changed: whatever it does, five
    possibilities are left for how those who have answered since did.
    """
    last = work.shares.of(cell)
    told = rule.near(count, cell)
    if last is not None:
        changed = abs(count - last.count) + abs((of - count) - (last.number - last.count))
        if changed < rule.few:
            return last.told, last.number
        most = changed // _GRID * _GRID
        told = max(last.told - most, min(told, last.told + most))
    told = min(told, of // _GRID * _GRID)
    work.shares.put(Share(cell=cell, workspace=workspace, count=count, number=of, told=told))
    return told, of


def answered(
    work: Work, rule: Rule, workspace: str, cell: str, count: int, of: int
) -> tuple[float, int]:
    """Return what a rate is told of as a part of others, as `settled` has it: nothing where fewer than five answered.

    Those of the last step are told as the middle of what it takes in.
    """
    told, number = settled(work, rule, workspace, cell, count, of)
    if number < rule.few:
        return 0, 0
    return (told + number) / 2 if told > number - _GRID else told, number


def held(
    work: Work,
    rule: Rule,
    workspace: str,
    cell: str,
    value: int | None,
    many: int,
    since: Callable[[int], int],
) -> int | None:
    """Return what is told of things that people did: a value, or what was told last until enough have done more.

    `since` says how many people did what came after so many things.
    """
    last = work.shares.of(cell)
    if last is not None and since(last.number) < rule.few:
        return last.told
    if value is not None:
        work.shares.put(Share(cell=cell, workspace=workspace, count=0, number=many, told=value))
    return value


def rule(work: Work, workspace: str) -> Rule:
    """Return how the numbers of a workspace are told."""
    return Rule(work.secret(), work.workspaces.get(workspace).least)
