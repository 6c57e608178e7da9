"""Quiet hours and working days, over every zone."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facilitation.talk.when import hours
from facilitation.talk.when.hours import Quiet

ZONES = sorted(zoneinfo.available_timezones() - {"localtime"})
MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)

zones = st.sampled_from(ZONES)
walls = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))
small_hours = st.builds(time, st.integers(0, 4), st.sampled_from([0, 1, 15, 30, 59]))
off = st.sets(st.integers(0, 6), max_size=6).map(lambda found: tuple(sorted(found)))
holidays = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20)
quiets = st.builds(Quiet, walls, walls, off, holidays)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
instants = st.integers(0, 364 * 24 * 60).map(lambda minutes: NEW_YEAR + minutes * MINUTE)
clock_changes = st.sampled_from(
    [datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)]
).flatmap(lambda night: st.integers(0, 300).map(lambda n: night + n * MINUTE))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("2026-11-24T08:59", True),
        ("2026-11-24T09:00", False),
        ("2026-11-24T17:59", False),
        ("2026-11-24T18:00", True),
        ("2026-11-28T12:00", True),
        ("2026-11-29T12:00", True),
        ("2026-12-25T12:00", True),
    ],
)
def test_evenings_weekends_and_holidays_are_quiet(at: str, quiet: bool) -> None:
    off = Quiet(holidays=frozenset({date(2026, 12, 25)}))
    assert hours.is_quiet(berlin(at), "Europe/Berlin", off) is quiet


def test_a_quiet_siesta_does_not_run_over_midnight() -> None:
    siesta = Quiet(time(13), time(15), weekend=())
    shown = [hours.is_quiet(utc(f"2026-11-24T{h:02}:00"), "UTC", siesta) for h in range(24)]
    assert [hour for hour, quiet in enumerate(shown) if quiet] == [13, 14]


def test_equal_ends_mean_no_quiet_hours() -> None:
    none = Quiet(time(9), time(9), weekend=())
    assert not any(hours.is_quiet(utc(f"2026-11-24T{h:02}:00"), "UTC", none) for h in range(24))


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="working day"):
        Quiet(weekend=tuple(range(7)))
    with pytest.raises(ValueError, match="working day"):
        hours.add_working_days(utc("2026-11-24T10:00"), 1, "UTC", weekend=tuple(range(7)))


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-24T10:00", "2026-11-24T10:00"),
        ("2026-11-24T07:00", "2026-11-24T09:00"),
        ("2026-11-24T18:00", "2026-11-25T09:00"),
        ("2026-11-27T18:00", "2026-11-30T09:00"),
        ("2026-12-24T18:30", "2026-12-28T09:00"),
    ],
)
def test_what_comes_in_quiet_time_waits_for_the_next_morning(at: str, opens: str) -> None:
    quiet = Quiet(holidays=frozenset({date(2026, 12, 25)}))
    assert hours.next_open(berlin(at), "Europe/Berlin", quiet) == berlin(opens)


def test_the_clocks_going_back_can_end_quiet_time() -> None:
    quiet = Quiet(time(2, 30), time(9), weekend=())
    at = utc("2026-10-25T00:45")
    assert hours.is_quiet(at, "Europe/Berlin", quiet)
    assert hours.next_open(at, "Europe/Berlin", quiet) == utc("2026-10-25T01:00")


def test_somebody_on_leave_for_years_is_reached_at_once_rather_than_never() -> None:
    away = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(900))
    at = utc("2026-11-24T10:00")
    assert hours.next_open(at, "UTC", Quiet(holidays=away)) == at


@settings(deadline=None)
@given(instants, zones, quiets)
def test_quiet_time_ends_no_later_than_it_must(at: datetime, zone: str, quiet: Quiet) -> None:
    opens = hours.next_open(at, zone, quiet)
    assert opens >= at
    assert not hours.is_quiet(opens, zone, quiet)
    waited = min((opens - at) // MINUTE, 3 * 24 * 60)
    assert all(hours.is_quiet(opens - n * MINUTE, zone, quiet) for n in range(1, waited + 1))
    if opens > at:
        assert hours.is_quiet(opens - timedelta(seconds=1), zone, quiet)


@settings(deadline=None)
@given(clock_changes, st.builds(Quiet, small_hours, small_hours, st.just(())))
@example(utc("2026-10-25T01:15"), Quiet(time(18), time(2, 30), ()))
@example(utc("2026-10-25T00:45"), Quiet(time(2, 30), time(9), ()))
def test_quiet_time_is_exact_in_the_night_the_clocks_change(at: datetime, quiet: Quiet) -> None:
    walked = at
    while hours.is_quiet(walked, "Europe/Berlin", quiet):
        walked += MINUTE
    assert hours.next_open(at, "Europe/Berlin", quiet) == walked


def test_four_people_are_met_when_all_of_them_are_open() -> None:
    people = [
        (zone, Quiet())
        for zone in ("Europe/Berlin", "Europe/London", "America/New_York", "Africa/Lagos")
    ]
    found = hours.next_open_for_all(utc("2026-11-24T17:10"), people)
    assert found == utc("2026-11-25T14:00")


def test_where_no_time_suits_all_the_fewest_are_disturbed() -> None:
    people = [(zone, Quiet()) for zone in ("Pacific/Auckland", "Europe/London", "Europe/Berlin")]
    found = hours.next_open_for_all(utc("2026-11-24T05:00"), people)
    assert found == utc("2026-11-24T09:00")


def test_with_nobody_to_ask_it_is_the_next_quarter_hour() -> None:
    assert hours.next_open_for_all(utc("2026-11-24T10:01"), []) == utc("2026-11-24T10:15")
    assert hours.next_open_for_all(utc("2026-11-24T10:15"), []) == utc("2026-11-24T10:15")


@settings(deadline=None, max_examples=60)
@given(instants, st.lists(st.tuples(zones, quiets), max_size=4), st.integers(0, 30))
def test_the_time_for_all_is_the_one_found_by_trying_each_quarter_hour(
    at: datetime, people: list[tuple[str, Quiet]], window: int
) -> None:
    within = timedelta(hours=window)
    first = at + (-((at - NEW_YEAR) % QUARTER)) % QUARTER
    tried = [first + n * QUARTER for n in range(window * 4 + 1)]
    in_time = [moment for moment in tried if moment <= at + within] or [first]

    def disturbed(moment: datetime) -> int:
        return sum(hours.is_quiet(moment, zone, quiet) for zone, quiet in people)

    assert hours.next_open_for_all(at, people, within) == min(in_time, key=disturbed)


@pytest.mark.parametrize(
    ("at", "n", "found"),
    [
        ("2026-11-24T10:00", -1, "2026-11-23T10:00"),
        ("2026-11-23T10:00", -1, "2026-11-20T10:00"),
        ("2026-11-24T10:00", 2, "2026-11-26T10:00"),
        ("2026-11-26T10:00", 2, "2026-11-30T10:00"),
        ("2026-11-28T10:00", 1, "2026-11-30T10:00"),
        ("2026-11-28T10:00", -1, "2026-11-27T10:00"),
        ("2026-12-24T10:00", 1, "2026-12-28T10:00"),
        ("2026-12-28T10:00", -1, "2026-12-24T10:00"),
        ("2026-10-23T10:00", 1, "2026-10-26T10:00"),
        ("2026-11-28T10:00", 0, "2026-11-28T10:00"),
    ],
)
def test_working_days_keep_the_wall_time_and_pass_over_days_off(
    at: str, n: int, found: str
) -> None:
    off = frozenset({date(2026, 12, 25)})
    assert hours.add_working_days(berlin(at).astimezone(UTC), n, "Europe/Berlin", off) == berlin(
        found
    )


@settings(deadline=None)
@given(instants, st.integers(1, 20), zones, holidays, off)
def test_working_days_forth_cross_exactly_that_many(
    at: datetime, n: int, zone: str, holidays: frozenset[date], weekend: tuple[int, ...]
) -> None:
    start = at.astimezone(ZoneInfo(zone)).date()
    end = hours.add_working_days(at, n, zone, holidays, weekend).astimezone(ZoneInfo(zone)).date()
    crossed = [start + timedelta(days=d) for d in range(1, (end - start).days + 1)]
    working = [d for d in crossed if d.weekday() not in weekend and d not in holidays]
    assert len(working) == n
    assert working[-1] == end


def test_a_local_moment_is_its_instant() -> None:
    nominal = datetime.fromisoformat("2026-03-29T02:30")
    assert hours.local_moment(nominal, "Europe/Berlin") == utc("2026-03-29T01:00")
    assert hours.WORKING_HOURS == (540, 1020)
