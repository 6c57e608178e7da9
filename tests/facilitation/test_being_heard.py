"""Who is heard: how evenly the talk is shared, and how those who were not are invited, by nobody's leave but theirs."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import entr

from facilitation.discussions import evenness
from facilitation.talk.messages import to_json
from facilitation.work import Store
from tests.company import Company, button, person, press
from tests.facilitation.discussed import answers, fills, in_thread, opened, placed, the_one, thread
from tests.words import everything, words_of

SIX = ("ana", "ben", "cleo", "dora", "emil", "fay")


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    company.settle(person("ana", role="facilitator"), *map(person, SIX[1:]))
    placed(company, company.program(SIX, "Design"))
    company.arrived.clear()
    return company


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        ([1, 1, 1, 1], 1.0),
        ([4, 0, 0, 0], 0.0),
        ([2, 2, 0, 0], 0.5),
        ([3, 1], 0.811278),
        ([], 1.0),
        ([7], 1.0),
        ([0, 0, 0], 1.0),
    ],
)
def test_evenness_by_hand(turns: list[int], value: float) -> None:
    assert evenness.evenness(turns) == pytest.approx(value, abs=1e-6)


@given(st.lists(st.integers(0, 500), min_size=2, max_size=60).filter(any))
def test_evenness_is_the_normalized_entropy_that_scipy_computes(turns: list[int]) -> None:
    entropy = sum(entr(turn / sum(turns)) for turn in turns)
    assert evenness.evenness(turns) == pytest.approx(entropy / math.log(len(turns)), abs=1e-9)
    assert -1e-9 <= evenness.evenness(turns) <= 1 + 1e-9
    assert evenness.evenness(turns[::-1]) == pytest.approx(evenness.evenness(turns))


def half(company: Company):
    """Let Ben and Cleo answer, and return what Ana reads at half of the time."""
    opened(company)
    answers(company, "ben", "One.")
    answers(company, "ben", "Two.")
    answers(company, "ben", "Three.")
    answers(company, "cleo", "Four.")
    company.pass_(days=1, hours=6)
    [told] = [m for m in company.inbox("ana") if "not been heard yet" in m.title]
    return told


def test_of_a_day_it_is_read_while_there_is_time_to_act_on_it(company: Company) -> None:
    found = opened(company, 'discuss "What slowed you down?" for 1d')
    answers(company, "ben", "One.")
    company.move_to(found.closes_at)

    [told] = [d for d in company.arrived if "not been heard yet" in d.message.title]
    assert found.opened_at < told.due_at < found.closes_at
    assert 9 <= told.due_at.hour < 18


def test_over_a_weekend_it_is_read_while_those_who_are_asked_are_still_at_work(
    company: Company,
) -> None:
    company.now = company.now.replace(day=26)
    company.says("ana", 'discuss "What slowed you down?" for 2d')
    company.work_through()
    found = the_one(company)
    answers(company, "ben", "One.")
    company.move_to(found.closes_at)

    [told] = [d for d in company.arrived if "not been heard yet" in d.message.title]
    assert f"{found.opened_at:%a} {found.closes_at:%a}" == "Thu Mon"
    assert f"{told.due_at:%a}" == "Fri"
    assert told.due_at.hour < 12


def test_whoever_looks_after_it_reads_how_many_and_how_evenly_and_nobody_else_does(
    company: Company,
) -> None:
    for _ in range(evenness.OVER):
        before = opened(company)
        answers(company, "ben", "One.")
        fills(company, "ana", company.says("ana", f"close {before.id}"), summary="")
        company.work_through()
        company.arrived.clear()
    told = half(company)

    assert told.title == "3 people have not been heard yet"
    assert "few did most of the talking" in words_of(told)
    for name in SIX[1:]:
        assert not any("not been heard" in to_json(m) for m in company.inbox(name))
    assert not any("heard" in said for said in thread(company))


def test_nothing_is_said_of_how_the_talk_is_shared_before_two_discussions_are_over(
    company: Company,
) -> None:
    assert "In the last four weeks" not in words_of(half(company))


def test_a_colleague_is_asked_to_invite_and_reads_nothing_of_why(company: Company) -> None:
    said = words_of(press(company, "ana", half(company), "Ask a colleague to invite them"))
    company.work_through()
    asks = {
        name: [m for m in company.inbox(name) if m.title.startswith("Would you ask")]
        for name in SIX
    }

    assert "I ask 2 colleagues" in said, "two have spoken, and each invites one"
    assert "For one more there is no colleague left" in said
    assert [len(asks[n]) for n in ("ben", "cleo")] == [1, 1]
    assert not any(asks[n] for n in ("ana", "dora", "emil", "fay"))
    [card] = asks["ben"]
    assert card.title in {f"Would you ask {n} for a view on this?" for n in ("Dora", "Emil", "Fay")}
    assert not any(word in "\n".join(everything(card)) for word in ("heard", "silent", "quiet"))


def test_nobody_is_asked_or_invited_twice_in_a_week_whichever_way(company: Company) -> None:
    told = half(company)
    press(company, "ana", told, "Ask a colleague to invite them")
    company.work_through()
    said = words_of(press(company, "ana", told, "Ask them kindly"))
    company.work_through()
    again = words_of(press(company, "ana", told, "Ask a colleague to invite them"))

    assert "I ask one person" in said
    assert "nobody left to ask" in again
    asked = [n for n in SIX for m in company.inbox(n) if m.title == "What is your view?"]
    assert len(asked) == 1


def test_in_a_circle_of_four_no_colleague_is_asked(company: Company) -> None:
    company.says("emil", "leave design")
    company.says("fay", "leave design")
    told = half(company)

    with pytest.raises(AssertionError, match="no button"):
        button(told, "Ask a colleague to invite them")
    assert "talking" not in words_of(told)


def test_going_round_is_in_an_order_of_chance_and_asked_for_by_a_facilitator(
    company: Company,
) -> None:
    opened(company)
    assert "looks after" in words_of(in_thread(company, "ben", "go round"))
    in_thread(company, "ana", "go round")
    [order] = [said for said in thread(company) if "Let us go round" in said]

    assert all(name.title() in order for name in SIX)
