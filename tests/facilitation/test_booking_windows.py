"""When somebody wants a booking and how long, in the words people use."""

import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.bookings.times.windows import Window, joined, read_length, read_windows
from facilitation.errors import Usage
from facilitation.talk.when.hours import local
from tests.counts import upto

NOW = datetime(2026, 11, 24, 9, 7, tzinfo=UTC)
"""A Tuesday, seven past ten in Berlin."""

TODAY = "Tue 24 Nov 10:07"


def read_window(text: str, now: datetime, zone: str) -> Window:
    return joined(read_windows(text, now, zone), 30)[0]


def read(text: str, now: datetime = NOW, zone: str = "Europe/Berlin") -> tuple[str, str]:
    opens, closes = (local(one, zone) for one in read_window(text, now, zone))
    return f"{opens:%a %d %b %H:%M}", f"{closes:%a %d %b %H:%M}"


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("", TODAY, "Wed 02 Dec 00:00"),
        ("any time", TODAY, "Wed 02 Dec 00:00"),
        ("today", TODAY, "Wed 25 Nov 00:00"),
        ("tomorrow", "Wed 25 Nov 00:00", "Thu 26 Nov 00:00"),
        ("This Week", TODAY, "Mon 30 Nov 00:00"),
        ("next week", "Mon 30 Nov 00:00", "Mon 07 Dec 00:00"),
        ("by friday", TODAY, "Sat 28 Nov 00:00"),
        ("by tuesday", TODAY, "Wed 25 Nov 00:00"),
        ("by the end of the week", TODAY, "Mon 30 Nov 00:00"),
        ("by tomorrow 12:00", TODAY, "Wed 25 Nov 12:00"),
        ("before thursday", TODAY, "Thu 26 Nov 00:00"),
        ("next 2w", TODAY, "Wed 09 Dec 00:00"),
        ("within 3 days", TODAY, "Sat 28 Nov 00:00"),
        ("next 4h", TODAY, "Tue 24 Nov 14:07"),
        ("tue", "Tue 01 Dec 00:00", "Wed 02 Dec 00:00"),
        ("3 dec", "Thu 03 Dec 00:00", "Fri 04 Dec 00:00"),
        ("fri morning", "Fri 27 Nov 06:00", "Fri 27 Nov 12:00"),
        ("this afternoon", "Tue 24 Nov 12:00", "Tue 24 Nov 18:00"),
        ("mon to wed", "Mon 30 Nov 00:00", "Thu 03 Dec 00:00"),
        ("between thu and fri", "Thu 26 Nov 00:00", "Sat 28 Nov 00:00"),
        ("tue 10:00", "Tue 01 Dec 10:00", "Tue 01 Dec 10:00"),
        ("tomorrow 9am", "Wed 25 Nov 09:00", "Wed 25 Nov 09:00"),
        ("2026-11-26T10:15", "Thu 26 Nov 10:15", "Thu 26 Nov 10:15"),
    ],
)
def test_a_window_is_read_on_the_calendar_of_whoever_asks(
    text: str, opens: str, closes: str
) -> None:
    assert read(text) == (opens, closes)


def test_by_friday_on_a_friday_is_today() -> None:
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    assert read("by friday", friday) == ("Fri 27 Nov 10:00", "Sat 28 Nov 00:00")


def test_a_window_across_a_clock_change_ends_at_local_midnight() -> None:
    before = datetime(2027, 3, 25, 9, 0, tzinfo=UTC)
    opens, closes = read_window("next week", before, "Europe/Berlin")
    assert (opens.hour, closes.hour) == (22, 22)
    opens, closes = read_window("this week", before, "Europe/Berlin")
    assert closes == datetime(2027, 3, 28, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("python", 'I did not understand "python"'),
        ("tommorow", "Did you mean tomorrow?"),
        ("yesterday", "is already past"),
        ("20 nov", "is already past"),
        ("fri to wed next week to", "I did not understand"),
        ("2026-11-27 to 2026-11-25", "ends before it begins"),
        ("in 9w", "more than 8 weeks away"),
        ("2027-06-01 10:00", "more than 8 weeks away"),
        ("tue 10:05", "Is it 10:00 or 10:15?"),
        ("next month", "Write weeks instead"),
        ("🤷", "I see no time in that"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(Usage) as error:
        read(text)
    assert says in error.value.sentence


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30m", 30), ("45 min", 45), ("1h", 60), ("90", 90), ("half an hour", 30), ("for 2h", 120)],
)
def test_a_length_is_in_quarters_of_an_hour(text: str, minutes: int) -> None:
    assert read_length(text) == minutes


@pytest.mark.parametrize("text", ["5m", "50m", "3h", "", "soon", "-30m", "2w", "9999", "1h 1m"])
def test_a_length_that_cannot_be_gets_an_example(text: str) -> None:
    with pytest.raises(Usage) as error:
        read_length(text)
    assert "30m, 45m or 1h" in error.value.sentence


words = st.lists(
    st.sampled_from(
        "by next this week until fri tue 10:00 9am tomorrow today morning 2w 3 days to and - 3 dec "
        "2026-12-01 within before h 4h now from afternoon end of the year 29 feb 24:00 last".split()
    )
    | st.text(max_size=5),
    max_size=6,
).map(" ".join)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(words, instants, st.sampled_from(sorted(zoneinfo.available_timezones() - {"localtime"})))
@settings(max_examples=upto(100, 400), deadline=None)
def test_any_words_give_a_window_ahead_or_a_sentence(text: str, now: datetime, zone: str) -> None:
    try:
        opens, closes = read_window(text, now, zone)
    except Usage:
        return
    assert now <= opens <= closes <= now + timedelta(days=60)
