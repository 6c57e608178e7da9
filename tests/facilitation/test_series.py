"""A circle that stands has the same time each round: its dates and exceptions, as calendars read them, and clocks."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar

from facilitation.joining import subscribing
from facilitation.rounds.times import series_views
from facilitation.sessions import invitations
from facilitation.sessions.model import Session
from facilitation.talk.incoming import Ask, Say
from facilitation.talk.messages import Message
from facilitation.talk.when.hours import instant, local
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person
from tests.words import agree, words_of

NAMES = ("ana", "ben", "cleo", "dan")


@pytest.fixture
def company(store: Store) -> Company:
    """A circle of four in Berlin and New York, in its first round of six: the last ones are after clocks change."""
    made = Company(store, now=datetime(2027, 1, 28, 8, 0, tzinfo=UTC))
    zones = {"cleo": "America/New_York"}
    made.settle(
        person("root", role="admin"),
        *(person(n, zone=zones.get(n, "Europe/Berlin")) for n in NAMES),
    )
    agree(made, "root", 'program create mentoring "Growing"')
    agree(made, "root", "set growing silence never")
    for name in NAMES:
        made.says(name, "join growing")
    made.pass_(days=6)
    return made


def session(company: Company) -> Session:
    with company.store.begin() as work:
        return work.sessions.of_circle(work.circles.of_member(f"{WORKSPACE}:ana")[0].id)


def agreed(company: Company, place: int = 0) -> Session:
    """Let all of the circle agree on one of the times before it."""
    its = session(company)
    for name in NAMES:
        company.says(name, f"suits {its.id} {its.times[place]:%Y-%m-%dT%H:%MZ}")
    return session(company)


def next_round(company: Company) -> None:
    with company.store.begin() as work:
        planned = work.rounds.planned(work.programs.of(WORKSPACE)[0].id)
    assert planned is not None
    company.move_to(planned.opens_at + timedelta(hours=12))


def read(company: Company, name: str = "ana") -> tuple[list[datetime], Any]:
    """Return when somebody's calendar says that they meet, expanded by another program than ours."""
    with company.store.begin() as work:
        member = work.members.get(f"{WORKSPACE}:{name}")
        single, repeated = subscribing.whole(work, member, company.now)
    made = invitations.subscription(single, title="P", now=company.now, repeated=repeated)
    calendar: Any = Calendar.from_ical(made)
    events = calendar.walk("VEVENT")
    found = {at for event in events if "RECURRENCE-ID" not in event for at in expanded(event)}
    for event in [e for e in events if "RECURRENCE-ID" in e]:
        found.remove(event.decoded("recurrence-id").astimezone(UTC))
        found.add(event.decoded("dtstart").astimezone(UTC))
    return sorted(found), calendar


def expanded(event: Any) -> set[datetime]:
    """Return the dates of an event, by its rule and without its exceptions."""
    dates: Any = rruleset()
    dates.rdate(event.decoded("dtstart"))
    if "RRULE" in event:
        rule = event["RRULE"].to_ical().decode()
        dates.rrule(rrulestr(rule, dtstart=event.decoded("dtstart")))
    for name, add in (("EXDATE", dates.exdate), ("RDATE", dates.rdate)):
        each = event.get(name, [])
        for one in each if isinstance(each, list) else [each]:
            for value in one.dts:
                add(value.dt)
    return {at.astimezone(UTC) for at in dates}


def titled(company: Company, name: str, words: str) -> list[Message]:
    return [m for m in company.inbox(name) if words in str(m.title)]


def test_a_time_becomes_the_circles_own_and_calendars_read_its_dates_and_exceptions(
    company: Company,
) -> None:
    first = agreed(company, 1).starts_at
    assert first is not None
    company.pass_(hours=10)
    card = titled(company, "ben", "You have a time")[-1]
    reply = company.says("ben", button(card, "Meet like this each round"))
    assert "Each round at the same time" in words_of(reply)
    there = local(first, "Europe/Berlin")
    berlin = [
        instant(there.date() + timedelta(weeks=2 * n), there.time(), "Europe/Berlin")
        for n in range(6)
    ]
    dates, calendar = read(company)
    assert dates == berlin
    assert len(calendar.walk("VTIMEZONE")) == 1
    assert len(calendar.walk("VEVENT")) == 1

    shown = company.says("cleo", f"times ahead {session(company).id}")
    third = f"{berlin[2] - timedelta(days=(berlin[0].date() - date(2027, 2, 2)).days):%Y-%m-%d}"
    off = company.says("cleo", f"not then {session(company).id} {third}T10:00")
    assert "Not on this date" in str(shown)
    assert "Cleo cannot make it" in words_of(off)
    assert read(company)[0] == [d for d in berlin if d != berlin[2]]

    next_round(company)
    now = session(company)
    assert now.starts_at == berlin[1], "nobody had to tap anything"
    with company.store.begin() as work:
        assert work.slots.taken(now.people, berlin[1], berlin[1] + timedelta(minutes=1))
    company.says("dan", f"change time {now.id}")
    moved = agreed(company, 1).starts_at
    assert moved not in (None, berlin[1])
    assert read(company)[0] == sorted({*berlin, moved} - {berlin[1], berlin[2]})

    next_round(company)
    assert session(company).starts_at is None, "the date was out, so times are put before them"
    assert session(company).times
    next_round(company)
    assert session(company).starts_at == berlin[3]
    company.says("ana", f"cancel time {session(company).id}")
    assert read(company, "cleo")[0] == sorted({*berlin, moved} - {*berlin[1:4]})
    over = company.says("ana", f"no series {session(company).id}")
    assert "No time of your own" in words_of(over)
    next_round(company)
    assert session(company).starts_at is None
    assert not company.bugs


