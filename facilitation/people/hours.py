"""Quiet hours and working days: when a person may be reached, on their own calendar.

Pure: zones are IANA ids, instants aware, and what is given back is UTC.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from facilitation.talk.walltime import change, instant, local, second

WORKING_HOURS = (9 * 60, 17 * 60)
"""The minutes of the day somebody works who has not said otherwise."""

WEEKEND = (5, 6)
_DAY = timedelta(days=1)
_QUARTER = timedelta(minutes=15)
_SEARCHED = 366


@dataclass(frozen=True, slots=True)
class Quiet:
    """When a person is left alone: from `start` to `end` each day, and on whole days off.

    `end` before `start` runs over midnight; both equal means no quiet hours. `weekend` holds
    weekday numbers (0 is Monday), never all seven. The default is product.md's.
    """

    start: time = time(18)
    end: time = time(9)
    weekend: tuple[int, ...] = WEEKEND
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Refuse with ValueError a week without a day to be reached on."""
        _working_weekdays(self.weekend)


def is_quiet(at: datetime, zone: str, quiet: Quiet) -> bool:
    """Tell whether an instant falls in the quiet time of a person in this zone."""
    wall = local(at, zone)
    if wall.weekday() in quiet.weekend or wall.date() in quiet.holidays:
        return True
    now = wall.time()
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


def local_moment(nominal_local: datetime, zone: str) -> datetime:
    """Give the UTC instant of a naive local date and time, as `walltime.instant` reads it."""
    return instant(nominal_local.date(), nominal_local.time(), zone)


def _working_weekdays(weekend: Collection[int]) -> None:
    if set(range(7)) <= set(weekend):
        raise ValueError("a week needs a working day")
