"""Discussions: a question in a channel, its thread, and what came of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.catalogue import LISTENERS
from facilitation.talk.forms import Pick
from facilitation.talk.incoming import Ask, Contributed, Quiet, Replace, Reply, Sender, Typed, Where
from facilitation.talk.messages import Buttons, Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.facilitation.discussed import (
    CHANNEL,
    QUESTION,
    answers,
    card,
    fills,
    in_thread,
    kept,
    opened,
    placed,
    talking,
    the_one,
    thread,
)
from tests.words import agree, words_of


@pytest.fixture
def company(store: Store) -> Company:
    return talking(store)


def test_a_facilitator_puts_a_question_to_a_channel_and_what_is_answered_stands_in_its_thread(
    company: Company,
) -> None:
    said = words_of(company.says("ana", f'discuss "{QUESTION}" in #design for 3d'))
    company.work_through()
    found = the_one(company)

    assert "#design" in said
    assert found.closes_at - found.opened_at == timedelta(days=4), "not on a Sunday, but on Monday"
    assert found.thread
    assert QUESTION in words_of(card(company))
    assert "in your name" in words_of(answers(company, "ben", "Waiting for reviews."))
    [shown] = thread(company)
    assert "Ben" in shown
    assert "Waiting for reviews." in shown


@pytest.mark.parametrize(
    ("line", "question", "sealed", "days"),
    [
        ("discuss What are we in for?", "What are we in for?", False, 2),
        ("discuss What is it for 2d", "What is it", False, 2),
        ('discuss "Why sealed" for 1w', "Why sealed", False, 7),
        ('discuss "Why?" sealed', "Why?", True, 2),
        ('discuss sealed "Why?" for 1d in #design', "Why?", True, 1),
        ('discuss "Why?" in design sealed for 1d', "Why?", True, 1),
        ("discuss What goes on in #design", "What goes on", False, 2),
    ],
)
def test_no_word_of_a_question_is_taken_for_something_else(
    company: Company, line: str, question: str, sealed: bool, days: int
) -> None:
    found = opened(company, line)

    assert (found.question, found.sealed) == (question, sealed)
    assert found.closes_at - found.opened_at == timedelta(days=days)


def test_without_a_question_there_is_a_form_that_says_what_is_wrong_with_an_answer(
    company: Company,
) -> None:
    form = company.says("ana", "discuss")
    wrong = fills(company, "ana", form, question=QUESTION, sealed="no", **{"for": "5 moons"})
    assert isinstance(wrong, Ask)
    assert "for" in wrong.errors
    fills(company, "ana", form, question=QUESTION, sealed="yes", **{"for": "4h"})
    company.work_through()

    found = the_one(company)
    assert found.sealed
    assert found.closes_at - found.opened_at == timedelta(hours=4)


def test_with_several_channels_it_is_asked_where(company: Company) -> None:
    placed(company, company.program(["ana"], "Coffee"), "coffee")

    form = company.says("ana", f'discuss "{QUESTION}"')
    fills(company, "ana", form, question=QUESTION, program="#2", sealed="no", **{"for": "2d"})

    assert the_one(company).conversation == f"{WORKSPACE}:coffee"


def test_for_a_channel_without_a_program_those_there_are_are_offered_with_the_question(
    company: Company,
) -> None:
    company.now = company.now.replace(day=24)
    asked = _reply(company.says("ana", f'discuss "{QUESTION}" in #general for 3d'))
    assert "#general" in words_of(asked)

    press(company, "ana", asked, "Design")
    company.work_through()

    found = the_one(company)
    assert found.question == QUESTION
    assert found.closes_at - found.opened_at == timedelta(days=3)


@pytest.mark.parametrize("channel", ["#general", f"#{WORKSPACE}:general|general"])
def test_of_two_programs_in_one_channel_it_is_asked_which_and_no_word_is_lost(
    company: Company, channel: str
) -> None:
    for name in ("Sharing", "Circles"):
        placed(company, company.program(["ana", "ben"], name), "general")
    asked = _reply(company.says("ana", f'discuss "{QUESTION}" in {channel} for 3d'))
    assert button(asked, "Sharing") == f'discuss "{QUESTION}" in #2 for 3d'
    assert button(asked, "Circles") == f'discuss "{QUESTION}" in #3 for 3d'
    with company.store.begin() as work:
        [circles] = [p for p in work.programs.of(WORKSPACE) if p.name == "Circles"]
        work.programs.save(replace(circles, facilitators=(f"{WORKSPACE}:ana",)))
    company.says("ana", f'discuss "{QUESTION}" in {channel} for 3d')
    assert the_one(company).program == circles.id


def test_members_read_who_may_open_a_discussion(company: Company) -> None:
    said = words_of(company.says("ben", f'discuss "{QUESTION}"'))

    assert "Only facilitators" in said
    assert "Root" in said
    with company.store.begin() as work:
        assert not work.discussions.unclosed(WORKSPACE)


def test_sealed_answers_are_shown_to_nobody_before_time_is_up_and_then_all_together(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" sealed for 1d')
    answers(company, "ben", "canary one")
    answers(company, "cleo", "canary two")
    answers(company, "ben", "canary three")
    looked = [company.says(n, line) for n in ("ana", "ben") for line in ("discussions", "home")]
    form = company.says("ana", f"close {found.id}")
    before = str([d.message for d in company.arrived]) + str(looked) + str(form)
    assert thread(company) == []
    assert "canary" not in before
    assert "2 people" in words_of(looked[0]) or "2 answers" in words_of(looked[0])

    company.move_to(found.closes_at)
    [shown] = thread(company)

    assert "canary one" not in shown, "it was changed"
    assert "canary two" in shown
    assert "canary three" in shown


def test_when_time_is_up_the_facilitator_is_asked_what_came_of_it_and_their_words_go_to_the_thread(
    company: Company,
) -> None:
    found = opened(company)
    answers(company, "ben", "Reviews.")
    answers(company, "cleo", "The build.")
    company.move_to(found.closes_at + timedelta(hours=1))
    [asked] = [m for m in company.inbox("ana") if "What came of it" in words_of(m)]

    form = press(company, "ana", asked, "Close it")
    quotes = tuple(c.id for c in kept(company) if "build" in c.words)
    fills(company, "ana", form, summary="Two reviews a day from now on.", quotes=quotes)

    last = thread(company)[-1]
    assert "Two reviews a day" in last
    assert "The build." in last
    assert "Reviews." not in last
    assert the_one(company).state == "closed"
    assert "is over" in words_of(press(company, "ben", card(company), "Answer")), "not after a form"


def test_who_still_writes_as_the_time_ends_gets_their_words_back(company: Company) -> None:
    found = opened(company)
    form = press(company, "ben", card(company), "Answer")
    company.move_to(found.closes_at + timedelta(hours=1))
    refused = words_of(fills(company, "ben", form, words="Long thoughts.\nIn two lines."))

    assert "is over" in refused
    assert "Long thoughts." in refused
    assert "In two lines." in refused
    assert kept(company) == []


def test_what_nobody_closes_is_closed_kindly_two_working_days_later_and_its_words_go_after_ninety(
    company: Company,
) -> None:
    found = opened(company)
    answers(company, "ben", "Reviews.")

    company.move_to(found.closes_at + timedelta(days=5))
    assert the_one(company).state == "closed"
    assert "Thank you" in thread(company)[-1]
    company.pass_(days=91)

    assert kept(company) == []


def test_it_can_be_extended_and_opened_again_and_the_thread_is_told(company: Company) -> None:
    found = opened(company)
    board = _reply(company.says("ana", "discussions"))
    press(company, "ana", board, "Give it two more days")
    assert the_one(company).closes_at - found.closes_at == timedelta(days=4), "not on a Saturday"
    company.says("ana", "extend 1d")
    assert the_one(company).closes_at - found.closes_at == timedelta(days=5)
    fills(company, "ana", company.says("ana", "close"), summary="")
    company.says("ana", "reopen")

    assert the_one(company).state == "open"
    assert "more time" in thread(company)[-1].casefold()
    assert "60 days" in words_of(company.says("ana", "extend 9w"))


def test_where_several_could_be_meant_the_choice_keeps_what_was_said(company: Company) -> None:
    first = opened(company)
    company.says("ana", 'discuss "What else?"')
    company.work_through()

    which = _reply(company.says("ana", "extend 1d"))
    press(company, "ana", which, f"Give it 1 day more: {QUESTION}")
    which = _reply(company.says("ana", "hand over @ben"))
    press(company, "ana", which, f"Hand over: {QUESTION}")

    with company.store.begin() as work:
        found = work.discussions.get(first.id)
    assert found is not None
    assert found.closes_at - first.closes_at == timedelta(days=1)
    assert found.facilitator == person("ben").id


@pytest.mark.parametrize(("later", "window"), [(1, "2d"), (0, "3h")])
def test_two_discussions_of_one_question_are_told_apart_by_when_they_are(
    company: Company, later: int, window: str
) -> None:
    opened(company)
    company.pass_(hours=later)
    company.says("ana", f'discuss "{QUESTION}" for {window}')
    company.work_through()

    which = _reply(company.says("ana", "close"))
    rows = [block.buttons for block in which.blocks if isinstance(block, Buttons)]
    labels = [one.text for row in rows for one in row]
    assert len(set(labels)) == 2
    assert any("Tue 24 Nov" in label for label in labels)


def test_the_channel_is_reminded_once_a_day_at_the_most(company: Company) -> None:
    opened(company)

    assert "Reminded" in words_of(company.says("ana", "remind"))
    assert "Once a day" in words_of(company.says("ana", "remind"))
    assert len(thread(company)) == 1


def test_who_takes_a_discussion_over_is_told_and_can_do_all_with_it(company: Company) -> None:
    found = opened(company)
    assert "Only whoever" in words_of(company.says("ben", f"close {found.id}"))

    company.says("ana", "handover @ben")
    company.work_through()

    [told] = [m for m in company.inbox("ben") if "hands a discussion over" in m.title]
    assert isinstance(press(company, "ben", told, "Close it"), Ask)


def test_what_is_said_to_us_in_the_thread_is_an_answer_and_commands_stay_commands(
    company: Company,
) -> None:
    found = opened(company)

    assert in_thread(company, "ben", "close to what we had last year, I think") == Quiet()
    assert in_thread(company, "ben", "close to what we had last year, I think") == Quiet()
    in_thread(company, "ana", "extend 1d")

    assert [c.words for c in kept(company)] == ["close to what we had last year, I think"]
    assert the_one(company).closes_at - found.closes_at == timedelta(days=1)
    assert len(thread(company)) == 1, "only that there is more time: what was said stands there"


def test_replies_that_may_be_read_are_kept_as_they_last_stood(company: Company) -> None:
    of = opened(company)
    door = replace(company.assistant(), listeners=LISTENERS)
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:ben", name="Ben")
    where = Where(of.conversation, "channel", "design", of.thread)
    said = Contributed(by=by, where=where, message="m7", words="The build", key="1")
    other = replace(by, member=f"{WORKSPACE}:cleo")

    door.handle(said)
    door.handle(replace(said, words="The build, always", what="edited", key="2"))
    door.handle(replace(said, by=other, words="Forged", what="edited", key="3"))
    assert [c.words for c in kept(company)] == ["The build, always"]
    door.handle(replace(said, words="", what="deleted", key="4"))
    assert kept(company) == []


def test_what_was_answered_before_the_card_arrived_is_shown_in_the_thread(company: Company) -> None:
    company.says("ana", f'discuss "{QUESTION}"')
    found = the_one(company)
    assert not found.thread
    company.says("ben", f"contribute {found.id} Early bird")
    assert "Early bird" in "".join(thread(company))
    assert "Early bird" in "".join(thread(company))


def _reply(reply: Reply) -> Message:
    return reply.message  # type: ignore[union-attr]


def test_the_button_says_what_the_card_is_for(company: Company) -> None:
    opened(company)

    assert button(card(company), "Answer").startswith("contribute dis_")


def test_at_half_time_the_facilitator_alone_reads_how_many_were_not_heard_and_they_are_asked_kindly(
    company: Company,
) -> None:
    found = opened(company, f'discuss "{QUESTION}" for 3d')
    answers(company, "ben", "Reviews.")
    company.move_to(found.opened_at + timedelta(days=2))
    [told] = [m for m in company.inbox("ana") if "not been heard" in m.title]
    assert not any("not been heard" in m.title for n in ("ben", "cleo") for m in company.inbox(n))
    assert "Cleo" not in words_of(told)

    press(company, "ana", told, "Ask them kindly")
    company.work_through()
    [asked] = [m for m in company.inbox("cleo") if "your view" in m.title]
    assert not [m for m in company.inbox("ben") if "your view" in m.title]
    again = words_of(company.says("ana", f"discussion invite {found.id}"))
    answered = fills(company, "cleo", press(company, "cleo", asked, "Answer"), words="The build.")

    assert "asked lately" in again
    assert "Thank you" in words_of(answered)
    assert "Only whoever" in words_of(company.says("ben", f"discussion invite {found.id}"))


def test_where_a_program_lets_them_members_put_questions_to_its_channel(company: Company) -> None:
    agree(company, "root", "set design discussions everybody")
    assert "Who may ask its channel: Everybody here" in words_of(company.says("root", "set design"))
    found = opened(company, by="ben")
    assert found.facilitator == f"{WORKSPACE}:ben"
    assert isinstance(company.says("ben", f"close {found.id}"), Ask)


def test_how_long_words_are_kept_is_the_operators_and_the_card_and_privacy_say_it(
    company: Company,
) -> None:
    company.store.retention = timedelta(days=7)  # type: ignore[attr-defined]
    opened(company)
    answers(company, "ben", "Reviews.")
    assert "7 days" in words_of(card(company))
    assert "7 days" in words_of(company.says("ben", "privacy"))
    fills(company, "ana", company.says("ana", "close"), summary="")
    company.pass_(days=6)
    assert kept(company)
    company.pass_(days=2)
    assert kept(company) == []


def test_in_a_channel_that_several_programs_share_only_these_are_offered_and_ones_own_is_taken(
    company: Company,
) -> None:
    other = company.program(["ana"], "Writing")
    placed(company, other)
    placed(company, company.program(["ana"], "Elsewhere"), "ops")
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:ana", name="Ana")
    bare = Typed(by=by, line="discuss", where=Where(CHANNEL, "channel", "design"))
    form = company.assistant().handle(bare)
    assert isinstance(form, Ask)
    [pick] = [one for one in form.form.fields if one.name == "program"]
    assert isinstance(pick, Pick)
    assert [one.text for one in pick.options] == ["#design (Design)", "#design (Writing)"]
    with company.store.begin() as work:
        found = work.programs.get(other.id)
        work.programs.save(replace(found, facilitators=(f"{WORKSPACE}:ana",)))
    form = company.assistant().handle(bare)
    assert isinstance(form, Ask)
    assert form.form.command == f"discuss in #{other.number}"


def test_nobody_is_asked_for_words_to_those_who_took_part_where_nobody_did(
    company: Company,
) -> None:
    found = opened(company)
    company.move_to(found.closes_at + timedelta(minutes=1))
    company.work_through()
    over = next(m for m in company.inbox("ana") if m.title == "What came of it?")
    assert "0 answers" in words_of(over)
    assert "took part" not in words_of(over)


@pytest.mark.parametrize("line", ["close it", "remind it", "extend it 1d", "handover it @ben"])
def test_it_is_the_discussion_that_is_asked_for_where_there_are_two(
    company: Company, line: str
) -> None:
    for question in ("What slows us?", "What helps us?"):
        company.says("ana", f'discuss "{question}" in #design')
    assert "Which discussion?" in words_of(company.says("ana", line))


def test_ones_own_card_of_a_discussion_says_that_it_is_closed_once_it_is(company: Company) -> None:
    opened(company)
    discussion = the_one(company)
    form = company.says("ana", f"close {discussion.id}")
    closed = fills(company, "ana", form)
    assert isinstance(closed, Replace)
    assert closed.message.title == "Closed"
    assert QUESTION in words_of(closed)
    company.says("ana", f"reopen {discussion.id}")
    in_chat = in_thread(company, "ana", "close")
    assert isinstance(in_chat, Ask)


def test_what_whoever_looks_after_a_discussion_reads_names_its_program_and_channel(
    company: Company,
) -> None:
    opened(company)
    company.pass_(days=10)
    half, over = (
        next(words_of(m) for m in company.inbox("ana") if title in m.title)
        for title in ("not been heard yet", "What came of it?")
    )
    assert "Design, in #design:" in half
    assert "Design, in #design:" in over
