"""Times that are proposed to two to eight people, over zones, working hours, clock changes and full calendars."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facilitation.sessions import strain_views
from facilitation.sessions.times import Person, Proposed, propose
from facilitation.talk.when.hours import Quiet, instant, is_quiet, local, working_hours_later
from tests.counts import upto

ZONES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
TUESDAY = datetime(2026, 11, 24, 9, 7, tzinfo=UTC)
QUARTER, HOUR, DAY, WEEK = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(weeks=1),
)
zones_of_the_world = st.sampled_from(
    "Europe/Berlin America/New_York Asia/Kolkata Asia/Tokyo Pacific/Auckland America/Los_Angeles".split()
)
BERLIN, NEW_YORK = Person("Europe/Berlin"), Person("America/New_York")
SINGAPORE, AUCKLAND = Person("Asia/Singapore"), Person("Pacific/Auckland")


def asked(
    one: Person,
    other: Person,
    now: datetime = TUESDAY,
    span: timedelta = WEEK,
    minutes: int = 30,
    **more: object,
) -> Proposed:
    known = {"opens": now, "closes": now + span, "now": now, "minutes": minutes, **more}
    return propose((one, other), **known)  # type: ignore[arg-type]


def why(found: Proposed) -> str:
    """Return in words what is odd about times."""
    assert found.why is not None
    return strain_views.said(found.why, len(found.times))


def shown(proposed: Proposed, zone: str) -> list[str]:
    return [f"{local(at, zone):%a %H:%M}" for at in proposed.times]


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    wall = datetime.fromisoformat(text)
    return instant(wall.date(), wall.time(), zone)


def quarters(start: datetime, minutes: int) -> Iterator[datetime]:
    for number in range(minutes // 15):
        yield start + number * QUARTER


def fine(person: Person, start: datetime, minutes: int) -> bool:
    """Tell, minute by minute and by the wall clock alone, whether somebody can well be met."""
    for number in range(0, minutes, 5):
        now = start + timedelta(minutes=number)
        wall = local(now, person.zone)
        minute = wall.hour * 60 + wall.minute
        first, last = person.work
        if is_quiet(now, person.zone, person.quiet) or not first <= minute < last:
            return False
        if any(begin <= now < end for begin, end in person.away):
            return False
    return True


def test_two_colleagues_get_three_days_in_their_working_hours() -> None:
    found = asked(BERLIN, BERLIN)

    assert not found.strained
    assert found.why is None
    assert shown(found, "Europe/Berlin") == ["Tue 11:15", "Wed 11:30", "Thu 14:00"]


def test_an_ocean_apart_only_the_hours_that_both_work_are_proposed() -> None:
    found = asked(BERLIN, NEW_YORK)

    assert shown(found, "Europe/Berlin") == ["Tue 15:00", "Wed 15:30", "Thu 16:00"]
    assert shown(found, "America/New_York") == ["Tue 09:00", "Wed 09:30", "Thu 10:00"]


def test_a_circle_is_proposed_what_suits_all_of_them() -> None:
    lisbon, warsaw = Person("Europe/Lisbon"), Person("Europe/Warsaw")
    known = {"opens": TUESDAY, "closes": TUESDAY + WEEK, "now": TUESDAY, "minutes": 30}
    found = propose([BERLIN, NEW_YORK, lisbon, warsaw], **known)  # type: ignore[arg-type]
    assert not found.strained
    for person in (BERLIN, NEW_YORK, lisbon, warsaw):
        assert all(fine(person, start, 30) for start in found.times)
    world = propose([BERLIN, NEW_YORK, SINGAPORE], **known)  # type: ignore[arg-type]
    assert why(world) == (
        "Your working hours do not meet: 09:00-17:00 in Berlin, 09:00-17:00 in New York and "
        "09:00-17:00 in Singapore, up to 13 hours apart, so these are the least bad."
    )


def outside(person: Person, start: datetime) -> int:
    """Return by how many quarters a time misses somebody's working day, counted along the clock."""
    wall = local(start, person.zone)
    of_day = (wall.hour * 60 + wall.minute) // 15
    begins, ends = person.work[0] // 15, person.work[1] // 15
    return 0 if begins <= of_day < ends else min((begins - of_day) % 96, (of_day - ends + 1) % 96)


