"""Iterated maxima search for maximally diverse groups, written after Lai and Hao (EJOR 254(3), 2016).

Their parameters: ten greedy starts; a strong shake of n / groups random moves (half as many again above 400); local
search by the first better swap; up to three weak shakes without success, each of three moves that are the best of n
random ones. With groups of equal size, as here, moves are swaps only. Gains of one element's swaps are one numpy row.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Labels = NDArray[np.intp]
STARTS, WEAK, PATIENCE = 10, 3, 3


class Groups:
    """A division, and what each group holds for each element."""

    def __init__(self, worth: Doubles, label: Labels) -> None:
        """Take a symmetric matrix with a diagonal of zeros and the group of each element."""
        self.worth, self.label = worth, label.copy()
        self.n, self.everyone = len(label), np.arange(len(label))
        self.held = worth @ np.eye(int(label.max()) + 1)[label]

    def total(self) -> float:
        """What all groups hold."""
        return float(self.held[self.everyone, self.label].sum()) / 2

    def gains(self, x: int) -> Doubles:
        """What it adds to swap x with each other element; minus infinity within a group."""
        label, home = self.label, self.label[x]
        gain: Doubles = self.held[x][label] + self.held[:, home]
        gain -= self.held[self.everyone, label] + 2 * self.worth[x] + self.held[x, home]
        gain[label == home] = -np.inf
        return gain

    def swap(self, x: int, y: int) -> None:
        """Let two elements change groups."""
        one, other = self.label[x], self.label[y]
        move = self.worth[y] - self.worth[x]
        self.held[:, one] += move
        self.held[:, other] -= move
        self.label[x], self.label[y] = other, one

    def improve(self) -> None:
        """Take better swaps in the order of the elements until there is none."""
        better = True
        while better:
            better = False
            for x in range(self.n):
                y = x
                while True:
                    ahead = np.flatnonzero(self.gains(x)[y + 1 :] > 1e-9)
                    if not len(ahead):
                        break
                    y += 1 + int(ahead[0])
                    self.swap(x, y)
                    better = True


def search(worth: Doubles, size: int, seed: int, running: Callable[[], bool]) -> float:
    """Return the best total found while it is `running`."""
    chance = np.random.default_rng(seed)
    n = len(worth)
    strong = (n if n <= 400 else n * 3 // 2) // (n // size)
    best, total = max(
        (_climbed(worth, _greedy(worth, size, chance)) for _ in range(STARTS)), key=lambda x: x[1]
    )
    now = best
    while running():
        shaken = Groups(worth, now)
        for _ in range(strong):
            shaken.swap(*_random(shaken, chance))
        now, reached = _maxima(worth, shaken.label, chance, running)
        if reached > total:
            best, total = now, reached
    return total


def _maxima(
    worth: Doubles, label: Labels, chance: np.random.Generator, running: Callable[[], bool]
) -> tuple[Labels, float]:
    """Climb, shake a little and climb again, until that failed a few times on end."""
    best, total = _climbed(worth, label)
    failed = 0
    while failed < PATIENCE and running():
        groups = Groups(worth, best)
        for _ in range(WEAK):
            some = [_random(groups, chance) for _ in range(groups.n)]
            x, y = np.array(some).T
            one, other = groups.label[x], groups.label[y]
            held = groups.held
            gain = held[x, other] + held[y, one] - held[x, one] - held[y, other] - 2 * worth[x, y]
            groups.swap(*some[int(gain.argmax())])
        again, reached = _climbed(worth, groups.label)
        failed += 1
        if reached > total:
            best, total, failed = again, reached, 0
    return best, total


def _climbed(worth: Doubles, label: Labels) -> tuple[Labels, float]:
    groups = Groups(worth, label)
    groups.improve()
    return groups.label, groups.total()


def _random(groups: Groups, chance: np.random.Generator) -> tuple[int, int]:
    """Two elements of different groups."""
    while True:
        x, y = chance.integers(groups.n, size=2).tolist()
        if groups.label[x] != groups.label[y]:
            return x, y


def _greedy(worth: Doubles, size: int, chance: np.random.Generator) -> Labels:
    """Each element in random order goes to the open group with most for it per member."""
    order = chance.permutation(len(worth))
    count = len(worth) // size
    label = np.full(len(worth), -1)
    label[order[:count]] = np.arange(count)
    held, sizes = worth[:, order[:count]].copy(), np.ones(count)
    for i in order[count:].tolist():
        label[i] = group = int(np.where(sizes < size, held[i] / sizes, -np.inf).argmax())
        held[:, group] += worth[:, i]
        sizes[group] += 1
    return label
