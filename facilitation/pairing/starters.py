"""Designs of rounds in which nobody meets twice, each written as its first round and a turn.

The places 0 .. m*q-1 stand on q wheels of m each, the others stand still. Turning all wheels by one
gives the next round. Kirkman's schoolgirls (15 in threes) and the affine planes (16 in fours, 25 in
fives) turn so; the base rounds below were found by annealing, but for two that are known: 40 in
fours, a resolvable design (Kageyama, A survey of resolvable solutions of balanced incomplete block
designs, 1972), and 32 in fours, which no wheel is known to give, in full (Aguado, A 10 days
solution to the social golfer problem, 2004). All are checked pair by pair in
tests/facilitation/test_pairing_standing.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from facilitation.pairing.field import Index


@dataclass(frozen=True, slots=True)
class Starter:
    """Base rounds, and how many rounds the wheels turn them without a repeat."""

    size: int
    wheels: int
    turns: int
    """Places on a wheel."""
    rounds: int
    base: str
    """Rounds, each on a line: circles of places."""

    def labels(self) -> Index:
        """Circle number of each place in each round, rounds x places."""
        lines = self.base.strip().replace(",", " ").splitlines()
        bases = np.array([line.split() for line in lines], dtype=np.intp)
        n, turning = self.people, self.wheels * self.turns
        table = np.empty((self.rounds, n), dtype=np.intp)
        for number in range(self.rounds):
            turn, which = divmod(number, len(bases))
            places = bases[which]
            wheel, at = np.divmod(places, self.turns)
            turned = np.where(
                places < turning, wheel * self.turns + (at + turn) % self.turns, places
            )
            table[number, turned] = np.arange(n) // self.size
        return table

    @property
    def people(self) -> int:
        """How many places there are."""
        return len(self.base.strip().splitlines()[0].replace(",", " ").split())


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
    Starter(
        4,
        0,
        1,
        10,
        """
        0,1,2,3 4,5,6,7 8,9,10,11 12,13,14,15 16,17,18,19 20,21,22,23 24,25,26,27 28,29,30,31
        0,4,8,28 1,18,22,7 3,5,10,31 19,21,26,15 16,20,24,12 17,2,6,23 25,11,13,30 9,27,29,14
        0,21,27,30 1,23,26,28 3,6,24,13 16,5,11,14 17,7,10,12 2,20,9,15 18,4,25,31 19,22,8,29
        0,18,24,11 1,19,25,10 17,3,9,26 5,22,30,15 21,6,14,31 16,2,8,27 4,23,12,29 20,7,28,13
        0,22,10,13 1,4,27,15 3,7,8,30 19,23,24,14 17,20,11,31 2,21,25,28 18,5,9,12 16,6,26,29
        0,23,9,31 1,5,24,29 18,3,28,14 17,21,8,13 20,6,10,27 2,19,12,30 4,22,26,11 16,7,25,15
        0,19,20,5 1,6,9,30 16,3,4,21 18,23,27,13 24,10,28,15 2,7,11,29 17,22,25,14 8,26,12,31
        0,17,29,15 16,1,13,31 3,22,27,12 18,20,26,30 21,7,24,9 2,4,10,14 5,23,8,25 19,6,11,28
        0,6,25,12 1,20,8,14 3,23,11,15 16,22,9,28 18,21,10,29 2,5,26,13 17,4,24,30 19,7,27,31
        0,7,26,14 1,21,11,12 3,20,25,29 17,5,27,28 18,6,8,15 2,22,24,31 19,4,9,13 16,23,10,30
        """,
    ),
    Starter(
        4,
        3,
        13,
        13,
        "1,12,18,21 4,9,19,20 3,10,15,24 14,25,31,34 17,22,32,33 "
        "16,23,28,37 5,8,27,38 6,7,30,35 2,11,29,36 0,13,26,39",
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