def test_it_is_said_once_before_clocks_change_for_whom_it_is_another_hour(
    company: Company,
) -> None:
    agreed(company)
    company.says("ana", f"same time {session(company).id}")
    for _ in range(4):
        next_round(company)
    company.pass_(hours=12)
    said = [words_of(m) for m in company.inbox("cleo", kinds=["told"]) if "meets again" in m.title]
    hints = [line for text in said for line in text.splitlines() if "an hour" in line]
    assert hints == [
        "From Sun 14 Mar on it is an hour later for Cleo.",
        "From Sun 28 Mar on it is an hour earlier for Cleo.",
    ]


def test_whose_clock_moves_is_found_for_every_zone_and_half_hours_too() -> None:
    people = [person("ana"), person("lou", zone="Australia/Lord_Howe"), person("utc", zone="UTC")]
    at, then = (instant(date(2027, m, 23), time(9, 0), "Europe/Berlin") for m in (3, 4))
    found = series_views.shifts(people, at, then, "Europe/Berlin")
    assert {(s.people[0].name, s.minutes, f"{s.since:%d %b}") for s in found} == {
        ("Utc", -60, "28 Mar"),
        ("Lou", -90, "04 Apr"),
    }
    assert not series_views.shifts(people[:1], at, then, "Europe/Berlin")


def dates_ahead(company: Company) -> list[datetime]:
    """Return the dates that Ana's calendar has, the one at hand first."""
    return read(company)[0]


def with_own_time(company: Company) -> list[datetime]:
    """Let the circle meet at the same time each round; return its dates."""
    agreed(company, 1)
    company.says("ana", f"same time {session(company).id}")
    company.work_through()
    return dates_ahead(company)


def test_a_date_of_a_round_that_has_not_opened_is_moved_and_stands_so_in_calendars(
    company: Company,
) -> None:
    usual = with_own_time(company)
    there = local(usual[2], "Europe/Berlin")
    other = instant(there.date() + timedelta(days=1), time(15, 0), "Europe/Berlin")
    line = f"move {there:%-d %b} to {local(other, 'Europe/Berlin'):%-d %b} 15:00"
    told = words_of(company.says("ben", line))
    assert "Ben moves" in told
    dates, calendar = read(company)
    assert dates == sorted({*usual, other} - {usual[2]})
    [exception] = [e for e in calendar.walk("VEVENT") if "RECURRENCE-ID" in e]
    assert exception.decoded("recurrence-id").astimezone(UTC) == usual[2]
    company.pass_(hours=20)
    assert titled(company, "cleo", "A date is moved")
    shown = words_of(company.says("dan", f"times ahead {session(company).id}"))
    assert "moved from" in shown

    next_round(company)
    next_round(company)
    assert session(company).starts_at == other
    assert read(company)[0] == sorted({*usual, other} - {usual[2]})


def test_a_moved_date_is_put_back_or_taken_out_and_moved_again_by_a_form(company: Company) -> None:
    usual = with_own_time(company)
    id = session(company).id
    shown = company.says("cleo", f"times ahead {id}")
    assert isinstance(shown, Say)
    form = company.says("cleo", button(shown.message, "Move it"))
    assert isinstance(form, Ask)
    there = local(usual[1], "Europe/Berlin")
    company.fills("cleo", form.form.command, {"to": f"{there + timedelta(days=1):%Y-%m-%dT%H:%M}"})
    moved = dates_ahead(company)
    assert moved != usual
    occurrence = form.form.command.split()[-1]
    back = company.says("dan", f"meet then {id} {occurrence}")
    assert "after all" in words_of(back)
    assert dates_ahead(company) == usual
    company.fills("cleo", form.form.command, {"to": f"{there + timedelta(days=1):%Y-%m-%dT%H:%M}"})
    company.says("ana", f"not then {id} {occurrence}")
    assert dates_ahead(company) == [at for at in usual if at != usual[1]]
    assert not company.bugs


def test_a_date_is_moved_within_its_round_and_to_where_nobody_has_anything_else(
    company: Company,
) -> None:
    usual = with_own_time(company)
    there = local(usual[1], "Europe/Berlin")

    def move(to: str) -> str:
        return words_of(company.says("ben", f"move {there:%-d %b} to {to}"))

    late = there + timedelta(days=15)
    assert "before the next round opens" in move(f"{late:%-d %b} 10:00")
    early = there - timedelta(days=9)
    assert "once its round has opened" in move(f"{early:%-d %b} 10:00")
    day = there + timedelta(days=1)
    start = instant(day.date(), time(11, 0), "Europe/Berlin")
    with company.store.begin() as work:
        work.slots.take("bkg_x", [f"{WORKSPACE}:dan"], start, start + timedelta(hours=1))
    assert "something else then" in move(f"{day:%-d %b} 11:00")
    assert dates_ahead(company) == usual
    circle = session(company).circle
    with company.store.begin() as work:
        made = work.series.of_circle(circle)
    assert made is not None
    assert not made.moved
