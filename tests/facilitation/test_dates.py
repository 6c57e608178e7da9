"""The one parser of time: what people type, what it means, and what is said when it means nothing."""

import re
import zoneinfo
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.errors import Usage
from facilitation.talk.when import dates
from facilitation.talk.when.dates import Cadence
from tests.counts import upto

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""Tuesday 24 November 2026, 9:30 in Berlin."""


def said(read: Callable[[], object]) -> str:
    with pytest.raises(Usage) as refused:
        read()
    return refused.value.sentence


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(BERLIN))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2w", timedelta(weeks=2)),
        ("3 days", timedelta(days=3)),
        ("48h", timedelta(hours=48)),
        ("90 min", timedelta(minutes=90)),
        ("1.5h", timedelta(minutes=90)),
        ("1,5 h", timedelta(minutes=90)),
        ("1w 2d", timedelta(days=9)),
        ("1w, 2d", timedelta(days=9)),
        ("1 week and 2 days", timedelta(days=9)),
        ("two weeks", timedelta(weeks=2)),
        ("a couple of weeks", timedelta(weeks=2)),
        ("a week", timedelta(weeks=1)),
        ("an hour", timedelta(hours=1)),
        ("half an hour", timedelta(minutes=30)),
        ("a fortnight", timedelta(weeks=2)),
        ("for 2d", timedelta(days=2)),
        ("  2\N{NO-BREAK SPACE}Weeks. ", timedelta(weeks=2)),
        ("\N{FULLWIDTH DIGIT TWO}w", timedelta(weeks=2)),
        ("\N{ARABIC-INDIC DIGIT TWO}w", timedelta(weeks=2)),
        ("\N{PALM TREE} 2w!", timedelta(weeks=2)),
        ("\N{RIGHT-TO-LEFT OVERRIDE}2w", timedelta(weeks=2)),
        ("731 days", timedelta(days=731)),
    ],
)
def test_a_duration_is_understood(text: str, length: timedelta) -> None:
    assert dates.duration(text) == length


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0d", '"0d" is no time at all. Try: 2w, 3 days or 90 min'),
        ("-2w", '"-2w" is no length of time. Try: 2w, 3 days or 90 min'),
        ("\N{MINUS SIGN}2w", '"\N{MINUS SIGN}2w" is no length of time.'),
        ("105w", '"105w" is more than two years.'),
        ("9" * 150 + "w", "is more than two years."),
        ("2", "2 what? Write 2d for days or 2w for weeks."),
        ("3 months", "A month is not always the same length. Write weeks instead, such as 4w."),
        ("a year", "Write weeks instead, such as 52w."),
        ("three wekes", 'I did not understand "three wekes". Did you mean weeks? Try: 2w'),
        ("2w 3", 'I did not understand "2w 3".'),
        ("2 2w", 'I did not understand "2 2w".'),
        ("1-2w", 'I did not understand "1-2w".'),
        ("", "I see no time in that. Try: 2w, 3 days or 90 min"),
        ("\x00\N{PALM TREE}", "I see no time in that"),
        ("w" * 201, "is too long for a time. Try: 2w"),
    ],
)
def test_what_is_no_duration_gets_a_sentence(text: str, sentence: str) -> None:
    assert sentence in said(lambda: dates.duration(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-24"),
        ("Tomorrow", "2026-11-25"),
        ("day after tomorrow", "2026-11-26"),
        ("yesterday", "2026-11-23"),
        ("fri", "2026-11-27"),
        ("on Friday", "2026-11-27"),
        ("tue", "2026-12-01"),
        ("this tue", "2026-11-24"),
        ("this mon", "2026-11-30"),
        ("next tuesday", "2026-12-01"),
        ("next friday", "2026-12-04"),
        ("fri next week", "2026-12-04"),
        ("3 dec", "2026-12-03"),
        ("dec 3", "2026-12-03"),
        ("3dec", "2026-12-03"),
        ("3rd of December", "2026-12-03"),
        ("December 3rd, 2026", "2026-12-03"),
        ("3 december 2026", "2026-12-03"),
        ("2026-12-03", "2026-12-03"),
        ("2026\N{EN DASH}12\N{EN DASH}03", "2026-12-03"),
        ("3.12.", "2026-12-03"),
        ("3.12.2026", "2026-12-03"),
        ("3.12.26", "2026-12-03"),
        ("24 nov", "2026-11-24"),
        ("23 nov", "2027-11-23"),
        ("1 sept", "2027-09-01"),
        ("29 feb", "2028-02-29"),
        ("Tue 24 Nov", "2026-11-24"),
        ("thursday the 3rd of dec", "2026-12-03"),
        ("in 2 weeks", "2026-12-08"),
        ("2w", "2026-12-08"),
        ("a week from today", "2026-12-01"),
        ("25/12", "2026-12-25"),
        ("12/25", "2026-12-25"),
        ("25/12/27", "2027-12-25"),
        ("03/03", "2027-03-03"),
    ],
)
def test_a_day_is_understood(text: str, day: str) -> None:
    assert dates.day(text, NOW, BERLIN) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("03/04", "Is that 3 April or 4 March? Write 3 apr or 2027-04-03."),
        ("03/04/2026", "Is that 3 April or 4 March? Write 3 apr or 2026-04-03."),
        ("03-04", "Is that 3 April or 4 March?"),
        ("31 feb", "There is no 31 February. Try: fri, 3 dec or 2026-12-03"),
        ("29 feb 2027", "There is no 29 February 2027."),
        ("2026-02-30", "There is no 30 February 2026."),
        ("0 dec", "There is no 0 December."),
        ("13/14", "There is no month 14."),
        ("3 dec 1026", "The year 1026 is too far away."),
        ("Mon 24 Nov", "24 November 2026 is a Tuesday, not a Monday. Which one is it?"),
        ("this week", '"this week" is not one day. Try: fri, 3 dec or 2026-12-03'),
        ("next month", '"next month" is not one day.'),
        ("end of the month", '"end of the month" is not one day.'),
        ("tusday", 'I did not understand "tusday". Did you mean tuesday? Try: fri'),
        ("3 decmber", "Did you mean december?"),
        ("in 3h", 'I did not understand "in 3h".'),
        ("2 months", "A month is not always the same length."),
    ],
)
def test_what_is_no_day_gets_a_sentence(text: str, sentence: str) -> None:
    assert sentence in said(lambda: dates.day(text, NOW, BERLIN))


def test_today_is_the_day_it_is_where_the_reader_is() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert dates.day("today", late, BERLIN) == date(2026, 11, 25)
    assert dates.day("today", late, "America/New_York") == date(2026, 11, 24)
    assert dates.day("next fri", datetime(2026, 11, 29, 12, tzinfo=UTC), "UTC") == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2w", "2026-12-08T00:00"),
        ("for two weeks", "2026-12-08T00:00"),
        ("3 dec", "2026-12-03T00:00"),
        ("until 3 dec", "2026-12-03T00:00"),
        ("until 3 dec 14:00", "2026-12-03T14:00"),
        ("until 3 Dec, 2pm", "2026-12-03T14:00"),
        ("next friday", "2026-12-04T00:00"),
        ("tomorrow", "2026-11-25T00:00"),
        ("fri 10", "2026-11-27T10:00"),
        ("48h", "2026-11-26T09:30"),
        ("14h", "2026-11-24T23:30"),
        ("until 14h", "2026-11-24T14:00"),
        ("until 9am", "2026-11-25T09:00"),
        ("1d 2h", "2026-11-25T11:30"),
        ("until tuesday at noon", "2026-12-01T12:00"),
        ("2027-11-24", "2027-11-24T00:00"),
        ("365 days", "2027-11-24T00:00"),
    ],
)
def test_the_end_of_a_pause_is_understood(text: str, end: str) -> None:
    assert dates.until(text, NOW, BERLIN) == local(end)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("today", "Tue 24 Nov 2026, 00:00 is already past. Try: 2w or until 3 dec"),
        ("2025-12-24", "Wed 24 Dec 2025, 00:00 is already past."),
        ("2027-11-26", "Fri 26 Nov 2027, 00:00 is more than a year away."),
        ("60w", "is more than a year away."),
        ("until next week", '"next week" is not one day.'),
        ("until tusday", "Did you mean tuesday?"),
        ("3 months", "Write weeks instead, such as 4w."),
        ("soon", 'I did not understand "soon". Try: 2w or until 3 dec'),
    ],
)
def test_what_ends_no_pause_gets_a_sentence(text: str, sentence: str) -> None:
    assert sentence in said(lambda: dates.until(text, NOW, BERLIN))


def test_a_pause_of_days_ends_at_the_start_of_a_day_though_the_clocks_change() -> None:
    autumn = datetime(2026, 10, 20, 8, tzinfo=UTC)
    assert dates.until("1w", autumn, BERLIN) == local("2026-10-27T00:00")
    spring = datetime(2024, 4, 22, 8, tzinfo=UTC)
    starts = dates.until("fri", spring, "Africa/Cairo")
    assert dates.say_moment(starts, "Africa/Cairo") == "Fri 26 Apr, 01:00"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("tue 10:00", "2026-12-01T10:00"),
        ("today 10:00", "2026-11-24T10:00"),
        ("tomorrow 9am", "2026-11-25T09:00"),
        ("9:30 pm tomorrow", "2026-11-25T21:30"),
        ("3 dec at 14:30", "2026-12-03T14:30"),
        ("3.12. 14.30", "2026-12-03T14:30"),
        ("3 dec 14", "2026-12-03T14:00"),
        ("24.12. 10", "2026-12-24T10:00"),
        ("10:00", "2026-11-24T10:00"),
        ("9:30", "2026-11-25T09:30"),
        ("noon", "2026-11-24T12:00"),
        ("in 2h", "2026-11-24T11:30"),
        ("90 min from now", "2026-11-24T11:00"),
        ("in 2 days", "2026-11-26T09:30"),
        ("in 2 days at 10:00", "2026-11-26T10:00"),
        ("at 10 on fri", "2026-11-27T10:00"),
        ("tue 10", "2026-12-01T10:00"),
        ("Tue 24 Nov, 10:00", "2026-11-24T10:00"),
        ("2026-12-03T10:00", "2026-12-03T10:00"),
        ("29 mar 2:30", "2027-03-29T02:30"),
        ("now", "2026-11-24T09:30"),
    ],
)
def test_a_moment_is_understood(text: str, at: str) -> None:
    assert dates.moment(text, NOW, BERLIN) == local(at)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("tue", "At what time on Tue 1 Dec? Try: tue 10:00 or tomorrow 9am"),
        ("14h", "Is that in 14 hours or at 14:00? Write in 14h or 14:00."),
        ("today 9am", "Tue 24 Nov 2026, 09:00 is already past."),
        ("fri 25:00", '"25:00" is no time of day. Try: 10:00 or 9am'),
        ("fryday 10:00", 'I did not understand "fryday 10:00". Did you mean friday?'),
        ("31 feb 10:00", "There is no 31 February."),
    ],
)
def test_what_is_no_moment_gets_a_sentence(text: str, sentence: str) -> None:
    assert sentence in said(lambda: dates.moment(text, NOW, BERLIN))


def test_the_past_may_be_asked_for() -> None:
    assert dates.moment("today 9am", NOW, BERLIN, past=True) == local("2026-11-24T09:00")


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("10:00", time(10)),
        ("10", time(10)),
        ("9am", time(9)),
        ("9:30 pm", time(21, 30)),
        ("9 p.m.", time(21)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("14h", time(14)),
        ("14h30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("0930", time(9, 30)),
        ("at 10", time(10)),
        ("10 o'clock", time(10)),
        ("10:00:00", time(10)),
        ("10\N{FULLWIDTH COLON}30", time(10, 30)),
    ],
)
def test_a_clock_time_is_understood(text: str, clock: time) -> None:
    assert dates.clock(text) == clock


@pytest.mark.parametrize("text", ["24:00", "25", "12:60", "13pm", "0am"])
def test_a_time_no_clock_shows_gets_a_sentence(text: str) -> None:
    assert said(lambda: dates.clock(text)) == f'"{text}" is no time of day. Try: 10:00 or 9am'


def test_a_word_that_is_no_clock_time_gets_a_sentence() -> None:
    assert said(lambda: dates.clock("nono")) == (
        'I did not understand "nono". Did you mean noon? Try: 10:00 or 9am'
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("MON", 0),
        ("tues", 1),
        ("wednesday", 2),
        ("thur.", 3),
        ("fridays", 4),
        ("sa", 5),
        ("fri\N{ZERO WIDTH SPACE}day", 4),
    ],
)
def test_a_weekday_is_understood(text: str, number: int) -> None:
    assert dates.weekday(text) == number


def test_a_misspelt_weekday_is_guessed_at() -> None:
    assert "Did you mean wednesday?" in said(lambda: dates.weekday("wendesday"))
    assert "Did you mean" not in said(lambda: dates.weekday("xyzzy"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("every 2w on tue at 10:00", "every 2w on tue at 10:00"),
        ("every 2 weeks on tuesday at 10:00", "every 2w on tue at 10:00"),
        ("every two weeks, Tuesdays, 10.00", "every 2w on tue at 10:00"),
        ("every other tuesday at 10", "every 2w on tue at 10:00"),
        ("every second week on tue at 10h", "every 2w on tue at 10:00"),
        ("fortnightly tue 10am", "every 2w on tue at 10:00"),
        ("every 14 days tue 10", "every 2w on tue at 10:00"),
        ("at 10:00 on tue every 2w", "every 2w on tue at 10:00"),
        ("tue 10:00 2w", "every 2w on tue at 10:00"),
        ("EVERY\N{NO-BREAK SPACE}2W ON TUE AT 10:00 \N{PARTY POPPER}", "every 2w on tue at 10:00"),
        ("every third fri noon", "every 3w on fri at 12:00"),
        ("weekly on mon 9am", "every week on mon at 09:00"),
        ("every week tue 10:00", "every week on tue at 10:00"),
        ("every tue at 10:00", "every week on tue at 10:00"),
        ("tuesdays at 10:00", "every week on tue at 10:00"),
        ("once a week on fri at 10", "every week on fri at 10:00"),
        ("every 52w on sun at 0:00", "every 52w on sun at 00:00"),
        ("every tue and thu at 10", "every week on tue and thu at 10:00"),
        ("every 2 weeks on thu, mon at 9am", "every 2w on mon and thu at 09:00"),
        ("every weekday at half past nine", "every weekday at 09:30"),
        ("weekdays 9:30", "every weekday at 09:30"),
        ("mon tue wed thu fri at quarter to ten every week", "every weekday at 09:45"),
        ("monthly on tue at 10", "first tue of every month at 10:00"),
        ("every month on the last friday at 4pm", "last fri of every month at 16:00"),
        ("first monday of the month at 10:00", "first mon of every month at 10:00"),
        ("second tuesday of each month 10:00", "second tue of every month at 10:00"),
        ("1st and 3rd wed at 14:00", "first and third wed of every month at 14:00"),
        ("twice a month on thu at 9", "first and third thu of every month at 09:00"),
        ("every 2 months on tue at 10", "first tue of every 2 months at 10:00"),
        ("every other month tue 10:00", "first tue of every 2 months at 10:00"),
        ("quarterly on the last thu at noon", "last thu of every 3 months at 12:00"),
        ("every second tuesday at 10", "every 2w on tue at 10:00"),
    ],
)
def test_a_cadence_is_understood(text: str, words: str) -> None:
    assert str(dates.cadence(text)) == words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("every 2w", "Please add the weekday and the time. Try: every 2w on tue at 10:00"),
        ("tue 10:00", "Please add how often. Try: every 2w on tue at 10:00"),
        ("every tusday at 10", 'I did not understand "tusday". Did you mean tuesday?'),
        ("biweekly on fri at 9", "Biweekly can mean every 2w or twice a week."),
        ("monthly", "Please add the weekday and the time. Try: first tue of the month at 10:00"),
        ("bimonthly on tue at 10", "Bimonthly can mean every two months or twice a month."),
        (
            "every quarter",
            "Please add the weekday and the time. Try: first tue of the month at 10:00",
        ),
        ("yearly on tue at 10", "12 months is the longest time between rounds."),
        ("the 15th of every month at 10", "Day 15 falls on a weekend in some months."),
        ("daily at 10", "On which days? Write"),
        ("twice a week", "On which days? Write"),
        ("every 13 months on tue at 10", "Rounds come every 1 to 12 months."),
        ("every month and every 2w tue 10:00", "Is it every 2 weeks or every month?"),
        ("first tue and thu of the month at 10", "A month counts one weekday only."),
        ("every 0w on tue at 10", "Rounds come every 1 to 52 weeks."),
        ("every -2w on tue at 10", "Rounds come every 1 to 52 weeks."),
        ("every 53w on tue at 10", "Rounds come every 1 to 52 weeks."),
        ("every 2.5 weeks tue 10", "Rounds come in whole weeks or months."),
        ("every 10 days tue 10", "Rounds come in whole weeks or months."),
        ("every 2w and every 3w tue 10:00", "Is it every 2 weeks or every 3 weeks?"),
        ("every 2w on tue at 25:00", '"25:00" is no time of day.'),
        ("every 2w on tue at 10:00 11:00", 'I did not understand "10:00".'),
        ("every 2 tue", 'I did not understand "2".'),
        ("now and then", 'I did not understand "now then".'),
    ],
)
def test_what_is_no_cadence_gets_a_sentence(text: str, sentence: str) -> None:
    assert sentence in said(lambda: dates.cadence(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("every 3w", "every 3w on tue at 10:00"),
        ("fri", "every 2w on fri at 10:00"),
        ("every fri", "every week on fri at 10:00"),
        ("fridays", "every 2w on fri at 10:00"),
        ("at 14", "every 2w on tue at 14:00"),
        ("half past nine", "every 2w on tue at 09:30"),
        ("weekly", "every week on tue at 10:00"),
        ("monthly", "first tue of every month at 10:00"),
        ("every weekday", "every weekday at 10:00"),
        ("last fri of the month", "last fri of every month at 10:00"),
        ("on wed at 9am", "every 2w on wed at 09:00"),
    ],
)
def test_what_a_cadence_leaves_out_stays_as_it_was(text: str, words: str) -> None:
    assert str(dates.cadence(text, Cadence(2, 1, time(10)))) == words


@given(st.integers(1, 52), st.integers(0, 6), st.integers(0, 23), st.integers(0, 59))
def test_a_cadence_reads_back_from_its_own_words(
    every: int, weekday: int, hour: int, minute: int
) -> None:
    cadence = Cadence(every, weekday, time(hour, minute))
    assert dates.cadence(str(cadence)) == cadence


@given(
    st.integers(1, 12),
    st.integers(0, 6),
    st.lists(st.sampled_from([1, 2, 3, 4, -1]), min_size=1, max_size=2, unique=True),
    st.sets(st.integers(0, 6), min_size=1),
)
def test_months_and_several_weekdays_read_back_from_their_own_words(
    every: int, weekday: int, nth: list[int], days: set[int]
) -> None:
    monthly = Cadence(every, weekday, time(9, 30), "month", tuple(nth))
    assert dates.cadence(str(monthly)) == monthly
    first, *others = sorted(days)
    weekly = Cadence(every, first, time(9, 30), also=tuple(others))
    assert dates.cadence(str(weekly)) == weekly


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("port au prince", "America/Port-au-Prince"),
        ("Buenos Aires", "America/Buenos_Aires"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Zürich", "Europe/Zurich"),
        ("München", "Europe/Berlin"),
        ("san francisco", "America/Los_Angeles"),
        ("utc", "UTC"),
        ("GMT", "UTC"),
        ("cet", "CET"),
        ("cest", "Europe/Berlin"),
        ("EST", "America/New_York"),
        ("etc/gmt+5", "Etc/GMT+5"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("eastern standard time", "America/New_York"),
        ("GMT Standard Time", "Europe/London"),
        ("Ireland", "Europe/Dublin"),
        ("Germany", "Europe/Berlin"),
        ("UK", "Europe/London"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("San José, Costa Rica", "America/Costa_Rica"),
        ("Austin, United States", "America/Chicago"),
    ],
)
def test_a_zone_is_understood(text: str, zone: str) -> None:
    assert dates.zone(text) == zone


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("St. Petersburg", "St Petersburg can mean the time of moscow or new york."),
        ("Georgia", "Georgia can mean the time of tbilisi or atlanta."),
        ("USA", "USA has several time zones. Write a city"),
        ("Springfield, United States", "United States has several time zones."),
        ("cst", "CST can mean the time of chicago or shanghai. Write the city."),
        ("IST", "IST can mean the time of mumbai, jerusalem or dublin. Write the city."),
        ("utc+2", '"utc+2" does not say when the clocks change. Write a city, such as: Berlin'),
        ("+05:30", "does not say when the clocks change."),
        ("berln", 'I do not know the time zone "berln". Did you mean Berlin?'),
        ("europe/berln", "Did you mean Berlin?"),
        ("localtime", 'I do not know the time zone "localtime".'),
        ("xyzzy", 'I do not know the time zone "xyzzy". Try: Berlin'),
    ],
)
def test_what_is_no_one_zone_gets_a_sentence(text: str, sentence: str) -> None:
    assert sentence in said(lambda: dates.zone(text))


def test_every_zone_that_is_answered_or_proposed_exists() -> None:
    known = zoneinfo.available_timezones()
    for name in known - {"localtime", "Factory", "EST", "MST", "GMT"}:
        assert dates.zone(name.lower()) in known
    for short in ("cst", "ist", "bst", "ast", "mst", "amt", "gst", "sst", "aest", "acst"):
        cities = said(lambda short=short: dates.zone(short))  # type: ignore[misc]
        for city in re.split(r", | or ", cities.partition("time of ")[2].partition(".")[0]):
            assert dates.zone(city) in known


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("9-17", (540, 1020)),
        ("9\N{EN DASH}17", (540, 1020)),
        ("09:00 - 17:30", (540, 1050)),
        ("9am to 5pm", (540, 1020)),
        ("from 9 to 17", (540, 1020)),
        ("9-5pm", (540, 1020)),
        ("1-5pm", (780, 1020)),
        ("0-24", (0, 1440)),
    ],
)
def test_working_hours_are_understood(text: str, ends: tuple[int, int]) -> None:
    assert dates.hours(text) == ends


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("9-5", "Is that until 17:00? Then write 09:00-17:00."),
        ("22-6", '"22-6" ends before it starts. Try: 9-17 or 09:00-17:30'),
        ("9-9", "Is that until 21:00?"),
        ("9-25", '"9-25" is no time of day. Try: 9-17 or 09:00-17:30'),
        ("9", 'I did not understand "9". Try: 9-17 or 09:00-17:30'),
        ("9-12-17", 'I did not understand "9-12-17".'),
    ],
)
def test_what_is_no_working_hours_gets_a_sentence(text: str, sentence: str) -> None:
    assert sentence in said(lambda: dates.hours(text))


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(weeks=2), "2 weeks"),
        (timedelta(weeks=1), "1 week"),
        (timedelta(days=10), "10 days"),
        (timedelta(hours=25), "1 day 1 hour"),
        (timedelta(minutes=90), "1 hour 30 minutes"),
        (timedelta(days=1, minutes=5), "1 day 5 minutes"),
        (timedelta(days=1, hours=2, minutes=5), "1 day 2 hours"),
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(days=-3), "3 days"),
    ],
)
def test_a_span_is_said_in_short_english(span: timedelta, words: str) -> None:
    assert dates.say_span(span) == words


def test_a_day_and_a_moment_are_said_in_short_english() -> None:
    assert dates.say_day(date(2026, 11, 24)) == "Tue 24 Nov"
    assert dates.say_moment(NOW, BERLIN) == "Tue 24 Nov, 09:30"


@given(st.integers(0, 360), st.integers(0, 23), st.integers(0, 59))
def test_what_we_say_is_what_we_understand(days: int, hour: int, minute: int) -> None:
    at = datetime(2026, 11, 25, hour, minute, tzinfo=UTC) + timedelta(days=days)
    assert dates.moment(dates.say_moment(at, "UTC"), NOW, "UTC") == at
    assert dates.day(dates.say_day(at.date()), NOW, "UTC") == at.date()
    span = timedelta(days=days) or timedelta(hours=hour + 1)
    assert dates.duration(dates.say_span(span)) == span


READERS: tuple[Callable[[str], object], ...] = (
    dates.duration,
    dates.clock,
    dates.weekday,
    dates.cadence,
    lambda text: dates.cadence(text, Cadence(2, 1, time(10))),
    dates.zone,
    dates.hours,
    lambda text: dates.day(text, NOW, BERLIN),
    lambda text: dates.until(text, NOW, BERLIN),
    lambda text: dates.moment(text, NOW, BERLIN),
    lambda text: dates.moment(text, NOW, BERLIN, past=True),
)
PIECES = (
    *("every", "2w", "on", "tue", "at", "10:00", "10", "next", "fri", "until", "in", "for", "9am"),
    *("31", "feb", "3.12.", "03/04", "2026-12-03", "-", ":", ".", ",", "/", "+", "a", "half", "0"),
    *("week", "month", "h", "99999999999999999999", "1e9", "9-17", "noon", "utc", "new", "york"),
    *(
        "\x00",
        "\u202e",
        "\u200b",
        "\ud800",
        "\ufdfa",
        "½",
        "²",
        "٣",
        "🎉",
        "'",
        '"',
        "\n",
        "<!here>",
    ),
)
hostile = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(st.characters(categories=["Nd", "Nl", "No", "Cf", "Cs", "Mn", "Pd"]), max_size=30),
)


def answer(read: Callable[[str], object], text: str) -> str:
    """Give the sentence a reader refuses with, or nothing where it understood."""
    try:
        read(text)
    except Usage as refused:
        return refused.sentence
    return ""


@settings(deadline=None, max_examples=upto(150, 1_000))
@given(st.lists(hostile, min_size=10, max_size=10))
def test_hostile_texts_get_a_value_or_a_sentence(texts: list[str]) -> None:
    for text in texts:
        for read in READERS:
            sentence = answer(read, text)
            assert sentence.isprintable()
            assert len(sentence) < 320


@pytest.mark.parametrize(
    "text",
    [
        "9" * 100_000,
        "every " * 20_000,
        " " * 100_000,
        "\ufdfa" * 200,
        "tue\x00" * 30_000,
        "1 " * 99,
    ],
)
def test_a_text_of_any_length_gets_a_sentence(text: str) -> None:
    for read in READERS:
        sentence = said(lambda read=read: read(text))  # type: ignore[misc]
        assert sentence.isprintable()
        assert len(sentence) < 320
