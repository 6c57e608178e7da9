"""Who is in a program, who is on a break and what comes next; inviting people who may say no."""

import pytest

from facilitation.talk.incoming import Ask, Filled, Reply, Where
from storage.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.words import agree, said, words_of


@pytest.fixture
def company(store: Store) -> Company:
    """A company with a program of four; Root is its admin."""
    made = Company(store)
    made.settle(
        person("root", role="admin"), *map(person, ("ana", "ben", "cleo", "dan", "eve", "fay"))
    )
    made.program(["ana", "ben", "cleo", "dan"])
    return made


def invite(company: Company, *names: str) -> Reply:
    """Send the form off in which people are picked."""
    where = Where(id="personal:root", kind="personal")
    who = tuple(f"{WORKSPACE}:{name}" for name in names)
    return company.assistant().handle(
        Filled(
            by=company._sender("root"), line="invite people #1", answers={"who": who}, where=where
        )
    )


def test_one_card_says_who_is_in_who_is_on_a_break_and_what_comes_next(company: Company) -> None:
    company.says("ben", "skip")
    company.says("cleo", "pause until 3 jan")
    company.says("dan", "pause")
    shown = words_of(company.says("root", "members coffee"))
    assert "In\n1 person: Ana" in shown
    assert "Skip the next round\n1 person: Ben" in shown
    assert "Cleo: back on Sun 3 Jan" in shown
    assert "Dan: until they come back" in shown
    assert "Mon 23 Nov, 10:00: a notice\nTue 24 Nov, 10:00: introductions" in shown


def test_the_card_is_there_without_a_name_where_one_looks_after_one_program(
    company: Company,
) -> None:
    assert said(company.says("root", "members")).title == "Coffee: who is in"
    assert said(company.says("ana", "members")).title == "You look after no program"
    company.program(["ana"], name="Lunch")
    assert said(company.says("root", "members")).title == "Which program?"
    agree(company, "root", "set lunch facilitators @ana")
    assert said(company.says("ana", "members")).title == "Lunch: who is in"


def test_whoever_does_not_look_after_it_sees_no_names(company: Company) -> None:
    for line in ("members coffee", "who is in coffee?"):
        shown = company.says("ana", line)
        assert said(shown).title == "Coffee"
        assert "Ben" not in words_of(shown)


def test_people_are_picked_and_asked_and_in_only_when_they_say_so(company: Company) -> None:
    shown = said(company.says("root", "members coffee"))
    assert isinstance(press(company, "root", shown, "Invite people"), Ask)
    assert words_of(invite(company, "eve", "ana", "fay")) == (
        "Eve and Fay are invited\n"
        "I ask Eve and Fay, in their working hours, whether they want to join Coffee. They decide.\n"
        "Already in Coffee: Ana."
    )
    company.work_through()
    assert company.inbox("ana") == []
    (asked,) = company.inbox("eve")
    assert "Eve" not in words_of(company.says("root", "members coffee"))
    press(company, "eve", asked, "Join Coffee")
    assert "Eve" in words_of(company.says("root", "members coffee"))


@pytest.mark.parametrize("names", ["@eve @ana @fay", "@eve, Ana and @fay", "eve; ana & fay"])
def test_several_are_invited_in_one_line(company: Company, names: str) -> None:
    shown = words_of(company.says("root", f"invite {names} to coffee"))
    assert "Eve and Fay are invited" in shown
    assert "Already in Coffee: Ana." in shown


def test_of_several_none_is_invited_where_one_is_nobody(company: Company) -> None:
    assert "“@zoltan”" in words_of(company.says("root", "invite @eve @zoltan to coffee"))
    company.work_through()
    assert company.inbox("eve") == []


def test_a_form_without_anybody_is_asked_again_and_nobody_invites_who_may_not(
    company: Company,
) -> None:
    again = invite(company)
    assert isinstance(again, Ask)
    assert again.errors == {"who": "Pick at least one person."}
    assert said(company.says("ana", "invite people #1")).title == "You may not do that"
    assert said(invite(company, "ana")).title == "Nobody new to invite"
    agree(company, "root", "program pause coffee")
    assert "is not running" in words_of(company.says("root", "invite people #1"))
