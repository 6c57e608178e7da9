"""Taking the last repeats out of many circles."""

from itertools import combinations

import numpy as np
import pytest

from facilitation.pairing import circles as many
from facilitation.pairing import mending
from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Field
from facilitation.pairing.model import History, Rules, Weights
from tests.facilitation.pairing_cases import company


@pytest.mark.parametrize("seed", range(6))
def test_one_swap_heals_a_circle_and_harms_no_other(seed: int) -> None:
    """Sixty people in fours, a twelfth of all pairs met: faulty circles get fewer, and none is new."""
    people = company(60, seed)
    chance = Chance(seed)
    pairs = [frozenset((a.id, b.id)) for a, b in combinations(people, 2)]
    met = {
        pair: 1
        for pair, word in zip(pairs, chance.words(len(pairs)).tolist(), strict=True)
        if word % 12 == 0
    }
    field = Field(people, Rules(), Weights(), History(met), chance)
    before = [list(map(int, part)) for part in np.split(np.arange(60), 15)]
    healed = 0
    was = many.faults(field, before)
    for c in [c for c, fault in enumerate(was) if fault]:
        after = mending.swap_out(field, before, [c])
        now = many.faults(field, after)
        assert sorted(i for circle in after for i in circle) == list(range(60))
        assert [len(circle) for circle in after] == [4] * 15
        assert all(now[other] <= was[other] for other in range(15))
        assert now[c] == 0 or after == before
        healed += now[c] == 0
    assert healed
