"""Re-matching in the middle of a round."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.pairing.draw import place
from facilitation.pairing.model import History, Person, Placed, Rules, Sizes, Weights
from tests.facilitation.pairing_cases import Case, cases, legal_circle

PEOPLE = {key: Person(key) for key in "abcdefg"}


def placed(
    left: str, circles: list[str], sizes: Sizes, rules: Rules, history: History | None = None
) -> Placed:
    """Place people named by letters."""
    return place(
        [PEOPLE[key] for key in left],
        [[PEOPLE[key] for key in circle] for circle in circles],
        sizes,
        rules=rules,
        weights=Weights(),
        history=history or History(),
        seed=1,
    )


def test_two_left_alone_meet_each_other() -> None:
    """Nobody else is disturbed."""
    assert placed("ab", ["cd"], Sizes(), Rules()) == Placed((("a", "b"),), (), ())


def test_one_left_alone_joins_the_pair_they_have_not_met() -> None:
    """The pair grows to a trio."""
    history = History({frozenset("ac"): 1, frozenset("ad"): 1})
    assert placed("a", ["cd", "ef"], Sizes(), Rules(), history) == Placed((), (("a", 1),), ())


def test_nobody_joins_a_circle_that_is_full() -> None:
    """They hear why instead."""
    answer = placed("a", ["cde"], Sizes(), Rules())
    assert answer.joined == ()
    assert answer.unmatched[0].id == "a"


def test_nobody_joins_whom_they_avoid() -> None:
    """The other pair takes them."""
    rules = Rules(frozenset({frozenset("ac")}))
    assert placed("a", ["cd", "ef"], Sizes(), rules).joined == (("a", 1),)


@pytest.mark.parametrize("left", ["", "a"])
def test_nobody_around_is_an_answer_too(left: str) -> None:
    """No circles and no company: no exception."""
    answer = placed(left, [], Sizes(), Rules())
    assert [u.id for u in answer.unmatched] == list(left)


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(0, 3))
def test_placing_breaks_no_rule_and_forgets_nobody(case: Case, lost: int) -> None:
    """Take circles apart by losing their first members, and place whoever is left alone."""
    by_id = {person.id: person for person in case.people}
    drawn = [[by_id[key] for key in circle] for circle in case.draw().circles]
    rest = [circle[1:] if i < lost else circle for i, circle in enumerate(drawn)]
    standing = [circle for circle in rest if legal_circle(case, circle)]
    left = [person for circle in rest if circle not in standing for person in circle]
    answer = place(
        left,
        standing,
        case.sizes,
        rules=case.rules,
        weights=case.weights,
        history=case.history,
        seed=case.seed,
    )
    grown = [list(circle) for circle in standing]
    for key, number in answer.joined:
        grown[number].append(by_id[key])
    formed = [[by_id[key] for key in circle] for circle in answer.formed]
    assert all(legal_circle(case, circle) for circle in [*grown, *formed])
    seen = [p.id for circle in formed for p in circle] + [key for key, _ in answer.joined]
    assert sorted(seen + [u.id for u in answer.unmatched]) == sorted(p.id for p in left)
