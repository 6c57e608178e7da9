"""The close of a discussion: what is said to the thread, and to each alone what became of their words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.discussions import closing
from facilitation.discussions.model import Contribution
from facilitation.talk.forms import Paragraph
from facilitation.talk.incoming import Ask, Say
from facilitation.work import Store
from tests.company import START, WORKSPACE, Company, person, press
from tests.facilitation.discussed import (
    answers,
    fills,
    in_thread,
    kept,
    opened,
    placed,
    the_one,
    thread,
)
from tests.words import words_of

BECAME = "What became of your answer"


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    company.settle(
        person("ana", role="facilitator"),
        person("ben"),
        person("cleo"),
        person("dora"),
        person("root", role="admin"),
    )
    placed(company, company.program(["ana", "ben", "cleo", "dora"], "Design"))
    company.arrived.clear()
    return company


def discussed(company: Company) -> Ask:
    """Let three answer, and return the form with which Ana closes it."""
    opened(company)
    answers(company, "ben", "Waiting for reviews, as ever.")
    answers(company, "cleo", "Ben is right: reviews take two days.")
    answers(company, "dora", "The build.")
    company.work_through()
    form = in_thread(company, "ana", "close")
    assert isinstance(form, Ask)
    return form


def told(company: Company, name: str) -> str:
    company.work_through()
    return "\n".join(words_of(m) for m in company.inbox(name) if m.title == BECAME)


def id_of(company: Company, words: str) -> str:
    return next(c.id for c in kept(company) if words in c.words)


def test_the_draft_is_what_others_came_back_to_word_for_word(company: Company) -> None:
    form = discussed(company).form
    [summary] = [f for f in form.fields if isinstance(f, Paragraph)]

    assert summary.value == "“Waiting for reviews, as ever.” (Ben)"


def test_each_reads_alone_what_became_of_their_words(company: Company) -> None:
    form = discussed(company)
    ben, dora = id_of(company, "Waiting"), id_of(company, "build")
    fills(company, "ana", form, summary="Two a day.", quotes=(ben,), keeps=(dora,), thanks="@ben")

    assert "Ana quotes you" in told(company, "ben")
    assert "Ana thanks you by name" in told(company, "ben")
    assert "Ana has summed it up" in told(company, "cleo")
    assert "quotes you" not in told(company, "cleo")
    assert "May others find this as a takeaway" in told(company, "dora")
    assert not told(company, "ana")
    assert any("Ana thanks Ben" in said for said in thread(company))
    assert not any("takeaway" in said for said in thread(company))


def test_a_takeaway_is_kept_once_its_author_agrees_and_by_nobody_else(company: Company) -> None:
    form = discussed(company)
    fills(company, "ana", form, keeps=(id_of(company, "build"),))
    told(company, "dora")
    [asked] = [m for m in company.inbox("dora") if m.title == BECAME]
    refused = words_of(press(company, "ana", asked, "Yes, keep it"))
    said = words_of(press(company, "dora", asked, "Yes, keep it"))
    again = words_of(press(company, "dora", asked, "Yes, keep it"))

    assert "Only whoever said it" in refused
    assert "Kept for others" in said
    assert "kept already" in again
    with company.store.begin() as work:
        [one] = work.takeaways.given([f"{WORKSPACE}:dora"])
        assert (one.by, one.text) == (f"{WORKSPACE}:dora", "The build.")


def test_what_is_kept_of_a_discussion_comes_back_to_those_who_took_part_and_want_it(
    company: Company,
) -> None:
    company.says("ben", "recall on")
    form = discussed(company)
    fills(company, "ana", form, keeps=(id_of(company, "build"),))
    told(company, "dora")
    [asked] = [m for m in company.inbox("dora") if m.title == BECAME]
    press(company, "dora", asked, "Yes, keep it")
    with company.store.begin() as work:
        [one] = work.takeaways.given([f"{WORKSPACE}:dora"])
    company.says("cleo", f"check {one.id} right")
    company.pass_(days=3)
    assert "What would you do" in words_of(company.says("ben", "recall now"))


def test_one_answer_leaves_the_other_questions_of_its_card_where_they_are(company: Company) -> None:
    form = discussed(company)
    fills(company, "ana", form, keeps=(id_of(company, "build"),))
    told(company, "dora")
    [asked] = [m for m in company.inbox("dora") if m.title == BECAME]
    rated, kept_so = (
        press(company, "dora", asked, "4"),
        press(company, "dora", asked, "Yes, keep it"),
    )
    assert isinstance(rated, Say)
    assert isinstance(kept_so, Say)


def test_one_tap_says_how_useful_it_was_and_what_one_will_use_to_oneself_alone(
    company: Company,
) -> None:
    fills(company, "ana", discussed(company))
    told(company, "ben")
    [asked] = [m for m in company.inbox("ben") if m.title == BECAME]
    press(company, "ben", asked, "5")
    plan = press(company, "ben", asked, "What I will use")

    assert isinstance(plan, Ask)
    with company.store.begin() as work:
        kept_so = work.reflections.about(f"{WORKSPACE}:ben", the_id(company))
        assert kept_so is not None
        assert kept_so.useful == 5


def the_id(company: Company) -> str:
    return next(d.about for d in company.arrived if d.kind == "thread")


def test_what_is_closed_by_itself_tells_so_too_once_on_a_mornings_card(company: Company) -> None:
    discussed(company)
    company.pass_(days=8)

    assert the_one(company).state == "closed"
    [card] = [m for m in company.inbox("ben") if "Its time is over" in words_of(m)]
    assert card.title == "A minute for what you learned"
    rated = words_of(press(company, "ben", card, "4"))
    assert "Noted: 4 of 5" in rated
    company.pass_(days=10)
    assert sum("Its time is over" in words_of(m) for m in company.inbox("ben")) == 1


def test_who_wants_no_cards_is_told_alone_what_became_of_their_words(company: Company) -> None:
    discussed(company)
    company.says("ben", "reminders off")
    company.pass_(days=8)

    assert "Its time is over" in told(company, "ben")


def test_two_who_close_at_once_close_it_once(company: Company) -> None:
    form = discussed(company)
    fills(company, "ana", form, summary="Two a day.")
    second = words_of(fills(company, "root", form, summary="Three a day."))
    company.work_through()

    assert "closed already" in second
    assert the_one(company).summary == "Two a day."
    assert told(company, "ben").count(BECAME) == 1


def test_what_closed_by_itself_is_not_asked_about_once_more(company: Company) -> None:
    discussed(company)
    company.pass_(days=8)
    assert the_one(company).state == "closed"

    again = company.says("ana", f"close {the_one(company).id}")
    assert not isinstance(again, Ask)
    assert "closed already" in words_of(again)


def said(number: int, who: str, words: str) -> Contribution:
    at = START + timedelta(minutes=number)
    return Contribution(id=f"con_{number}", discussion="dis_1", member=who, words=words, at=at)


def test_reactions_count_like_replies_and_a_known_one_that_was_taken_back_no_more() -> None:
    talk = [said(n, "ana", f"Answer {n}") for n in range(5)]
    liked = [replace(one, reactions=n % 3) for n, one in enumerate(talk)]

    assert [c.id for c in closing.highlights(liked, {})] == ["con_1", "con_2", "con_4"]
    assert closing.highlights(talk, {}) == []


def test_highlights_are_what_others_name_most_and_never_ones_own_echo() -> None:
    people = {n: person(n) for n in ("ana", "ben", "cleo")}
    talk = [
        said(1, "ana", "Reviews are slow."),
        said(2, "ben", "Builds are slow."),
        said(3, "cleo", "As Ana says."),
        said(4, "ben", "I am with Ana."),
        said(5, "ana", "Ana again: slow."),
        said(6, "cleo", "Benign problems only."),
    ]

    assert [c.id for c in closing.highlights(talk, people)] == ["con_1"]
    assert closing.highlights([], people) == []


def test_a_discussion_closed_twice_asks_how_useful_it_was_once(company: Company) -> None:
    def closed(**answers: str | tuple[str, ...]) -> str:
        fills(company, "ana", company.says("ana", f"close {the_one(company).id}"), **answers)
        assert the_one(company).state == "closed"
        return told(company, "ben")

    discussed(company)
    assert closed().count("How useful was it") == 1
    company.says("ana", f"reopen {the_one(company).id}")
    assert closed().count(BECAME) == 1
    company.says("ana", f"reopen {the_one(company).id}")
    ben = closed(summary="We review twice a day.")
    assert (ben.count(BECAME), ben.count("How useful was it")) == (2, 1)
    assert "Ana has summed it up in the thread." in ben
