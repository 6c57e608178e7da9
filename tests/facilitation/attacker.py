"""Somebody who wants to know who wants what: reads every output of twelve weeks, knows who came and went, and solves.

Written apart from what withholds, and with all of its rules known but for its secret: people are counted in fives from
a start of its cell, so many fives as one step as are needed for k of them, and told as "at least p", or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

ALL = "all of them"
FIVE = 5


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
        return (told if told >= FIVE else 0) + FIVE * self.fives - 1


def ranges(
    weeks: Sequence[Week], *, everywhere: bool
) -> dict[tuple[int, str], tuple[float, float]]:
    """Return by week and row the least and the most people who can be meant by a figure that was withheld.

    Of each row in the weeks beside one in which it was told, where most is known, and in the last; or in all weeks.
    """
    rows = sorted(weeks[0].sizes)
    names = [(w, row) for w in range(len(weeks)) for row in rows]
    # of each row the start within five, and for each size of steps which of its fives begins one
    starts = [("start", row) for row in (*rows, ALL)]
    sizes = sorted({week.fives for week in weeks})
    shifts = [("shift", row, fives) for row in (*rows, ALL) for fives in sizes]
    index: dict[object, int] = {name: n for n, name in enumerate((*names, *starts, *shifts))}
    conditions: list[tuple[dict[int, float], float]] = []  # sum(factor * variable) <= bound
    for w, week in enumerate(weeks):

        def start(row: str, factor: int, week: Week = week) -> dict[int, float]:
            return {
                index["start", row]: factor,
                index["shift", row, week.fives]: FIVE * factor,
            }

        for row in rows:
            n, told = index[w, row], week.told[row]
            # p <= n - s <= p + step - 1, and below the first step where nothing is told
            conditions.append(({n: 1.0, **start(row, -1)}, week.most(told)))
            if told >= FIVE:
                conditions.append(({n: -1.0, **start(row, 1)}, -told))
            elif told:  # of fewer than five is told where the start itself is enough
                conditions.append(({n: -1.0, **start(row, 1)}, 0))
                conditions.append(({index["start", row]: -1.0}, -week.k))
            if w:
                before = index[w - 1, row]
                conditions.append(({n: 1, before: -1}, week.joined[row]))
                conditions.append(({n: -1, before: 1}, week.left[row]))
        every = {index[w, row]: 1.0 for row in rows}
        conditions.append((dict.fromkeys(every, -1.0), -week.told[ALL]))
        # a total is never told lower than it may be: by its own start, or by its parts
        if not _capped(week, rows):
            conditions.append((every | start(ALL, -1), week.most(week.told[ALL])))
    bounds = [
        *((0, weeks[w].sizes[row]) for w, row in names),
        *[(0, FIVE - 1)] * len(starts),
        *((0, fives - 1) for _, _, fives in shifts),
    ]
    data, at, of = zip(
        *((f, c, n) for c, (terms, _) in enumerate(conditions) for n, f in terms.items()),
        strict=True,
    )
    matrix = coo_matrix((data, (at, of)), shape=(len(conditions), len(bounds))).tocsr()
    limit = np.array([bound for _, bound in conditions])
    found = {}
    for w, row in names:
        beside = weeks[max(0, w - 1) : w + 2]
        edge = w == len(weeks) - 1 or any(week.told[row] for week in beside)
        if not weeks[w].told[row] and (everywhere or edge):
            found[w, row] = _extremes(matrix, limit, bounds, index[w, row])
    return found


def _capped(week: Week, rows: Sequence[str]) -> bool:
    """Tell whether a total may have been told lower than it is, for the sake of its parts."""
    parts, step = sum(week.told[row] for row in rows), FIVE * week.fives
    slack = min(week.k, FIVE) + step - FIVE - 1
    return week.told[ALL] + step > parts + slack * len(rows)


def _extremes(matrix, limit, bounds, n):
    aim = np.zeros(len(bounds))
    aim[n] = 1
    low = linprog(aim, A_ub=matrix, b_ub=limit, bounds=bounds, method="highs")
    high = linprog(-aim, A_ub=matrix, b_ub=limit, bounds=bounds, method="highs")
    assert low.success, "what is told contradicts itself"
    assert high.success
    return round(low.fun, 6), round(-high.fun, 6)
