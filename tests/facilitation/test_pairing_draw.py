"""The draw against brute force for a handful, and against its own promises for hundreds."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.pairing import repair
from facilitation.pairing.model import History, Person, Rules, Sizes, Weights
from facilitation.rounds import reasons
from tests.counts import upto
from tests.facilitation.pairing_cases import (
    LIMITS,
    Case,
    broken_rules,
    cases,
    company,
    divisions,
    judged,
    rounds_ahead,
)

FEW = settings(max_examples=upto(25, 100), deadline=None)
HUNDREDS = settings(max_examples=upto(3, 8), deadline=None)


@FEW
@given(cases(most=7))
def test_a_handful_is_divided_as_well_as_any_division_can_be(case: Case) -> None:
    """Fewest alone, then sizes, then repeats, then value: as good as the best of all, unless more rounds come of it."""
    by_id = {person.id: person for person in case.people}
    drawn = case.draw()
    circles = [[by_id[key] for key in circle] for circle in drawn.circles]
    mine = judged(case, circles)
    division = min(divisions(case), key=lambda one: judged(case, one))
    best = judged(case, division)
    assert broken_rules(case, drawn) == []
    assert mine[:3] == best[:3]
    if mine[3] > best[3] + 1e-3:
        assert rounds_ahead(case, circles) > rounds_ahead(case, division)
    assert drawn.value == pytest.approx(-mine[3], abs=1e-5)
    assert drawn.repeats == mine[2] == len(drawn.repeated)


@FEW
@given(cases(most=7, limits=[Sizes(2, 2, 3), Sizes(2, 2, 2), Sizes(3, 3, 4)]))
def test_the_search_for_many_leaves_nobody_alone_whom_brute_force_would_place(case: Case) -> None:
    """The road for larger numbers, taken with few people, seats as many as can be seated."""
    by_id = {person.id: person for person in case.people}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repair, "EXACT", 0)
        drawn = case.draw()
    alone = min(judged(case, division)[0] for division in divisions(case))
    assert broken_rules(case, drawn) == []
    assert len(drawn.unmatched) == alone
    if case.sizes.largest == 2:
        mine = judged(case, [[by_id[key] for key in circle] for circle in drawn.circles])
        best = min(judged(case, division) for division in divisions(case))
        assert mine == pytest.approx(best, abs=1e-3)


@FEW
@given(cases())
def test_the_value_never_exceeds_the_bound(case: Case) -> None:
    """The bound is a bound, for circles of any size."""
    drawn = case.draw()
    assert drawn.bound is not None
    assert drawn.value <= drawn.bound + 1e-6


@FEW
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(case: Case, chance: random.Random) -> None:
    """People, rules and history may be listed in any order."""
    mixed = list(case.people)
    chance.shuffle(mixed)
    met = dict(reversed(list(case.history.met.items())))
    other = replace(case, people=tuple(mixed), history=replace(case.history, met=met))
    assert other.draw() == case.draw()


@FEW
@given(cases())
def test_whoever_is_unmatched_hears_why_and_what_helps(case: Case) -> None:
    """Both are sentences, and never tell who avoids whom."""
    for person in case.draw().unmatched:
        why, help = reasons.nobody(person.why), reasons.help(person.why)
        assert why.endswith(".")
        assert help.endswith(".")
        assert "avoid" not in why + help
        assert "block" not in why + help


@HUNDREDS
@given(st.integers(11, 330), st.sampled_from(LIMITS), st.integers(0, 2**31))
def test_hundreds_are_all_seated_in_legal_circles_without_repeats(
    n: int, sizes: Sizes, seed: int
) -> None:
    """Two rounds in a row: rules hold, all whom arithmetic allows have a seat, nobody meets again."""
    case = Case(company(n, seed), sizes, seed=seed)
    first = case.draw()
    met = {frozenset(pair): 1 for circle in first.circles for pair in combinations(circle, 2)}
    again = replace(case, history=History(met), seed=seed + 1)
    second = again.draw()
    for drawn in (first, second):
        assert broken_rules(case, drawn) == []
        assert len(drawn.unmatched) <= (n % 2 if sizes.largest == 2 else int(n < 12) * n)
        assert drawn.circles == tuple(sorted(tuple(sorted(c)) for c in drawn.circles))
    if n > 40:
        assert second.repeats == 0


@HUNDREDS
@given(st.integers(11, 330), st.sampled_from(LIMITS), st.integers(0, 2**31))
def test_hundreds_replay_from_their_seed_in_any_order(n: int, sizes: Sizes, seed: int) -> None:
    """The same people and seed give the same draw; another seed may give another."""
    case = Case(company(n, seed), sizes, seed=seed)
    backwards = replace(case, people=tuple(reversed(case.people)))
    assert case.draw() == backwards.draw()


def test_a_seed_gives_the_very_circles_it_gave_when_this_was_written() -> None:
    """Holds the answer fast across machines and versions."""
    pairs = Case(company(13, 5), Sizes(2, 2, 3), seed=7).draw()
    fours = Case(company(14, 5), Sizes(4, 3, 5), seed=7).draw()
    assert [" ".join(key[-2:] for key in circle) for circle in pairs.circles] == PAIRS
    assert [" ".join(key[-2:] for key in circle) for circle in fours.circles] == FOURS


@HUNDREDS
@given(
    st.integers(11, 120),
    st.sampled_from(LIMITS),
    st.tuples(*[st.floats(0, 10)] * 5),
    st.integers(0, 999),
)
def test_a_preference_never_breaks_a_rule(
    n: int, sizes: Sizes, weights: tuple[float, float, float, float, float], seed: int
) -> None:
    """Whatever is preferred, the hard rules hold and nobody is alone for it."""
    people = company(n, seed)
    ids = [person.id for person in people]
    chance = random.Random(seed)
    rules = Rules(frozenset(frozenset(chance.sample(ids, 2)) for _ in range(n)))
    plain = Case(people, sizes, rules, Weights(0, 0, 0, 0, 0), seed=seed)
    wishful = replace(plain, weights=Weights(*weights))
    drawn = wishful.draw()
    assert broken_rules(wishful, drawn) == []
    assert len(drawn.unmatched) == len(plain.draw().unmatched)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 9, 25])
@pytest.mark.parametrize("sizes", LIMITS)
def test_impossible_input_gets_reasons(n: int, sizes: Sizes) -> None:
    """Everybody avoids everybody: no circle, no exception, a reason each."""
    people = company(n, 1)
    ids = [person.id for person in people]
    rules = Rules(frozenset(map(frozenset, combinations(ids, 2))))
    drawn = Case(people, sizes, rules).draw()
    assert drawn.circles == ()
    assert [person.id for person in drawn.unmatched] == sorted(ids)


def test_no_shared_language_is_said_so() -> None:
    """Two people without a common language hear about languages."""
    people = (Person("a", languages=frozenset({"fr"})), Person("b", languages=frozenset({"pl"})))
    drawn = Case(people, Sizes()).draw()
    assert [reasons.nobody(person.why) for person in drawn.unmatched] == [
        "Nobody else in this round shares a language."
    ] * 2


def test_one_person_hears_that_nobody_else_took_part() -> None:
    """A draw of one is an answer, not an error."""
    drawn = Case((Person("a"),), Sizes()).draw()
    assert reasons.nobody(drawn.unmatched[0].why) == "Nobody else took part in this round."


@pytest.mark.parametrize("n", [3, 12, 13, 24, 60])
@pytest.mark.parametrize("shy", [1, 2, 5])
def test_whoever_wants_three_or_more_gets_no_pair(n: int, shy: int) -> None:
    """In a pairs program they sit in trios, and nobody is left out for it."""
    people = tuple(replace(p, smallest=3) if i < shy else p for i, p in enumerate(company(n, 2)))
    case = Case(people, Sizes(2, 2, 3), Rules(no_manager=False))
    drawn = case.draw()
    assert broken_rules(case, drawn) == []
    assert drawn.unmatched == ()


def test_whoever_was_missed_is_served_before_others() -> None:
    """Of three people and one pair, the two with priority meet."""
    people = (Person("a", priority=2), Person("b"), Person("c", priority=2))
    assert Case(people, Sizes(2, 2, 2)).draw().circles == (("a", "c"),)


@pytest.mark.parametrize("seed", range(upto(2, 4)))
def test_twenty_people_meet_in_pairs_for_seventeen_rounds_without_a_repeat(seed: int) -> None:
    """Round by round, with no plan for all of them."""
    people = company(20, seed)
    met: dict[frozenset[str], int] = {}
    for turn in range(17):
        ages = {pair: turn - at for pair, at in met.items()}
        drawn = Case(
            people, Sizes(2, 2, 3), Rules(no_manager=False), history=History(ages, 30), seed=turn
        ).draw()
        assert (turn, drawn.repeats, drawn.unmatched) == (turn, 0, ())
        met |= {frozenset(circle): turn for circle in drawn.circles}


@pytest.mark.parametrize(("people", "seeds"), [(20, upto(12, 60)), (200, upto(2, 20))])
def test_pairs_reach_the_bound_whatever_the_seed(people: int, seeds: int) -> None:
    """Within a hundredth."""
    for seed in range(seeds):
        drawn = Case(company(people, seed), Sizes(2, 2, 3), seed=seed).draw()
        assert drawn.bound is not None
        assert drawn.value >= 0.99 * drawn.bound, seed


def test_thousands_take_the_road_of_blocks_and_stay_legal() -> None:
    """Pairs above one block, with people who share no language with the majority."""
    people = tuple(
        replace(
            p,
            languages=frozenset({"pl"} if i % 90 == 0 else {"pl", "en"} if i % 9 == 0 else {"en"}),
        )
        for i, p in enumerate(company(2_301, 4))
    )
    for sizes in (Sizes(2, 2, 3), Sizes(4, 3, 5)):
        case = Case(people, sizes)
        drawn = case.draw()
        assert broken_rules(case, drawn) == []
        assert drawn.unmatched == ()
        met = {frozenset(pair): 1 for circle in drawn.circles for pair in combinations(circle, 2)}
        again = replace(case, history=History(met), seed=2)
        redrawn = again.draw()
        assert redrawn.repeats == 0
        assert broken_rules(again, redrawn) == []


PAIRS = ["00 10", "01 02 03", "04 09", "05 06", "07 11", "08 12"]
FOURS = ["00 08 10 11", "01 02 03", "04 09 12", "05 06 07 13"]


@FEW
@given(cases())
def test_what_the_unmatched_hear_does_not_depend_on_who_avoids_or_manages_whom(case: Case) -> None:
    """The same person without a circle hears the same, whether or not anybody avoids anybody."""
    heard = {u.id: u.why for u in case.draw().unmatched}
    apart = frozenset(frozenset(pair) for pair in combinations([p.id for p in case.people], 2))
    nobody_may = replace(case, rules=replace(case.rules, blocked=apart, no_manager=False))
    all_alone = {u.id: u.why for u in nobody_may.draw().unmatched}
    assert {id: all_alone[id] for id in heard} == heard


def test_people_whom_a_rule_keeps_apart_hear_what_people_in_an_odd_corner_hear() -> None:
    """An avoid, a manager, and a chain of languages that seats one of two sound alike."""
    pair = (Person("a"), Person("b"))
    chain = tuple(
        Person(k, languages=frozenset(v))
        for k, v in (("a", ["en"]), ("b", ["en", "de"]), ("c", ["de"]))
    )
    drawn = (
        Case(pair, Sizes(), Rules(blocked=frozenset({frozenset("ab")}))),
        Case((replace(pair[0], manager="b"), pair[1]), Sizes()),
        Case(chain, Sizes()),
    )
    assert len({u.why for case in drawn for u in case.draw().unmatched}) == 1
