"""A circle comes to a time: three that suit all of it, who says yes to which, what is agreed, and what goes wrong."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from facilitation.sessions.model import AFTER, REMIND, Session
from facilitation.talk.incoming import Say
from facilitation.talk.languages import Language
from facilitation.talk.messages import Buttons, Link, Message, Text
from facilitation.talk.phrases import Phrase
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.facilitation.booked import said
from tests.words import words_of

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_ENGLISH = Language()


@pytest.fixture
def company(store: Store) -> Company:
    found = Company(store)
    found.settle(*map(person, ("ana", "ben", "cleo")), person("root", role="admin"))
    return found


def together(company: Company, *names: str, until: datetime = OPENS) -> Message:
    """Let people be introduced; return the introduction."""
    company.program(names)
    company.move_to(until)
    return company.inbox(names[0], kinds=["intro"])[-1]


def session(company: Company, name: str = "ana") -> Session:
    with company.store.begin() as work:
        return work.sessions.of_circle(work.circles.of_member(f"{WORKSPACE}:{name}")[0].id)


def suits(message: Message) -> list[str]:
    """Return the lines of the buttons that say yes to a time."""
    rows = [b.buttons for b in message.blocks if isinstance(b, Buttons)]
    return [one.command for row in rows for one in row if one.command.startswith("suits ")]


def at(line: str) -> datetime:
    return datetime.strptime(line.split()[-1], "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)


def looked(company: Company, name: str = "ana") -> Message:
    """Let somebody look for a time; return the card with the times as the others get it."""
    reply = company.says(name, f"find a time {session(company, name).id}")
    assert isinstance(reply, Say)
    company.work_through()
    return company.inbox("ben" if name != "ben" else "ana")[-1]


def words(message: Message) -> str:
    return words_of(Say(message))


def titles(company: Company, name: str) -> list[str]:
    return [str(m.title) for m in company.inbox(name)]


def test_a_pair_agrees_on_a_time_is_reminded_and_then_asked_how_it_went(company: Company) -> None:
    intro = together(company, "ana", "ben")
    press(company, "ana", intro, "Find a time")
    company.work_through()
    card = company.inbox("ben")[-1]
    times = suits(card)
    assert card.title == "When can you meet?"
    assert len(times) == 3

    waiting = said(company.says("ana", times[1]))
    assert "I wait for Ben" in words(waiting)
    assert session(company).starts_at is None
    said(company.says("ben", times[1]))
    starts_at = at(times[1])
    assert session(company).starts_at == starts_at
    company.work_through()
    agreed = company.inbox("ana")[-1]
    assert agreed.title == "You have a time"
    assert "calendar.google.com" in str(list(links(agreed)))

    company.move_to(starts_at - REMIND)
    assert company.inbox("ben")[-1].title == "In 10 minutes you meet"
    asked = len(company.inbox("ben", kinds=["ask"]))
    assert not asked
    company.move_to(starts_at + timedelta(minutes=30) + AFTER)
    [question] = company.inbox("ben", kinds=["ask"])
    assert "You had agreed on" in words(question)
    company.pass_(days=5)
    assert len(company.inbox("ben", kinds=["ask"])) == 1
    assert not company.inbox("ana", kinds=["nudge"])


def links(message: Message) -> Iterator[str]:
    """Give the addresses of a message."""
    for block in message.blocks:
        for span in block.spans if isinstance(block, Text) else ():
            for one in span.spans(_ENGLISH) if isinstance(span, Phrase) else (span,):
                if isinstance(one, Link):
                    yield one.url


def test_in_a_trio_all_three_agree(company: Company) -> None:
    together(company, "ana", "ben", "cleo")
    times = suits(looked(company))
    for name in ("ana", "ben"):
        company.says(name, times[0])
    assert session(company).starts_at is None
    company.says("cleo", times[0])
    assert session(company).starts_at == at(times[0])
    people = session(company).people
    with company.store.begin() as work:
        taken = work.slots.taken(people, at(times[0]), at(times[0]) + AFTER)
    assert all(len(quarters) == 1 for quarters in taken.values())


def test_two_who_take_different_times_read_which_one_the_other_can_make(company: Company) -> None:
    together(company, "ana", "ben")
    times = suits(looked(company))
    company.says("ana", times[0])
    differ = said(company.says("ben", times[2]))
    assert "Ana can make" in words(differ)
    assert "Ben, does it suit you too?" in words(differ)
    assert session(company).starts_at is None
    company.says("ben", times[0])
    assert session(company).starts_at == at(times[0])


def test_two_who_tap_at_once_are_both_heard(company: Company) -> None:
    together(company, "ana", "ben")
    times = suits(looked(company))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda who: company.says(who, times[0]), ("ana", "ben")))
    assert session(company).starts_at == at(times[0])
    company.work_through()
    assert titles(company, "ana").count("You have a time") == 1


def test_a_no_to_all_of_them_brings_later_ones_and_in_the_end_a_chat(company: Company) -> None:
    together(company, "ana", "ben")
    first = looked(company)
    press(company, "ben", first, "None of these")
    company.work_through()
    later = company.inbox("ana")[-1]
    assert "did not suit Ben" in words(later)
    assert min(map(at, suits(later))) > max(map(at, suits(first)))
    press(company, "ana", later, "None of these")
    company.work_through()
    assert "may be quicker" in words(company.inbox("ben")[-1])


def test_where_no_hour_is_shared_the_least_bad_is_proposed_and_said_so(store: Store) -> None:
    company = Company(store)
    company.settle(person("ana"), person("ben", zone="Pacific/Auckland"))
    together(company, "ana", "ben", until=OPENS + timedelta(hours=12))
    assert "do not meet" in words(company.inbox("ana", kinds=["intro"])[-1])
    company.says("ana", "find a time")
    company.pass_(days=1)
    [card] = [m for m in company.inbox("ben") if m.title == "When can you meet?"]
    assert "least bad" in words(card)


def test_a_time_on_a_public_holiday_is_not_offered_without_a_word(company: Company) -> None:
    together(company, "ana", "ben", until=OPENS + timedelta(days=28))
    company.move_to(datetime(2026, 12, 24, 9, 0, tzinfo=UTC))
    shown = words(looked(company)).splitlines()
    assert [
        line for line in shown if "Fri 25 Dec" in line and "public holiday for Ana and Ben" in line
    ]
    assert not [line for line in shown if "Mon 28 Dec" in line and "public holiday" in line]


def test_a_chat_of_people_with_several_clocks_taps_the_times_and_not_their_places(
    store: Store,
) -> None:
    company = Company(store)
    company.settle(person("ana"), person("ben"), person("cleo", zone="Europe/Lisbon"))
    together(company, "ana", "ben", "cleo")
    card = looked(company)
    rows = [b.buttons for b in card.blocks if isinstance(b, Buttons)]
    labels = [one.text for row in rows for one in row if one.command.startswith("suits ")]
    assert len(labels) == len(set(labels)) == 3
    for line, label in zip(suits(card), labels, strict=True):
        there = at(line) + timedelta(hours=1)
        assert label == f"{there:%a} {there.day} {there:%b}, {there:%H:%M} in Berlin"


def test_while_somebody_is_away_no_time_is_proposed(company: Company) -> None:
    together(company, "ana", "ben")
    company.says("ben", "pause 2w")
    refused = company.says("ana", "find a time")
    assert "Away just now: Ben" in words_of(refused)
    assert session(company).times == ()


def test_when_one_leaves_the_others_keep_the_time_or_come_to_it(company: Company) -> None:
    together(company, "ana", "ben", "cleo")
    times = suits(looked(company))
    for name in ("ana", "ben"):
        company.says(name, times[0])
    company.says("cleo", "leave #1")
    assert session(company).starts_at == at(times[0])
    with company.store.begin() as work:
        cleo = f"{WORKSPACE}:cleo"
        assert not work.slots.taken([cleo], at(times[0]), at(times[0]) + AFTER)[cleo]
    company.work_through()
    assert "You have a time" in titles(company, "ben")


def test_when_a_pair_falls_apart_its_time_is_free_again(company: Company) -> None:
    together(company, "ana", "ben")
    times = suits(looked(company))
    for name in ("ana", "ben"):
        company.says(name, times[0])
    company.says("ben", "leave #1")
    company.move_to(at(times[0]) + timedelta(hours=2))
    assert not any("In 10 minutes" in title for title in titles(company, "ana"))
    with company.store.begin() as work:
        ana = f"{WORKSPACE}:ana"
        assert not work.slots.taken([ana], at(times[0]), at(times[0]) + AFTER)[ana]


def agreed(company: Company, *names: str) -> tuple[Message, list[str]]:
    """Let a circle agree on the first time; return what it reads, and the lines of all three."""
    together(company, *names)
    times = suits(looked(company))
    for name in names:
        company.says(name, times[0])
    company.work_through()
    return company.inbox(names[0])[-1], times


def test_an_agreed_time_stands_until_all_agree_on_another(company: Company) -> None:
    told, times = agreed(company, "ana", "ben")
    press(company, "ben", told, "Change the time")
    company.work_through()
    card = company.inbox("ana")[-1]
    assert "at another time than" in words(card)
    others = suits(card)
    assert times[0] not in others
    company.says("ben", others[0])
    assert session(company).starts_at == at(times[0])
    company.says("ana", others[0])
    assert session(company).starts_at == at(others[0])
    assert session(company).sequence == 1
    company.work_through()
    assert "You have a new time" in titles(company, "ben")


def test_a_time_can_be_kept_after_all(company: Company) -> None:
    told, times = agreed(company, "ana", "ben")
    press(company, "ben", told, "Change the time")
    company.work_through()
    press(company, "ana", company.inbox("ana")[-1], "Keep the time we have")
    assert session(company).starts_at == at(times[0])
    assert session(company).times == ()
    company.work_through()
    assert company.inbox("ben")[-1].title == "It stays as it was"


def test_a_cancelled_time_is_free_and_nobody_is_reminded_of_it(company: Company) -> None:
    told, _ = agreed(company, "ana", "ben")
    press(company, "ana", told, "Cancel it")
    company.work_through()
    off = company.inbox("ben")[-1]
    assert "Ana cannot make it" in words(off)
    assert button(off, "Find a time")
    company.move_to(OPENS + timedelta(days=3))
    assert not any("In 10 minutes" in title for title in titles(company, "ben"))
    assert len(company.inbox("ben", kinds=["ask"])) == 1


def test_told_alone_each_answers_alone_and_hears_what_is_agreed(store: Store) -> None:
    company = Company(store, apart=True)
    company.settle(*map(person, ("ana", "ben", "cleo")))
    together(company, "ana", "ben")
    reply = company.says("ana", "find a time")
    mine = said(reply)
    assert mine.title == "When can you and Ben meet?"
    company.work_through()
    theirs = company.inbox("ben")[-1]
    assert theirs.title == "When can you and Ana meet?"
    times = suits(theirs)
    company.says("ben", times[1])
    confirmed = said(company.says("ana", times[1]))
    assert confirmed.title == "Agreed: you and Ben"
    company.work_through()
    assert company.inbox("ben")[-1].title == "Agreed: you and Ana"
    company.move_to(at(times[1]) - REMIND)
    assert company.inbox("ben")[-1].title == "In 10 minutes: you and Ana"
    assert company.inbox("ana")[-1].title == "In 10 minutes: you and Ben"


def test_what_has_met_looks_for_no_time(company: Company) -> None:
    together(company, "ana", "ben")
    company.says("ana", "met")
    assert "You have met already" in words_of(
        company.says("ana", f"find a time {session(company).id}")
    )


def test_a_press_on_times_that_are_past_gets_a_clear_answer_and_a_way_on(company: Company) -> None:
    together(company, "ana", "ben")
    card = looked(company)
    first, *_, last = times = suits(card)
    company.move_to(at(first) + timedelta(minutes=1))
    told = said(company.says("ben", first))
    assert "is past. These are still ahead:" in words(told)
    assert suits(told) == times[1:], "the card no longer offers what is past"
    found = said(company.says("ben", f"find a time {session(company).id}"))
    assert suits(found) == times[1:]
    said(company.says("ben", last))
    assert session(company).times == tuple(map(at, times[1:]))

    company.move_to(at(last))
    for name in ("ana", "ben"):
        told = said(company.says(name, last))
        assert told.title == "Those times are past"
        assert "None of them suited all of you in time." in words(told)
        assert not suits(told)
    assert session(company).starts_at is None
    press(company, "ana", told, "Find a time")
    assert min(session(company).times) > company.now


def test_what_was_agreed_stands_where_the_times_to_move_it_are_past(company: Company) -> None:
    together(company, "ana", "ben")
    for name in ("ana", "ben"):
        company.says(name, suits(looked(company))[0])
    starts_at = session(company).starts_at
    assert starts_at is not None
    other = said(company.says("ana", f"change time {session(company).id}"))
    company.work_through()
    line = next(one for card in (other, company.inbox("ben")[-1]) for one in suits(card))
    company.move_to(max(session(company).times))
    told = said(company.says("ben", line))
    assert told.title == "Those times are past"
    assert "You had agreed on" in words(told)
