"""Bookings from the asking to the check-in after it, and everything that can come between."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitation.sessions.model import AFTER
from facilitation.steps import service as steps
from facilitation.talk.incoming import Ask, Profile, Replace, Roster
from facilitation.talk.messages import Chat, Link, Quote, Text
from facilitation.talk.readers import Reader
from facilitation.talk.when import hours
from facilitation.talk.when.hours import Quiet
from facilitation.talk.when.weeks import Week
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.facilitation.booked import (
    accepts,
    asked,
    choices,
    fills,
    last,
    newest,
    of,
    offers,
    pressed,
    said,
    words,
)


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    company.settle(
        person("ana"), person("ben"), person("cleo"), person("dan"), person("root", role="admin")
    )
    offers(company, "Kubernetes", "ben", "cleo", level=4)
    return company


def ask(company: Company, line: str = 'book @ben 30m this week "ingress"', name: str = "ana"):
    """Let a member ask for time and let it arrive; return what they read."""
    reply = said(company.says(name, line))
    company.work_through()
    return reply


def agree(company: Company, line: str = 'book @ben for Kubernetes 30m this week "ingress"'):
    """Let Ana and Ben agree on a time; return the booking."""
    ask(company, line)
    pressed(company, "ben", last(company, "ben"), accepts(last(company, "ben"))[0].text)
    company.work_through()
    return newest(company, "ana")


def test_where_a_time_is_agreed_no_chat_begins_with_asking_for_one(company):
    ask(company, 'book @ben for Kubernetes 30m this week "ingress"')
    pressed(company, "ben", last(company, "ben"), accepts(last(company, "ben"))[0].text)
    company.pass_(days=7)
    chats = [b for card in company.inbox("ana") for b in card.blocks if isinstance(b, Chat)]
    assert {str(chat.opening) for chat in chats} == {
        "Hi Ben! About Kubernetes: I look forward to it."
    }


def test_home_names_what_is_booked_and_what_waits(company):
    assert "My bookings" not in words(said(company.says("ana", "home")))
    agree(company)
    ask(company, 'book @ana 30m next week "terraform"', name="cleo")

    home = words(said(company.says("ana", "home")))

    assert "30 minutes with Ben on Kubernetes" in home
    assert "1 booking waits for your answer" in home
    assert "My bookings" in home


def test_one_asks_and_the_other_accepts(company):
    sent = ask(company)
    assert sent.title == "Ben is asked"
    (card,) = company.inbox("ben", ["ask"])
    assert card.title == "Ana asks for your time"
    assert Quote(("ingress",)) in card.blocks
    assert len(accepts(card)) == 3
    agreed = said(company.says("ben", accepts(card)[1].command))
    company.work_through()
    booking = newest(company, "ana")
    assert booking.state == "agreed"
    assert agreed.title == "Agreed: you and Ana"
    told = last(company, "ana")
    assert told.title == "Agreed: you and Ben"
    read = Reader().message(told).blocks
    links = [s for b in read if isinstance(b, Text) for s in b.spans if isinstance(s, Link)]
    assert [link.text for link in links[:2]] == ["Google Calendar", "Outlook"]
    with company.store.begin() as work:
        taken = work.slots.taken(booking.people, booking.starts_at, booking.ends_at)
    assert {len(at) for at in taken.values()} == {2}
    assert not company.bugs


def test_proposed_times_are_in_the_working_hours_of_both(company):
    company.settle(person("tim", zone="America/New_York"))
    ask(company, "book @tim 30m this week")
    booking = newest(company, "ana")
    assert len(booking.times) == 3
    for at in booking.times:
        for zone in ("Europe/Berlin", "America/New_York"):
            assert not hours.is_quiet(at, zone, Quiet())
    company.pass_(hours=6)
    card = last(company, "tim")
    assert "Ana's clock in Berlin is" in words(card)


def test_zones_twelve_hours_apart_get_the_least_bad_and_are_told_so(company):
    company.settle(person("lani", zone="Pacific/Honolulu"))
    reply = ask(company, "book @lani 30m")
    assert "least bad" in words(reply)
    assert "Lani's clock in Honolulu is" in words(reply)
    assert newest(company, "ana").times
    company.pass_(hours=24)
    card = words(last(company, "lani"))
    assert "least bad" in card
    assert "suit you both" not in card


def test_one_time_is_this_time_and_who_keeps_it_free_hears_by_then_that_nobody_took_it(company):
    company.settle(person("mei", zone="Asia/Singapore"), person("ethan", zone="America/New_York"))
    company.move_to(datetime(2026, 11, 19, 15, 0, tzinfo=UTC))
    reply = words(ask(company, "book @mei 30m fri", "ethan"))
    booking = newest(company, "ethan")
    assert len(booking.times) == 1
    assert "I proposed this time:" in reply
    company.move_to(booking.times[0])
    company.work_through()
    assert "Mei did not answer your request, so I closed it." in words(last(company, "ethan"))
    company.pass_(days=3)
    closed = words(last(company, "mei"))
    assert "no longer needs" not in closed
    assert "There was no answer, so I closed it." in closed


def test_a_request_that_was_never_answered_is_not_said_to_have_found_no_time(company):
    ask(company, "book kubernetes 30m next week")
    peer = newest(company, "ana").peer.rpartition(":")[2]
    company.pass_(days=40)
    for name in ("ana", peer):
        assert not any("found no time" in words(m) for m in company.inbox(name))


def test_a_card_waits_for_the_end_of_quiet_hours_and_its_times_come_after_that(company):
    company.move_to(datetime(2026, 11, 19, 18, 0, tzinfo=UTC))
    reply = ask(company)
    assert company.inbox("ben") == []
    assert "outside working hours" in words(reply)
    company.move_to(datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    assert company.inbox("ben")
    assert min(newest(company, "ana").times) >= datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_something_urgent_reaches_a_peer_who_works_late_at_once(company):
    company.settle(person("ben", work=Week.office((720, 1260))))
    company.move_to(datetime(2026, 11, 19, 18, 0, tzinfo=UTC))
    ask(company, 'book @ben 30m urgent "fire"')
    assert "urgent" in words(last(company, "ben"))


def test_counter_proposals_go_back_and_forth_until_one_is_agreed(company):
    ask(company)
    reply = company.says("ben", f"other times {newest(company, 'ana').id}")
    assert isinstance(reply, Ask)
    assert [f.kind for f in reply.form.fields] == ["moment"] * 3
    said(
        fills(
            company, "ben", reply.form.command, first="2026-11-24T10:00", second="2026-11-24T11:00"
        )
    )
    company.work_through()
    assert last(company, "ana").title == "Ben proposes other times"
    said(company.says("ana", f"other times {newest(company, 'ana').id} wed 14:00, wed 15:00"))
    company.work_through()
    said(company.says("ben", "other times thu 9:00"))
    company.work_through()
    card = last(company, "ana")
    assert any(isinstance(b, Chat) for b in card.blocks)
    assert newest(company, "ana").counters == 3
    pressed(company, "ana", card, "Thu 26 Nov, 09:00")
    assert newest(company, "ana").starts_at == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


def test_who_is_not_on_turn_cannot_agree_and_an_old_card_agrees_to_nothing_new(company):
    ask(company)
    card = last(company, "ben")
    said(company.says("ben", f"other times {newest(company, 'ana').id} tue 10:00"))
    assert said(company.says("ben", accepts(card)[0].command)).title == "That has changed"
    company.work_through()
    said(company.says("ana", "other times wed 10:00"))
    company.work_through()
    now_stands = said(company.says("ben", accepts(card)[0].command))
    assert newest(company, "ana").state == "asked"
    assert "Wed 25 Nov" in words(now_stands, "Europe/Berlin")


def test_a_no_is_told_kindly_and_the_next_best_is_offered_at_once(company):
    ask(company, 'book kubernetes 45m this week "ingress"')
    first = newest(company, "ana").peer.rsplit(":", 1)[-1]
    second = {"ben": "cleo", "cleo": "ben"}[first]
    reply = company.says(first, f"not now {newest(company, 'ana').id}")
    assert isinstance(reply, Ask)
    assert (
        said(fills(company, first, reply.form.command, reason="On leave")).title == "That is fine"
    )
    company.work_through()
    told = last(company, "ana")
    assert Quote(("On leave",)) in told.blocks
    assert newest(company, "ana").state == "declined"
    pressed(company, "ana", told, f"Ask {second.title()}")
    pressed(company, "ana", told, f"Ask {second.title()}")
    company.work_through()
    booking = newest(company, "ana")
    assert (booking.state, booking.peer, booking.passed) == ("asked", of(second), (of(first),))
    assert last(company, second).title == "Ana asks for your time"
    assert len(company.inbox(second, ["ask"])) == 1
    with company.store.begin() as work:
        facts = work.journal.about_member(of("ana"), ["booking.declined"])
    assert "leave" not in str(facts)


def test_silence_is_followed_by_one_more_card_and_then_by_the_next_best(company):
    ask(company, 'book kubernetes 30m next week "ingress"')
    first = newest(company, "ana").peer.rsplit(":", 1)[-1]
    second = {"ben": "cleo", "cleo": "ben"}[first]
    card = last(company, first)
    company.move_to(company.now + timedelta(hours=24))
    assert [m.title for m in company.inbox(first, ["ask"])] == [
        "Ana asks for your time",
        "Ana still hopes for your time",
    ]
    company.move_to(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    told = last(company, "ana")
    assert told.title == f"No answer from {first.title()} yet"
    pressed(company, "ana", told, f"Ask {second.title()}")
    company.work_through()
    assert last(company, second).title == "Ana asks for your time"
    assert last(company, first).title == "Settled, thank you"
    late = said(company.says(first, accepts(card)[0].command))
    assert late.title == "Settled already"
    assert newest(company, "ana").peer == of(second)
    pressed(company, second, last(company, second), accepts(last(company, second))[0].text)
    assert newest(company, "ana").state == "agreed"


def test_a_late_answer_still_counts_while_nobody_else_was_asked(company):
    ask(company, "book kubernetes 30m next week")
    first = newest(company, "ana").peer.rsplit(":", 1)[-1]
    company.move_to(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    card = company.inbox(first, ["ask"])[-1]
    said(company.says(first, accepts(card)[-1].command))
    assert newest(company, "ana").state == "agreed"


@pytest.mark.parametrize(
    "line", ["book @dan 30m today", "book @dan 30m next week", "book kubernetes 30m"]
)
def test_every_request_comes_to_an_end_by_itself(company, line):
    ask(company, line)
    company.pass_(days=40)
    booking = newest(company, "ana")
    assert booking.state == "lapsed"
    with company.store.begin() as work:
        assert steps.coming(work, booking.subject) is None
    assert "closed" in words(last(company, "ana"))
    assert not company.bugs


def test_a_counter_proposal_without_an_answer_comes_to_an_end_too(company):
    ask(company)
    said(company.says("ben", "other times tue 10:00"))
    company.pass_(days=20)
    assert newest(company, "ana").state == "lapsed"
    assert "Ben still waits for your answer" in [m.title for m in company.inbox("ana")]
    assert last(company, "ben").title == "I closed a request"


def test_a_request_can_be_taken_back_and_the_peer_is_told(company):
    ask(company)
    booking = newest(company, "ana")
    said(company.says("ana", f"withdraw {booking.id}"))
    said(company.says("ana", f"withdraw {booking.id}"))
    company.work_through()
    assert last(company, "ben").title == "Settled, thank you"
    assert len(company.inbox("ben")) == 2
    gone = said(company.says("ben", accepts(company.inbox("ben")[0])[0].command))
    assert "taken back" in words(gone)


def test_a_request_taken_back_before_it_was_read_never_arrives(company):
    company.move_to(datetime(2026, 11, 19, 18, 0, tzinfo=UTC))
    ask(company)
    said(company.says("ana", f"withdraw {newest(company, 'ana').id}"))
    company.pass_(days=2)
    assert company.inbox("ben") == []


def test_an_agreed_booking_is_reminded_of_and_asked_about(company):
    booking = agree(company)
    company.move_to(booking.starts_at - timedelta(minutes=10))
    for name, other in (("ana", "Ben"), ("ben", "Ana")):
        reminder = last(company, name)
        assert reminder.title == f"In 10 minutes: you and {other}"
        assert Quote(("ingress",)) in reminder.blocks
    company.move_to(booking.ends_at + AFTER)
    assert newest(company, "ana").state == "over"
    assert last(company, "ana").title == last(company, "ben").title == "How did it go?"


def test_a_reminder_that_would_come_too_late_is_not_sent(company):
    booking = agree(company)
    company.now = booking.starts_at + timedelta(minutes=1)
    assert company.work_through() == [f"{booking.id}: the reminder was too late"]
    assert not [m for m in company.inbox("ana") if "minutes:" in m.title]


def test_the_check_in_asks_whether_it_helped_and_keeps_how_well_the_peer_knows_it(company):
    company.says("ana", "want kubernetes")
    booking = agree(company)
    company.move_to(booking.ends_at + timedelta(hours=1))
    met = said(press(company, "ana", last(company, "ana"), "We met"))
    helped = said(press(company, "ana", met, "5"))
    assert "unwant Kubernetes" in str(helped)
    said(company.says("ana", choices(helped)[4]))
    said(company.says("ana", choices(helped)[3]))
    thanks = said(press(company, "ben", last(company, "ben"), "We met"))
    assert thanks.title == "Thank you for your time"
    with company.store.begin() as work:
        evidence = work.skills.evidence(WORKSPACE, [of("ben")], "kubernetes")
    peers = [(e.level, e.by) for e in evidence if e.source == "peer"]
    assert peers == [(4, of("ana"))]
    refused = said(company.says("ben", f"booking level {booking.id} 5"))
    assert refused.title == "You may not do that"


def test_nobody_rates_what_has_not_taken_place(company):
    booking = agree(company)
    reply = said(company.says("ana", f"booking level {booking.id} 5"))
    assert "not taken place" in words(reply)


def test_either_can_cancel_and_the_other_is_told_once_and_nothing_more_is_asked(company):
    booking = agree(company)
    reply = company.says("ben", f"cancel booking {booking.id}")
    assert isinstance(reply, Ask)
    said(fills(company, "ben", reply.form.command, reason="Fever"))
    said(fills(company, "ben", reply.form.command, reason="Fever"))
    company.work_through()
    told = last(company, "ana")
    assert told.title == "Canceled: you and Ben"
    assert Quote(("Fever",)) in told.blocks
    cancelled = newest(company, "ana")
    assert (cancelled.state, cancelled.sequence) == ("cancelled", 1)
    with company.store.begin() as work:
        taken = work.slots.taken(booking.people, booking.starts_at, booking.ends_at)
    assert not any(taken.values())
    before = len(company.arrived)
    company.pass_(days=10)
    assert len(company.arrived) == before


def test_a_booking_moves_across_a_change_of_the_clocks(company):
    company.move_to(datetime(2027, 3, 25, 9, 0, tzinfo=UTC))
    booking = agree(company, 'book @ben 30m fri 10:00 "clocks"')
    assert booking.starts_at == datetime(2027, 3, 26, 9, 0, tzinfo=UTC)
    said(company.says("ana", f"move {booking.id} mon 10:00"))
    company.work_through()
    assert newest(company, "ana").starts_at == booking.starts_at
    card = last(company, "ben")
    assert card.title == "Ana would like to move your booking"
    moved = pressed(company, "ben", card, "Mon 29 Mar, 10:00")
    company.work_through()
    found = newest(company, "ana")
    assert isinstance(moved, Replace)
    assert found.starts_at == datetime(2027, 3, 29, 8, 0, tzinfo=UTC)
    assert found.sequence == 1
    assert last(company, "ana").title == "Moved: you and Ben"
    company.move_to(found.starts_at)
    reminders = [m for m in company.inbox("ana") if m.title.startswith("In 10 minutes")]
    assert len(reminders) == 1


def test_who_is_asked_to_move_can_leave_it_where_it_is(company):
    booking = agree(company)
    said(company.says("ben", f"move {booking.id} tue 10:00, tue 11:00"))
    company.work_through()
    press(company, "ana", last(company, "ana"), "Keep it as it is")
    company.work_through()
    assert last(company, "ben").title == "It stays as it was"
    assert newest(company, "ana").starts_at == booking.starts_at
    assert newest(company, "ana").sequence == 0


def test_two_accepts_at_once_give_the_time_to_one_and_new_times_to_the_other(company):
    ask(company, "book @cleo 30m fri 10:00", "ana")
    ask(company, "book @cleo 30m fri 10:00", "dan")
    first, second = (newest(company, name) for name in ("ana", "dan"))
    assert first.times == second.times
    lines = [f"accept {b.id} {b.times[0]:%Y-%m-%dT%H:%MZ}" for b in (first, second)]
    with ThreadPoolExecutor(2) as pool:
        titles = [said(r).title for r in pool.map(lambda line: company.says("cleo", line), lines)]
    assert sorted(t.split(":")[0] for t in titles) == ["Agreed", "That time has just gone"]
    states = {newest(company, name).state for name in ("ana", "dan")}
    assert states == {"agreed", "asked"}
    waits = next(b for n in ("ana", "dan") if (b := newest(company, n)).state == "asked")
    assert waits.times
    assert first.times[0] not in waits.times


def test_a_second_tap_changes_nothing(company):
    ask(company)
    line = accepts(last(company, "ben"))[0].command
    one, other = said(company.says("ben", line)), said(company.says("ben", line))
    assert one == other
    company.work_through()
    assert len([m for m in company.inbox("ana") if m.title.startswith("Agreed")]) == 1
    ask(company, 'book @cleo 30m "twice"')
    ask(company, 'book @cleo 30m "twice"')
    assert len(company.inbox("cleo")) == 1


def test_an_asked_peer_who_leaves_the_company_makes_room_for_the_next(company):
    ask(company, "book kubernetes 30m next week")
    first = newest(company, "ana").peer.rsplit(":", 1)[-1]
    leave(company, first)
    company.work_through()
    told = last(company, "ana")
    assert told.title == f"{first.title()} is away just now"
    second = {"ben": "Cleo", "cleo": "Ben"}[first]
    pressed(company, "ana", told, f"Ask {second}")
    company.work_through()
    assert last(company, second.lower()).title == "Ana asks for your time"


def leave(company, name):
    profile = Profile(member=of(name), name=name.title(), gone=True)
    company.assistant().hear(
        Roster(
            workspace=WORKSPACE,
            platform="playground",
            name="Acme",
            zone="Europe/Berlin",
            profiles=(profile,),
            whole=False,
        )
    )


def test_who_leaves_the_company_has_their_bookings_called_off_and_their_requests_settled(company):
    booking = agree(company)
    ask(company, "book @cleo 30m", "ben")
    leave(company, "ben")
    company.work_through()
    assert last(company, "ana").title == "Canceled: you and Ben"
    assert "no longer here" in words(last(company, "ana"))
    assert last(company, "cleo").title == "Settled, thank you"
    with company.store.begin() as work:
        assert work.bookings.get(booking.id).state == "cancelled"
        taken = work.slots.taken(booking.people, booking.starts_at, booking.ends_at)
    assert not any(taken.values())


def test_a_pause_of_everything_passes_requests_on_and_calls_off_what_falls_into_it(company):
    company.program(["ben"])
    booking = agree(company)
    ask(company, "book @ben for kubernetes 30m next week", "dan")
    company.says("ben", "pause 2w")
    company.work_through()
    assert newest(company, "dan").state == "lapsed"
    assert last(company, "dan").title == "Ben is away just now"
    with company.store.begin() as work:
        assert work.bookings.get(booking.id).state == "cancelled"
    assert last(company, "ben").title == "Canceled: you and Ana"
    refused = said(company.says("ana", "book @ben 30m"))
    assert refused.title == "Ben cannot take requests just now"


@pytest.mark.parametrize("friday", [((540, 1020),), ()], ids=["five days", "four days"])
def test_nobody_is_asked_to_come_in_a_break_that_is_planned(company, friday):
    company.program(["ben"])
    with company.store.begin() as work:
        ben = work.members.get(of("ben"))
        work.members.save(replace(ben, work=Week((*[((540, 1020),)] * 4, friday, (), ()))))
    company.says("ben", "pause from tomorrow until 25 nov")
    ask(company, "book @ben 30m next week")
    booking = newest(company, "ana")
    with company.store.begin() as work:
        begins, ends = work.enrollments.breaks([of("ben")])[of("ben")]
    assert booking.times
    assert not any(begins <= at < ends for at in booking.times)


def test_whoever_is_avoided_cannot_be_booked_either_way_and_nobody_reads_why(company):
    company.says("ben", "avoid @ana")
    there = said(company.says("ana", "book @ben 30m"))
    back = said(company.says("ben", "book @ana 30m"))
    assert there.title == "Ben cannot take requests just now"
    assert back.title == "Ana cannot take requests just now"
    assert "avoid" not in words(there) + words(back)
    ask(company, "book kubernetes 30m")
    assert newest(company, "ana").peer == of("cleo")


def test_a_peer_with_two_requests_is_passed_over_and_one_with_three_is_left_alone(company):
    company.settle(person("eve"), person("fay"), person("gus"))
    for name in ("dan", "eve"):
        ask(company, "book @ben 30m", name)
    ask(company, "book kubernetes 30m", "fay")
    assert newest(company, "fay").peer == of("cleo")
    warned = said(company.says("ana", "book @ben for kubernetes 30m next week"))
    assert warned.title == "Ben gets many requests just now"
    assert "Cleo" in words(warned)
    pressed(company, "ana", warned, "Ask anyway")
    company.work_through()
    assert newest(company, "ana").peer == of("ben")
    full = said(company.says("gus", "book @ben for kubernetes 30m"))
    assert full.title == "Ben cannot take requests just now"
    pressed(company, "gus", full, "Ask Cleo")
    assert newest(company, "gus").peer == of("cleo")


def test_who_said_no_is_not_found_again_for_a_week_by_the_same_asker(company):
    ask(company, "book kubernetes 30m")
    first = newest(company, "ana").peer.rsplit(":", 1)[-1]
    second = {"ben": "cleo", "cleo": "ben"}[first]
    said(company.says(first, "not now too busy"))
    ask(company, "book kubernetes 45m")
    assert newest(company, "ana").peer == of(second)
    said(company.says(second, "not now too busy"))
    assert (
        said(company.says("ana", "book kubernetes 30m")).title == "Nobody for Kubernetes just now"
    )
    company.pass_(days=8)
    ask(company, "book kubernetes 30m")
    assert newest(company, "ana").state == "asked"


REFUSED: Mapping[str, str] = {
    "book @ana 30m": "You cannot book yourself",
    "book @nobody 30m": "I know nobody called",
    "book @slack:T9:U1 30m": "I know nobody called",
    "book @ben 3h": "A booking takes 15 to 120 minutes",
    "book @ben 7m": "A booking takes 15 to 120 minutes",
    "book @ben 30m yesterday": "I did not understand",
    "book @ben 30m 2020-01-01": "already past",
    "book @ben 30m 2027-06-01": "weeks away",
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_cannot_be_is_said_in_a_clear_sentence(company, line):
    assert REFUSED[line] in words(said(company.says("ana", line)))
    with company.store.begin() as work:
        assert work.bookings.of_member(of("ana"), company.now - timedelta(days=1)) == []


def test_a_skill_that_nobody_has_can_be_wanted(company):
    reply = said(company.says("ana", "book basketry 30m"))
    assert reply.title == "Nobody offers basketry yet"
    assert isinstance(press(company, "ana", reply, "I want to learn it"), Replace)
    with company.store.begin() as work:
        assert work.members.get(of("ana")).wants == ("basketry",)


def test_a_word_that_is_nearly_a_skill_is_asked_about(company):
    reply = said(company.says("ana", 'book kubernets 30m "ingress"'))
    pressed(company, "ana", reply, "Kubernetes")
    assert (newest(company, "ana").skill, newest(company, "ana").topic) == ("Kubernetes", "ingress")


HOSTILE = (
    "<!channel> *bold* _it_ `x` </script><b>&amp; [l](http://evil.example) @here",
    "ünï 🎉 \u202etxt.exe\u202c and “quotes” inside",
    "book @ben 30m about about",
    "x" * 500,
)


@pytest.mark.parametrize("topic", HOSTILE)
def test_a_topic_arrives_as_it_was_written(company, topic):
    said(fills(company, "ana", "book", who=of("ben"), length="30m", when="soon", topic=topic))
    company.work_through()
    assert Quote((topic,)) in last(company, "ben").blocks
    card = accepts(last(company, "ben"))[0]
    said(company.says("ben", card.command))
    company.work_through()
    assert Quote((topic,)) in last(company, "ana").blocks
    assert not company.bugs


def test_the_form_says_under_each_field_what_needs_another_answer(company):
    opened = company.says("ana", "book @ben for Kubernetes")
    assert isinstance(opened, Ask)
    values = {
        f.name: getattr(f, "values", "") or getattr(f, "value", "") for f in opened.form.fields
    }
    assert values["who"] == (of("ben"),)
    assert values["skill"] == "Kubernetes"
    errors = asked(
        fills(company, "ana", "book", who="", skill="", length="2m", when="never", topic="x" * 501)
    )
    assert set(errors) == {"skill", "length", "when", "topic"}
    reply = company.says("ana", "book")
    assert isinstance(reply, Ask)


def booking_of(company):
    """Return when Ana's agreed booking begins."""
    return newest(company, "ana").starts_at


