"""Somebody who reads the report of every month, quarter and year every week, and solves for what was withheld in all.

Written apart from what withholds, and with all of its rules known but for its secrets. They know besides in which times
nobody did a thing at all, of how many answers every rate is, and when a rate was told lower or higher than it is.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from facilitation.reports.pictures import Network
from tests.facilitation.attacker import FIVE, Cell, Problem

When = tuple[int, int]
"""The first month of a period, and how many it has."""


def months(of: When) -> range:
    """Return the months of a period."""
    return range(of[0], of[0] + of[1])


def parts(of: When) -> list[When]:
    """Return the periods that one is made of."""
    short = {12: 3, 3: 1}.get(of[1])
    return [(first, short) for first in months(of)[::short]] if short else []


@dataclass
class Reader:
    """Who has looked several times, each in a month, at reports on one program."""

    now: Sequence[int]

    def __post_init__(self) -> None:
        """Begin without knowing anything."""
        self.problem = Problem()
        self.hidden: list[Cell] = []

    def number(self, name: str, look: int, of: When) -> Cell:
        """Return how many people did something in a period, by a look; once it is over that moves no more."""
        over = of[0] + of[1] <= self.now[look]
        return self.problem.number((name, of) if over else (name, of, look))

    def people(
        self, name: str, looks: Sequence[Mapping[When, int]], there: Sequence[Mapping[When, int]]
    ) -> None:
        """Take in what was told at each look of how many people did something.

        Of `there`, how many there truly were, they know alone where it was nobody.
        """
        problem = self.problem
        for long in (1, 3, 12):
            problem.number(("start", name, long), FIVE - 1)
        known: dict[When, int] = {}
        for look, told in enumerate(looks):
            known |= told
            for of, figure in told.items():
                cell = self.number(name, look, of)
                inside = [one for one in parts(of) if there[look].get(one)]
                for one in inside:
                    problem.holds({cell: 1, self.number(name, look, one): -1}, low=0)
                if inside:
                    total = {self.number(name, look, one): -1.0 for one in inside}
                    problem.holds({cell: 1, **total}, high=0)
                if there[look][of] and not figure:
                    self.hidden.append(cell)
                if len(inside) == 1:
                    continue
                start = ("start", name, of[1])
                of_parts = [known[one] for one in inside]
                most = (sum(of_parts) + 4 * (len(inside) - 1)) // FIVE * FIVE
                capped = bool(inside) and figure == most
                if figure > max(of_parts, default=0):
                    problem.holds({cell: 1, start: -1}, low=figure)
                if not capped:
                    problem.holds({cell: 1, start: -1}, high=figure + FIVE - 1)

    def at_least(self, names: Sequence[str], look: int, of: When, low: int) -> None:
        """Take in that so many people or more did one of several things."""
        self.problem.holds({self.number(name, look, of): 1 for name in names}, low=low)

    def teams(
        self, look: int, of: When, told: Network, came: int, sizes: Mapping[str, int]
    ) -> None:
        """Take in what was told of a quarter's teams and ties, where any were, and of how many people met.

        Everybody is in a row of `sizes`; not all of those who were there need to have met.
        """
        if not told.teams:
            return
        problem = self.problem
        rows = {row: self.number(f"row {row}", look, of) for row in sizes}
        everybody = self.number("came", look, of)
        problem.holds({everybody: 1, **dict.fromkeys(rows.values(), -1.0)}, high=0)
        for row, cell in rows.items():
            figure = told.teams.get(row, 0)
            # of nearly all that there are no more is told
            capped = figure + 2 * FIVE - 1 > sizes[row]
            self._told(cell, f"row {row}", figure, capped=capped)
            problem.holds({cell: 1}, high=sizes[row])
        for (a, b), figure in told.ties.items():
            cell = self.number(f"tie {a}/{b}", look, of)
            problem.holds({cell: 1, rows[a]: -1, rows[b]: -1}, high=0)
            problem.holds({cell: 1, everybody: -1}, high=0)
            capped = figure == min(told.teams[a] + told.teams[b], came)
            self._told(cell, f"tie {a}/{b}", figure, capped=capped)

    def _told(self, cell: Cell, name: str, figure: int, *, capped: bool = False) -> None:
        """Take in a figure of its own; one that was capped says nothing of how many there are at the most."""
        start = self.problem.number(("start", name), FIVE - 1)
        most = np.inf if capped else figure + FIVE - 1
        self.problem.holds({cell: 1, start: -1}, figure or -np.inf, most)
        if not figure:
            self.hidden.append(cell)

    def names(self) -> set[str]:
        """Return all that there are numbers of."""
        return {cell[0] for cell in self.problem.index if cell[0] != "start"}

    def grow(self, names: Collection[str]) -> None:
        """Take in that nobody is taken out again of those who did something in a time that is not over."""
        by = defaultdict(list)
        for cell in self.problem.index:
            if cell[0] in names:
                by[cell[:2]].append(cell)
        for cells in by.values():
            ordered = sorted(cells, key=lambda cell: cell[2] if len(cell) > 2 else len(self.now))
            for before, after in pairwise(ordered):
                self.problem.holds({after: 1, before: -1}, low=0)

    def narrow(self, wide: int) -> dict[Cell, tuple[float, float]]:
        """Return the range of each number that was withheld and has fewer than `wide` possibilities."""
        return self.problem.narrow(dict.fromkeys(self.hidden), wide)


@dataclass(frozen=True)
class Telling:
    """A rate of a month as it was told at a look: of how many answers, and whether it is near what it should be."""

    of: int
    near: bool


def answers(
    tellings: Sequence[Mapping[int, Telling]],
    shown: Sequence[Mapping[When, tuple[int, int]]],
    wide: int,
) -> dict[Cell, tuple[float, float]]:
    """Return by month and number of answers how many said yes, where fewer than `wide` are possible after all looks.

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
    return problem.narrow(cells, wide, whole=True)
