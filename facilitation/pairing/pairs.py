"""Pairs: exact by blossom for up to a few hundred, by assignment with cycles split above.

Weights are whole numbers in which one repeat outweighs all worth. Up to a few thousand people a
last random digit group makes the best answer the only one, so that no library version can break
a tie another way; above, where that would take four times as long, ties are left to the solver,
which knows no chance.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from facilitation.pairing import candidates
from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Block, Field, Index
from facilitation.pairing.pairs_ahead import far_sighted, matching

EXACT = 300
"""Up to this many people the pairs are the best there are (rustworkx: 0.1 s)."""
DENSE = 2_500
"""Up to this many people every two are compared; above, each with a few dozen candidates."""
PART = 25_000
"""People assigned at a time: the solver takes 2 s for 20,000, and 16 s for 50,000."""
COARSE = 64
"""Steps of worth told apart above DENSE: 1/300 of a value costs 0.00001 of it and saves 3/4 of the time."""

Pairs = list[list[int]]


def form(field: Field, some: Index, chance: Chance) -> Pairs:
    """Pair some people: all that can be, then fewest repeats, then most worth.

    Optimal up to EXACT people, near it above. Whoever finds no partner is in no pair.
    """
    if len(some) > EXACT:
        some = some[field.smallest[some] <= 2]
    if len(some) <= EXACT:
        return _blossom(field, some, chance)
    order = some[np.argsort(field.begin[some], kind="stable")]
    pairs: Pairs = []
    for part in np.array_split(order, -(-len(order) // PART)):
        pairs += _assign(field, part, chance)
    return _mend(field, some, pairs, chance)


def _blossom(field: Field, some: Index, chance: Chance) -> Pairs:
    n = len(some)
    block = field.block(some)
    one, other = np.nonzero(np.triu(~block.barred & _willing(block), 1))
    worth = block.worth[one, other].astype(np.int64)
    most = int(np.abs(worth).max(initial=0))
    worth -= (n * most + 1) * block.repeat[one, other]
    ties = (chance.words(len(one)) >> np.uint64(38)).astype(np.int64)
    weights = worth * (n << 26) + ties
    found = far_sighted(block, matching(n, one, other, weights), chance)
    return [[int(some[i]), int(some[j])] for i, j in found]


def _willing(block: Block) -> NDArray[np.bool_]:
    willing = block.smallest <= 2
    answer: NDArray[np.bool_] = willing[:, None] & willing
    return answer


def _assign(field: Field, some: Index, chance: Chance) -> Pairs:
    """Assign a partner to each person, not always mutual; cut the cycles of that into pairs."""
    dense = len(some) <= DENSE
    edges = candidates.of_all(field, some) if dense else candidates.find(field, some, chance)
    gain = edges.worth.astype(np.float64)
    if dense:
        gain = gain * 1024 + (chance.words(len(gain)) >> np.uint64(54)).astype(np.float64)
    else:
        gain = gain // COARSE
    ceiling = float(gain.max(initial=0)) + 1
    # Standing alone is always possible, and dearer than any two chains of partners it could spare.
    alone = np.full(edges.n, ceiling * 1_000)
    cost = np.concatenate([ceiling - gain, ceiling - gain, alone])
    places = np.arange(edges.n)
    row = np.concatenate([edges.one, edges.other, places])
    column = np.concatenate([edges.other, edges.one, places])
    graph = sparse.csr_array((cost, (row, column)), (edges.n, edges.n))
    _, partner = min_weight_full_bipartite_matching(graph)
    paid = np.asarray(graph[places, partner]).ravel()
    pairs: Pairs = some[_cut_cycles(partner, paid)].tolist()
    return pairs


def _cut_cycles(partner: Index, cost: NDArray[np.float64]) -> NDArray[np.intp]:
    """Pairs along each cycle: the cheaper half of an even one; an odd one leaves one person out."""
    places = np.arange(len(partner))
    mutual = partner[partner] == places
    pairs = [(i, int(partner[i])) for i in np.flatnonzero(mutual & (places < partner)).tolist()]
    seen = mutual.tolist()
    following, price = partner.tolist(), cost.tolist()
    for start in np.flatnonzero(~mutual).tolist():
        cycle = []
        at = start
        while not seen[at]:
            seen[at] = True
            cycle.append(at)
            at = following[at]
        if cycle:
            pairs += [(i, following[i]) for i in _every_other(cycle, price)]
    return np.array(pairs, dtype=np.intp).reshape(-1, 2)


def _every_other(cycle: list[int], price: list[float]) -> list[int]:
    """The cheapest way to take every other step of a cycle, one person left out if it is odd."""
    if len(cycle) % 2 == 0:
        return min(cycle[::2], cycle[1::2], key=lambda way: sum(price[i] for i in way))
    twice = cycle[::2] + cycle[1::2]
    taken = len(cycle) // 2
    total = np.cumsum([0.0] + [price[i] for i in twice + twice[:taken]])
    cheapest = int(np.argmin(total[taken : taken + len(cycle)] - total[: len(cycle)]))
    return (twice + twice)[cheapest : cheapest + taken]


def _mend(field: Field, some: Index, pairs: Pairs, chance: Chance) -> Pairs:
    """Solve those left over exactly, some at a time and again, together with random pairs."""
    for _ in range(len(some) // EXACT):
        taken = np.zeros(field.n, dtype=bool)
        taken[[i for pair in pairs for i in pair]] = True
        left = some[~taken[some]]
        if len(left) < 2:
            break
        left = left[chance.order(len(left))][: EXACT * 2 // 3]
        mixed = [pairs[p] for p in chance.order(len(pairs)).tolist()]
        room = (EXACT - len(left)) // 2
        pool = np.array([*left, *(i for pair in mixed[:room] for i in pair)], dtype=np.intp)
        anew = _blossom(field, pool, chance)
        pairs = mixed[room:] + anew
        if len(anew) == min(room, len(mixed)):
            break
    return pairs