def test_other_times_that_cannot_be_are_asked_for_again(company):
    agree(company)
    ask(company, "book @ben 30m next week", "dan")
    booking = newest(company, "dan")
    held = booking_of(company)
    local = (held + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    for first in ("2020-01-01T10:00", "2026-11-24T10:07", "2027-09-01T10:00", "", local):
        errors = asked(fills(company, "ben", f"other times {booking.id}", first=first))
        assert set(errors) == {"first"}
    assert newest(company, "dan").counters == 0


def test_only_the_two_of_a_booking_can_touch_it(company):
    booking = agree(company)
    for line in ("accept", "move", "cancel booking", "other times", "not now", "keep booking"):
        refused = said(company.says("dan", f"{line} {booking.id} x"))
        assert refused.title == "You may not do that"
    for line in (f"withdraw {booking.id}", f"next peer {booking.id}"):
        assert said(company.says("ben", line)).title == "You may not do that"
    assert said(company.says("dan", "accept bkg_none 1")).title == "I could not find that"
    assert newest(company, "ana") == booking


def test_bookings_shows_what_waits_what_comes_and_what_has_been(company):
    assert said(company.says("ana", "bookings")).title == "You have no bookings yet"
    booking = agree(company)
    ask(company, "book @cleo 30m")
    ask(company, "book @ana 30m", "dan")
    shown = said(company.says("ana", "bookings"))
    assert words(shown).index("your turn") < words(shown).index("Kubernetes")
    assert "waiting for Cleo" in words(shown)
    company.move_to(booking.ends_at + timedelta(hours=1))
    assert "took place" in words(said(company.says("ana", "bookings")))


def test_one_person_is_never_agreed_on_for_two_bookings_at_once(company):
    booking = agree(company, "book @ben 30m fri 10:00")
    shown = ask(company, "book @cleo 30m fri 10:00")
    press(company, "ana", shown, "Ask for these times")
    waits = newest(company, "ana")
    assert booking.starts_at not in waits.times
    with company.store.begin() as work:
        work.bookings.save(replace(waits, times=(booking.starts_at,)))
    reply = said(company.says("cleo", f"accept {waits.id} 1"))
    assert reply.title == "That time has just gone"


def test_a_peer_who_cannot_be_reached_makes_room_at_once(company):
    company.unreachable.add(of("ben"))
    company.unreachable.add(of("cleo"))
    ask(company, "book kubernetes 30m")
    company.work_through()
    assert newest(company, "ana").state == "lapsed"
    assert last(company, "ana").title.endswith("is away just now")


def test_an_accept_and_a_withdrawal_at_once_leave_one_of_the_two(company):
    ask(company)
    card = last(company, "ben")
    acts = [("ben", accepts(card)[0].command), ("ana", f"withdraw {newest(company, 'ana').id}")]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda act: company.says(*act), acts))
    booking = newest(company, "ana")
    with company.store.begin() as work:
        taken = work.slots.taken(booking.people, company.now, company.now + timedelta(days=9))
    assert (booking.state == "agreed") == any(taken.values())
    assert booking.state in ("agreed", "withdrawn")
    assert not company.bugs


