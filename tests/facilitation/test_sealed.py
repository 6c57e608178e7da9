"""Sealed answers: when they appear, with whose names, and who is asked before."""

from datetime import timedelta
from typing import Literal

import pytest

from facilitation.discussions.model import Discussion
from facilitation.post.outbox import Place
from facilitation.talk.incoming import Ask, ChannelNews, Say
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.facilitation.discussed import (
    CHANNEL,
    QUESTION,
    answers,
    card,
    fills,
    hears,
    kept,
    opened,
    talking,
    the_one,
    thread,
)
from tests.words import said as read
from tests.words import words_of

NAMES = ("ben", "cleo", "dan", "eve", "finn")


@pytest.fixture
def company(store: Store) -> Company:
    made = talking(store)
    made.settle(*(person(name) for name in NAMES[2:]))
    return made


def all_answer(company: Company, *names: str) -> None:
    for name in names:
        answers(company, name, f"secret of {name}")


def channel(company: Company, what: Literal["archived", "restored"]) -> None:
    news = ChannelNews(workspace=WORKSPACE, channel=CHANNEL, what=what, name="design")
    company.assistant().hear(news)


def asked(company: Company, name: str) -> Message:
    company.work_through()
    return next(m for m in company.inbox(name) if "May your answer" in m.title)


def looks(company: Company) -> Message:
    company.pass_(minutes=1)
    return next(m for m in company.inbox("ana") if "answers are there" in m.title)


def alone(company: Company, name: str) -> Message:
    company.work_through()
    return next(m for m in company.inbox(name) if "only answer" in m.title)


@pytest.mark.parametrize(
    ("said", "sealed", "nameless", "enough"),
    [
        ('"Why?" sealed', True, False, 0),
        ('"Why?" sealed anonymous', True, True, 0),
        ('"Why?" sealed without names for 1d', True, True, 0),
        ('"Why?" until 3 answers sealed', True, False, 3),
        ('"Why?" sealed anonymous until 12 people', True, True, 12),
        ('"What can be done without names"', False, False, 0),
    ],
)
def test_how_answers_are_sealed_is_said_behind_the_question(
    company: Company, said: str, sealed: bool, nameless: bool, enough: int
) -> None:
    found = opened(company, f"discuss {said}")
    assert (found.sealed, found.nameless, found.enough) == (sealed, nameless, enough)


@pytest.mark.parametrize(
    ("way", "nameless", "enough"), [("After five answers", True, 5), ("With names", False, 2)]
)
def test_fewer_than_five_answers_without_names_are_asked_about_before_anything_is_posted(
    company: Company, way: str, nameless: bool, enough: int
) -> None:
    company.now = company.now.replace(day=24)
    line = 'discuss "Until 3 people sealed anonymous?" sealed anonymous until  2 answers in #design'
    said = company.says("ana", line)
    assert isinstance(said, Say)
    assert "five answers" in words_of(said)
    with company.store.begin() as work:
        assert not work.discussions.unclosed(WORKSPACE)
    press(company, "ana", said.message, way)
    found = the_one(company)
    assert (found.sealed, found.nameless, found.enough) == (True, nameless, enough)
    assert found.question == "Until 3 people sealed anonymous?"


@pytest.mark.parametrize(("enough", "opens"), [("2", False), ("5", True)])
def test_the_form_says_too_that_without_names_five_answers_are_the_fewest(
    company: Company, enough: str, opens: bool
) -> None:
    form = company.says("ana", "discuss")
    given = {"question": QUESTION, "for": "2d", "sealed": "nameless", "enough": enough}
    done = fills(company, "ana", form, **given)
    assert isinstance(done, Ask) is not opens
    if isinstance(done, Ask):
        assert "five answers" in done.errors["enough"]


def test_they_appear_as_soon_as_enough_have_answered(company: Company) -> None:
    opened(company, f'discuss "{QUESTION}" sealed until 3 answers')
    assert "3 people" in words_of(card(company))
    all_answer(company, "ben", "cleo")
    answers(company, "ben", "secret, changed")
    assert thread(company) == []
    answers(company, "dan", "secret of dan")
    [shown] = thread(company)
    assert "secret, changed" in shown
    assert "secret of ben" not in shown
    assert the_one(company).state == "ended"


