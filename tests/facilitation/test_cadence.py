"""The cadence: nominal local dates that never drift, and the instants they fall on."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.programs.cadence import (
    Cadence,
    Occurrence,
    following,
    instant,
    occurrences,
    shortest,
)
from tests.counts import upto

ZONES = sorted(zoneinfo.available_timezones() - {"localtime"})
TEN_YEARS = timedelta(days=3653)

zones = st.sampled_from(ZONES)
walls = st.builds(time, st.integers(0, 23), st.integers(0, 59))
small_hours = st.builds(time, st.integers(0, 3), st.sampled_from([0, 1, 15, 30, 59]))
cadences = st.builds(Cadence, st.integers(1, 52), st.integers(0, 6), walls | small_hours)
days = st.dates(date(2010, 1, 1), date(2036, 12, 31))
instants = st.integers(2_000_000, 36_000_000).map(lambda n: datetime.fromtimestamp(60 * n, UTC))


def check_the_instant(nominal: datetime, at: datetime, zone: str) -> None:
    """Hold an instant against its nominal time by what the zone's clock shows around it."""
    shown = at.astimezone(ZoneInfo(zone))
    if shown.replace(tzinfo=None) == nominal:
        assert shown.fold == 0
        return
    before = (at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert before < nominal < shown.replace(tzinfo=None)


def decade(cadence: Cadence, zone: str, anchor: date) -> list[Occurrence]:
    found: list[Occurrence] = []
    for occurrence in occurrences(cadence, zone, anchor, after=None):
        if datetime.fromisoformat(occurrence.nominal).date() > anchor + TEN_YEARS:
            return found
        found.append(occurrence)
    return found


def check_a_decade(cadence: Cadence, zone: str, anchor: date) -> None:
    found = decade(cadence, zone, anchor)
    nominals = [datetime.fromisoformat(occurrence.nominal) for occurrence in found]
    assert anchor <= nominals[0].date() < anchor + timedelta(days=7)
    assert {nominal.weekday() for nominal in nominals} == {cadence.weekday}
    assert {nominal.time() for nominal in nominals} == {cadence.at}
    assert {b - a for a, b in pairwise(nominals)} <= {timedelta(weeks=cadence.every)}
    assert all(a.at < b.at for a, b in pairwise(found))
    for nominal, occurrence in zip(nominals, found, strict=True):
        assert occurrence.at.tzinfo is UTC
        check_the_instant(nominal, occurrence.at, zone)


@settings(deadline=None, max_examples=upto(30, 200))
@given(cadences, zones, days)
def test_ten_years_of_a_cadence_keep_their_rhythm_in_any_zone(
    cadence: Cadence, zone: str, anchor: date
) -> None:
    check_a_decade(cadence, zone, anchor)


def test_every_zone_keeps_ten_years_of_sundays_at_half_past_two() -> None:
    for zone in ZONES[:: upto(5, 1)]:
        check_a_decade(Cadence(1, 6, time(2, 30)), zone, date(2020, 1, 1))


@settings(deadline=None)
@given(cadences, zones, days, instants)
def test_the_next_occurrence_is_the_first_one_later(
    cadence: Cadence, zone: str, anchor: date, after: datetime
) -> None:
    walked = next(o for o in occurrences(cadence, zone, anchor, after=None) if o.at > after)
    assert following(cadence, zone, anchor, after) == walked
    assert following(cadence, zone, anchor, walked.at - timedelta(seconds=1)) == walked
    later = following(cadence, zone, anchor, walked.at)
    assert later
    assert later.nominal > walked.nominal


@settings(deadline=None)
@given(cadences, zones, zones, days)
def test_an_edited_zone_leaves_the_identity_of_every_occurrence(
    cadence: Cadence, old: str, new: str, anchor: date
) -> None:
    before = islice(occurrences(cadence, old, anchor, after=None), 30)
    after = islice(occurrences(cadence, new, anchor, after=None), 30)
    assert [o.nominal for o in before] == [o.nominal for o in after]


@settings(deadline=None)
@given(cadences, zones, days, st.sets(st.integers(0, 29)))
def test_skipped_dates_are_left_out_and_shift_nothing(
    cadence: Cadence, zone: str, anchor: date, left_out: set[int]
) -> None:
    whole = list(islice(occurrences(cadence, zone, anchor, after=None), 31))
    skipped = {datetime.fromisoformat(whole[place].nominal).date() for place in left_out}
    kept = [o for place, o in enumerate(whole) if place not in left_out]
    found = occurrences(cadence, zone, anchor, after=None, skipped=skipped)
    assert list(islice(found, len(kept))) == kept
    before = whole[0].at - timedelta(days=1)
    assert next(occurrences(cadence, zone, anchor, after=before, skipped=skipped)) == kept[0]


@pytest.mark.parametrize(
    ("day", "at", "zone", "utc"),
    [
        (date(2026, 11, 24), time(10), "Europe/Berlin", "2026-11-24T09:00"),
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T01:00"),
        (date(2026, 3, 29), time(2), "Europe/Berlin", "2026-03-29T01:00"),
        (date(2026, 3, 29), time(3), "Europe/Berlin", "2026-03-29T01:00"),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T00:30"),
        (date(2026, 11, 1), time(1, 30), "America/New_York", "2026-11-01T05:30"),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "2026-10-03T15:30"),
        (date(2024, 4, 26), time(0), "Africa/Cairo", "2024-04-25T22:00"),
        (date(2011, 12, 29), time(10), "Pacific/Apia", "2011-12-29T20:00"),
        (date(2011, 12, 30), time(10), "Pacific/Apia", "2011-12-30T10:00"),
        (date(2011, 12, 31), time(10), "Pacific/Apia", "2011-12-30T20:00"),
        (date(1993, 8, 21), time(9), "Pacific/Kwajalein", "1993-08-21T12:00"),
    ],
)
def test_a_wall_time_falls_on_its_instant(day: date, at: time, zone: str, utc: str) -> None:
    assert instant(day, at, zone).isoformat(timespec="minutes") == utc + "+00:00"
    assert instant(day, at.replace(fold=1), zone) == instant(day, at, zone)


