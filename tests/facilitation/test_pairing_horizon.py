"""Small programs: rounds that keep later rounds free of repeats, and circles near the optimum."""

from itertools import combinations

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from facilitation.pairing import circles, horizon
from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Block, Field
from facilitation.pairing.model import History, Rules, Sizes, Weights
from tests.counts import upto
from tests.facilitation.pairing_cases import Case, company

FREE = Rules(no_manager=False)


@pytest.mark.parametrize("seed", range(upto(1, 2)))
@pytest.mark.parametrize(("n", "size", "goal"), [(16, 4, 5), (15, 3, 5), (32, 4, 6)])
def test_circles_stay_free_of_repeats_for_rounds_on_end(
    n: int, size: int, goal: int, seed: int
) -> None:
    """Drawn round by round; 16 in fours reach all the rounds there are."""
    people, met = company(n, seed), dict[frozenset[str], int]()
    for turn in range(goal):
        ages = {pair: turn - at for pair, at in met.items()}
        history = History(ages, window=30)
        drawn = Case(people, Sizes(size, size - 1, size + 1), FREE, history=history, seed=turn)
        found = drawn.draw()
        assert (turn, found.repeats, found.unmatched) == (turn, 0, ())
        met |= {frozenset(p): turn for circle in found.circles for p in combinations(circle, 2)}


def test_a_pair_is_as_precious_as_the_fresh_circles_it_could_share() -> None:
    """Counted one by one for twelve people of whom some have met."""
    block = _block(12, [(0, 1, 2), (3, 4, 5), (0, 4, 8), (2, 6, 10)])
    for size in (3, 4):
        counts = np.zeros((12, 12))
        for circle in combinations(range(12), size):
            if not any(block.repeat[pair] for pair in combinations(circle, 2)):
                for i, j in combinations(circle, 2):
                    counts[i, j] += 1
                    counts[j, i] += 1
        assert horizon.precious(block, size) == pytest.approx(counts / counts.max(), abs=1e-6)


def test_nothing_is_precious_before_anybody_has_met() -> None:
    """A first round is drawn for its worth alone."""
    assert not horizon.precious(_block(12, []), 4).any()


def test_circles_with_a_repeat_give_way_to_fresh_ones_of_the_same_sizes() -> None:
    """Fifteen people in circles of four and one of three, with a bar; all but three want four."""
    before = [(0, 1, 2, 3), (4, 5, 6, 7), (8, 9, 10, 11), (12, 13, 14)]
    block = _block(15, before, barred=[(0, 4)], shy=sorted({*range(15)} - {1, 5, 9}))
    found = horizon.far_sighted(block, before, Chance(1))
    assert sorted(map(len, found)) == [3, 4, 4, 4]
    assert sorted(i for circle in found for i in circle) == list(range(15))
    pairs = [pair for circle in found for pair in combinations(sorted(circle), 2)]
    assert not any(block.repeat[pair] or block.barred[pair] for pair in pairs)
    assert [sorted(circle) for circle in found if len(circle) == 3] == [[1, 5, 9]]


def test_circles_stay_as_they_are_where_no_fresh_round_exists() -> None:
    """Six people who all have met."""
    greedy = [(0, 1, 2), (3, 4, 5)]
    everyone = _block(6, [tuple(range(6))])
    assert horizon.far_sighted(everyone, greedy, Chance(1)) == greedy


@pytest.mark.parametrize(("n", "size"), [(12, 3), (16, 4), (15, 5)])
def test_circles_of_a_small_company_are_within_three_thousandths_of_the_optimum(
    n: int, size: int
) -> None:
    """Against a proven optimum by set partitioning."""
    everyone = np.arange(n)
    field = Field(company(n, 7), FREE, Weights(), History(), Chance(n))
    worth = field.block(everyone).worth.astype(np.float64)
    found = circles.form(field, everyone, [size] * (n // size), Chance(n))
    reached = sum(worth[pair] for circle in found for pair in combinations(circle, 2))
    assert reached >= 0.997 * _optimum(worth, size)


def _optimum(worth: np.ndarray, size: int) -> float:
    ways = np.array(list(combinations(range(len(worth)), size)))
    gain = sum(worth[ways[:, a], ways[:, b]] for a, b in combinations(range(size), 2))
    seats = (ways.ravel(), np.repeat(np.arange(len(ways)), size))
    seated = sparse.csr_array((np.ones(ways.size), seats), (len(worth), len(ways)))
    once = LinearConstraint(seated, 1, 1)
    return float(-milp(-gain, constraints=once, integrality=1, bounds=Bounds(0, 1)).fun)


def _block(
    n: int,
    met: list[tuple[int, ...]],
    barred: list[tuple[int, int]] | None = None,
    shy: list[int] | None = None,
) -> Block:
    repeat, bars = np.zeros((n, n), bool), np.zeros((n, n), bool)
    for circle in met:
        for i, j in combinations(circle, 2):
            repeat[i, j] = repeat[j, i] = True
    for i, j in barred or ():
        bars[i, j] = bars[j, i] = True
    smallest = np.full(n, 2)
    smallest[shy or []] = 4
    return Block(np.ones((n, n), np.float32), repeat, bars, smallest)
