"""Quiet hours and working days: when a person may be reached, on their own calendar.

Pure: zones are IANA ids, instants aware, and what is given back is UTC.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from facilitation.talk.when.weeks import DAY, OFFICE, Week

_SECOND = timedelta(seconds=1)


def instant(day: date, at: time, zone: str) -> datetime:
    """Give the UTC instant of a local wall time: after a gap its first instant, in an overlap the first.

    A wall time that the zone skips (a DST gap, or a whole day as in Apia on 2011-12-30) becomes
    the moment the clocks jumped.
    """
    clock = ZoneInfo(zone)
    wall = datetime.combine(day, at.replace(fold=0), tzinfo=clock)
    found = wall.astimezone(UTC)
    if found.astimezone(clock).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found
    # Inside a gap, fold=1 reads the offset after it and so names an instant before it.
    before = wall.replace(fold=1).astimezone(UTC)
    return change(before.replace(microsecond=0), found, zone) or found


def second(day: date, at: time, zone: str) -> datetime:
    """Give the second UTC instant of a repeated wall time, and the only one of any other."""
    wall = datetime.combine(day, at.replace(fold=1), tzinfo=ZoneInfo(zone))
    found = wall.astimezone(UTC)
    return max(found, instant(day, at, zone))


def change(start: datetime, end: datetime, zone: str) -> datetime | None:
    """Give the first instant, to the second, in (start, end] where the zone's offset changed."""
    clock = ZoneInfo(zone)
    offset = start.astimezone(clock).utcoffset()
    if end.astimezone(clock).utcoffset() == offset:
        return None
    low, high = 0, int((end - start) / _SECOND)
    while high - low > 1:
        middle = (low + high) // 2
        if (start + middle * _SECOND).astimezone(clock).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return start + high * _SECOND


def local(at: datetime, zone: str) -> datetime:
    """Give an instant as the wall clock of a zone shows it, still aware."""
    return at.astimezone(ZoneInfo(zone))


WORKING_HOURS = OFFICE.usual
"""The minutes of the day somebody works who has not said otherwise."""

_AFTER_WORK = 60
"""Minutes after their day in which somebody can still be reached."""

WEEKEND = (5, 6)
_DAY = timedelta(days=1)
_QUARTER = timedelta(minutes=15)
_SEARCHED = 366


@dataclass(frozen=True, slots=True)
class Quiet:
    """When a person is left alone: from `start` to `end` each day, and on whole days off.

    `end` before `start` runs over midnight; both equal means no quiet hours. `weekend` holds
    weekday numbers (0 is Monday), never all seven. The default is the working week of an office.
    """

    start: time = time(18)
    end: time = time(9)
    weekend: tuple[int, ...] = WEEKEND
    holidays: frozenset[date] = frozenset()
    overnight: bool = False
    """Whether they can be reached past midnight: what is left of the day before."""

    def __post_init__(self) -> None:
        """Refuse with ValueError a week without a day to be reached on."""
        _working_weekdays(self.weekend)


def is_quiet(at: datetime, zone: str, quiet: Quiet) -> bool:
    """Tell whether an instant falls in the quiet time of a person in this zone."""
    wall = local(at, zone)
    now = wall.time()
    day = wall.date() - _DAY * (quiet.overnight and now < quiet.start)
    if day.weekday() in quiet.weekend or day in quiet.holidays:
        return True
    if quiet.start <= quiet.end:
        return quiet.start <= now < quiet.end
    return now >= quiet.start or now < quiet.end


def next_open(at: datetime, zone: str, quiet: Quiet) -> datetime:
    """Give the first instant not before `at` that is outside quiet time.

    Someone who has a whole year of holidays is reached at once rather than never.
    """
    if not is_quiet(at, zone, quiet):
        return at
    # The day before too: an overlap at midnight can bring its last hour back.
    day = local(at, zone).date() - _DAY
    for number in range(_SEARCHED):
        for opening in _openings(day + number * _DAY, zone, quiet):
            if opening >= at and not is_quiet(opening, zone, quiet):
                return opening
    return at


def first_open(at: datetime, people: Sequence[tuple[str, Quiet]]) -> datetime:
    """Give the first instant not before `at` outside the quiet time of all, by zone, as far as that can be."""
    if not any(is_quiet(at, zone, quiet) for zone, quiet in people):
        return at
    if len(people) == 1:
        return next_open(at, *people[0])
    return next_open_for_all(at, people)


def around(work: Week, off: frozenset[date]) -> Quiet:
    """Give the quiet time of who works these hours: from an hour after their day to its start, and on free days."""
    if work == OFFICE:
        return Quiet(holidays=off)
    start, end = work.usual
    reached = min(end + _AFTER_WORK - start, DAY)
    begins, ends = ((minute % DAY) for minute in (start + reached, start))
    return Quiet(
        time(*divmod(begins, 60)),
        time(*divmod(ends, 60)),
        work.weekend,
        off,
        overnight=start + reached > DAY and begins != ends,
    )