@given(st.lists(st.tuples(zones_of_the_world, st.integers(6, 11)), min_size=3, max_size=8))
@settings(max_examples=60, deadline=None)
def test_of_times_that_suit_not_all_those_come_that_hurt_the_worst_off_least(
    who: list[tuple[str, int]],
) -> None:
    everyday = Quiet(time(0), time(0), weekend=())
    many = [Person(zone, (hour * 60, (hour + 9) * 60), everyday) for zone, hour in who]
    found = propose(
        many, opens=TUESDAY, closes=TUESDAY + DAY, minutes=15, now=TUESDAY - HOUR, count=1
    )
    first = TUESDAY.replace(minute=15)
    every = [first + n * QUARTER for n in range(95)]

    def hurt(start: datetime) -> tuple[bool, bool, int, int]:
        misses = [outside(person, start) for person in many]
        walls = [local(start, p.zone).time() for p, miss in zip(many, misses, strict=True) if miss]
        night = any(wall < time(5) for wall in walls)
        odd = any(not time(7) <= wall < time(21) for wall in walls)
        return night, odd, max(misses), sum(misses) - max(misses)

    assert hurt(found.times[0]) == min(map(hurt, every))


def test_where_the_clocks_have_changed_on_one_side_only_the_shared_hours_move() -> None:
    """New York changes on 14 March 2027, Berlin on 28 March."""
    for day, first in (("2027-03-12", "15:00"), ("2027-03-15", "14:00"), ("2027-03-29", "15:00")):
        found = asked(BERLIN, NEW_YORK, at(f"{day}T00:00"), DAY, count=1)
        assert shown(found, "Europe/Berlin")[0].endswith(first), day
        assert shown(found, "America/New_York")[0].endswith("09:00"), day


def test_on_the_day_of_a_clock_change_the_wall_clock_counts() -> None:
    everyday = Quiet(time(0), time(0), weekend=())
    early = Person("Europe/Berlin", (60, 5 * 60), everyday)
    spring = at("2027-03-27T22:00")
    found = asked(early, early, spring, 12 * HOUR, count=20)
    walls = [f"{local(one, 'Europe/Berlin'):%H:%M}" for one in found.times]
    assert walls[0] == "01:00"
    assert walls[-1] == "04:30"
    assert not [wall for wall in walls if wall.startswith("02")]
    autumn = at("2026-10-24T22:00")
    twice = asked(early, early, autumn, 12 * HOUR, count=40)
    assert [f"{local(one, 'Europe/Berlin'):%H:%M}" for one in twice.times].count("02:15") == 2


def test_half_a_world_apart_it_says_so_and_offers_the_least_bad() -> None:
    found = asked(BERLIN, AUCKLAND)

    assert found.strained
    assert why(found) == (
        "Your working hours do not meet: 09:00-17:00 in Berlin and 09:00-17:00 in Auckland, "
        "12 hours apart, so these are the least bad."
    )
    assert len(found.times) == 3
    for zone in ("Europe/Berlin", "Pacific/Auckland"):
        assert all(time(7) <= local(one, zone).time() <= time(20, 30) for one in found.times)


def test_the_one_who_is_hurt_more_is_hurt_least() -> None:
    found = asked(NEW_YORK, SINGAPORE)

    assert shown(found, "America/New_York") == ["Tue 18:15", "Wed 18:15", "Thu 18:15"]
    assert shown(found, "Asia/Singapore") == ["Wed 07:15", "Thu 07:15", "Fri 07:15"]


def test_a_long_booking_in_a_short_overlap_says_how_much_they_share() -> None:
    found = asked(BERLIN, SINGAPORE, minutes=120)

    assert found.strained
    assert why(found).startswith("Your working hours meet for 1 hour only: 09:00-17:00 in Berlin")


def test_a_night_worker_is_met_at_the_edge_of_both_days() -> None:
    for work in ((22 * 60, 6 * 60), (22 * 60, 30 * 60)):
        found = asked(BERLIN, Person("Europe/Berlin", work))
        assert shown(found, "Europe/Berlin") == ["Wed 07:15", "Thu 07:15", "Fri 07:15"]
        assert "09:00-17:00 and 22:00-06:00" in why(found)


def test_two_night_workers_are_met_at_work_and_told_that_it_is_quiet_then() -> None:
    night = Person("Europe/Berlin", (22 * 60, 6 * 60))
    found = asked(night, night, at("2026-11-28T08:00"), timedelta(days=3))

    assert found.strained
    assert "only in quiet hours (18:00-09:00)" in why(found)
    # the night from Sunday to Monday began on a day off
    assert min(found.times) >= at("2026-11-30T22:00")


def test_a_night_that_ends_on_a_day_off_ends_at_midnight() -> None:
    night = Person("Europe/Berlin", (22 * 60, 6 * 60), Quiet(time(0), time(0)))
    found = asked(night, night, at("2026-11-27T21:00"), 14 * HOUR, count=90)

    assert not found.strained
    assert shown(found, "Europe/Berlin")[0] == "Fri 22:00"
    assert shown(found, "Europe/Berlin")[-1] == "Fri 23:30"


def test_the_night_is_left_alone_even_where_the_morning_is_further_from_work() -> None:
    late = Person("Europe/Berlin", (20 * 60, 24 * 60), Quiet(time(0), time(0), weekend=()))
    found = asked(late, late, at("2026-11-25T00:00"), 7 * HOUR, count=1)

    assert shown(found, "Europe/Berlin") == ["Wed 05:00"]