def test_every_minute_of_a_gap_falls_on_the_moment_the_clocks_jumped() -> None:
    jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
    gap = [instant(date(2026, 3, 29), time(2, minute), "Europe/Berlin") for minute in range(60)]
    assert set(gap) == {jump}
    assert instant(date(2026, 3, 29), time(2, 0, 0, 1), "Europe/Berlin") == jump


@pytest.mark.parametrize(("zone", "hour"), [("Pacific/Apia", 10), ("Pacific/Fakaofo", 11)])
def test_a_day_that_a_zone_skipped_still_has_its_occurrence(zone: str, hour: int) -> None:
    friday = Cadence(1, 4, time(10))
    found = list(islice(occurrences(friday, zone, date(2011, 12, 20), after=None), 3))
    assert [o.nominal for o in found] == [
        "2011-12-23T10:00",
        "2011-12-30T10:00",
        "2012-01-06T10:00",
    ]
    assert found[1].at == datetime(2011, 12, 30, hour, tzinfo=UTC)
    assert following(friday, zone, date(2011, 12, 20), found[0].at) == found[1]
    assert following(friday, zone, date(2011, 12, 20), found[1].at) == found[2]


def test_every_second_week_stays_fourteen_days_over_a_year_of_53_weeks() -> None:
    found = occurrences(Cadence(2, 1, time(10)), "Europe/Berlin", date(2026, 11, 24), after=None)
    assert [o.nominal for o in islice(found, 5)] == [
        "2026-11-24T10:00",
        "2026-12-08T10:00",
        "2026-12-22T10:00",
        "2027-01-05T10:00",
        "2027-01-19T10:00",
    ]


def test_local_time_stays_when_the_clocks_change() -> None:
    found = occurrences(Cadence(2, 1, time(10)), "Europe/Berlin", date(2026, 10, 13), after=None)
    assert [o.at.hour for o in islice(found, 2)] == [8, 9]


def test_there_is_no_occurrence_after_the_end_of_the_calendar() -> None:
    end = datetime(9999, 12, 31, tzinfo=UTC)
    assert following(Cadence(52, 0, time(10)), "UTC", date(2026, 1, 1), end) is None


