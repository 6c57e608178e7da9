"""Somebody is to be asked for a day off, or a day on which nothing is free: that is said before anything is sent."""

from datetime import UTC, datetime

import pytest

from facilitation.talk.messages import Message
from facilitation.talk.when import weeks
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.facilitation.booked import said
from tests.words import words_of

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def company(store: Store) -> Company:
    """Ana and Ben, on a Friday morning."""
    made = Company(store, now=FRIDAY)
    made.settle(person("ana"), person("ben", offers=("go",)))
    return made


def asked(company: Company) -> list[str]:
    """Return what Ben was asked for so far, as the days that are proposed."""
    with company.store.begin() as work:
        found = work.bookings.of_member(f"{WORKSPACE}:ben", FRIDAY, 9)
    return [f"{at:%a %d}" for booking in found for at in booking.times]


def labels(message: Message) -> list[str]:
    return [str(b.text) for block in message.blocks for b in getattr(block, "buttons", ())]


@pytest.mark.parametrize(
    "line", ["book @ben 30m tomorrow", "book @ben 30m saturday morning", "book go 30m tomorrow"]
)
def test_a_day_off_is_told_of_before_anything_is_sent_with_the_next_day_to_tap(
    company: Company, line: str
) -> None:
    shown = said(company.says("ana", line))
    assert shown.title == "Sat 21 Nov is no working day of Ben"
    assert "I would ask for Mon 23 Nov:" in words_of(shown)
    assert "Nothing has been sent." in words_of(shown)
    assert labels(shown)[:2] == ["Ask for Mon 23 Nov", "Ask for Sat 21 Nov all the same"]
    assert asked(company) == []
    told = said(press(company, "ana", shown, "Ask for Mon 23 Nov"))
    assert told.title == "Ben is asked"
    assert {day[:3] for day in asked(company)} == {"Mon"}


def test_whoever_insists_asks_for_the_day_off_all_the_same(company: Company) -> None:
    shown = said(company.says("ana", "book @ben 30m tomorrow about grief"))
    told = said(press(company, "ana", shown, "Ask for Sat 21 Nov all the same"))
    assert told.title == "Ben is asked"
    assert {day[:3] for day in asked(company)} == {"Sat"}
    with company.store.begin() as work:
        [booking] = work.bookings.of_member(f"{WORKSPACE}:ben", FRIDAY, 9)
    assert booking.topic == "grief"


def test_where_nothing_is_left_then_other_times_are_shown_before_they_are_sent(
    company: Company,
) -> None:
    company.now = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
    shown = said(company.says("ana", "book @ben 30m today by 17:00"))
    assert shown.title == "Nothing is free then"
    assert asked(company) == []
    told = said(press(company, "ana", shown, "Ask for these times"))
    assert told.title == "Ben is asked"
    assert asked(company)


@pytest.mark.parametrize(
    ("zone", "line", "first"),
    [
        ("Europe/Lisbon", "book @ben 30m 10:00", "Mon 23 10:00"),
        ("Europe/Berlin", "book @ben 30m 9:15", "Tue 24 08:15"),
    ],
)
def test_a_time_of_day_that_cannot_be_had_is_looked_for_on_the_next_days_before_all_else(
    company: Company, zone: str, line: str, first: str
) -> None:
    company.settle(person("ana", zone=zone))
    company.now = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    shown = said(company.says("ana", line))
    assert shown.title == "Nothing is free then"
    press(company, "ana", shown, "Ask for these times")
    with company.store.begin() as work:
        [booking] = work.bookings.of_member(f"{WORKSPACE}:ben", company.now, 9)
    assert f"{booking.times[0]:%a %d %H:%M}" == first
    assert len(set(booking.times)) > 1


@pytest.mark.parametrize(
    "line", ["book @ben 30m", "book @ben 30m monday", "book @ben 1h next week"]
)
def test_nobody_is_asked_twice_where_the_days_are_working_days(company: Company, line: str) -> None:
    assert said(company.says("ana", line)).title == "Ben is asked"


def test_who_works_on_saturdays_is_asked_for_one(company: Company) -> None:
    company.settle(person("ben", work=weeks.read("tue-sat 9-17")))
    assert said(company.says("ana", "book @ben 30m tomorrow")).title == "Ben is asked"


@pytest.mark.parametrize(
    ("wish", "hours"),
    [
        ("tomorrow after 15", range(15, 18)),
        ("sat afternoon", range(12, 18)),
        ("saturday 14:00", range(14, 15)),
        ("sat or sun morning", range(9, 12)),
    ],
)
def test_the_other_day_keeps_the_time_of_day_that_was_wished_for(
    company: Company, wish: str, hours: range
) -> None:
    shown = said(company.says("ana", f"book @ben 30m {wish} about grief"))
    press(company, "ana", shown, "Ask for Mon 23 Nov")
    with company.store.begin() as work:
        [booking] = work.bookings.of_member(f"{WORKSPACE}:ben", FRIDAY, 9)
    assert booking.times
    assert all(f"{at:%a}" == "Mon" and (at.hour + 1) in hours for at in booking.times), (
        booking.times
    )


@pytest.mark.parametrize("skill", ["", " for go"])
def test_an_hour_of_the_night_is_shown_on_both_clocks_and_sent_only_once_confirmed(
    company: Company, skill: str
) -> None:
    company.settle(person("kim", zone="Europe/London", offers=("go",)))
    line = f"book @kim{skill} 30m thursday 10:00 Tokyo time about career"
    shown = said(company.says("ana", line))
    assert shown.title == "That is late or early for one of you"
    assert "On your clock in Berlin: 02:00. For Kim in London: 01:00." in words_of(shown)
    assert "Nothing has been sent." in words_of(shown)

    def kims() -> list[str]:
        with company.store.begin() as work:
            found = work.bookings.of_member(f"{WORKSPACE}:kim", FRIDAY, 9)
        return [f"{at:%a %d %H:%M} {one.topic}" for one in found for at in one.times]

    assert kims() == []
    assert said(press(company, "ana", shown, "Ask all the same")).title == "Kim is asked"
    assert kims() == ["Thu 26 01:00 career"]
