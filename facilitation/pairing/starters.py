"""Designs of rounds in which nobody meets twice, each written as its first round and a turn.

The places 0 .. m*q-1 stand on q wheels of m each, the others stand still. Turning all wheels by one
gives the next round. Kirkman's schoolgirls (15 in threes) and the affine planes (16 in fours, 25 in
fives) turn so; all base rounds below were found by annealing and are checked pair by pair in
tests/facilitation/test_pairing_standing.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from facilitation.pairing.field import Index


@dataclass(frozen=True, slots=True)
class Starter:
    """A base round, and how many rounds its wheels turn without a repeat."""

    size: int
    wheels: int
    turns: int
    """Places on a wheel."""
    rounds: int
    base: str

    def labels(self) -> Index:
        """Circle number of each place in each round, rounds x places."""
        places = np.array(self.base.replace(",", " ").split(), dtype=np.intp)
        n, turning = len(places), self.wheels * self.turns
        table = np.empty((self.rounds, n), dtype=np.intp)
        for turn in range(self.rounds):
            wheel, at = np.divmod(places, self.turns)
            turned = np.where(
                places < turning, wheel * self.turns + (at + turn) % self.turns, places
            )
            table[turn, turned] = np.arange(n) // self.size
        return table

    @property
    def people(self) -> int:
        """How many places there are."""
        return len(self.base.replace(",", " ").split())


STARTERS = (
    Starter(3, 2, 7, 7, "4,3,13 14,7,0 11,9,8 6,1,12 10,2,5"),
    Starter(3, 2, 7, 7, "10,8,7 13,17,6 5,11,14 3,0,2 4,9,16 12,1,15"),
    Starter(3, 2, 11, 11, "3,2,21 8,17,1 20,18,13 4,15,16 9,19,11 0,23,14 10,7,5 6,22,12"),
    Starter(3, 2, 13, 13, "6,5,11 14,26,2 10,13,8 19,12,9 4,21,0 16,23,1 3,17,22 24,25,15 20,18,7"),
    Starter(
        3,
        2,
        14,
        14,
        "28,25,9 26,7,16 22,24,27 5,18,17 23,15,8 1,6,12 3,2,20 29,10,21 4,0,14 11,19,13",
    ),
    Starter(4, 3, 5, 5, "8,3,5,4 1,9,10,15 14,7,6,11 2,13,12,0"),
    Starter(4, 3, 7, 7, "12,13,18,10 21,3,7,17 22,20,2,11 0,5,1,8 19,6,15,14 16,4,9,23"),
    Starter(
        4, 3, 9, 9, "25,5,14,13 16,20,22,23 17,12,2,15 26,27,7,9 19,10,24,3 8,11,6,21 18,1,0,4"
    ),
    Starter(
        4,
        3,
        9,
        9,
        "31,19,3,13 24,23,11,20 5,25,14,27 30,15,0,22 6,10,18,28 26,2,7,8 29,21,16,4 1,12,17,9",
    ),
    Starter(5, 1, 24, 6, "13,9,6,22,8 18,20,10,21,1 16,3,7,2,0 12,15,14,4,19 11,17,23,5,24"),
    Starter(
        5,
        5,
        6,
        6,
        "3,28,24,16,15 11,7,5,0,29 27,23,1,10,17 19,9,14,12,8 25,18,26,20,6 2,22,13,4,21",
    ),
)


def designs(counts: list[int], rounds: int) -> Iterator[Index]:
    """Tables of so many rounds for circles of these sizes: rounds x people, larger circles first.

    Sizes one below the design's come from a place left empty.
    """
    size, n = max(counts), sum(counts)
    for starter in STARTERS:
        empty = starter.people - n
        if starter.size != size or starter.rounds < rounds or not 0 <= empty <= 2:
            continue
        table = starter.labels()[:rounds]
        for gone in _places(table, empty):
            yield _numbered(np.delete(table, gone, axis=1), counts)
            break


def _places(table: Index, empty: int) -> Iterator[list[int]]:
    """Places to leave empty that are never in one circle."""
    last = table.shape[1] - 1
    if empty < 2:
        yield [last] * empty
    for i in range(last):
        if empty == 2 and not (table[:, i] == table[:, last]).any():
            yield [i, last]


def _numbered(table: Index, counts: list[int]) -> Index:
    """Number the circles of each round by size, larger first, as the counts have them."""
    answer = np.empty_like(table)
    for turn, row in enumerate(table):
        by_size = np.argsort(-np.bincount(row, minlength=len(counts)), kind="stable")
        answer[turn] = np.argsort(by_size)[row]
    return answer
