"""Somebody who wants to know who wants what: reads every output of twelve weeks, knows who came and went, and solves.

Written apart from what withholds, and with all of its rules known but for its secret: people are counted in fives from
a start of its cell, so many fives as one step as are needed for k of them, and told as "at least p", or not at all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

ALL, SPARE = "all of them", "spare of all"
FIVE = 5
Cell = tuple[Any, ...]


@dataclass
class Problem:
    """Conditions on unknown numbers: each sum(factor * number) lies between two bounds."""

    index: dict[Cell, int] = field(default_factory=dict)
    most: dict[Cell, float] = field(default_factory=dict)
    rows: list[tuple[dict[Cell, float], float, float]] = field(default_factory=list)

    def number(self, cell: Cell, most: float = np.inf) -> Cell:
        """Return an unknown number from 0 on."""
        self.index.setdefault(cell, len(self.index))
        self.most.setdefault(cell, most)
        return cell

    def holds(
        self, terms: Mapping[Cell, float], low: float = -np.inf, high: float = np.inf
    ) -> None:
        """Add a condition."""
        self.rows.append((dict(terms), low, high))

    def narrow(
        self, cells: Collection[Cell], wide: int, *, whole: bool = False
    ) -> dict[Cell, tuple[float, float]]:
        """Return the least and the most of each that has fewer than `wide` possibilities.

        Whatever solves the problem is possible for all of the cells at once, so most of them need no look of their own.
        """
        if not cells:
            return {}
        solve = self._solver(whole=whole)
        at = np.array([self.index[cell] for cell in cells])
        aim = np.zeros(len(self.index))
        aim[at] = 1
        ends = [solve(aim), solve(-aim)]
        low, high = np.minimum(*ends), np.maximum(*ends)
        found = {}
        for cell in cells:
            one = self.index[cell]
            for sign in (1, -1):
                if round(high[one] - low[one], 6) < wide - 1:
                    aim = np.zeros(len(self.index))
                    aim[one] = sign
                    end = solve(aim)
                    low, high = np.minimum(low, end), np.maximum(high, end)
            if round(high[one] - low[one], 6) < wide - 1:
                found[cell] = round(low[one], 6), round(high[one], 6)
        return found

    def _solver(self, *, whole: bool):
        """Return what finds where an aim is least; it raises AssertionError where nothing is possible."""
        at = [
            (row, self.index[cell], factor)
            for row, (terms, *_) in enumerate(self.rows)
            for cell, factor in terms.items()
        ]
        row, column, data = zip(*at, strict=True)
        matrix = coo_matrix((data, (row, column)), (len(self.rows), len(self.index))).tocsr()
        low, high = (np.array([one[side] for one in self.rows]) for side in (1, 2))
        # what has no end is not looked for there
        bounds = Bounds(0, np.minimum([self.most[cell] for cell in self.index], FAR))
        limits, each = LinearConstraint(matrix, low, high), np.full(len(self.index), int(whole))

        def solve(aim):
            done = milp(aim, constraints=limits, integrality=each, bounds=bounds)
            assert done.status == 0, "what is told contradicts itself"
            return done.x

        return solve


FAR = 10**5
"""More people than there ever are."""


@dataclass(frozen=True)
class Week:
    """What was told in one week: of each row what is told or 0, its people, and who joined and left since the last."""

    told: Mapping[str, int]
    sizes: Mapping[str, int]
    joined: Mapping[str, int]
    left: Mapping[str, int]
    k: int = FIVE

    @property
    def fives(self) -> int:
        """How many fives a step was then."""
        return -(-self.k // FIVE)

    def most(self, told: int) -> int:
        """How many more than the start of its cell there are at the most, where so many are told of."""
        if self.k < FIVE and not told:
            return self.k - 1
        return (told if told >= FIVE else 0) + FIVE * self.fives - 1

    def capped(self, row: str) -> bool:
        """Tell whether more than is told of a row would be so near its people that nobody may read it."""
        step, told = FIVE * self.fives, self.told[row]
        more = told + step if told >= FIVE else FIVE if told or self.k >= FIVE else self.k
        return max(more, step if self.k > FIVE else 0) + step - 1 > self.sizes[row]


def narrowed(
    weeks: Sequence[Week], wide: int, *, everywhere: bool
) -> dict[Cell, tuple[float, float]]:
    """Return by week and row the least and the most people that a withheld figure can mean, where fewer than `wide`.

    Of each row in the weeks beside one in which it was told, where most is known, and in the last; or in all weeks.
    """
    rows = sorted(weeks[0].sizes)
    problem = Problem()

    def start(row: str, fives: int, factor: int) -> dict[Cell, float]:
        # of each row the start within five, and for each size of steps which of its fives begins one
        first = problem.number(("start", row), FIVE - 1)
        if fives == 1:
            return {first: factor}
        return {first: factor, problem.number(("shift", row, fives), fives - 1): FIVE * factor}

    for w, week in enumerate(weeks):
        for row in rows:
            n, told = problem.number((w, row), week.sizes[row]), week.told[row]
            # p <= n - s <= p + step - 1, below five where so few are told of, and below the first where nothing is
            least = told or -np.inf
            # of nearly all that there are no more is told
            most = np.inf if week.capped(row) else week.most(told)
            problem.holds({n: 1, **start(row, week.fives, -1)}, least, most)
            if w:
                problem.holds({n: 1, (w - 1, row): -1}, -week.left[row], week.joined[row])
        every: dict[Cell, float] = {(w, row): 1 for row in rows}
        problem.holds(every, low=week.told[ALL])
        # a total is never told lower than it may be: by its own start and what is spared, or by its parts
        if not _capped(week, rows):
            starts = start(ALL, week.fives, -1) | start(SPARE, week.fives, -1)
            problem.holds(every | starts, high=week.most(week.told[ALL]))
    hidden = []
    for w, week in enumerate(weeks):
        for row in rows:
            edge = w == len(weeks) - 1 or any(one.told[row] for one in weeks[max(0, w - 1) : w + 2])
            if not week.told[row] and (everywhere or edge):
                hidden.append((w, row))
    return problem.narrow(hidden, wide)


def _capped(week: Week, rows: Sequence[str]) -> bool:
    """Tell whether a total may have been told lower than it is, for the sake of its parts."""
    parts, step = sum(week.told[row] for row in rows), FIVE * week.fives
    return week.told[ALL] + step > parts + (step - 1) * (len(rows) - 1)
