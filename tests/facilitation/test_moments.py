"""The field for a date and a time: what fills it, what comes back from each platform, and the instant that is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.errors import Usage
from facilitation.talk.when import dates, moments
from facilitation.talk.when.moments import Written

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
ZONES = (BERLIN, "UTC", "Asia/Kathmandu", "America/Santiago", "Pacific/Apia", "Australia/Lord_Howe")
instants = st.datetimes(NOW.replace(tzinfo=None), datetime(2090, 1, 1), timezones=st.just(UTC)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


@pytest.mark.parametrize(
    ("answer", "at"),
    [
        ("2026-11-24T10:00", "2026-11-24T09:00Z"),
        ("2026-11-24T10:00:00", "2026-11-24T09:00Z"),
        ("2026-11-24T10:00 AM", "2026-11-24T09:00Z"),
        ("@1795510800", "2026-11-24T09:00Z"),
        (" @1795510800 ", "2026-11-24T09:00Z"),
        ("2026-11-24T10:00@1795510800", "2026-11-24T09:00Z"),
        ("tue 10:00", "2026-12-01T09:00Z"),
        ("tomorrow 9", "2026-11-25T08:00Z"),
        ("24 nov 14:30", "2026-11-24T13:30Z"),
        ("next friday 2pm", "2026-12-04T13:00Z"),
        # the clock is put forward from 2:00 to 3:00, and back from 3:00 to 2:00
        ("2027-03-28T02:30", "2027-03-28T01:00Z"),
        ("2027-10-31T02:30", "2027-10-31T00:30Z"),
    ],
)
def test_an_answer_is_an_instant_on_the_person_s_own_clock(answer: str, at: str) -> None:
    assert dates.moment(answer, NOW, BERLIN) == datetime.fromisoformat(at)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("", "I see no time"),
        ("2026-11-24", "At what time on Tue 24 Nov?"),
        ("T10:00", "On which day at 10:00?"),
        ("2026-11-23T10:00", "Mon 23 Nov 2026, 10:00 is already past."),
        ("@1763974800", "Mon 24 Nov 2025, 10:00 is already past."),
        ("@9999999999", "The year 2286 is too far away."),
        ("@17955108000", "I did not understand"),
        ("@179551080", "is already past"),
        ("@-795597200", "I did not understand"),
        ("2026-02-30T10:00", "There is no 30 February 2026."),
        ("2026-11-24T25:00", "is no time of day"),
        ("2026-11-24T10:00Z", "I did not understand"),
        ("9999-12-31T23:59", "too far away"),
    ],
)
def test_an_answer_that_is_none_gets_a_sentence_with_an_example(answer: str, sentence: str) -> None:
    with pytest.raises(Usage) as refused:
        dates.moment(answer, NOW, BERLIN)
    assert sentence in refused.value.sentence
    assert "Try:" in refused.value.sentence


@given(instants, st.sampled_from(ZONES))
def test_what_fills_a_field_comes_back_from_every_platform_as_the_same_instant(
    at: datetime, zone: str
) -> None:
    value = moments.value(at, zone)
    filled = moments.parts(value)
    assert filled.wall == f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"
    assert dates.moment(f"@{filled.epoch}", NOW, zone) == at
    assert dates.moment(value, NOW, zone) == at
    # a repeated hour is its first one, where a clock alone tells it
    back = dates.moment(filled.wall, NOW, zone, past=True)
    assert at - back in (timedelta(), timedelta(minutes=30), timedelta(hours=1))
    assert back.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == at.astimezone(
        ZoneInfo(zone)
    ).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("2026-11-24T10:00@1795510800", Written("2026-11-24", "10:00", 1795510800)),
        ("2026-11-24", Written("2026-11-24")),
        ("T10:00", Written("", "10:00")),
        ("@1795510800", Written(epoch=1795510800)),
        ("", Written()),
        ("2026-02-30T10:00", Written()),
        ("2026-11-24T24:00", Written()),
        ("2026-11-24T10:00\n", Written()),
        ("2026-11-24 10:00", Written()),
        ("@5", Written(epoch=5)),
        ("@１795510800", Written()),
    ],
)
def test_what_a_field_is_filled_with_is_read_or_left_empty(value: str, parts: Written) -> None:
    assert moments.parts(value) == parts


@given(st.text(max_size=40))
def test_whatever_fills_a_field_is_no_error(value: str) -> None:
    found = moments.parts(value)
    assert found == Written() or value
