"""Threads of discussions that are read back: when, what is new in them, and what is said where they cannot be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.catalogue import LISTENERS
from facilitation.discussions import reading
from facilitation.discussions.model import Contribution
from facilitation.discussions.reading import EVERY, SELDOM, Thread
from facilitation.talk.incoming import (
    Contributed,
    Quiet,
    Reacted,
    ReactionsNews,
    Replies,
    RepliesNews,
    Sender,
    Spoke,
    Typed,
    Where,
)
from facilitation.work import Store
from tests.company import WORKSPACE, Company
from tests.facilitation.discussed import (
    QUESTION,
    answers,
    card,
    fills,
    hears,
    in_thread,
    kept,
    opened,
    talking,
    the_one,
    thread,
)
from tests.words import words_of


@pytest.fixture
def company(store: Store) -> Company:
    return talking(store)


def due(company: Company) -> Thread | None:
    with company.store.begin() as work:
        return reading.next_thread(work, "playground", company.now)


def comes(company: Company, how: Replies, where: Where | None = None) -> None:
    news = RepliesNews(workspace=WORKSPACE, how=how, where=where)
    company.assistant().hear(news)


def words(company: Company) -> list[str]:
    return [one.words for one in kept(company)]


def test_a_thread_is_read_when_it_is_new_then_every_five_minutes_and_no_more_once_it_is_closed(
    company: Company,
) -> None:
    comes(company, "read")
    found = opened(company)
    first = due(company)
    assert first is not None
    assert (first.where.id, first.where.thread) == (found.conversation, found.thread)
    assert due(company) is None
    company.now += EVERY - timedelta(seconds=1)
    assert due(company) is None
    company.now += timedelta(seconds=1)
    assert due(company) is not None
    fills(company, "ana", company.says("ana", "close"), summary="")
    company.now += timedelta(days=2)
    assert due(company) is None
    company.says("ana", "reopen")
    assert due(company) is not None


def test_it_is_read_at_a_mention_and_at_its_end(company: Company) -> None:
    comes(company, "read")
    found = opened(company)
    due(company)
    in_thread(company, "ben", "I wait for reviews")
    here = due(company)
    assert here is not None
    assert [words for _, words in here.known.values()] == ["I wait for reviews"]
    assert due(company) is None
    company.move_to(found.closes_at - timedelta(minutes=3))
    assert due(company) is not None
    assert due(company) is None
    company.move_to(found.closes_at - timedelta(seconds=30))
    assert due(company) is not None, "what is said shortly before counts"
    company.move_to(found.closes_at)
    assert due(company) is not None


def test_where_replies_come_by_themselves_or_may_not_be_read_a_thread_is_read_once_a_day(
    company: Company,
) -> None:
    for how in ("told", "refused"):
        comes(company, how)
        opened(company, f'discuss "{QUESTION}" for 9d')
        due(company)
        company.now += SELDOM - timedelta(seconds=1)
        assert due(company) is None
        company.now += timedelta(seconds=1)
        assert due(company) is not None
        fills(company, "ana", company.says("ana", "close"), summary="")
        comes(company, "read")


def test_a_refusal_is_said_once_in_the_thread_and_to_its_facilitator_and_cards_promise_no_more(
    company: Company,
) -> None:
    comes(company, "read")
    opened(company)
    assert "Replies here are read by Peerloop" in words_of(card(company))
    for _ in range(2):
        comes(company, "refused")
        comes(company, "read")
    comes(company, "refused")
    company.pass_(hours=3)

    [said] = thread(company)
    assert "cannot read replies here" in said
    [told] = [m for m in company.inbox("ana") if "cannot read" in m.title]
    assert "I have said so in the thread" in words_of(told)
    company.arrived.clear()
    fills(company, "ana", company.says("ana", "close"), summary="")
    company.says("ana", f'discuss "{QUESTION}"')
    company.work_through()
    assert "Replies here are read" not in words_of(card(company))
    assert "mention me" in words_of(card(company))


def test_one_channel_s_refusal_is_said_there_and_others_are_still_read(company: Company) -> None:
    comes(company, "read")
    found = opened(company)
    there = Where(found.conversation, "channel", thread=found.thread)
    comes(company, "refused", there)
    assert "cannot read replies here" in thread(company)[0]
    with company.store.begin() as work:
        assert work.workspaces.get(WORKSPACE).replies == "read"
    comes(company, "refused", replace(there, thread="another"))
    assert len(thread(company)) == 1


def test_what_a_thread_says_now_is_held_against_what_is_known_of_it(company: Company) -> None:
    comes(company, "read")
    opened(company)
    hears(company, "ben", "The build", "m1")
    hears(company, "cleo", "Reviews", "m2")
    company.now += EVERY
    known = due(company)
    assert known is not None
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:ben")
    one = Contributed(by=by, where=known.where, message="m1", words="The build, always")
    two = replace(one, message="m3", words="And meetings")
    assert [(n.message, n.what) for n in known.news([one, two], whole=True)] == [
        ("m3", "said"),
        ("m1", "edited"),
        ("m2", "deleted"),
    ]
    assert [n.message for n in known.news([two], whole=False)] == ["m3"], "the rest is not seen"


def test_reactions_are_counted_to_what_was_written_and_to_what_was_answered_by_the_button(
    company: Company,
) -> None:
    comes(company, "read")
    opened(company)
    hears(company, "ben", "The build", "m1")
    answers(company, "cleo", "Reviews")
    company.work_through()
    company.now += EVERY
    read = due(company)
    assert read is not None
    [post] = {d.message_id for d in company.arrived if "Reviews" in words_of(d.message)}
    news = read.counted({"m1": 1, post: 2, "card": 0}, whole=True)
    assert news == ReactionsNews(workspace=WORKSPACE, where=read.where, counts={"m1": 1, post: 2})
    company.assistant().hear(news)
    assert {one.words: one.reactions for one in kept(company)} == {"The build": 1, "Reviews": 2}

    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:ben")
    back = Reacted(by=by, where=read.where, message="", post=post, more=-1, key="k1")
    for _ in range(2):
        replace(company.assistant(), listeners=LISTENERS).handle(back)
    assert {one.words: one.reactions for one in kept(company)} == {"The build": 1, "Reviews": 1}
    company.now += EVERY
    read = due(company)
    assert read is not None
    assert read.counted({"m1": 1}, whole=False) is None, "what was not read stays as it is"
    assert read.counted({"m1": 1, post: 1}, whole=True) is None
    form = in_thread(company, "ana", "close")
    assert "“Reviews” (Cleo)" in str(form)


@pytest.mark.parametrize("late", ["edited", "deleted"])
def test_news_of_a_message_in_the_wrong_order_is_not_undone_by_its_first_words(
    company: Company, late: Spoke
) -> None:
    opened(company)
    hears(company, "ben", "now" if late == "edited" else "", "m1", late)
    hears(company, "ben", "first", "m1")
    assert words(company) == (["now"] if late == "edited" else [])
    hears(company, "ben", "", "m1", "deleted")
    hears(company, "ben", "back again", "m1", "edited")
    assert words(company) == []


def test_once_it_is_closed_nothing_new_is_kept_but_edits_and_deletions_are_honored(
    company: Company,
) -> None:
    opened(company)
    hears(company, "ben", "The build", "m1")
    hears(company, "cleo", "Reviews", "m2")
    fills(company, "ana", company.says("ana", "close"), summary="")
    hears(company, "ben", "Too late", "m3")
    hears(company, "ben", "The build, always", "m1", "edited")
    hears(company, "cleo", "", "m2", "deleted")
    assert words(company) == ["The build, always"]
    said = in_thread(company, "ben", "What came of it, I wonder")
    assert said != Quiet(), "a mention is answered there again"


def test_a_thread_s_words_are_kept_as_people_read_them(company: Company) -> None:
    found = opened(company)
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:ben")
    where = Where(found.conversation, "channel", thread=found.thread)
    line = Typed(
        by=by,
        line=f"@{WORKSPACE}:ana is right about that",
        where=where,
        key="k",
        aloud=True,
        words="@ana is right about that",
    )
    replace(company.assistant(), listeners=LISTENERS).handle(line)
    assert words(company) == ["@ana is right about that"]


def test_threads_of_another_platform_and_of_workspaces_that_must_wait_are_left(
    company: Company,
) -> None:
    comes(company, "read")
    opened(company)
    with company.store.begin() as work:
        assert reading.next_thread(work, "slack", company.now) is None
        assert reading.next_thread(work, "playground", company.now, (WORKSPACE,)) is None
        assert reading.next_thread(work, "playground", company.now) is not None


def test_what_was_deleted_is_no_contribution_any_more(company: Company) -> None:
    opened(company)
    hears(company, "ben", "The build", "m1")
    hears(company, "ben", "", "m1", "deleted")
    found = the_one(company)
    with company.store.begin() as work:
        [gone] = work.discussions.standing(found.id)
        assert isinstance(gone, Contribution)
        assert gone.words == ""
        assert work.discussions.counts([found.id]) == {}
