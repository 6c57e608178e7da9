"""Looking ahead in a small program of pairs: chosen so that later rounds can be free of repeats too.

Greedy rounds can paint themselves into a corner once most people have met. A graph of fresh
partners with degrees of at least n/2 divides into perfect matchings (the one-factorization
theorem), so looking ahead is needed only where the pairs chosen leave less than that.
"""

import numpy as np
import rustworkx
from numpy.typing import NDArray

from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Block, Bools

LARGEST = 40
TRIES = 30

Matching = list[tuple[int, int]]


def far_sighted(block: Block, greedy: Matching, chance: Chance) -> Matching:
    """The greedy pairs, or others that leave more rounds free of repeats if there are any."""
    n = len(block.smallest)
    fresh = ~block.barred & ~block.repeat
    np.fill_diagonal(fresh, False)
    degree = int(fresh.sum(axis=1).min(initial=n))
    perfect = 2 * len(greedy) == n and all(fresh[i, j] for i, j in greedy)
    if n > LARGEST or not block.repeat.any() or not perfect or 2 * (degree - 1) >= n:
        return greedy
    far = _longest(fresh, degree, chance)
    if 1 + len(_longest(_without(fresh, greedy), len(far) - 1, chance)) >= len(far):
        return greedy
    return max(far, key=lambda pairs: sum(float(block.worth[i, j]) for i, j in pairs))


def _longest(fresh: Bools, goal: int, chance: Chance) -> list[Matching]:
    """Of some plans the longest, or the first that has as many rounds as the goal."""
    plan = _rounds(fresh, chance)
    for _ in range(TRIES):
        if len(plan) >= goal:
            break
        plan = max(plan, _rounds(fresh, chance), key=len)
    return plan


def _rounds(fresh: Bools, chance: Chance) -> list[Matching]:
    """Perfect matchings taken from a graph at random, one after the other, until none is left."""
    plan: list[Matching] = []
    while True:
        pairs = _random_matching(fresh, chance)
        if 2 * len(pairs) < len(fresh):
            return plan
        plan.append(pairs)
        fresh = _without(fresh, pairs)


def _random_matching(fresh: Bools, chance: Chance) -> Matching:
    one, other = np.nonzero(np.triu(fresh, 1))
    weights = (chance.words(len(one)) >> np.uint64(38)).astype(np.int64)
    return matching(len(fresh), one, other, weights)


def matching(
    n: int, one: NDArray[np.intp], other: NDArray[np.intp], weights: NDArray[np.int64]
) -> Matching:
    """Most pairs, then most weight, of a graph given by its edges."""
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(n))
    graph.extend_from_weighted_edge_list(
        list(zip(one.tolist(), other.tolist(), weights.tolist(), strict=True))
    )
    found = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sorted((min(pair), max(pair)) for pair in found)


def _without(fresh: Bools, pairs: Matching) -> Bools:
    rest = fresh.copy()
    for i, j in pairs:
        rest[i, j] = rest[j, i] = False
    return rest
