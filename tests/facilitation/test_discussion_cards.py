"""The card in the channel says whether a question is open: also when that changes after it was posted."""

from datetime import timedelta

import pytest

from facilitation.post.outbox import Place
from facilitation.talk.messages import Buttons, Message
from facilitation.work import Store
from tests.company import Company, person, press
from tests.facilitation.discussed import (
    QUESTION,
    answers,
    card,
    fills,
    hears,
    opened,
    talking,
    the_one,
)
from tests.words import words_of


@pytest.fixture
def company(store: Store) -> Company:
    return talking(store)


def shown(company: Company) -> Message:
    """Return the card as it stands in the channel now."""
    company.work_through()
    of = the_one(company)
    edits = [d for d in company.arrived if d.kind == "edit"]
    for edit in edits:
        assert edit.to == Place(of.conversation, of.thread, stands=of.thread)
    return edits[-1].message if edits else card(company)


def labels(message: Message) -> list[str]:
    rows = [block for block in message.blocks if isinstance(block, Buttons)]
    return [str(one.text) for row in rows for one in row.buttons]


def test_the_card_of_what_was_closed_says_so_and_has_no_button(company: Company) -> None:
    opened(company)
    answers(company, "ben", "Reviews.")
    assert labels(shown(company)) == ["Answer"]
    fills(company, "ana", company.says("ana", "close"), summary="Two a day.")

    closed = shown(company)
    assert labels(closed) == []
    assert QUESTION in words_of(closed)
    assert "Closed on Tue 24 Nov" in words_of(closed)
    assert "Open until" not in words_of(closed)
    assert "in the thread" in words_of(closed)
    assert "answered" not in words_of(closed), "of one person nothing is told"
    late = press(company, "ben", card(company), "Answer")
    assert "is over" in words_of(late), "who has the old card on the screen reads it all the same"


def test_how_many_answered_is_told_where_they_are_not_few(company: Company) -> None:
    company.settle(*(person(f"p{n}") for n in range(5)))
    opened(company)
    for n in range(5):
        hears(company, f"p{n}", "Reviews.", f"m{n}")
    fills(company, "ana", company.says("ana", "close"), summary="")

    assert "5 people answered." in words_of(shown(company))


def test_when_time_is_up_the_button_goes_and_the_close_by_itself_is_told_too(
    company: Company,
) -> None:
    found = opened(company)
    company.move_to(found.closes_at + timedelta(minutes=1))
    assert labels(shown(company)) == []
    assert "Time was up on Thu 26 Nov" in words_of(shown(company))

    company.move_to(found.closes_at + timedelta(days=5))
    assert the_one(company).state == "closed"
    assert "Closed on Mon 30 Nov" in words_of(shown(company))


def test_more_time_stands_on_the_card_and_what_is_opened_again_has_its_button(
    company: Company,
) -> None:
    opened(company)
    company.says("ana", "extend 1d")
    assert "Open until Fri 27 Nov" in words_of(shown(company))
    fills(company, "ana", company.says("ana", "close"), summary="")
    assert labels(shown(company)) == []
    company.says("ana", "reopen")

    again = shown(company)
    assert labels(again) == ["Answer"]
    assert "Open until" in words_of(again)


def test_sealed_answers_are_not_counted_on_a_card_before_they_appear(company: Company) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed anonymous')
    answers(company, "ben", "Reviews.")
    company.move_to(found.closes_at + timedelta(minutes=1))

    waiting = shown(company)
    assert the_one(company).state == "waiting"
    assert labels(waiting) == []
    assert "appear in the thread soon" in words_of(waiting)


def test_what_is_closed_before_its_card_has_arrived_is_put_right_once_it_has(
    company: Company,
) -> None:
    company.now = company.now.replace(day=24)
    company.says("ana", f'discuss "{QUESTION}"')
    fills(company, "ana", company.says("ana", "close"), summary="")

    assert labels(shown(company)) == []
    assert "Closed on" in words_of(shown(company))


def test_a_clinic_that_is_over_takes_no_part_any_more_and_one_opened_again_does(
    company: Company,
) -> None:
    opened(company, 'clinic "Nobody reads it."')
    assert labels(shown(company)) == ["Take part"]
    fills(company, "ana", company.says("ana", "close"), summary="")
    assert labels(shown(company)) == []
    assert "Nobody reads it." in words_of(shown(company))
    company.says("ana", "reopen")

    assert labels(shown(company)) == ["Take part"]


def test_a_card_that_cannot_be_changed_any_more_is_nobodys_trouble(company: Company) -> None:
    opened(company)
    company.lost.add("edit")
    fills(company, "ana", company.says("ana", "close"), summary="")
    company.work_through()

    assert not company.inbox("root", ["undelivered"])
    assert the_one(company).state == "closed"
