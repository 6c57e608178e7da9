"""Thousands of people: found candidates, cut cycles, whole draws, and inputs meant to be nasty."""

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.pairing import candidates, pairs
from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Field
from facilitation.pairing.model import History, Person, Rules, Sizes
from tests.counts import upto
from tests.facilitation.pairing_cases import Case, broken_rules, cases, company

PAIRS, FOURS = Sizes(2, 2, 3), Sizes(4, 3, 5)


def field_of(case: Case) -> Field:
    """The arrays of a case."""
    return Field(case.people, case.rules, case.weights, case.history, Chance(case.seed))


def mixed(n: int, seed: int) -> Case:
    """A company with some who lack the majority's language, avoided pairs, and uneven priority."""
    people = tuple(
        replace(
            p,
            languages=frozenset({"pl"} if i % 70 == 0 else {"pl", "en"} if i % 7 == 0 else {"en"}),
            priority=float(i % 5 - 1),
        )
        for i, p in enumerate(company(n, seed))
    )
    avoid = frozenset(frozenset((f"p{i:04}", f"p{i + 9:04}")) for i in range(0, n - 9, 250))
    return Case(people, PAIRS, Rules(avoid), seed=seed)


@settings(max_examples=upto(25, 60), deadline=None)
@given(cases())
def test_two_people_are_worth_the_same_compared_alone_or_in_a_block(case: Case) -> None:
    """To the last whole number, so that no solver sees two prices for one pair."""
    field = field_of(case)
    everyone = np.arange(field.n)
    i, j = np.triu_indices(field.n, 1)
    block = field.block(everyone)
    worth, legal = field.compare(i, j)
    assert legal.tolist() == (~(block.barred | block.repeat))[i, j].tolist()
    assert worth[legal].tolist() == block.worth[i, j][legal].tolist()


@settings(max_examples=upto(3, 6), deadline=None)
@given(st.integers(301, 900), st.integers(0, 99))
def test_candidates_are_legal_and_fresh_pairs_each_named_once(n: int, seed: int) -> None:
    """Nobody with themselves; and nobody who has company goes without."""
    case = mixed(n, seed)
    met = {frozenset((f"p{i:04}", f"p{i + 1:04}")): 1 for i in range(0, n - 1, 2)}
    field = field_of(replace(case, history=History(met)))
    found = candidates.find(field, np.arange(n), Chance(seed))
    block = field.block(np.arange(n))
    assert (found.one < found.other).all()
    assert len({*zip(found.one.tolist(), found.other.tolist(), strict=True)}) == len(found.one)
    assert not (block.barred | block.repeat)[found.one, found.other].any()
    assert found.worth.tolist() == block.worth[found.one, found.other].tolist()
    assert len({*found.one.tolist(), *found.other.tolist()}) == n


@given(st.lists(st.integers(0, 50), min_size=2, max_size=11), st.randoms(use_true_random=False))
def test_a_cycle_is_cut_into_its_cheapest_pairs(prices: list[int], chance: object) -> None:
    """As cheap as the cheapest of all ways to take every other step."""
    size = len(prices)
    partner = np.array([(i + 1) % size for i in range(size)])
    cut = pairs._cut_cycles(partner, np.array(prices, dtype=float))
    ways = [
        way
        for way in combinations(range(size), size // 2)
        if len({m for i in way for m in (i, (i + 1) % size)}) == 2 * (size // 2)
    ]
    assert len(cut) == size // 2
    assert len(set(cut.ravel().tolist())) == 2 * len(cut)
    if size > 2:
        paid = sum(prices[one] for one, _ in cut.tolist())
        assert paid == min(sum(prices[i] for i in way) for way in ways)


def test_candidates_from_indexes_are_nearly_as_good_as_comparing_all() -> None:
    """Within a fiftieth, and priority makes nobody so wanted that others find no partner."""
    case = mixed(1_200, 1)
    by_index, by_comparing = 0.0, 0.0
    with pytest.MonkeyPatch.context() as patch:
        by_comparing = case.draw().value
        patch.setattr(pairs, "DENSE", 100)
        by_index = case.draw().value
    assert by_index >= 0.98 * by_comparing


@pytest.mark.parametrize(
    ("n", "sizes"), [(301, PAIRS), (2_501, PAIRS), (5_000, PAIRS), (900, FOURS)]
)
def test_thousands_keep_every_promise_over_rounds(n: int, sizes: Sizes) -> None:
    """With history, absences, avoided pairs, managers and languages: no fault of any kind."""
    case = replace(mixed(n, n), sizes=sizes)
    everyone = case.people
    met: dict[frozenset[str], int] = {}
    for turn in range(2):
        here = tuple(p for i, p in enumerate(everyone) if (i + turn) % 10)
        ages = {pair: turn - at for pair, at in met.items()}
        now = replace(case, people=here, history=History(ages), seed=turn)
        drawn = now.draw()
        assert broken_rules(now, drawn) == []
        assert (drawn.unmatched, drawn.repeats) == ((), 0)
        met |= {frozenset(pair): turn for c in drawn.circles for pair in combinations(c, 2)}


def test_thousands_replay_from_their_seed_in_any_order() -> None:
    """The road of indexes and coarse steps holds what the exact one promises."""
    case = mixed(2_600, 3)
    assert replace(case, people=case.people[::-1]).draw() == case.draw()


NASTY: dict[str, Callable[[int, Person], Person]] = {
    "one huge team, one manager": lambda i, p: replace(p, team="t", manager="p0000"),
    "all wants and no offers": lambda i, p: replace(p, offers=frozenset()),
    "all the same in everything": lambda i, p: Person(p.id),
    "fifty languages, one each": lambda i, p: replace(p, languages=frozenset({f"l{i % 50}"})),
}


@pytest.mark.parametrize("kind", NASTY)
def test_nasty_thousands_are_seated(kind: str) -> None:
    """Only the manager of all may stay alone."""
    people = tuple(NASTY[kind](i, p) for i, p in enumerate(company(3_000, 1)))
    case = Case(people, PAIRS)
    drawn = case.draw()
    assert broken_rules(case, drawn) == []
    assert len(drawn.unmatched) <= ("one manager" in kind)


@pytest.mark.parametrize("sizes", [PAIRS, FOURS])
def test_five_hundred_without_a_common_language_stay_alone_and_others_meet(sizes: Sizes) -> None:
    """Each of them speaks only a language of their own."""
    people = tuple(
        replace(p, languages=frozenset({p.id if i < 500 else "en"}), manager=None)
        for i, p in enumerate(company(1_000, 2))
    )
    drawn = Case(people, sizes).draw()
    assert [u.id for u in drawn.unmatched] == [f"p{i:04}" for i in range(500)]


def test_hundreds_who_all_want_more_than_a_pair_get_none_where_only_pairs_are_made() -> None:
    """An answer for each, no exception."""
    people = tuple(replace(p, smallest=3) for p in company(400, 1))
    drawn = Case(people, Sizes(2, 2, 2)).draw()
    assert (drawn.circles, len(drawn.unmatched)) == ((), 400)


def test_comparing_every_two_of_2000_takes_the_memory_of_four_numbers_for_each_two() -> None:
    field = field_of(mixed(2_000, 5))
    tracemalloc.start()
    candidates.of_all(field, np.arange(field.n))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 4 * field.n**2
