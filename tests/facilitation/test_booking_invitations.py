"""Invitations read back with a library that knows nothing of the one that wrote them, and by the letter of RFC 5545."""

import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facilitation.bookings.model import Booking
from facilitation.bookings.times import calendar
from facilitation.bookings.words import notices
from facilitation.people.model import Member
from facilitation.sessions import invitations
from facilitation.sessions.calendar import LONGEST_LINK, mailto
from facilitation.talk import text as words
from facilitation.talk.incoming import Say
from facilitation.talk.when.hours import instant, local
from tests.counts import upto
from tests.words import words_of

NOW = datetime(2026, 11, 23, 8, 30, 15, tzinfo=UTC)
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOSTILE = (
    "ingress; keeps, timing \\ out\nsince \\n Monday",
    "🦀🦀👩‍👩‍👧‍👦" * 30,
    "x\r\nATTENDEE:mailto:evil@example.com\r\nEND:VEVENT",
    'a "quoted" name: with; all, of ^it^ \\',
    "\u202eright to left\u202c",
    "\x00\x07\x1b\x7f\ud83d",
    "tab\tand\u2028separators\u2029\x85",
)


def person(name: str, email: str = "", **more: Any) -> Member:
    return Member(id=f"slack:T1:{name}", workspace="slack:T1", name=name, email=email, **more)


ANA, BO = person("Ana", "ana@example.com"), person("Bo", "bo+x@example.com")


def booking(**more: Any) -> Booking:
    known: dict[str, Any] = {
        "id": "bkg_1",
        "workspace": "slack:T1",
        "asker": ANA.id,
        "peer": BO.id,
        "skill": "Kubernetes",
        "topic": "ingress keeps timing out",
        "opens": NOW,
        "closes": AT + timedelta(days=3),
        "state": "agreed",
        "starts_at": AT,
        "token": "0123456789abcdef0123456789abcdef",
        "created_at": NOW,
    }
    return Booking(**{**known, **more})


def public(path: str) -> str:
    return f"https://x.example/{path}"


def nowhere(path: str) -> str:
    return ""


def read_back(made: bytes) -> tuple[Any, Any]:
    """Return the calendar and its one entry, as another library sees them."""
    whole = vobject.readOne(made.decode())
    (entry,) = whole.contents["vevent"]
    return whole, entry


def lawful(made: bytes) -> list[str]:
    """Check the lines as RFC 5545, 3.1 wants them, and return them unfolded."""
    assert made.endswith(b"\r\n")
    lines = made[:-2].split(b"\r\n")
    for line in lines:
        assert len(line) <= 75
        line.decode("utf-8")
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
    whole = made.decode()[:-2].replace("\r\n ", "").split("\r\n")
    for content in whole:
        assert re.match(r'[A-Z-]+(;[A-Z-]+=("[^"]*"|[^";:,]*))*:', content), content
    return whole


def names(lines: list[str]) -> list[str]:
    return [re.split("[;:]", line)[0] for line in lines]


def test_an_invitation_says_who_when_why_and_how_to_change_it() -> None:
    made = invitations.invitation(
        calendar.entry(booking(sequence=2), ANA, BO), method="REQUEST", now=NOW
    )
    whole, entry = read_back(made)
    lawful(made)

    assert whole.version.value == "2.0"
    assert whole.method.value == "REQUEST"
    assert entry.uid.value == "bkg_1@peerloop"
    assert entry.sequence.value == "2"
    assert entry.dtstamp.value == NOW
    assert entry.dtstart.value == AT
    assert entry.dtend.value == AT + timedelta(minutes=30)
    assert entry.status.value == "CONFIRMED"
    assert entry.summary.value == "Ana and Bo: ingress keeps timing out"
    assert entry.description.value == (
        "Skill: Kubernetes\n\ningress keeps timing out\n\n"
        "Ana asked Bo for 30 minutes through Peerloop, and both agreed on this time.\n\n"
        'To move or cancel it, write "bookings" to Peerloop, where you agreed on it.'
    )
    assert (entry.organizer.value, entry.organizer.params["CN"]) == (
        "mailto:ana@example.com",
        ["Ana"],
    )
    assert [one.value for one in entry.attendee_list] == [
        "mailto:ana@example.com",
        "mailto:bo+x@example.com",
    ]
    assert all(one.params["PARTSTAT"] == ["ACCEPTED"] for one in entry.attendee_list)
    assert entry.valarm.action.value == "DISPLAY"
    assert entry.valarm.trigger.value == timedelta(minutes=-10)
    assert b"DTSTART:20261124T090000Z\r\n" in made


