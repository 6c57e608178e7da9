"""Seeded chance that is the same on every machine and every library version."""

import random
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")


class Chance:
    """Orders and small whole numbers from a seed.

    Only `random.Random.random` and raw Philox words are used: the one thing that Python and that
    numpy promise never to change (numpy's Generator methods carry no such promise, NEP 19).
    """

    def __init__(self, seed: int) -> None:
        """Start at the seed, any whole number."""
        self._plain = random.Random(seed)
        self._words = np.random.Philox(key=seed % 2**128)

    def words(self, n: int) -> NDArray[np.uint64]:
        """N random 64-bit words."""
        return self._words.random_raw(n) if n else np.zeros(0, dtype=np.uint64)

    def order(self, n: int) -> NDArray[np.intp]:
        """A random order of 0..n-1."""
        return np.argsort(self.words(n), kind="stable")

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in a random order."""
        keys = [self._plain.random() for _ in items]
        return [items[i] for i in sorted(range(len(items)), key=keys.__getitem__)]