@pytest.mark.parametrize(
    ("every", "weekday", "at"),
    [
        (0, 1, time(10)),
        (53, 1, time(10)),
        (1, 7, time(10)),
        (1, -1, time(10)),
        (1, 1, time(10, 0, 30)),
        (1, 1, time(10, tzinfo=UTC)),
    ],
)
def test_a_cadence_no_calendar_can_hold_is_refused(every: int, weekday: int, at: time) -> None:
    with pytest.raises(ValueError, match="cadence"):
        Cadence(every, weekday, at)


monthly = st.builds(
    lambda every, weekday, at, nth: Cadence(every, weekday, at, "month", tuple(nth)),
    st.integers(1, 12),
    st.integers(0, 6),
    walls | small_hours,
    st.lists(st.sampled_from([1, 2, 3, 4, -1]), min_size=1, max_size=2, unique=True),
)
several = st.builds(
    lambda every, days, at: Cadence(every, min(days), at, also=tuple(sorted(days)[1:])),
    st.integers(1, 52),
    st.sets(st.integers(0, 6), min_size=2),
    walls | small_hours,
)


@settings(deadline=None, max_examples=upto(30, 200))
@given(monthly, zones, days)
def test_ten_years_of_months_keep_their_weekday_of_the_month_in_any_zone(
    cadence: Cadence, zone: str, anchor: date
) -> None:
    found = decade(cadence, zone, anchor)
    nominals = [datetime.fromisoformat(occurrence.nominal) for occurrence in found]
    assert {(n.weekday(), n.time()) for n in nominals} == {(cadence.weekday, cadence.at)}
    for nominal, occurrence in zip(nominals, found, strict=True):
        place = (nominal.day - 1) // 7 + 1
        is_last = (nominal + timedelta(days=7)).month != nominal.month
        assert place in cadence.nth or (is_last and -1 in cadence.nth)
        check_the_instant(nominal, occurrence.at, zone)
    assert all(a.at < b.at for a, b in pairwise(found))
    months = sorted({n.year * 12 + n.month for n in nominals})
    assert {b - a for a, b in pairwise(months)} <= {cadence.every}


@settings(deadline=None, max_examples=upto(30, 200))
@given(several, zones, days)
def test_ten_years_of_several_weekdays_keep_their_rhythm_in_any_zone(
    cadence: Cadence, zone: str, anchor: date
) -> None:
    found = decade(cadence, zone, anchor)
    nominals = [datetime.fromisoformat(occurrence.nominal) for occurrence in found]
    assert [n.weekday() for n in nominals[: len(cadence.weekdays)]] == list(cadence.weekdays)
    for turn, nominal in zip(nominals, nominals[len(cadence.weekdays) :], strict=False):
        assert nominal - turn == timedelta(weeks=cadence.every)
    assert all(a.at < b.at for a, b in pairwise(found))


@settings(deadline=None)
@given(monthly | several, zones, days, instants)
def test_the_next_occurrence_of_any_cadence_is_the_first_one_later(
    cadence: Cadence, zone: str, anchor: date, after: datetime
) -> None:
    walked = next(o for o in occurrences(cadence, zone, anchor, after=None) if o.at > after)
    assert following(cadence, zone, anchor, after) == walked
    later = following(cadence, zone, anchor, walked.at)
    assert later
    assert later.nominal > walked.nominal


@pytest.mark.parametrize(
    ("cadence", "days"),
    [
        (Cadence(2, 1, time(10)), 14),
        (Cadence(1, 0, time(10), also=(1, 2, 3, 4)), 1),
        (Cadence(2, 0, time(10), also=(3,)), 3),
        (Cadence(1, 1, time(10), "month", (1,)), 28),
        (Cadence(3, 1, time(10), "month", (-1,)), 84),
        (Cadence(1, 1, time(10), "month", (1, 3)), 14),
        (Cadence(1, 1, time(10), "month", (4, -1)), 7),
    ],
)
def test_the_shortest_time_between_two_openings_is_known(cadence: Cadence, days: int) -> None:
    assert shortest(cadence) == timedelta(days=days)
