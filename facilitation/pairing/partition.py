"""The fewest people alone and the fewest repeats there can be in a small program, by set partitioning.

The fast ways can leave somebody over, or repeat, where many pairs are barred. Every circle that the
rules allow is weighed up then, in whole numbers, and HiGHS proves that no choice of them is better.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from facilitation.pairing.field import Block, Index
from facilitation.pairing.horizon import cliques
from facilitation.pairing.model import Sizes

LARGEST = 40
"""People above whom the fast ways find room."""
WAYS = 600
"""Circles above which there are too many to weigh up."""
ODD = 25
"""People up to whom a trio beside pairs is looked for among all that could be (2,500 circles; 0.2 s)."""
NODES = 500
"""Branches after which the search gives up: counted, not timed, so that a seed keeps its answer."""


def better(block: Block, drawn: Sequence[Sequence[int]], sizes: Sizes) -> list[list[int]] | None:
    """Circles with fewer people alone, or as many, sizes as near the target and fewer repeats; None if none are."""
    n = len(block.smallest)
    alone, repeats = n - sum(map(len, drawn)), _repeats(block, drawn)
    if n > LARGEST or not (alone or repeats):
        return None
    ways = _ways(block, sizes, repeats if not alone else None)
    if ways is None:
        return None
    off = np.array([(len(way) - sizes.target) ** 2 for way in ways])
    again = np.array([_repeats(block, [way]) for way in ways])
    seats = np.array([len(way) for way in ways])
    # One repeat less than the fewest that a nearer size or a seat could cost never pays for either.
    nearer = n * sizes.largest
    seat = nearer * n * sizes.largest**2
    cost = again + nearer * off - seat * seats
    now = repeats + nearer * sum((len(c) - sizes.target) ** 2 for c in drawn) - seat * (n - alone)
    chosen = _choose(n, ways, cost, now, np.array([_worth(block, way) for way in ways]))
    return None if chosen is None else [list(ways[c]) for c in chosen]


def worthiest(block: Block, drawn: list[list[int]], sizes: Sizes) -> list[list[int]]:
    """Of pairs with a trio among them those worth most, with no more repeats; as drawn where people are many."""
    n, repeats = len(block.smallest), _repeats(block, drawn)
    three = Sizes(2, 2, 3)
    if n > ODD or n % 2 == 0 or sizes != three or sum(map(len, drawn)) < n:
        return drawn
    ways = _ways(block, three, None, n**3) or []
    worth = np.array([_worth(block, way) for way in ways])
    trio = np.array([len(way) == 3 for way in ways], float)
    again = np.array([_repeats(block, [way]) for way in ways], float)
    most = sum(len(circle) == 3 for circle in drawn)
    limits = LinearConstraint(np.stack([trio, again]), -np.inf, [most + 0.5, repeats + 0.5])
    found = _solved(-worth, [LinearConstraint(_taken(n, ways), 1, 1), limits])
    return drawn if found is None else [list(ways[c]) for c in np.flatnonzero(found)]


def _ways(
    block: Block, sizes: Sizes, repeats: int | None, most: int = WAYS
) -> list[tuple[int, ...]] | None:
    """Every circle that the rules allow, or None when they are too many."""
    free = ~block.barred
    np.fill_diagonal(free, False)
    near = [sum(1 << int(j) for j in np.flatnonzero(row)) for row in free]
    ways: list[tuple[int, ...]] = []
    for size in range(sizes.smallest, sizes.largest + 1):
        people = sum(1 << int(i) for i in np.flatnonzero(block.smallest <= size))
        for way in cliques((), people, size, near):
            if repeats is None or _repeats(block, [way]) < repeats:
                ways.append(way)
            if len(ways) > most:
                return None
    return ways


def _choose(
    n: int, ways: Sequence[Sequence[int]], cost: Index, now: int, worth: NDArray[np.float64]
) -> list[int] | None:
    """Ways that share nobody and cost less than now, of the cheapest those worth most; None where none do."""
    if not ways:
        return None
    once = LinearConstraint(_taken(n, ways), 0, 1)
    found = _solved(cost, [once])
    if found is None or round(float(cost @ found)) >= now:
        return None
    as_cheap = LinearConstraint(cost[None, :], -np.inf, float(cost @ found) + 0.5)
    best = _solved(-worth, [once, as_cheap])
    return np.flatnonzero(found if best is None else best).tolist()


def _taken(n: int, ways: Sequence[Sequence[int]]) -> sparse.csr_array:
    """Who sits in which of the ways; people x ways."""
    people = np.array([i for way in ways for i in way])
    column = np.repeat(np.arange(len(ways)), [len(way) for way in ways])
    return sparse.csr_array((np.ones(len(people)), (people, column)), (n, len(ways)))


def _solved(cost: NDArray[Any], constraints: list[LinearConstraint]) -> NDArray[np.bool_] | None:
    found = milp(
        cost,
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, 1),
        constraints=constraints,
        options={"node_limit": NODES, "mip_rel_gap": 0},
    )
    return None if found.x is None else np.asarray(found.x > 0.5)


def _worth(block: Block, way: Sequence[int]) -> float:
    """What a circle is worth to its people, how often they met counted in."""
    return float(sum(block.worth[i, j] for i, j in combinations(way, 2)) / (len(way) - 1))


def _repeats(block: Block, circles: Sequence[Sequence[int]]) -> int:
    return sum(bool(block.repeat[i, j]) for c in circles for i, j in combinations(c, 2))
