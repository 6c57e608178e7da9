"""Circles of a few people: best-swap sweeps, shaken and polished; in blocks when people are many.

The gains of all n x n swaps come from one matrix
of what each circle holds for each person; the best swaps that touch different circles are applied
at once.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from facilitation.pairing import mending
from facilitation.pairing.anchors import anchors
from facilitation.pairing.chance import Chance
from facilitation.pairing.exact import SHARE
from facilitation.pairing.field import SCALE, Block, Field, Index
from facilitation.pairing.horizon import LARGEST, far_sighted, precious

WHOLE = 400
"""Up to this many people are searched in one piece."""
BLOCK = 300
PASSES = 8
SPARE = 0.6
"""What it costs, in units of value, to use up the pair that could share most fresh circles."""

Circles = list[list[int]]
Doubles = NDArray[np.float64]


def form(field: Field, some: Index, sizes: Sequence[int], chance: Chance) -> Circles:
    """Divide some people into circles of the given sizes; those beyond the seats stay out."""
    circles, out = _cut(field, some, sizes, chance)
    if len(some) <= WHOLE:
        return _whole(field, circles + out, chance)
    for _ in range(PASSES):
        circles = _sweep_blocks(field, circles, chance)
    return _mend(field, circles, chance)


def _whole(field: Field, circles: Circles, chance: Chance) -> Circles:
    """Search in one piece, for later rounds too when people are few."""
    shakes = min(max(20_000 // max(sum(map(len, circles)), 1), 30), 300)
    circles = polish(field, circles, chance, shakes)
    some = np.array([i for circle in circles for i in circle], dtype=np.intp)
    if len(some) <= LARGEST and all(len(circle) > 1 for circle in circles):
        ends = np.cumsum([len(circle) for circle in circles]).tolist()
        drawn = [tuple(range(end - len(c), end)) for end, c in zip(ends, circles, strict=True)]
        found = far_sighted(field.block(some), drawn, chance)
        return [[int(some[at]) for at in circle] for circle in found]
    return [circle for circle in circles if len(circle) > 1]


def _cut(
    field: Field, some: Index, sizes: Sequence[int], chance: Chance
) -> tuple[Circles, Circles]:
    """Circles of people with a skill in common, and those beyond the seats, one by one."""
    order = some[np.argsort(anchors(field, some, chance), kind="stable")].tolist()
    ends = np.cumsum(sizes).tolist()
    circles = [order[end - size : end] for end, size in zip(ends, sizes, strict=True)]
    return circles, [[i] for i in order[sum(sizes) :]]


def polish(field: Field, circles: Circles, chance: Chance, shakes: int) -> Circles:
    """Swap people between circles until no swap helps, and again after each of some shakes.

    Fewer broken rules come first, then fewer repeats, then more worth. Sizes stay as they are.
    """
    if len(circles) < 2:
        return circles
    some = np.array([i for circle in circles for i in circle])
    label = np.repeat(np.arange(len(circles)), [len(circle) for circle in circles])
    search = _Search(field.block(some), np.bincount(label))
    best = search.improve(label)
    score = search.score(best)
    for _ in range(shakes):
        moved = chance.order(len(some))[: max(3, len(some) // 25)]
        label = best.copy()
        label[moved] = label[np.roll(moved, 1)]
        label = search.improve(label)
        if (again := search.score(label)) > score:
            best, score = label, again
    return [[int(i) for i in some[best == c]] for c in range(len(circles))]


class _Search:
    """The swaps of one block. All numbers are whole, so sums are exact in any order."""

    def __init__(self, block: Block, counts: NDArray[np.intp]) -> None:
        self.n, self.counts = len(block.smallest), counts
        self.worth: Doubles = block.worth.astype(np.float64)
        self.worth -= np.rint(SPARE * SCALE * precious(block, int(np.bincount(counts).argmax())))
        self.fault: Doubles = np.zeros_like(self.worth)
        self.share: Doubles = np.zeros(len(counts), dtype=np.float64)
        self.share[counts > 1] = SHARE // (counts[counts > 1] - 1)
        # One swap changes worth by at most 4 shares, and 4 pairs for each seat of a circle.
        repeat = 4.0 * SHARE * float(np.abs(self.worth).max()) + 1
        broken = 8.0 * repeat * float(counts.max() + 1)
        self.fault -= repeat * block.repeat
        self.fault -= broken * block.barred
        self.twice: Doubles = self.fault * 2.0
        self.block = block
        too_small = (block.smallest[:, None] > counts) & (counts > 1)
        self.shy: Doubles = np.where(too_small, -broken, 0.0)

    def improve(self, label: Index) -> Index:
        """Apply the best swaps that touch different circles until none helps."""
        everyone = np.arange(self.n)
        label = label.copy()
        sums = self._sums(label)
        while True:
            gain = self._gains(sums, label)
            partner = gain.argmax(axis=1)
            most = gain[everyone, partner]
            hopeful = np.flatnonzero(most > 0)
            if not len(hopeful):
                return label
            touched: set[int] = set()
            for i in hopeful[np.argsort(-most[hopeful], kind="stable")].tolist():
                j = int(partner[i])
                one, other = int(label[i]), int(label[j])
                if one not in touched and other not in touched:
                    label[i], label[j] = other, one
                    touched |= {one, other}
                    move, fault = self.worth[j] - self.worth[i], self.fault[j] - self.fault[i]
                    sums[one] += move * self.share[one] + fault
                    sums[other] -= move * self.share[other] + fault

    def _sums(self, label: Index) -> Doubles:
        """What each circle holds for each person, themselves left out; circles x people."""
        order = np.argsort(label, kind="stable")
        starts = np.cumsum(self.counts) - self.counts
        sums: Doubles = np.add.reduceat(self.worth[order], starts, axis=0)
        sums *= self.share[:, None]
        sums += np.add.reduceat(self.fault[order], starts, axis=0)
        sums += self.shy.T
        return sums

    def _gains(self, sums: Doubles, label: Index) -> Doubles:
        """What every swap would add; 0 for two people of one circle."""
        there = sums[label]
        there -= there[np.arange(self.n), np.arange(self.n)]
        gain: Doubles = there + there.T
        share = self.share[label]
        if share.min() == share.max():
            gain -= self.worth * (2 * share[0])
        else:
            gain -= self.worth * (share[:, None] + share)
        gain -= self.twice
        gain[label[:, None] == label] = 0
        return gain

    def score(self, label: Index) -> tuple[int, int, int]:
        """Larger is better: minus broken rules, minus repeats, worth."""
        same = label[:, None] == label
        broken = int((self.block.barred & same).sum()) // 2
        shy = int((self.shy[np.arange(self.n), label] < 0).sum())
        repeats = int((self.block.repeat & same).sum()) // 2
        worth = int((self.worth * same * self.share[label]).sum()) // 2
        return (-broken - shy, -repeats, worth)


def _sweep_blocks(field: Field, circles: Circles, chance: Chance) -> Circles:
    """Polish whole circles in blocks of those whose people share a skill, or need a language."""
    keys = anchors(field, np.arange(field.n), chance)
    words = chance.words(len(circles)).tolist()
    order = []
    for c, circle in enumerate(circles):
        lowest = int(min(keys[circle]))
        order.append((lowest if lowest < 0 else int(keys[circle[words[c] % len(circle)]]), c))
    answer: Circles = []
    batch: Circles = []
    for _, c in sorted(order):
        batch.append(circles[c])
        if sum(map(len, batch)) >= BLOCK:
            answer += polish(field, batch, chance, 0)
            batch = []
    return answer + polish(field, batch, chance, 0)


def _mend(field: Field, circles: Circles, chance: Chance) -> Circles:
    """Heal faults by one swap; else form the circle anew with those that suit its people."""
    for _ in range(4):
        circles = mending.swap_out(field, circles, _faulty(field, circles))
        bad = _faulty(field, circles)[:20]
        if not bad:
            break
        near = mending.welcoming(field, circles, [i for c in bad for i in circles[c]])
        others = [c for c in [*near, *chance.order(len(circles)).tolist()] if c not in bad]
        chosen = list(dict.fromkeys([*bad, *others]))[: BLOCK // len(circles[0])]
        pool = [circles[c] for c in chosen]
        some = np.array([i for circle in pool for i in circle])
        anew, _ = _cut(field, some, [len(circle) for circle in pool], chance)
        anew = polish(field, anew, chance, 10)
        if sum(faults(field, anew)) < sum(faults(field, pool)):
            kept = set(range(len(circles))) - set(chosen)
            circles = [circle for c, circle in enumerate(circles) if c in kept] + anew
    return circles


def _faulty(field: Field, circles: Circles) -> list[int]:
    return [c for c, fault in enumerate(faults(field, circles)) if fault]


def faults(field: Field, circles: Circles) -> list[int]:
    """For each circle, how many of its pairs are barred or repeats."""
    i, j, label = pairs_of(circles)
    bad = field.barred_pairs(i, j).astype(int) + field.repeated_pairs(i, j)
    return [int(x) for x in np.bincount(label, bad, minlength=len(circles))]


def pairs_of(circles: Circles) -> tuple[Index, Index, Index]:
    """Every two people of a circle once, as (one, other, number of the circle)."""
    triples = [
        (circle[a], circle[b], c)
        for c, circle in enumerate(circles)
        for a in range(len(circle))
        for b in range(a + 1, len(circle))
    ]
    table: Index = np.array(triples, dtype=np.intp).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]