def is_working(at: datetime, zone: str, work: Week, off: Collection[date]) -> bool:
    """Tell whether an instant is in somebody's working hours, and on none of their days off."""
    wall = local(at, zone)
    return wall.date() not in off and work.is_at_work(wall.weekday(), wall.hour * 60 + wall.minute)


def next_open_for_all(
    at: datetime, people: Sequence[tuple[str, Quiet]], within: timedelta = timedelta(days=3)
) -> datetime:
    """Give the first quarter-hour not before `at` at which none of the people is in quiet time.

    `people` are pairs of a zone and its quiet time. When no quarter-hour up to `at + within` suits
    all, it is the one that disturbs the fewest, the earliest of those.
    """
    first, last = _quarter(at), at + within
    # Company only grows at somebody's opening, so no other quarter-hour can be the first.
    candidates = {first}
    for zone, quiet in set(people):
        day = local(at, zone).date() - _DAY
        end = local(last, zone).date() + _DAY
        while day <= end:
            candidates.update(_quarter(opening) for opening in _openings(day, zone, quiet))
            day += _DAY
    best, fewest = first, len(people) + 1
    for candidate in sorted(candidates):
        if first <= candidate <= max(first, last):
            disturbed = sum(is_quiet(candidate, zone, quiet) for zone, quiet in people)
            if disturbed < fewest:
                best, fewest = candidate, disturbed
            if not disturbed:
                break
    return best


def _openings(day: date, zone: str, quiet: Quiet) -> Iterator[datetime]:
    """Give, in order, the instants of a local day at which quiet time ends if ever it does."""
    midnight = instant(day, time(), zone)
    found = {midnight, instant(day, quiet.end, zone)}
    if jump := change(midnight, instant(day + _DAY, time(), zone), zone):
        # Clocks that jump can end quiet time by themselves, or bring its end round twice.
        found |= {jump, second(day, time(), zone), second(day, quiet.end, zone)}
    yield from sorted(found)


def _quarter(at: datetime) -> datetime:
    """Give the first quarter of an hour not before an instant, in UTC."""
    start = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return start - _QUARTER * ((start - at) // _QUARTER)


def add_working_days(
    at: datetime,
    n: int,
    zone: str,
    holidays: Collection[date] = frozenset(),
    weekend: tuple[int, ...] = WEEKEND,
) -> datetime:
    """Give the same local wall time `n` working days later, or earlier where `n` is negative.

    From a day off, the first working day on counts as one. With `n` zero it is `at` itself.
    """
    _working_weekdays(weekend)
    if n == 0:
        return at
    wall = local(at, zone)
    day, step, left = wall.date(), _DAY if n > 0 else -_DAY, abs(n)
    while left:
        day += step
        left -= day.weekday() not in weekend and day not in holidays
    return instant(day, wall.time(), zone)


def working_hours_later(
    at: datetime,
    hours: float,
    zone: str,
    off: Collection[date] = frozenset(),
    weekend: Collection[int] = WEEKEND,
) -> datetime:
    """Give the instant so many hours later by the zone's clock, counting only hours of working days.

    24 hours from a working day are the same wall time on the next. Past a year without a working day, every day is one.
    """
    wall, left = local(at, zone).replace(tzinfo=None), timedelta(hours=hours)
    if wall.weekday() in weekend or wall.date() in off:
        wall = _next_working(wall.date(), off, weekend)
    while (today := datetime.combine(wall.date() + _DAY, time()) - wall) <= left:
        left -= today
        wall = _next_working(wall.date(), off, weekend)
    wall += left
    return instant(wall.date(), wall.time(), zone)


def work_later(
    at: datetime, minutes: int, zone: str, work: Week, off: Collection[date] = frozenset()
) -> datetime:
    """Give the instant at which somebody has worked so many minutes from `at` on; without work in a year, at once."""
    left = timedelta(minutes=minutes)
    first = local(at, zone).date() - _DAY
    for day in (first + number * _DAY for number in range(_SEARCHED)):
        for span in work.days[day.weekday()] if day not in off else ():
            start, end = (
                instant(day + minute // DAY * _DAY, time(*divmod(minute % DAY, 60)), zone)
                for minute in span
            )
            worked = max(end - max(start, at), timedelta())
            if worked >= left:
                return max(start, at) + left
            left -= worked
    return at


def _next_working(day: date, off: Collection[date], weekend: Collection[int]) -> datetime:
    """Return the first moment of the first working day after a day."""
    following = (day + number * _DAY for number in range(1, 367))
    found = (one for one in following if one.weekday() not in weekend and one not in off)
    return datetime.combine(next(found, day + _DAY), time())


def local_moment(nominal_local: datetime, zone: str) -> datetime:
    """Give the UTC instant of a naive local date and time, as `instant` reads it."""
    return instant(nominal_local.date(), nominal_local.time(), zone)


def _working_weekdays(weekend: Collection[int]) -> None:
    if set(range(7)) <= set(weekend):
        raise ValueError("a week needs a working day")
