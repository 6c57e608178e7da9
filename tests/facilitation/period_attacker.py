"""Somebody who reads the report of every month, quarter and year every week, and solves for what was withheld.

Written apart from what withholds, and with all of its rules known but for its secrets. They know besides in which times
nobody did a thing at all, of how many answers every rate is, and when a rate was told lower or higher than it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import coo_matrix, vstack

FIVE = 5
When = tuple[int, int]
"""The first month of a period, and how many it has."""
Cell = tuple[Any, ...]


def months(of: When) -> range:
    """Return the months of a period."""
    return range(of[0], of[0] + of[1])


def parts(of: When) -> list[When]:
    """Return the periods that one is made of."""
    short = {12: 3, 3: 1}.get(of[1])
    return [(first, short) for first in months(of)[::short]] if short else []


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

    def ranges(self, cells: Iterable[Cell], *, whole: bool) -> dict[Cell, tuple[float, float]]:
        """Return the least and the most that each may be; raises AssertionError where nothing may."""
        n, at = (
            len(self.index),
            [
                (row, self.index[cell], factor)
                for row, (terms, *_) in enumerate(self.rows)
                for cell, factor in terms.items()
            ],
        )
        row, column, data = zip(*at, strict=True)
        matrix = coo_matrix((data, (row, column)), shape=(len(self.rows), n)).tocsr()
        low, high = (np.array([one[side] for one in self.rows]) for side in (1, 2))
        most = np.array([self.most[cell] for cell in self.index])
        found = {}
        for cell in cells:
            aim = np.zeros(n)
            aim[self.index[cell]] = 1
            ends = [_solved(sign * aim, matrix, low, high, most, whole) for sign in (1, -1)]
            found[cell] = round(ends[0], 6), round(-ends[1], 6)
        return found


def _solved(aim, matrix, low, high, most, whole):
    if whole:
        limits = LinearConstraint(matrix, low, high)
        done = milp(aim, constraints=limits, integrality=np.ones(len(aim)), bounds=(0, most))
    else:
        over, under = np.isfinite(high), np.isfinite(low)
        both = vstack([matrix[over], -matrix[under]])
        limit = np.concatenate([high[over], -low[under]])
        bounds = [(0, one) for one in most]
        done = linprog(aim, A_ub=both, b_ub=limit, bounds=bounds, method="highs")
    if done.status == 3:
        return -np.inf
    assert done.status == 0, "what is told contradicts itself"
    return done.fun


def people(
    looks: Sequence[Mapping[When, int]],
    there: Sequence[Mapping[When, int]],
    now: Sequence[int],
    *,
    grows: bool,
) -> dict[Cell, tuple[float, float]]:
    """Return the range of each number of people that was withheld, given what was told at each look.

    Of `there`, how many there truly were, they know alone where it was nobody; `now` is the month of each look.
    """
    problem = Problem()
    for long in (1, 3, 12):
        problem.number(("start", long), FIVE - 1)

    def number(look: int, of: When) -> Cell:
        over = of[0] + of[1] <= now[look]
        return problem.number(("people", of) if over else ("people", of, look))

    known: dict[When, int] = {}
    hidden = {}
    for look, told in enumerate(looks):
        known |= told
        for of, figure in told.items():
            cell = number(look, of)
            inside = [one for one in parts(of) if there[look].get(one)]
            for one in inside:
                problem.holds({cell: 1, number(look, one): -1}, low=0)
            if inside:
                total = {number(look, one): -1.0 for one in inside}
                problem.holds({cell: 1, **total}, high=0)
            if there[look][of] and not figure:
                hidden[cell] = of
            if len(inside) == 1:
                continue
            start = ("start", of[1])
            of_parts = [known[one] for one in inside]
            capped = bool(inside) and figure == (sum(of_parts) + 4 * len(inside)) // FIVE * FIVE
            if figure > max(of_parts, default=0):
                problem.holds({cell: 1, start: -1}, low=figure)
            if not capped:
                problem.holds({cell: 1, start: -1}, high=figure + FIVE - 1)
    if grows:
        _grow(problem)
    return problem.ranges(hidden, whole=False)


def _grow(problem: Problem) -> None:
    """Nobody is taken out again of those who did something in a time that is not over."""
    by = defaultdict(list)
    for cell in problem.index:
        if cell[0] == "people":
            by[cell[1]].append(cell)
    for cells in by.values():
        ordered = sorted(cells, key=lambda cell: cell[2] if len(cell) > 2 else 10**6)
        for before, after in pairwise(ordered):
            problem.holds({after: 1, before: -1}, low=0)


@dataclass(frozen=True)
class Telling:
    """A rate of a month as it was told at a look: of how many answers, and whether it is near what it should be."""

    of: int
    near: bool


def answers(
    tellings: Sequence[Mapping[int, Telling]], shown: Sequence[Mapping[When, tuple[int, int]]]
) -> dict[Cell, tuple[float, float]]:
    """Return by month and number of answers how many said yes, given what was told at each look.

    Of `shown`, by period, the percent and how wide its steps are. Of months of five answers and more.
    """
    problem = Problem()
    for by_month, rates in zip(tellings, shown, strict=True):
        for month, told in by_month.items():
            yes = problem.number(("yes", month, told.of), told.of)
            fives = problem.number(("fives", month, told.of), told.of // FIVE)
            start = problem.number(("start", month), FIVE - 1)
            last, over = problem.number(("last", month, told.of), 1), told.of % FIVE
            problem.holds({fives: 1, last: -1}, high=told.of // FIVE - 1)
            problem.holds({fives: 1, last: -(told.of // FIVE)}, low=0)
            if told.near:
                problem.holds({yes: 1, start: 1, fives: -FIVE}, low=0)
                problem.holds({yes: 1, start: 1, fives: -FIVE, last: -over}, high=FIVE - 1)
        for when, (percent, step) in rates.items():
            inside = [(m, by_month[m].of) for m in months(when) if m in by_month]
            inside = [(m, of) for m, of in inside if of >= FIVE]  # fewer are left out
            total = sum(of for _, of in inside)
            low, high = (total * (percent + side * step / 2) / 100 for side in (-1, 1))
            terms: dict[Cell, float] = {("fives", *one): float(FIVE) for one in inside}
            terms |= {("last", m, of): of % FIVE / 2 for m, of in inside}
            # what is below nobody or nearly everybody is told as nobody and everybody
            low, high = (min(low, total - FIVE + 0.5), np.inf) if percent == 100 else (low, high)
            problem.holds(terms, low if percent else -np.inf, high)
    final = {month: told.of for by_month in tellings for month, told in by_month.items()}
    cells = [("yes", month, of) for month, of in final.items() if of >= FIVE]
    return problem.ranges(cells, whole=True)
