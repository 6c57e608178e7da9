"""Sentences that tell people why they meet: true, short, about everyone they can be about."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.pairing.model import Person
from facilitation.pairing.reasons import reason as reason_of
from facilitation.rounds.reasons import LONGEST, these
from tests.facilitation.pairing_cases import Case, cases

NAMES = {"a": "Ana", "b": "Ben"}
ME = Person("me", team="Design", wants=frozenset({"kubernetes"}), offers=frozenset({"python"}))
ANA = Person("a", team="Platform", offers=frozenset({"kubernetes"}))
BEN = Person("b", team="Sales", wants=frozenset({"python"}))
NIGHT = (1320, 1380)
FEBRUARY = datetime(2026, 2, 25, 9, 0, tzinfo=UTC)


def reason(me, others, names, met):
    """Return in words why I meet these others."""
    known = {other.id: names.get(other.id, other.id) for other in others}
    return these(reason_of(me, others, dict.fromkeys(met, FEBRUARY)), known)


def test_a_want_that_the_other_offers_comes_first() -> None:
    """The best reason, with the hours shared."""
    assert reason(ME, [ANA], NAMES, ()) == (
        "You want kubernetes, and Ana offers it; you have not met here yet and share 8 working hours."
    )


def test_a_trio_hears_about_both_others() -> None:
    """Each of the two is named with what they bring or seek."""
    said = reason(ME, [ANA, BEN], NAMES, ())
    assert said.startswith(
        "You want kubernetes, and Ana offers it; Ben wants python, and you offer it"
    )


def test_people_who_met_are_never_told_that_they_have_not() -> None:
    """One meeting with one of them is enough."""
    met = {frozenset({"me", "b"})}
    assert "not met" not in reason(ME, [ANA, BEN], NAMES, met)
    assert "not met" not in reason(ANA, [Person("me")], NAMES, {frozenset({"a", "me"})})


def test_without_skills_in_common_teams_are_named() -> None:
    """The kind fallback."""
    assert reason(Person("x", team="A"), [ANA], NAMES, ()) == (
        "You work in different teams and have not met here yet."
    )


def test_an_unknown_team_is_not_called_different() -> None:
    """Nothing is claimed that nobody knows."""
    assert "team" not in reason(Person("x"), [ANA], NAMES, ())


def test_hours_that_one_of_the_circle_does_not_share_are_not_claimed() -> None:
    """All of the circle share them, or they are not told."""
    owl = Person("b", work=NIGHT, offers=frozenset({"kubernetes"}))
    assert "hours" not in reason(ME, [ANA, owl], NAMES, ())


def test_hours_of_somebody_s_break_between_two_shifts_are_not_claimed() -> None:
    """Who works from nine to twelve and from five to eight shares three hours with an office day."""
    ana = replace(ANA, work=(540, 1200), breaks=((720, 1020),))
    assert "share 3 working hours" in reason(ME, [ana], NAMES, ())


@settings(max_examples=200, deadline=None)
@given(cases(most=5), st.integers(1, 60))
def test_a_reason_is_one_short_true_sentence(case: Case, length: int) -> None:
    """Whatever the people and however long their names, each claim is checked against the people."""
    met = {pair for pair, age in case.history.met.items() if age}
    names = {person.id: person.id.upper() + "x" * length for person in case.people}
    for me in case.people:
        others = [person for person in case.people if person is not me][:3]
        if not others:
            continue
        said = reason(me, others, names, met)
        assert len(said) <= LONGEST
        assert said.endswith(".")
        assert "\n" not in said
        if "not met" in said:
            assert not any(frozenset((me.id, other.id)) in met for other in others)
        if "different teams" in said:
            assert all(other.team != me.team for other in others)
        if "different places" in said:
            assert all(other.location != me.location for other in others)
        for skill, name in re.findall(r"You want (\w), and (\w+) offers", said):
            giver = next(other for other in others if names[other.id] == name)
            assert skill in me.wants & giver.offers
        for name, skill in re.findall(r"(\w+) wants (\w), and you offer", said):
            taker = next(other for other in others if names[other.id] == name)
            assert skill in taker.wants & me.offers


def test_who_was_introduced_before_reads_when() -> None:
    said = reason(Person("x", team="A"), [ANA], NAMES, {frozenset({"x", "a"})})
    assert said == "You were introduced on Wed 25 Feb; another talk goes further than the first."


def test_who_was_introduced_before_reads_when_beside_what_they_share() -> None:
    said = reason(ME, [ANA], NAMES, {frozenset({ME.id, "a"})})
    assert said.startswith("You want ")
    assert said.endswith("; you were last introduced on Wed 25 Feb.")