def test_moving_and_cancelling_speak_of_the_same_entry() -> None:
    moved = booking(starts_at=AT + timedelta(hours=5), minutes=45, sequence=1)
    _, entry = read_back(
        invitations.invitation(calendar.entry(moved, ANA, BO), method="REQUEST", now=NOW)
    )
    assert (entry.uid.value, entry.sequence.value) == ("bkg_1@peerloop", "1")
    assert entry.dtend.value - entry.dtstart.value == timedelta(minutes=45)

    gone = replace(moved, state="cancelled", sequence=2)
    whole, entry = read_back(
        invitations.invitation(calendar.entry(gone, ANA, BO), method="CANCEL", now=NOW)
    )
    assert whole.method.value == "CANCEL"
    assert (entry.uid.value, entry.sequence.value) == ("bkg_1@peerloop", "2")
    assert entry.status.value == "CANCELLED"
    assert "valarm" not in entry.contents
    assert entry.organizer.value == "mailto:ana@example.com"


def test_without_a_time_there_is_no_invitation_and_no_link() -> None:
    with pytest.raises(ValueError, match="has no time"):
        invitations.invitation(
            calendar.entry(booking(starts_at=None), ANA, BO), method="REQUEST", now=NOW
        )
    assert calendar.links(booking(starts_at=None), ANA, BO, public) == ()


def test_nobody_is_named_by_email_who_has_none() -> None:
    made = invitations.invitation(
        calendar.entry(booking(), person("Ana"), BO), method="REQUEST", now=NOW
    )
    assert b"mailto" not in made
    made = invitations.invitation(
        calendar.entry(booking(), ANA, person("Bo")), method="REQUEST", now=NOW
    )
    _, entry = read_back(made)
    assert [one.value for one in entry.attendee_list] == ["mailto:ana@example.com"]


@pytest.mark.parametrize(
    "email",
    ["a@b\r\nX-EVIL:1", "a b@c.d", "a@b;c", "<a@b.c>", "a@b.c,d@e.f", '"a"@b.c', "a", "@", "a@b@c"],
)
def test_an_email_that_is_none_never_gets_into_a_header(email: str) -> None:
    made = invitations.invitation(
        calendar.entry(booking(), person("Ana", email), BO), method="REQUEST", now=NOW
    )
    assert "ORGANIZER" not in names(lawful(made))
    assert b"EVIL" not in made


