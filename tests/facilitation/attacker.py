"""Somebody who wants to know who wants what: reads every output of twelve weeks, knows who came and went, and solves.

Written apart from what withholds, and with all of its rules known but for its secret: a figure n is rounded down in
steps of k from a start s of its cell, and is told as "at least p", or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

ALL = "all of them"


@dataclass(frozen=True)
class Week:
    """What was told in one week: of each row what is told or 0, its people, and who joined and left since the last."""

    told: Mapping[str, int]
    sizes: Mapping[str, int]
    joined: Mapping[str, int]
    left: Mapping[str, int]


def ranges(
    weeks: Sequence[Week], k: int, *, everywhere: bool
) -> dict[tuple[int, str], tuple[float, float]]:
    """Return by week and row the least and the most people who can be meant by a figure that was withheld.

    Of each row in the weeks beside one in which it was told, where most is known, and in the last; or in all weeks.
    """
    rows = sorted(weeks[0].sizes)
    index = {
        (w, row): n for n, (w, row) in enumerate((w, r) for w in range(len(weeks)) for r in rows)
    }
    starts = {row: len(index) + n for n, row in enumerate((*rows, ALL))}
    conditions: list[tuple[dict[int, float], float]] = []  # sum(factor * variable) <= bound
    for w, week in enumerate(weeks):
        for row in rows:
            n, s = index[w, row], starts[row]
            # p <= n - s <= p + k - 1, and below k where nothing is told
            conditions.append(({n: 1, s: -1}, week.told[row] + k - 1))
            if week.told[row]:
                conditions.append(({n: -1, s: 1}, -week.told[row]))
            if w:
                before = index[w - 1, row]
                conditions.append(({n: 1, before: -1}, week.joined[row]))
                conditions.append(({n: -1, before: 1}, week.left[row]))
        every = {index[w, row]: 1.0 for row in rows}
        conditions.append((dict.fromkeys(every, -1.0), -week.told[ALL]))
        # a total is never told lower than it may be: by its own start, or by its parts
        conditions.append((every | {starts[ALL]: -1.0}, week.told[ALL] + k - 1)) if not _capped(
            week, rows, k
        ) else None
    bounds = [(0, weeks[w].sizes[row]) for w, row in index] + [(0, k - 1)] * len(starts)
    data, at, of = zip(
        *((f, c, n) for c, (terms, _) in enumerate(conditions) for n, f in terms.items()),
        strict=True,
    )
    matrix = coo_matrix((data, (at, of)), shape=(len(conditions), len(bounds))).tocsr()
    limit = np.array([bound for _, bound in conditions])
    found = {}
    for (w, row), n in index.items():
        beside = weeks[max(0, w - 1) : w + 2]
        edge = w == len(weeks) - 1 or any(week.told[row] for week in beside)
        if not weeks[w].told[row] and (everywhere or edge):
            found[w, row] = _extremes(matrix, limit, bounds, n)
    return found


def _capped(week: Week, rows: Sequence[str], k: int) -> bool:
    """Tell whether a total may have been told lower than it is, for the sake of its parts."""
    parts = sum(week.told[row] for row in rows)
    return week.told[ALL] + k > parts + (k - 1) * len(rows)


def _extremes(matrix, limit, bounds, n):
    aim = np.zeros(len(bounds))
    aim[n] = 1
    low = linprog(aim, A_ub=matrix, b_ub=limit, bounds=bounds, method="highs")
    high = linprog(-aim, A_ub=matrix, b_ub=limit, bounds=bounds, method="highs")
    assert low.success, "what is told contradicts itself"
    assert high.success
    return round(low.fun, 6), round(-high.fun, 6)