def test_working_hours_that_begin_in_quiet_hours_are_used_from_when_quiet_ends() -> None:
    early = Person("Europe/Berlin", (6 * 60, 14 * 60))
    found = asked(early, early, count=60)

    assert not found.strained
    assert {local(one, "Europe/Berlin").hour for one in found.times} == {9, 10, 11, 12, 13}


def test_weekends_and_holidays_are_left_out_while_anything_else_is_there() -> None:
    off = Quiet(holidays=frozenset({date(2026, 11, 30), date(2026, 12, 1)}))
    person = Person("Europe/Berlin", quiet=off)
    found = asked(person, BERLIN, at("2026-11-27T17:00"))

    assert {local(one, "Europe/Berlin").date().day for one in found.times} == {2, 3, 4}


def test_a_window_of_days_off_gets_daytime_and_a_reason() -> None:
    found = asked(BERLIN, BERLIN, at("2026-11-28T00:00"), DAY)

    assert found.strained
    assert why(found).startswith("Nothing then is free in the working hours of both of you")
    assert shown(found, "Europe/Berlin") == ["Sat 09:00", "Sat 11:30", "Sat 14:00"]


def test_nobody_is_asked_to_come_within_the_hour_unless_it_is_urgent() -> None:
    noon = at("2026-11-24T11:52")
    assert min(asked(BERLIN, BERLIN, noon).times) == at("2026-11-24T13:00")
    assert min(asked(BERLIN, BERLIN, noon, urgent=True).times) == at("2026-11-24T12:15")


def test_what_is_urgent_is_proposed_for_the_first_day() -> None:
    found = asked(BERLIN, BERLIN, urgent=True)
    assert {day.split()[0] for day in shown(found, "Europe/Berlin")} == {"Tue"}


def test_taken_quarters_are_kept_free() -> None:
    taken = set(quarters(at("2026-11-24T09:00"), 7 * 60 + 30))
    found = asked(BERLIN, BERLIN, span=12 * HOUR, taken=taken)
    assert shown(found, "Europe/Berlin") == ["Tue 16:30"]
    found = asked(BERLIN, BERLIN, span=6 * HOUR, taken=taken)
    assert (found.times, why(found)) == ((), "Every time then is taken, or one of you is away.")


def test_who_is_away_is_not_asked_to_come() -> None:
    away = Person("Europe/Berlin", away=((TUESDAY - DAY, at("2026-11-25T13:20")),))
    found = asked(BERLIN, away, span=2 * DAY, count=1)
    assert shown(found, "Europe/Berlin") == ["Wed 13:30"]
    assert not asked(away, BERLIN, span=DAY).times


def test_times_that_did_not_suit_are_not_proposed_again_nor_what_overlaps_them() -> None:
    first = asked(BERLIN, BERLIN)
    second = asked(BERLIN, BERLIN, but_not=first.times)
    assert len(second.times) == 3
    assert all(abs(a - b) >= timedelta(minutes=30) for a in first.times for b in second.times)


def test_what_overlaps_a_refused_time_is_better_than_nothing() -> None:
    opens = at("2026-11-24T15:00")
    narrow = {"opens": opens, "closes": opens + 45 * timedelta(minutes=1)}
    found = asked(BERLIN, BERLIN, **narrow, but_not=[opens])  # type: ignore[arg-type]
    assert found.times == (opens + QUARTER,)


def test_a_very_time_is_proposed_alone() -> None:
    friday = at("2026-11-27T10:00")
    found = asked(BERLIN, BERLIN, opens=friday, closes=friday)
    assert found == Proposed((friday,))
    evening = at("2026-11-27T19:00")
    late = asked(BERLIN, BERLIN, opens=evening, closes=evening)
    assert late.times == (evening,)
    assert late.strained
    assert why(late).endswith("so this is the least bad.")
    assert not asked(BERLIN, BERLIN, opens=friday, closes=friday, taken=[friday + QUARTER]).times


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (20 * timedelta(minutes=1), "That is shorter than 30 minutes."),
        (HOUR, "That is too soon: a booking begins an hour from now at the earliest."),
        (-DAY, "That is too soon: a booking begins an hour from now at the earliest."),
        (timedelta(), "That is too soon: a booking begins an hour from now at the earliest."),
    ],
)
def test_a_window_without_room_says_why(span: timedelta, said: str) -> None:
    found = asked(BERLIN, BERLIN, span=span)
    assert (found.times, why(found)) == ((), said)