topics = st.text(max_size=400) | st.sampled_from(HOSTILE)
instants = st.integers(0, 5 * 366 * 96).map(
    lambda n: datetime(2024, 1, 1, tzinfo=UTC) + n * timedelta(minutes=15)
)
ORDINARY = [
    *("BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "BEGIN", "UID", "SEQUENCE", "DTSTAMP"),
    *("DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "ORGANIZER", "ATTENDEE", "ATTENDEE"),
    *("BEGIN", "ACTION", "TRIGGER", "DESCRIPTION", "END", "END", "END"),
]


@given(topics, topics, topics, instants, st.integers(1, 8))
@example(HOSTILE[2], HOSTILE[3], HOSTILE[4], AT, 2)
@example(HOSTILE[1], HOSTILE[2], HOSTILE[2], AT, 8)
@example("", "", " ^ ", AT, 1)
@settings(max_examples=upto(80, 300), deadline=None)
def test_whatever_is_written_stays_one_entry_with_its_words(
    topic: str, skill: str, name: str, at: datetime, length: int
) -> None:
    asked = booking(topic=topic, skill=skill, starts_at=at, minutes=15 * length)
    ana = replace(ANA, name=name)
    made = invitations.invitation(calendar.entry(asked, ana, BO), method="REQUEST", now=NOW)
    lines = lawful(made)
    _, entry = read_back(made)

    assert sorted(names(lines)) == sorted(ORDINARY)
    assert entry.dtstart.value == at
    assert entry.dtend.value == at + length * timedelta(minutes=15)
    assert entry.summary.value == calendar.summary(asked, ana, BO)
    assert entry.description.value == calendar.description(asked, ana, BO)
    kept = words.shown(topic).strip()
    assert kept in entry.description.value
    named = words.one_line(words.one_line(name).replace('"', "'").replace("^", ""))
    assert entry.organizer.params["CN"] == [named or "a colleague"]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_a_weekly_booking_keeps_its_wall_time_over_the_clock_changes_of_a_year(zone: str) -> None:
    for week in range(53):
        day = datetime(2026, 10, 20, 10, 15) + timedelta(weeks=week)
        at = instant(day.date(), day.time(), zone)
        made = invitations.invitation(
            calendar.entry(booking(starts_at=at), ANA, BO), method="REQUEST", now=NOW
        )
        _, entry = read_back(made)
        assert local(entry.dtstart.value, zone).replace(tzinfo=None) == day


@given(instants, st.sampled_from(sorted(zoneinfo.available_timezones() - {"localtime"})))
@settings(max_examples=60, deadline=None)
def test_an_entry_is_the_same_instant_in_whatever_zone_it_was_given(
    at: datetime, zone: str
) -> None:
    here = invitations.invitation(
        calendar.entry(booking(starts_at=at), ANA, BO), method="REQUEST", now=NOW
    )
    there = booking(starts_at=local(at, zone))
    assert invitations.invitation(calendar.entry(there, ANA, BO), method="REQUEST", now=NOW) == here


def query(url: str) -> Mapping[str, list[str]]:
    return parse_qs(urlsplit(url).query, strict_parsing=True)


def test_links_fill_in_the_calendars_of_google_and_outlook() -> None:
    asked = booking()
    google, outlook, file = calendar.links(asked, ANA, BO, public)

    assert google[0] == "Google Calendar"
    assert google[1].startswith("https://calendar.google.com/calendar/render?action=TEMPLATE&")
    assert query(google[1]) == {
        "action": ["TEMPLATE"],
        "dates": ["20261124T090000Z/20261124T093000Z"],
        "text": ["Ana and Bo: ingress keeps timing out"],
        "details": [calendar.description(asked, ANA, BO)],
    }
    assert outlook[0] == "Outlook"
    assert outlook[1].startswith("https://outlook.office.com/calendar/0/deeplink/compose?")
    assert query(outlook[1]) == {
        "path": ["/calendar/action/compose"],
        "rru": ["addevent"],
        "startdt": ["2026-11-24T09:00:00Z"],
        "enddt": ["2026-11-24T09:30:00Z"],
        "subject": ["Ana and Bo: ingress keeps timing out"],
        "body": [calendar.description(asked, ANA, BO)],
    }
    assert file == ("a calendar file (.ics)", f"https://x.example/calendar/{asked.token}.ics")
    assert len(calendar.links(asked, ANA, BO, nowhere)) == 2


@given(topics, topics)
@example("🦀" * 1000, "&evil=1#?%")
@example("ß" * 5000, "x" * 5000)
@settings(max_examples=upto(60, 200), deadline=None)
def test_links_hold_any_words_and_never_grow_too_long(topic: str, name: str) -> None:
    asked, ana = booking(topic=topic), replace(ANA, name=name)
    for number, (_, url) in enumerate(calendar.links(asked, ana, BO, nowhere)):
        assert len(url) <= 2000
        assert url.isascii()
        assert re.fullmatch(r"[A-Za-z0-9:/?&=%._~+-]+", url)
        found = query(url)
        about = found["text" if number == 0 else "subject"][0]
        assert calendar.summary(asked, ana, BO).startswith(about.removesuffix("…"))
        assert not set(found) - {
            *("action", "dates", "text", "details"),
            *("path", "rru", "startdt", "enddt", "subject", "body"),
        }


@pytest.mark.parametrize(
    ("email", "written"),
    [
        ("o'brien@example.com", "o'brien@example.com"),
        ("bo+x@example.com", "bo+x@example.com"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@straße.de", "ana@xn--strae-oqa.de"),
        ("ana@BÜCHER.example", "ana@xn--bcher-kva.example"),
        ("ana@under_score.example", "ana@under_score.example"),
        ("jürgen@example.com", "j%C3%BCrgen@example.com"),
        ("a#b%c@example.com", "a%23b%25c@example.com"),
        ("ana@example.com\r\nX: y", ""),
        ("ana", ""),
    ],
)
def test_an_address_keeps_its_apostrophe_and_its_domain_is_punycode(email, written):
    assert mailto(email) == written
    made = invitations.invitation(
        calendar.entry(booking(), person("Ana", email), BO), method="REQUEST", now=NOW
    ).decode()
    assert (f"mailto:{written}" in made.replace("\r\n ", "")) == bool(written)


def test_a_tenant_s_booking_can_be_made_a_teams_meeting_with_its_people_and_time():
    ana = replace(ANA, email="o'brien@bücher.example")
    made = booking(workspace="teams:t1", topic="déjà vu & more")
    link = calendar.meeting(made, ana, BO)
    assert link.startswith("https://teams.microsoft.com/l/meeting/new?")
    told = {name: value for name, [value] in query(link).items()}
    assert told["attendees"] == "o'brien@xn--bcher-kva.example,bo+x@example.com"
    assert datetime.fromisoformat(told["startTime"]) == AT
    assert datetime.fromisoformat(told["endTime"]) == AT + timedelta(minutes=30)
    assert told["subject"] == calendar.summary(made, ana, BO)
    assert "déjà vu & more" in told["content"]
    long = booking(workspace="teams:t1", topic="🦀" * 5000)
    assert len(calendar.meeting(long, ANA, BO)) <= LONGEST_LINK
    assert calendar.meeting(booking(), ANA, BO) == ""
    assert calendar.meeting(booking(workspace="teams:t1", starts_at=None), ANA, BO) == ""


@pytest.mark.parametrize(
    ("workspace", "says"),
    [("teams:t1", "Make it a Teams meeting"), ("slack:T1", "Start a huddle"), ("playground:a", "")],
)
def test_who_has_agreed_is_told_how_they_meet_online_where_they_are(workspace, says):
    told = notices.agreed(booking(workspace=workspace), ANA, BO, public, moved=False)
    read = words_of(Say(told))
    assert ("Meeting online?" in read) == bool(says)
    assert says in read