def test_from_five_answers_on_they_appear_without_names_in_an_order_drawn_by_lot(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed anonymous')
    all_answer(company, *NAMES)
    said = words_of(
        fills(company, "ben", press(company, "ben", card(company), "Answer"), words="x")
    )
    assert "without your name" in said
    company.move_to(found.closes_at)
    [shown] = thread(company)
    for name in NAMES:
        assert name.title() not in shown
        assert (f"secret of {name}" in shown) is (name != "ben")
    form = company.says("ana", f"close {found.id}")
    assert isinstance(form, Ask)
    assert not any(name.title() in str(form) for name in NAMES)
    first = next(one for one in kept(company) if one.words == "secret of eve")
    fills(company, "ana", form, summary="Done.", quotes=(first.id,))
    closed = thread(company)[-1]
    assert "secret of eve" in closed
    assert "Eve" not in closed


def test_of_fewer_than_five_each_author_is_asked_and_nothing_appears_before(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed anonymous')
    all_answer(company, "ben", "cleo", "dan")
    assert "3 answers are hidden until" in words_of(company.says("ana", f"close {found.id}"))
    company.move_to(found.closes_at)
    assert thread(company) == []
    assert "is asked before" in words_of(company.says("ana", f"close {found.id}"))
    assert "3 people" in words_of(asked(company, "ben"))
    assert "secret of cleo" not in str(company.inbox("ben"))
    answers(company, "ben", "secret, changed late")
    press(company, "ben", asked(company, "ben"), "Show it without my name")
    press(company, "cleo", asked(company, "cleo"), "Leave it out")
    assert thread(company) == []
    company.pass_(days=2)
    press(company, "ben", alone(company, "ben"), "Show it all the same")
    [shown] = thread(company)
    assert "secret, changed late" in shown
    assert "secret of" not in shown, "one was left out, and of the other nothing was said"
    assert "nothing of yours" in words_of(company.says("dan", f"sealed show {found.id}"))


def test_they_appear_at_once_when_all_of_the_few_have_agreed(company: Company) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed anonymous')
    all_answer(company, "ben", "cleo")
    company.move_to(found.closes_at)
    for name in ("ben", "cleo"):
        press(company, name, asked(company, name), "Show it without my name")
    [shown] = thread(company)
    assert "secret of ben" in shown
    assert "secret of cleo" in shown
    assert "Ben" not in shown


def test_whoever_looks_after_it_may_set_one_aside_without_seeing_whose_it_is(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed')
    all_answer(company, "ben", "cleo")
    assert "Only whoever" in words_of(company.says("ben", f"sealed look {found.id}"))
    company.says("ana", f"sealed look {found.id}")
    company.move_to(found.closes_at)
    shown = looks(company)
    assert "Ben" not in words_of(shown)
    assert "secret of ben" in words_of(shown)
    assert thread(company) == []
    one = next(one for one in kept(company) if one.words == "secret of ben")
    company.says("ana", f"sealed aside {found.id} {one.id}")
    press(company, "ana", shown, "Show them all now")
    [appeared] = thread(company)
    assert "secret of ben" not in appeared
    assert "secret of cleo" in appeared
    assert "secret of ben" not in str(company.says("ana", f"close {found.id}"))
    assert "not yours to look" in words_of(company.says("ana", f"sealed aside {found.id} {one.id}"))


def test_answers_of_few_without_names_are_looked_through_once_their_authors_agreed(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed anonymous for 3h')
    company.says("ana", f"sealed look {found.id}")
    all_answer(company, "ben", "cleo", "dan")
    company.move_to(found.closes_at)
    assert not any("are there" in m.title for m in company.inbox("ana"))
    for name in ("ben", "cleo", "dan"):
        press(company, name, asked(company, name), "Show it without my name")
    assert thread(company) == []
    shown = looks(company)
    assert "secret of ben" in words_of(shown)
    press(company, "cleo", asked(company, "cleo"), "Show it without my name")
    assert thread(company) == [], "who agrees once more cuts nothing short"
    one = next(one for one in kept(company) if one.words == "secret of dan")
    company.says("ana", f"sealed aside {found.id} {one.id}")
    company.pass_(hours=1)
    [appeared] = thread(company)
    assert "secret of ben" in appeared
    assert "secret of dan" not in appeared


def test_what_is_set_aside_of_five_without_names_keeps_none_of_the_others_from_appearing(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed anonymous')
    company.says("ana", f"sealed look {found.id}")
    all_answer(company, *NAMES)
    company.move_to(found.closes_at)
    shown = looks(company)
    one = next(one for one in kept(company) if one.words == "secret of dan")
    company.says("ana", f"sealed aside {found.id} {one.id}")
    press(company, "ana", shown, "Show them all now")
    [appeared] = thread(company)
    assert appeared.count("secret of") == 4


def test_hidden_answers_stay_hidden_as_promised_though_somebody_would_close_the_question(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed')
    form = company.says("ana", f"close {found.id}")
    assert isinstance(form, Ask), "nobody has answered yet"
    company.says("ana", f"sealed look {found.id}")
    all_answer(company, "ben", "cleo")
    for reply in (fills(company, "ana", form), company.says("ana", f"close {found.id}")):
        assert "2 answers are hidden until" in words_of(reply)
    company.move_to(found.closes_at)
    assert "being looked through" in words_of(company.says("ana", f"close {found.id}"))
    assert thread(company) == []
    company.pass_(hours=2)
    assert len(thread(company)) == 1
    assert isinstance(company.says("ana", f"close {found.id}"), Ask)


@pytest.mark.parametrize("word", ["Show it all the same", "Leave it out", ""])
def test_an_answer_without_a_name_that_is_left_alone_appears_only_if_its_author_is_asked_again(
    company: Company, word: str
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed anonymous')
    all_answer(company, "ben", "cleo")
    company.move_to(found.closes_at)
    taken = press(company, "ben", asked(company, "ben"), "Show it without my name")
    assert "I ask you again" in words_of(taken)
    press(company, "cleo", asked(company, "cleo"), "Leave it out")
    assert "stand alone" in words_of(alone(company, "ben"))
    assert thread(company) == []
    if word:
        press(company, "ben", alone(company, "ben"), word)
    company.pass_(days=2)
    [appeared] = thread(company)
    assert ("secret of ben" in appeared) is word.startswith("Show")


def test_of_the_only_answer_that_is_left_after_a_look_its_author_is_asked_first(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed anonymous')
    company.says("ana", f"sealed look {found.id}")
    all_answer(company, *NAMES)
    company.move_to(found.closes_at)
    shown = looks(company)
    for one in kept(company):
        if one.words != "secret of eve":
            company.says("ana", f"sealed aside {found.id} {one.id}")
    assert "ask its author" in words_of(press(company, "ana", shown, "Show them all now"))
    assert thread(company) == []
    press(company, "eve", alone(company, "eve"), "Show it all the same")
    company.pass_(hours=2)
    [appeared] = thread(company)
    assert "secret of eve" in appeared


def test_card_form_and_receipt_say_from_the_start_who_may_read_answers_before_they_appear(
    company: Company,
) -> None:
    opened(company, f'discuss "{QUESTION}" sealed')
    form = press(company, "ben", card(company), "Answer")
    assert isinstance(form, Ask)
    receipt = fills(company, "ben", form, words="secret of ben")
    for said in (words_of(card(company)), str(form.form.lead), words_of(receipt)):
        assert "whoever looks after this question may read" in said
        assert "without names" in said
        assert "Nobody sees" not in said


def test_who_has_answered_reads_so_in_the_list_and_can_change_it_and_nobody_else_does(
    company: Company,
) -> None:
    opened(company, f'discuss "{QUESTION}" sealed anonymous')
    answers(company, "ben", "secret of ben")
    listed = read(company.says("ben", "discussions"))
    assert "Your answer is kept, and hidden until then." in words_of(listed)
    form = press(company, "ben", listed, "Change my answer")
    assert isinstance(form, Ask)
    assert "secret of ben" in str(form.form)
    other = read(company.says("cleo", "discussions"))
    assert "Your answer" not in words_of(other)
    assert isinstance(press(company, "cleo", other, "Answer"), Ask)


def test_the_card_warns_that_replies_in_the_thread_are_open_and_both_are_counted_apart(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed anonymous')
    assert "Replies in this thread are seen by all, with the name" in words_of(card(company))
    hears(company, "ben", "said aloud", "m1")
    hears(company, "cleo", "me too", "m2")
    told = "0 answers and 2 open replies"
    assert told in words_of(company.says("ana", "discussions"))
    company.move_to(found.closes_at)
    assert "There is no answer to show this time." in thread(company)[0]
    company.pass_(minutes=1)
    assert any(told in words_of(m) for m in company.inbox("ana"))
    fills(company, "ana", company.says("ana", f"close {found.id}"), summary="")
    assert told in thread(company)[-1]


def test_what_was_left_out_of_sealed_answers_is_counted_and_quoted_nowhere(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed anonymous')
    all_answer(company, "ben", "cleo", "dan")
    company.move_to(found.closes_at)
    press(company, "ben", asked(company, "ben"), "Show it without my name")
    company.pass_(days=2)
    press(company, "ben", alone(company, "ben"), "Show it all the same")
    company.pass_(days=2)
    over = next(m for m in company.inbox("ana") if m.title == "What came of it?")
    assert "over, with 1 answer." in words_of(over)
    assert "secret of cleo" not in str(company.says("ana", f"close {found.id}"))


def test_what_nobody_looks_through_appears_within_the_hour(company: Company) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed')
    answers(company, "ben", "secret of ben")
    company.says("ana", f"sealed look {found.id}")
    company.move_to(found.closes_at + timedelta(minutes=59))
    assert thread(company) == []
    company.move_to(found.closes_at + timedelta(minutes=61))
    assert len(thread(company)) == 1


def test_at_night_they_wait_until_whoever_looks_them_through_can_be_reached(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed for 14h')
    answers(company, "ben", "secret of ben")
    company.says("ana", f"sealed look {found.id}")
    company.move_to(found.closes_at + timedelta(hours=6))
    assert thread(company) == []
    company.pass_(hours=12)
    assert len(thread(company)) == 1


def test_more_time_keeps_what_waits_sealed_and_its_thread_takes_plain_words_all_along(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed anonymous')
    all_answer(company, "ben", "cleo")
    hears(company, "dan", "said aloud", "m1")
    company.move_to(found.closes_at)
    company.says("ana", f"extend {found.id} 2d")
    again: Discussion = the_one(company)
    assert (again.state, again.hidden) == ("open", True)
    all_answer(company, "dan", "eve", "finn")
    assert not any("secret" in said for said in thread(company))
    company.move_to(again.closes_at)
    assert sum("secret of" in said for said in thread(company)) == 1
    told = [d for d in company.arrived if d.to == Place(again.conversation, again.thread)]
    assert sum("said aloud" in str(d.message) for d in told) == 0, "it stands there already"


def test_sealed_answers_of_a_channel_that_was_archived_stay_unseen_and_go_on_when_it_is_back(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed')
    all_answer(company, "ben", "cleo")
    channel(company, "archived")
    company.pass_(hours=1)
    [told] = [m for m in company.inbox("ana") if "cannot reach its channel" in m.title]
    assert "2 answers" in words_of(told)
    assert the_one(company).state == "closed"
    assert thread(company) == []
    assert "secret" not in repr(company.says("ana", f"close {found.id}"))
    assert "out of my reach" in words_of(company.says("ana", f"reopen {found.id}"))
    channel(company, "restored")
    press(company, "ana", told, "Open it again")
    assert the_one(company).hidden
    company.move_to(the_one(company).closes_at)
    shown = [said for said in thread(company) if "secret" in said]
    assert len(shown) == 1
    assert "secret of ben" in shown[0]


def test_a_mistaken_sealed_question_is_taken_back_and_each_gets_their_own_words(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed')
    all_answer(company, "ben", "cleo")
    refused = company.says("ana", f"close {found.id}")
    assert isinstance(refused, Say)
    shown = press(company, "ana", refused.message, "Take the question back")
    assert isinstance(shown, Say)
    assert "2 people have answered" in words_of(shown)
    assert "secret" not in repr(shown)
    assert the_one(company).state == "open", "nothing has changed yet"
    done = press(company, "ana", shown.message, "Take it back")
    assert "2 people get their answers back" in words_of(done)
    audited = words_of(company.says("root", "audit"))
    assert "Ana took a sealed question of " in audited
    assert "secret" not in audited
    assert not any(name.title() in audited for name in NAMES), "nor whose answers they were"
    company.pass_(hours=1)
    for name, other in (("ben", "cleo"), ("cleo", "ben")):
        [told] = [m for m in company.inbox(name) if "back to you" in m.title]
        assert f"secret of {name}" in words_of(told)
        assert f"secret of {other}" not in words_of(told)
    assert not any("back to you" in m.title for m in company.inbox("ana"))
    [said] = thread(company)
    assert "Nobody has read the answers" in said
    assert the_one(company).state == "closed"
    company.move_to(found.closes_at + timedelta(days=3))
    assert "was taken back" in words_of(company.says("ana", f"reopen {found.id}"))
    company.pass_(days=4)
    assert not any("secret" in one for one in thread(company))


def test_only_who_looks_after_a_sealed_question_takes_it_back_and_only_unseen(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed')
    assert "No answers are hidden" in words_of(company.says("ana", f"sealed withdraw {found.id}"))
    all_answer(company, "ben")
    assert "Only whoever looks after" in words_of(
        company.says("ben", f"sealed withdraw {found.id}")
    )
    company.move_to(found.closes_at + timedelta(minutes=1))
    assert "No answers are hidden" in words_of(company.says("ana", f"sealed withdraw {found.id}"))


def test_whose_answer_is_set_aside_hears_it_alone_and_nobody_says_that_there_was_none(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed')
    company.says("ana", f"sealed look {found.id}")
    all_answer(company, "ben", "cleo")
    company.move_to(found.closes_at)
    looks(company)
    replies = [company.says("ana", f"sealed aside {found.id} {one.id}") for one in kept(company)]
    assert "0 answers" not in words_of(replies[-1])
    assert "They appear by themselves" not in words_of(replies[-1])
    company.pass_(hours=2)
    for name, other in (("ben", "cleo"), ("cleo", "ben")):
        [told] = [m for m in company.inbox(name) if "not shown" in m.title]
        assert f"secret of {name}" in words_of(told)
        assert f"secret of {other}" not in words_of(told)
    [said] = thread(company)
    assert "no answer to show" not in said
    assert "None of the answers that came" in said


def test_a_question_that_was_taken_back_is_not_opened_again(company: Company) -> None:
    opened(company, f'discuss "{QUESTION}" sealed')
    all_answer(company, "ben", "cleo")
    press(company, "ana", company.says("ana", "sealed withdraw").message, "Take it back")  # type: ignore[union-attr]
    assert "was taken back" in words_of(company.says("ana", "reopen"))
    assert the_one(company).state == "closed"
    assert "no sealed question" in words_of(company.says("ana", "sealed withdraw"))


def test_without_names_the_fewest_answers_that_are_asked_for_are_five(company: Company) -> None:
    said = company.says("ana", f'discuss "{QUESTION}" sealed anonymous until 0 answers in #design')
    assert "Say 5 or more" in words_of(said)


def test_ones_own_report_counts_no_answer_that_nobody_got_to_read(company: Company) -> None:
    def counted(name: str) -> int:
        with company.store.begin() as work:
            since, until = company.now - timedelta(days=60), company.now + timedelta(days=1)
            return work.reports.own(f"{WORKSPACE}:{name}", since, until).contributions

    found = opened(company, f'discuss "{QUESTION}" sealed')
    company.says("ana", f"sealed look {found.id}")
    all_answer(company, "ben", "cleo")
    assert counted("ben") == 0, "nobody has seen it yet"
    company.move_to(found.closes_at)
    looks(company)
    one = next(one for one in kept(company) if one.words == "secret of cleo")
    company.says("ana", f"sealed aside {found.id} {one.id}")
    company.pass_(hours=2)
    assert (counted("ben"), counted("cleo")) == (1, 0)
