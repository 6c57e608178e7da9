"""Pairs: exact by blossom for up to a few hundred, by assignment with cycles split above.

Weights are whole numbers in which one repeat outweighs all worth, and a last random digit group
makes the best answer the only one, so that no library version can break a tie another way.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from facilitation.pairing.anchors import anchors
from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Block, Field, Index
from facilitation.pairing.horizon import far_sighted, matching

EXACT = 300
BLOCK = 2_000
CANDIDATES = 40
"""Best partners of each person that the assignment may choose from."""

Pairs = list[list[int]]


def form(field: Field, some: Index, chance: Chance) -> Pairs:
    """Pair some people: all that can be, then fewest repeats, then most worth.

    Optimal up to EXACT people, near it above. Whoever finds no partner is in no pair.
    """
    if len(some) <= EXACT:
        return _blossom(field, some, chance)
    order = some[np.argsort(anchors(field, some, chance), kind="stable")]
    pairs: Pairs = []
    for part in np.array_split(order, -(-len(order) // BLOCK)):
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
    block = field.block(some)
    n = len(some)
    score = block.worth
    score[block.barred | block.repeat | ~_willing(block)] = -np.inf
    np.fill_diagonal(score, -np.inf)
    keep = min(CANDIDATES, n - 1)
    columns = np.argpartition(score, -keep, axis=1)[:, -keep:]
    rows = np.repeat(np.arange(n), keep)
    chosen = np.zeros((n, n), dtype=bool)
    chosen[rows, columns.ravel()] = True
    chosen |= chosen.T
    chosen &= score > -np.inf
    one, other = np.nonzero(np.triu(chosen))
    ties = (chance.words(len(one)) >> np.uint64(54)).astype(np.float64)
    gain = score[one, other].astype(np.float64) * 1024 + ties
    ceiling = float(gain.max(initial=0)) + 1
    # Standing alone is always possible, and dearer than any two chains of partners it could spare.
    alone = np.full(n, ceiling * 1_000)
    cost = np.concatenate([ceiling - gain, ceiling - gain, alone])
    places = np.arange(n)
    row, column = (
        np.concatenate([one, other, places]),
        np.concatenate([other, one, places]),
    )
    graph = sparse.csr_array((cost, (row, column)), (n, n))
    _, partner = min_weight_full_bipartite_matching(graph)
    return [[int(some[i]), int(some[j])] for i, j in _cut_cycles(partner.tolist(), score)]


def _cut_cycles(partner: Sequence[int], score: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Pairs along each cycle: the better half of an even one; an odd one leaves one person out."""
    pairs: list[tuple[int, int]] = []
    seen = [False] * len(partner)
    for start in range(len(partner)):
        cycle = []
        at = start
        while not seen[at]:
            seen[at] = True
            cycle.append(at)
            at = partner[at]
        size = len(cycle)
        if size >= 2:
            turns = range(2) if size % 2 == 0 else range(size)
            ways = [
                [(cycle[(t + s) % size], cycle[(t + s + 1) % size]) for s in range(0, size - 1, 2)]
                for t in turns
            ]
            pairs += max(ways, key=lambda way: sum(float(score[i, j]) for i, j in way))
    return pairs


def _mend(field: Field, some: Index, pairs: Pairs, chance: Chance) -> Pairs:
    """Solve those left over exactly, again and again, together with random pairs."""
    for _ in range(12):
        taken = np.zeros(field.n, dtype=bool)
        taken[[i for pair in pairs for i in pair]] = True
        left = some[~taken[some]]
        if len(left) < 2:
            break
        left = left[chance.order(len(left))][: EXACT - 60]
        mixed = [pairs[int(p)] for p in chance.order(len(pairs))]
        room = (EXACT - len(left)) // 2
        pool = np.array([*left, *(i for pair in mixed[:room] for i in pair)], dtype=np.intp)
        pairs = mixed[room:] + _blossom(field, pool, chance)
    return pairs
