"""Hours as people have them: over midnight, in two spans, on some days; and when they are left alone for it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.errors import Usage
from facilitation.people import columns, countries, daysoff, profile
from facilitation.people.model import Member
from facilitation.sessions import times
from facilitation.talk.when import hours, weeks
from facilitation.talk.when.hours import local
from facilitation.talk.when.weeks import OFFICE, Week

SAID = [
    ("9-17", "09:00-17:00"),
    ("0900-1700", "09:00-17:00"),
    ("from 9 to 17", "09:00-17:00"),
    ("22:00-06:00", "22:00-06:00"),
    ("22-6", "22:00-06:00"),
    ("9pm-5am", "21:00-05:00"),
    ("16:00-00:00", "16:00-24:00"),
    ("16:00-24:00", "16:00-24:00"),
    ("9-12, 13-17", "09:00-12:00, 13:00-17:00"),
    ("9-12 and 13-17", "09:00-12:00, 13:00-17:00"),
    ("mon-thu 9-17", "Mon-Thu 09:00-17:00"),
    ("monday to thursday 8:30-17", "Mon-Thu 08:30-17:00"),
    ("mon-wed 9-17; fri 9-13", "Mon-Wed 09:00-17:00; Fri 09:00-13:00"),
    ("mon, wed, fri 9-13", "Mon Wed Fri 09:00-13:00"),
    ("tues and thurs 10-15", "Tue Thu 10:00-15:00"),
    ("sun-thu 9-17", "Sun-Thu 09:00-17:00"),
    ("9-17, fri off", "Mon-Thu 09:00-17:00"),
    ("9-17, not on wed", "Mon Tue Thu Fri 09:00-17:00"),
    ("daily 6-14", "Mon-Sun 06:00-14:00"),
    ("fri-sun 20:00-04:00", "Fri-Sun 20:00-04:00"),
]


@pytest.mark.parametrize(("text", "shown"), SAID)
def test_hours_are_read_and_shown_in_words_that_can_be_typed(text: str, shown: str) -> None:
    week = weeks.read(text)
    assert str(week) == shown
    assert weeks.read(shown) == week
    assert weeks.of_json(weeks.to_json(week)) == week


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("9-5", "Is that until 17:00?"),
        ("18-9", "15 hours of work"),
        ("mon-thu", "Which hours on Mon-Thu?"),
        ("9-13, 12-17", "overlap"),
        ("mon-fri off", "I did not understand"),
        ("office", "I did not understand"),
        ("", "I did not understand"),
    ],
)
def test_hours_that_cannot_be_are_told_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(Usage) as error:
        weeks.read(text)
    assert says in error.value.sentence


_SPANS = st.sampled_from([(0, 360), (540, 720), (780, 1020), (960, 1440), (1320, 1440)])
_WEEKS = st.lists(st.sets(_SPANS, max_size=2), min_size=7, max_size=7).filter(any)


@given(_WEEKS)
def test_every_week_is_read_back_from_what_is_shown(days: list[set[tuple[int, int]]]) -> None:
    week = Week(tuple(tuple(sorted(day)) for day in days))
    assert week.working <= set(range(7))
    assert weeks.of_json(weeks.to_json(week)) == week
    if all(first[1] < second[0] for day in week.days for first, second in pairwise(day)):
        assert weeks.read(str(week)) == week


def test_what_was_kept_as_two_numbers_is_a_week() -> None:
    assert weeks.of_json([540, 1020]) == OFFICE
    assert weeks.to_json(OFFICE) == [540, 1020]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("22:00-06:00", "22:00-06:00"), ("16:00-00:00", "16:00-24:00"), ("0800-1630", "08:00-16:30")],
)
def test_a_people_file_and_the_form_read_the_same_hours(cell: str, shown: str) -> None:
    assert str(columns.value("hours", cell)) == shown
    changed, errors = profile.read(somebody("UTC"), {"hours": cell})
    assert not errors
    assert profile.values(changed)["hours"] == shown


def quiet(work: str, at: datetime, off: frozenset[date] = frozenset()) -> bool:
    return hours.is_quiet(at, "UTC", hours.around(weeks.read(work), off))


def test_who_works_at_night_is_reached_at_night_on_the_day_their_work_began() -> None:
    friday = datetime(2026, 11, 27, tzinfo=UTC)
    night = "22:00-06:00"
    assert quiet(night, friday.replace(hour=12))
    assert not quiet(night, friday.replace(hour=23))
    assert not quiet(night, friday + timedelta(days=1, hours=2))
    assert quiet(night, friday + timedelta(days=1, hours=23))
    assert quiet(night, friday + timedelta(days=3, hours=2))
    assert quiet(night, friday + timedelta(days=1, hours=2), frozenset({friday.date()}))
    assert hours.next_open(
        friday.replace(hour=12), "UTC", hours.around(weeks.read(night), frozenset())
    ) == friday.replace(hour=22)


def test_whose_weekend_is_friday_and_saturday_is_reached_on_a_sunday() -> None:
    sunday = datetime(2026, 11, 29, 10, tzinfo=UTC)
    assert not quiet("sun-thu 9-17", sunday)
    assert quiet("sun-thu 9-17", sunday - timedelta(days=2))


def test_who_has_usual_hours_is_reached_from_nine_to_six_as_ever() -> None:
    assert hours.around(OFFICE, frozenset()) == hours.Quiet()


def test_a_day_in_two_shifts_is_drawn_for_with_what_is_free_between_them() -> None:
    split = weeks.read("mon-thu 9-12, 17-20, fri 9-15")
    assert (split.usual, split.breaks_on(range(7))) == ((540, 1200), ((720, 1020),))
    assert (split.usual_on([4]), split.breaks_on([4])) == ((540, 900), ())


def test_times_keep_to_the_hours_of_each_day() -> None:
    monday = datetime(2026, 11, 30, tzinfo=UTC)

    def proposed(*works: str) -> list[datetime]:
        read = [weeks.read(work) for work in works]
        people = [
            times.Person("UTC", one.usual, hours.around(one, frozenset()), week=one) for one in read
        ]
        found = times.propose(
            people,
            opens=monday,
            closes=monday + timedelta(days=7),
            minutes=60,
            now=monday - timedelta(days=1),
        )
        assert not found.strained
        return list(found.times)

    for at in proposed("mon-wed 9-17; fri 9-11", "tue-fri 10-16"):
        assert at.weekday() in (1, 2, 4)
        assert at.weekday() != 4 or at.hour == 10
    assert {at.weekday() for at in proposed("sun-thu 9-17", "fri-sun 9-17")} == {6}
    for at in proposed("9-12, 14-17", "11-15"):
        assert at.hour in (11, 14)
    for at in proposed("22:00-06:00", "mon-thu 23:00-05:00"):
        assert at.hour >= 23 or at.hour <= 4


def somebody(zone: str, location: str = "", work: Week = OFFICE) -> Member:
    return Member(id="w:ana", workspace="w", name="Ana", zone=zone, location=location, work=work)


THANKSGIVING = date(2026, 11, 26)
UNITY = date(2026, 10, 3)
EPIPHANY = date(2026, 1, 6)


@pytest.mark.parametrize(
    ("codes", "member", "day", "off"),
    [
        (("DE", "US"), somebody("Europe/Berlin"), THANKSGIVING, False),
        (("DE", "US"), somebody("America/New_York"), THANKSGIVING, True),
        (("DE", "US"), somebody("Europe/Berlin", "New York"), THANKSGIVING, True),
        (("DE", "US"), somebody("America/Chicago", "Berlin, Germany"), UNITY, True),
        (("DE", "US"), somebody("Asia/Kolkata"), UNITY, False),
        (("DE", "US"), somebody("UTC"), THANKSGIVING, True),
        (("DE",), somebody("Europe/Berlin"), EPIPHANY, False),
        (("DE-BY",), somebody("Europe/Berlin"), EPIPHANY, True),
        (("DE-BY", "DE-BE"), somebody("Europe/Berlin", "Berlin"), EPIPHANY, False),
        (("DE-BY", "DE-BE"), somebody("Europe/Berlin", "Ingolstadt, Bayern"), EPIPHANY, True),
        (("DE-BY", "DE-BE"), somebody("Europe/Berlin"), UNITY, True),
    ],
)
def test_a_holiday_is_of_who_is_where_it_is_kept(
    codes: tuple[str, ...], member: Member, day: date, off: bool
) -> None:
    assert (day in daysoff.quiet_of(codes, member, 2026).holidays) == off


def test_a_region_is_read_and_one_that_is_none_is_told_so() -> None:
    assert countries.read("DE-BY, us") == ("DE-BY", "US")
    assert countries.read("germany-by") == ("DE-BY",)
    assert countries.named("DE-BY") == "Germany (DE-BY)"
    with pytest.raises(Exception, match="I do not know the region DE-XX"):
        countries.read("DE-XX")


def test_own_hours_and_own_holidays_come_together() -> None:
    late = somebody("Europe/Berlin", work=weeks.read("sun-thu 12-20"))
    found = daysoff.quiet_of(("DE", "US"), late, 2026)
    assert (found.start.hour, found.end.hour, found.weekend) == (21, 12, (4, 5))
    assert replace(found, holidays=frozenset()) == hours.around(late.work, frozenset())
    assert local(datetime(2026, 1, 1, tzinfo=UTC), late.zone).date() in found.holidays
