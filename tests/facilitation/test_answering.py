"""Yes and no in words: they answer the last question in the same place, and do nothing that it did not say."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.post.asked import answers
from facilitation.talk.incoming import Ask, Typed, Where
from facilitation.talk.messages import Button, Message, buttons
from storage.work import Store
from tests.company import WORKSPACE, Company, button, person
from tests.words import said, words_of

NOTHING_OPEN = "I am not sure what that is an answer to"


@pytest.fixture
def company(store: Store) -> Company:
    """A company with a program; Root is its admin."""
    made = Company(store)
    made.settle(person("root", role="admin"), *map(person, ("ana", "ben", "cleo")))
    made.program(["ana", "ben"])
    return made


def size(company: Company) -> int:
    """Return how large the circles of the program are."""
    with company.store.begin() as work:
        return work.programs.of(WORKSPACE)[0].settings.size


def enrolled(company: Company, name: str) -> bool:
    """Tell whether somebody is in the program."""
    with company.store.begin() as work:
        return (
            work.enrollments.find(work.programs.of(WORKSPACE)[0].id, f"{WORKSPACE}:{name}")
            is not None
        )


@pytest.mark.parametrize("word", ["yes", "ok", "Sure!", "yes please", "do it"])
def test_a_yes_makes_the_change_that_was_shown(company: Company, word: str) -> None:
    company.says("root", "set coffee size 4")
    assert said(company.says("root", word)).title == "Coffee is changed"
    assert size(company) == 4
    assert said(company.says("root", word)).title == NOTHING_OPEN


@pytest.mark.parametrize("word", ["no", "not now", "nope", "no thanks"])
def test_a_no_leaves_it_as_it_is(company: Company, word: str) -> None:
    company.says("root", "set coffee size 4")
    assert said(company.says("root", word)).title == "Left as it was"
    assert said(company.says("root", "yes")).title == NOTHING_OPEN
    assert size(company) == 2


@pytest.mark.parametrize("word", ["maybe", "hmm", "not sure", "I don't know"])
def test_neither_yes_nor_no_does_nothing(company: Company, word: str) -> None:
    company.says("root", "set coffee size 4")
    assert said(company.says("root", word)).title == NOTHING_OPEN
    assert size(company) == 2


def test_a_yes_counts_for_the_last_question_alone_in_its_place_and_for_a_while(
    company: Company,
) -> None:
    company.says("root", "set coffee size 4")
    company.says("root", "home")
    assert said(company.says("root", "yes")).title == NOTHING_OPEN
    company.says("root", "set coffee size 4")
    company.says("root", "set coffee size 5")
    company.says("root", "yes")
    assert size(company) == 5
    company.says("root", "set coffee size 3")
    typed = replace(_typed(company, "root", "yes"), where=Where("c1", "channel", "design"))
    assert said(company.assistant().handle(typed)).title == NOTHING_OPEN
    company.now += timedelta(days=4)
    assert said(company.says("root", "yes")).title == NOTHING_OPEN
    assert size(company) == 5


def test_what_has_changed_meanwhile_is_shown_anew_and_not_agreed_to(company: Company) -> None:
    company.says("root", "set coffee size 4")
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        work.programs.save(replace(program, settings=replace(program.settings, size=6)))
    again = company.says("root", "yes")
    assert "Things have changed since you looked" in words_of(again)
    assert size(company) == 6


def test_an_invitation_is_answered_in_a_word(company: Company) -> None:
    company.says("root", "invite @cleo to coffee")
    company.work_through()
    assert said(company.says("cleo", "not now")).title == "Left as it was"
    assert not enrolled(company, "cleo")
    company.pass_(days=1)
    company.says("root", "invite @cleo to coffee")
    company.work_through()
    assert said(company.says("cleo", "ok")).title == "You are in: Coffee"
    assert enrolled(company, "cleo")


def test_a_check_in_is_answered_where_it_was_asked(company: Company) -> None:
    company.move_to(company.now + timedelta(days=8))
    (circle,) = {d.conversation for d in company.arrived if d.kind == "ask"}
    there = Where(circle, "circle")
    assert said(company.says("ana", "yes")).title == NOTHING_OPEN
    typed = replace(_typed(company, "ana", "yes"), where=there)
    assert said(company.assistant().handle(typed)).title == "You met"


def test_a_booking_with_several_times_is_not_agreed_to_by_a_word(company: Company) -> None:
    company.says("ben", "offer excel")
    company.says("ana", 'book @ben 30m this week "pivots"')
    company.work_through()
    (request,) = company.inbox("ben")
    found = answers(request)
    assert found is not None
    assert found[0] == ""
    assert found[1].startswith("not now")
    assert said(company.says("ben", "yes")).title == NOTHING_OPEN
    assert "Agreed" not in words_of(company.says("ben", "bookings"))


def test_plain_words_are_offered_and_agreed_to_in_a_word(company: Company) -> None:
    offered = said(company.says("ana", "I would like to learn Kubernetes"))
    assert offered.title == "Shall I do this?"
    company.says("ana", "yes")
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:ana").wants == ("Kubernetes",)


def test_what_a_message_asks_is_what_its_buttons_mean() -> None:
    yes, no = Button("Do it", "a", means="yes"), Button("No", "b", means="no")
    assert answers(Message("?", (buttons(yes, no),))) == ("a", "b")
    assert answers(Message("?", (buttons(yes, yes, no),))) == ("", "b")
    assert answers(Message("?", (buttons(Button("Look", "c")),))) is None


def _typed(company: Company, who: str, line: str) -> Typed:
    return Typed(by=company._sender(who), line=line, where=Where(f"personal:{who}", "personal"))


@pytest.mark.parametrize("word", ["15:00", "3pm", "at 15:00", "15:00."])
def test_which_of_two_times_was_meant_is_answered_by_writing_it(
    company: Company, word: str
) -> None:
    asked = said(company.says("ana", "book ben 30m on thursday at 3"))
    assert button(asked, "15:00") == "book ben 30m on thursday at 15:00"
    assert said(company.says("ana", "yes")).title == NOTHING_OPEN
    company.says("ana", "book ben 30m on thursday at 3")
    assert said(company.says("ana", word)).title == "Ben is asked"


def test_a_question_about_two_times_is_over_once_something_else_is_said(company: Company) -> None:
    company.says("ana", "Can Ben and I meet on Thursday at 3?")
    company.says("ana", "status")
    assert not isinstance(company.says("ana", "15:00"), Ask)
    company.says("ana", "Can Ben and I meet on Thursday at 3?")
    assert isinstance(company.says("ana", "15:00"), Ask)


def test_which_of_two_days_was_meant_is_answered_as_the_question_says(company: Company) -> None:
    company.says("ana", "pause from 20 dec until 3 dec")
    assert said(company.says("ana", "2027-01-03")).title == "Your pause is planned"


@pytest.mark.parametrize("word", ["forget it", "never mind", "forget what I said"])
def test_what_drops_a_question_leaves_it_as_it_is(company: Company, word: str) -> None:
    company.says("root", "set coffee size 4")
    assert said(company.says("root", word)).title == "Left as it was"
    assert said(company.says("root", word)).title == "Fine, everything stays as it is"


def test_undo_that_is_undo(company: Company) -> None:
    company.says("root", "set coffee size 4")
    company.says("root", "yes")
    assert said(company.says("root", "undo that")).title == "Take this change back?"


def test_who_is_in_many_programs_leaves_them_all_with_one_yes(company: Company) -> None:
    for name in ("Design", "Talks"):
        company.program(["ana"], name=name)
    offered = said(company.says("ana", "leave everything"))
    assert button(offered, "Leave one of them") == "leave"
    shown = said(company.says("ana", button(offered, "Leave all 3 programs")))
    assert "You would leave Coffee, Design and Talks." in words_of(shown)
    assert "Coffee" in words_of(company.says("ana", "status"))
    company.says("ana", "leave all programs")
    assert said(company.says("ana", "yes")).title == "You have left all 3 programs"
    assert said(company.says("ana", "stop")).title == "You are in no program"