zones = st.sampled_from(ZONES)
works = st.tuples(st.integers(0, 13 * 12), st.integers(3, 120)).map(
    lambda found: (found[0] * 5, min(24 * 60, (found[0] + found[1]) * 5))
)
quiets = st.builds(
    Quiet,
    st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 40])),
    st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 40])),
    st.sampled_from([(5, 6), (4, 5), (), (0, 1, 2, 3)]),
    st.frozensets(st.dates(date(2026, 1, 1), date(2027, 1, 9)), max_size=30),
)
starts = st.integers(0, 364 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@st.composite
def people(draw: st.DrawFn, now: datetime) -> Person:
    begins = now + draw(st.integers(-20, 100)) * HOUR
    away = ((begins, begins + draw(st.integers(1, 90)) * HOUR),) if draw(st.booleans()) else ()
    return Person(draw(zones), draw(works), draw(quiets), away)


@given(st.data(), starts, st.integers(1, 8), st.integers(1, 6), st.integers(1, 9 * 24))
@settings(max_examples=upto(60, 150), deadline=None)
def test_what_is_proposed_is_fine_for_all_and_nothing_fine_is_missed(
    data: st.DataObject, now: datetime, length: int, count: int, span: int
) -> None:
    many = data.draw(st.sampled_from([2, 2, 2, 3, 5, 8]))
    everybody = [data.draw(people(now)) for _ in range(many)]
    minutes, closes = length * 15, now + span * HOUR
    begin = now + data.draw(st.integers(-10, 40)) * HOUR
    assume(begin < closes)
    offsets = st.integers(0, span * 4)
    whole = now.replace(minute=0)
    taken = {whole + n * QUARTER for n in data.draw(st.sets(offsets, max_size=50))}

    found = propose(
        everybody, opens=begin, closes=closes, minutes=minutes, now=now, taken=taken, count=count
    )

    assert len(set(found.times)) == len(found.times) <= count
    assert list(found.times) == sorted(found.times)
    for start in found.times:
        assert start.minute % 15 == start.second == start.microsecond == 0
        assert max(begin, now + HOUR) <= start
        assert start + timedelta(minutes=minutes) <= closes
        assert not taken & set(quarters(start, minutes))
        if not found.strained:
            assert all(fine(person, start, minutes) for person in everybody)
    if found.strained or not found.times:
        assert found.why
        start = whole
        while start + timedelta(minutes=minutes) <= closes:
            if start >= max(begin, now + HOUR) and not taken & set(quarters(start, minutes)):
                assert not all(fine(person, start, minutes) for person in everybody), start
            start += QUARTER


@given(zones, zones, works, works, starts)
@settings(max_examples=upto(50, 100), deadline=None)
def test_nobody_gets_up_at_night_while_there_is_another_way(
    mine: str, yours: str, work: tuple[int, int], other: tuple[int, int], now: datetime
) -> None:
    everyday = Quiet(time(0), time(0), weekend=())
    both = (Person(mine, work, everyday), Person(yours, other, everyday))
    found = asked(*both, now=now, span=3 * DAY)

    def sleeps(start: datetime) -> bool:
        return any(
            local(start, p.zone).hour < 5 or local(start + QUARTER, p.zone).hour < 5
            for p in both
            if not fine(p, start, 30)
        )

    first = now + HOUR + (datetime(2026, 1, 1, tzinfo=UTC) - now) % QUARTER
    if any(sleeps(start) for start in found.times):
        every = [first + n * QUARTER for n in range(4 * 71 - 2)]
        assert all(sleeps(start) for start in every)


@pytest.mark.parametrize(
    ("began", "hours", "until"),
    [
        ("2026-11-24T10:00", 24, "2026-11-25T10:00"),
        ("2026-11-27T16:00", 24, "2026-11-30T16:00"),
        ("2026-11-27T16:00", 4, "2026-11-27T20:00"),
        ("2026-11-28T10:00", 24, "2026-12-01T00:00"),
        ("2026-11-27T00:00", 24, "2026-11-30T00:00"),
        ("2026-11-26T10:00", 48, "2026-11-30T10:00"),
        ("2026-12-23T10:00", 24, "2026-12-28T10:00"),
        ("2027-03-26T10:00", 24, "2027-03-29T10:00"),
        ("2026-10-23T10:00", 30, "2026-10-26T16:00"),
        ("2026-11-24T10:00", 0, "2026-11-24T10:00"),
        ("2026-11-24T10:00", 0.5, "2026-11-24T10:30"),
    ],
)
def test_working_hours_pass_on_working_days_alone(began: str, hours: float, until: str) -> None:
    off = frozenset({date(2026, 12, 24), date(2026, 12, 25)})
    assert working_hours_later(at(began), hours, "Europe/Berlin", off) == at(until)


def test_a_year_without_a_working_day_ends_all_the_same() -> None:
    off = frozenset(date(2026, 1, 1) + n * DAY for n in range(1200))
    assert working_hours_later(TUESDAY, 48, "UTC", off) <= TUESDAY + 4 * DAY
