"""Where many are barred: nobody is alone and nobody meets again who need not, by a proof apart from the engine."""

from collections.abc import Callable
from statistics import fmean

import numpy as np

from facilitation.pairing import partition
from facilitation.pairing.field import Block
from facilitation.pairing.model import Sizes
from tests.benchmarks import crowd
from tests.facilitation import barred
from tests.facilitation.pairing_cases import broken_rules


def test_no_small_program_falls_short_of_the_optimum(long: Callable[[int, int], int]) -> None:
    for seed in range(long(16, 1_000)):
        case = barred.program(seed)
        drawn = case.draw()
        assert not broken_rules(case, drawn), seed
        assert not barred.falls_short(case, drawn), seed


def test_what_cannot_be_better_stays_as_it_is() -> None:
    four = np.zeros((4, 4), dtype=bool)
    block = Block(np.zeros((4, 4), np.float32), ~four, four, np.full(4, 2))
    assert partition.better(block, [[0, 1], [2, 3]], Sizes(2, 2, 3)) is None
    block.repeat[0, 2] = block.repeat[2, 0] = False
    assert partition.better(block, [[0, 1], [2, 3]], Sizes(2, 2, 3)) == [[0, 2], [1, 3]]
    assert partition.better(block, [[0, 2]], Sizes(2, 2, 3)) == [[0, 2], [1, 3]]


def test_the_trio_beside_pairs_is_the_worthiest_there_is() -> None:
    worth = np.zeros((5, 5), np.float32)
    for one, other, value in ((0, 1, 9), (2, 3, 8), (3, 4, 8), (2, 4, 8), (0, 2, 1)):
        worth[one, other] = worth[other, one] = value
    free = np.zeros((5, 5), dtype=bool)
    block = Block(worth, free.copy(), free, np.full(5, 2))
    drawn = [[0, 2], [1, 3, 4]]
    assert partition.worthiest(block, drawn, Sizes(2, 2, 3)) == [[0, 1], [2, 3, 4]]
    block.repeat[0, 1] = block.repeat[1, 0] = True
    assert partition.worthiest(block, drawn, Sizes(2, 2, 3)) != [[0, 1], [2, 3, 4]]


def test_no_season_of_twenty_in_pairs_is_far_from_its_bound() -> None:
    made = crowd.season(20, 12, crowd.ours(2), seed=5)
    assert fmean(made.values) >= 0.985 * fmean(made.bounds)
