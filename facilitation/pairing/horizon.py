"""Looking ahead in a small program: circles chosen so that later rounds can be free of repeats too.

Rounds drawn one by one can paint themselves into a corner once most people have met. Two remedies:
pairs that could sit in many fresh circles later are spared while others will do (`precious`), and
of what is left rounds are played out at random until none is free of repeats (`far_sighted`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, combinations

import numpy as np

from facilitation.pairing.chance import Chance
from facilitation.pairing.exact import SHARE
from facilitation.pairing.field import Block, Bools, Floats

LARGEST = 40
"""People above which fresh circles do not run out soon enough to look ahead."""
WAYS = 1_500
"""Fresh circles above which rounds are not played out."""
CHOICES = 1_500
"""How often the rounds to come are played out, times the circles of a round."""
DROPPED = 2
"""How many rounds of a plan are taken back before it is played out anew."""
STEPS = 25
"""Circles chosen, those taken back counted in, before a round is given up."""

Circle = tuple[int, ...]
Plan = list[list[int]]
"""Rounds, each of them the numbers of its circles."""


def precious(block: Block, size: int) -> Floats:
    """For every two people the fresh circles they could share, of 1 for the pair with most.

    Nothing while nobody has met, or among many. Circles of five or more count as circles of four.
    """
    n = len(block.smallest)
    if n > LARGEST or size < 3 or not block.repeat.any():
        return np.zeros((n, n), np.float32)
    fresh = _fresh(block).astype(np.float32)
    if size == 3:
        shared = fresh @ fresh
    else:
        shared = np.stack([((fresh * row @ fresh) * fresh * row).sum(axis=1) for row in fresh])
    shared *= fresh
    return shared / np.float32(shared.max(initial=1))


def far_sighted(block: Block, greedy: Sequence[Circle], chance: Chance) -> list[Circle]:
    """The greedy circles, or others that leave more rounds free of repeats if there are any.

    Greedy circles with a repeat are left for others of the same sizes without, if those exist.
    """
    greedy = [tuple(sorted(circle)) for circle in greedy]
    n = len(block.smallest)
    sizes = Counter(map(len, greedy))
    if n > LARGEST or not block.repeat.any() or sum(map(len, greedy)) < n or min(sizes) < 2:
        return greedy
    degree = int(_fresh(block).sum(axis=1).min(initial=n))
    most, tries = degree // (min(sizes) - 1), CHOICES // len(greedy)
    ways = _Ways.of(block, sizes) if most else None
    if ways is None:
        return greedy
    kept = [ways.number[circle] for circle in greedy if circle in ways.number]
    whole = len(kept) == len(greedy)
    near = ways.longest([kept], most, tries // 5, chance) if whole else []
    if len(near) == most:
        return greedy
    far = ways.longest([], most, tries, chance)
    if len(far) <= len(near):
        return greedy
    return [ways.circles[c] for c in max(far, key=ways.worth)]


def _fresh(block: Block) -> Bools:
    fresh: Bools = ~block.barred & ~block.repeat
    np.fill_diagonal(fresh, False)
    return fresh


class _Ways:
    """The fresh circles among few people; sets of them are the bits of whole numbers."""

    def __init__(self, block: Block, circles: list[Circle], sizes: Counter[int]) -> None:
        self.circles, self.sizes = circles, sizes
        worth = block.worth.tolist()
        self.worths = [
            int(sum(worth[i][j] for i, j in combinations(circle, 2))) * SHARE // (len(circle) - 1)
            for circle in circles
        ]
        self.number = {circle: c for c, circle in enumerate(circles)}
        self.everything = (1 << len(circles)) - 1
        self.of_size = dict.fromkeys(sizes, 0)
        self.with_one = [0] * len(worth)
        with_two: dict[Circle, int] = {}
        for c, circle in enumerate(circles):
            self.of_size[len(circle)] |= 1 << c
            for i in circle:
                self.with_one[i] |= 1 << c
            for pair in combinations(circle, 2):
                with_two[pair] = with_two.get(pair, 0) | 1 << c
        self.touching = [_union(self.with_one[i] for i in circle) for circle in circles]
        self.stale = [
            _union(with_two[pair] for pair in combinations(circle, 2)) for circle in circles
        ]

    @classmethod
    def of(cls, block: Block, sizes: Counter[int]) -> "_Ways | None":
        """All fresh circles of some sizes, or None when they are too many."""
        near = [sum(1 << int(j) for j in np.flatnonzero(row)) for row in _fresh(block)]
        circles: list[Circle] = []
        for size in sorted(sizes):
            people = sum(1 << int(i) for i in np.flatnonzero(block.smallest <= size))
            for circle in cliques((), people, size, near):
                circles.append(circle)
                if len(circles) > WAYS:
                    return None
        return cls(block, circles, sizes)

    def worth(self, numbers: Sequence[int]) -> int:
        """What the circles of a round are worth together."""
        return sum(self.worths[c] for c in numbers)

    def longest(self, start: Plan, most: int, tries: int, chance: Chance) -> Plan:
        """As many rounds as are found behind those given: some are taken back and tried anew.

        Of plans equally long it is the one with the worthiest round.
        """
        plan = self._extended(start, chance)
        best, score = plan, self._score(plan)
        for _ in range(tries):
            if start and len(best) >= most:
                break
            tail = chance.shuffled(plan[len(start) :])
            again = self._extended([*start, *tail[:-DROPPED]], chance)
            if len(again) >= len(plan):
                plan = again
            if self._score(plan) > score:
                best, score = plan, self._score(plan)
        return best

    def _score(self, plan: Plan) -> tuple[int, int]:
        return len(plan), max(map(self.worth, plan), default=0)

    def _extended(self, start: Plan, chance: Chance) -> Plan:
        """Rounds taken at random, one after the other behind those given, until none is left."""
        rounds = list(start)
        live = self.everything
        for c in chain.from_iterable(rounds):
            live &= ~self.stale[c]
        words = iter(chance.words(STEPS * 20).tolist())
        while (found := self._round(live, words)) is not None:
            rounds.append(found)
            for c in found:
                live &= ~self.stale[c]
        return rounds

    def _round(self, live: int, words: Iterator[int]) -> list[int] | None:
        """Circles that seat everybody once, the hardest to seat first, or None if none is found."""
        left = [STEPS]

        def seat(live: int, need: Counter[int], people: list[int]) -> list[int] | None:
            if not people:
                return []
            options, hardest = min(((live & self.with_one[i]).bit_count(), i) for i in people)
            ways = live & self.with_one[hardest]
            while options and left[0]:
                left[0] -= 1
                c = _pick(ways, next(words, 0))
                ways &= ~(1 << c)
                options -= 1
                circle = self.circles[c]
                less = need - Counter((len(circle),))
                rest = live & ~self.touching[c]
                if not less[len(circle)]:
                    rest &= ~self.of_size[len(circle)]
                found = seat(rest, less, [i for i in people if i not in circle])
                if found is not None:
                    return sorted([c, *found])
            return None

        return seat(live, self.sizes, list(range(len(self.with_one))))


def cliques(inside: Circle, free: int, size: int, near: Sequence[int]) -> Iterator[Circle]:
    """Every circle of a size: those inside, and others of the free who are all near each other."""
    if len(inside) == size:
        yield inside
        return
    while free:
        i = (free & -free).bit_length() - 1
        free &= ~(1 << i)
        yield from cliques((*inside, i), free & near[i], size, near)


def _union(sets: Iterator[int]) -> int:
    union = 0
    for one in sets:
        union |= one
    return union


def _pick(bits: int, word: int) -> int:
    """One of the bits: the first from a random place on."""
    skipped = word % bits.bit_length()
    ahead = bits >> skipped
    return (ahead & -ahead).bit_length() - 1 + skipped