def test_the_same_skill_asked_for_twice_in_the_same_words_is_asked_once(company):
    ask(company, 'book kubernetes 30m "ingress"')
    shown = ask(company, 'book kubernetes 30m "ingress"')
    assert "waiting for" in words(shown)
    assert len(company.inbox("ben") + company.inbox("cleo")) == 1


def test_without_an_id_the_booking_that_waits_or_comes_next_is_meant(company):
    agree(company)
    ask(company, "book @cleo 30m")
    said(company.says("cleo", "accept 2"))
    reply = company.says("ana", "cancel booking")
    assert isinstance(reply, Ask)
    first = min(
        (newest(company, "ben"), newest(company, "cleo")),
        key=lambda b: b.starts_at or datetime.max.replace(tzinfo=UTC),
    )
    assert reply.form.command == f"cancel booking {first.id}"
    ask(company, "book @dan 30m")
    assert said(company.says("ana", "withdraw")).title == "Taken back"
    assert said(company.says("ana", "withdraw")).title == "I could not find that"


def test_of_a_person_by_name_anything_may_be_asked(company):
    ask(company, "book @dan for a second pair of eyes 30m")
    booking = newest(company, "ana")
    assert (booking.skill, booking.topic) == ("", "a second pair of eyes")


def test_silence_of_somebody_asked_by_name_ends_kindly(company):
    ask(company, "book @dan 30m next week")
    company.move_to(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    told = last(company, "ana")
    assert told.title == "No answer from Dan yet"
    assert "keep waiting" in words(told)
    assert said(press(company, "ana", told, "Take it back")).title == "Taken back"


def test_a_request_for_today_goes_to_the_next_one_when_its_last_time_is_over(company):
    ask(company, "book kubernetes 30m today")
    booking = newest(company, "ana")
    company.move_to(max(booking.times))
    assert last(company, "ana").title.startswith("No answer from")
    assert newest(company, "ana").suggested


def test_what_the_next_peer_proposes_arrives_as_what_the_first_one_proposed_did(company):
    ask(company, 'book @ben for Kubernetes 30m next week "ingress"')
    booking = newest(company, "ana")
    company.says("ben", f"other times {booking.id} mon 10:00")
    company.work_through()
    company.says("ana", f"other times {booking.id} tue 10:00")
    company.work_through()
    fills(company, "ben", f"not now {booking.id}", reason="")
    company.work_through()
    pressed(company, "ana", last(company, "ana"), "Ask Cleo")
    company.says("cleo", f"other times {booking.id} wed 11:00")
    company.work_through()
    assert last(company, "ana").title == "Cleo proposes other times"
    company.pass_(days=1)
    assert last(company, "ana").title == "Cleo still waits for your answer"


@pytest.mark.parametrize("number", ["0011", "9" * 40, "000", "0"])
def test_a_number_that_is_no_time_is_asked_for_again(company, number):
    ask(company)
    reply = company.says("ben", f"accept {newest(company, 'ana').id} {number}")
    assert "Write its number, from 1 to 3" in words(said(reply))


def test_the_same_answer_pressed_twice_is_kept_once_and_another_one_counts_anew(company):
    booking = agree(company)
    company.move_to(booking.starts_at + timedelta(hours=2))
    for word in ("yes", "yes", "partly", "partly", "yes"):
        company.says("ana", f"booking helped {booking.id} {word}")
    with company.store.begin() as work:
        facts = work.journal.about_member(of("ana"), ["session.helped"], limit=9)
    assert [f.data["helped"] for f in facts] == ["yes", "partly", "yes"]


def test_somebody_else_is_looked_for_only_where_a_skill_is_named(company):
    ask(company, "book @ben 30m")
    assert "somebody else" not in words(said(fills(company, "ben", "not now", reason="")))
    ask(company, "book @cleo for Kubernetes 30m")
    assert "somebody else" in words(said(fills(company, "cleo", "not now", reason="")))


def test_who_said_that_they_did_not_meet_rates_nobody_until_they_say_they_did(company):
    booking = agree(company)
    company.move_to(booking.starts_at + timedelta(hours=2))
    company.says("ana", f"booking missed {booking.id}")
    assert "nothing to rate" in words(said(company.says("ana", f"booking level {booking.id} 1")))
    company.says("ana", f"booking met {booking.id}")
    assert "level 5" in words(said(company.says("ana", f"booking level {booking.id} 5")))


def test_a_number_for_a_request_that_is_closed_says_that_it_is(company):
    ask(company)
    booking = newest(company, "ana")
    company.says("ana", "withdraw")
    reply = said(company.says("ben", f"accept {booking.id} 1"))
    assert "was taken back" in words(reply)


def taken_back(company, line, name="ana"):
    """Let a member ask, the request arrive, and take it back; return the title of what they read."""
    title = ask(company, line, name).title
    company.says(name, "withdraw")
    company.work_through()
    return title


def test_who_asks_and_takes_back_in_a_loop_is_asked_to_think_and_then_to_wait(company):
    assert taken_back(company, "book @dan 30m") == "Dan is asked"
    doubt = said(company.says("ana", "book @dan 45m"))
    assert doubt.title == "Ask Dan once more?"
    assert len(company.inbox("dan", ["ask"])) == 1
    for minutes in (45, 60):
        again = said(company.says("ana", f"book @dan {minutes}m"))
        assert said(pressed(company, "ana", again, "Ask anyway")).title == "Dan is asked"
        company.work_through()
        company.says("ana", "withdraw")
        company.work_through()
    for line in ("book @dan 30m", "book now @dan 30m", "book @dan"):
        assert said(company.says("ana", line)).title == "Let us give Dan a few days"
    assert len(company.inbox("dan", ["ask"])) == 3
    assert ask(company, "book @dan 30m", "cleo").title == "Dan is asked"
    company.pass_(days=8)
    assert ask(company, "book @dan 30m").title == "Dan is asked"


def test_after_a_no_the_same_person_is_asked_by_name_again_only_on_purpose(company):
    ask(company, "book @ben for Kubernetes 30m")
    company.says("ben", "not now too busy")
    doubt = said(company.says("ana", "book @ben for Kubernetes 45m next week"))
    assert doubt.title == "Ask Ben once more?"
    pressed(company, "ana", doubt, "Ask Cleo")
    assert (newest(company, "ana").peer, newest(company, "ana").minutes) == (of("cleo"), 45)


def test_what_was_taken_back_before_it_was_read_counts_for_nothing(company):
    company.move_to(datetime(2026, 11, 19, 22, 0, tzinfo=UTC))
    for _ in range(5):
        assert taken_back(company, "book @dan 30m") == "Dan is asked"


def test_a_skill_asked_for_and_taken_back_in_a_loop_leaves_each_peer_alone_in_the_end(company):
    for _ in range(6):
        assert taken_back(company, "book kubernetes 30m").endswith("is asked")
    assert taken_back(company, "book kubernetes 30m") == "Nobody for Kubernetes just now"
    assert len(company.inbox("ben", ["ask"])) == len(company.inbox("cleo", ["ask"])) == 3


def counters(company, line):
    """Let Ben in New York answer Ana's request with other times while it is night in Berlin."""
    company.settle(person("ben", zone="America/New_York"))
    ask(company, "book @ben 30m next week")
    company.move_to(datetime(2026, 11, 19, 22, 0, tzinfo=UTC))
    before = len(company.inbox("ana"))
    said(company.says("ben", line))
    company.work_through()
    return before


def test_other_times_wake_nobody_while_the_last_of_them_can_be_read_of_in_the_morning(company):
    before = counters(company, "other times 2026-11-19 20:00, fri 10:00")
    assert min(newest(company, "ana").times) == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    assert len(company.inbox("ana")) == before
    company.move_to(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    assert last(company, "ana").title == "Ben proposes other times"


def test_other_times_that_would_all_be_over_by_the_morning_are_told_at_once(company):
    before = counters(company, "other times 2026-11-19 20:00, 2026-11-19 21:00")
    assert len(company.inbox("ana")) == before + 1


def test_whether_avoided_on_a_break_or_asked_too_much_it_reads_the_same(company):
    company.settle(person("eve"), person("fay"), person("gus"))
    line = "book @ben for Kubernetes 30m"
    for name in ("dan", "eve", "fay"):
        said(company.says(name, line.replace("book", "book now")))
    full, form = said(company.says("gus", line)), said(company.says("gus", "book @ben"))
    company.says("ben", "avoid @gus")
    for name in ("dan", "eve", "fay"):
        company.says(name, "withdraw")
    assert said(company.says("gus", line)) == full
    assert said(company.says("gus", "book @ben")) == form
    assert full.title == "Ben cannot take requests just now"
    assert "You could ask Cleo" in words(full)
    assert not any(letter.isdigit() for letter in full.title)


def test_a_level_is_asked_for_with_a_true_word_on_who_sees_what(company):
    booking = agree(company)
    company.move_to(booking.ends_at + timedelta(hours=1))
    helped = said(company.says("ana", f"booking helped {booking.id} yes"))
    assert "Ben sees the level without your name." in words(helped)


def test_after_a_move_it_is_said_what_becomes_of_the_entry_in_a_calendar(company):
    booking = agree(company)
    assert "old entry" not in words(last(company, "ana"))
    said(company.says("ana", f"move {booking.id} tue 10:00"))
    company.work_through()
    moved = said(company.says("ben", "accept 1"))
    company.work_through()
    found = newest(company, "ana")
    twice = said(company.says("ben", f"accept {found.id} {found.starts_at:%Y-%m-%dT%H:%MZ}"))
    assert twice == moved
    assert "delete the old entry" in words(moved)
    assert "delete the old entry" in words(last(company, "ana"))


@pytest.mark.parametrize("line", ["book me 30m", "book me", "book @me for sql 30m", "book Myself"])
def test_booking_oneself_is_answered_as_such(company, line):
    assert "You cannot book yourself" in words(said(company.says("ana", line)))


def test_what_still_waits_cannot_be_moved_and_it_is_said_what_can_be_done(company):
    ask(company)
    reply = said(company.says("ana", "move"))
    assert reply.title == "Nothing is agreed yet"
    assert "Ben has not answered these times yet" in words(reply)
    assert any(isinstance(b, Chat) for b in reply.blocks)
    assert said(pressed(company, "ana", reply, "Take it back")).title == "Taken back"


def test_a_reminder_that_is_late_names_no_minutes(company):
    booking = agree(company)
    company.now = booking.starts_at - timedelta(minutes=4)
    company.work_through()
    assert last(company, "ana").title == "Soon: you and Ben"


def test_taking_back_is_in_the_help(company):
    assert "withdraw" in str(company.says("ana", "help my times"))


def test_who_names_a_next_peer_that_cannot_be_asked_reads_who_is_asked_instead(company):
    ask(company, "book @ben for Kubernetes 30m")
    company.says("dan", "avoid @ana")
    reply = said(company.says("ana", f"next peer {newest(company, 'ana').id} @dan"))
    assert reply.title == "Cleo is asked"
    assert "Dan cannot take this one, so I asked Cleo instead." in words(reply)


def test_a_request_says_in_its_small_print_how_to_be_asked_less(company):
    ask(company, "book @ben for Kubernetes 30m")
    ask(company, "book @dan for Kubernetes 45m")
    assert "unoffer Kubernetes" in str(last(company, "ben"))
    assert "because you offer" not in str(last(company, "dan"))
    assert "press Not now: Ana then waits" in str(last(company, "dan"))
