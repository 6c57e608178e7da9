"""The best circles there are, for a handful of people, by trying every division of them."""

from itertools import combinations
from math import lcm

from facilitation.pairing.field import Block
from facilitation.pairing.model import Sizes

SHARE = lcm(*range(1, 8))
"""A circle of k counts its pairs 1/(k-1) each; times this the shares are whole for k <= 8."""

Circle = tuple[int, ...]
Cost = tuple[int, int, int, int]


def best(block: Block, sizes: Sizes) -> list[Circle]:
    """Fewest people alone, then sizes nearest the target, then fewest repeats, then most worth.

    Takes time of the order of 3^n: meant for n <= 10.
    """
    n = len(block.smallest)
    shy, barred = block.smallest.tolist(), block.barred.tolist()
    by_first: list[list[tuple[int, Circle, Cost]]] = [[] for _ in range(n)]
    for size in range(sizes.smallest, min(sizes.largest, n) + 1):
        for circle in combinations(range(n), size):
            if all(shy[i] <= size for i in circle) and not any(
                barred[i][j] for i, j in combinations(circle, 2)
            ):
                mask = sum(1 << i for i in circle)
                by_first[circle[0]].append((mask, circle, _cost(block, circle, sizes.target)))
    known: dict[int, tuple[Cost, list[Circle]]] = {0: ((0, 0, 0, 0), [])}
    for mask in range(1, 1 << n):
        first = (mask & -mask).bit_length() - 1
        cost, circles = known[mask ^ (1 << first)]
        chosen = (_add(cost, (1, 0, 0, 0)), circles)
        for members, circle, extra in by_first[first]:
            if members & mask == members:
                cost, circles = known[mask ^ members]
                total = _add(cost, extra)
                if total < chosen[0]:
                    chosen = (total, [*circles, circle])
        known[mask] = chosen
    return known[(1 << n) - 1][1]


def _cost(block: Block, circle: Circle, target: int) -> Cost:
    pairs = list(combinations(circle, 2))
    repeats = sum(bool(block.repeat[i, j]) for i, j in pairs)
    worth = sum(int(block.worth[i, j]) for i, j in pairs) * SHARE // (len(circle) - 1)
    return (0, (len(circle) - target) ** 2, repeats, -worth)


def _add(one: Cost, other: Cost) -> Cost:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3])
