"""How well each quarter of an hour suits two people, each by their own clock.

A score of 0 is fine for both; the more, the worse for the one who is hurt more.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from facilitation.bookings.model import SLOT
from facilitation.people.hours import WORKING_HOURS, Quiet
from facilitation.talk.walltime import change, local

Scores = NDArray[np.int64]

# Each outweighs everything below it; WORSE and BETTER count up to 96 quarters each.
TAKEN, SLEEP, OFF, ODD, WORSE, BETTER, HUSH = (1 << n for n in (30, 24, 23, 22, 9, 1, 0))

_DAY = timedelta(days=1)
_QUARTERS = 96
_NIGHT_ENDS = 5 * 60
_DECENT = range(7 * 60, 21 * 60)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """When somebody can be met: their zone, their working day in minutes after local midnight, what they keep free.

    A working day that ends before it starts, or after minute 1440, runs past midnight. `away` are instants between
    which they are not there at all: the place for a calendar's free/busy times, should one ever be asked.
    """

    zone: str
    work: tuple[int, int] = WORKING_HOURS
    quiet: Quiet = field(default_factory=Quiet)
    away: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def shift(self) -> tuple[int, int]:
        """Return the working day with its end after its start, past minute 1440 where it runs past midnight."""
        start, end = self.work
        return start, end if end > start else end + 24 * 60


def quarter(at: datetime) -> datetime:
    """Return the first quarter of an hour not before an instant."""
    return _EPOCH - (_EPOCH - at) // SLOT * SLOT


def scores(
    one: Person, other: Person, first: datetime, count: int, taken: Collection[datetime] = ()
) -> Scores:
    """Return the score of each of `count` quarters of an hour from `first` on; TAKEN and more is not to be had."""
    (mine, wrong), (yours, amiss) = (_hurt(person, first, count) for person in (one, other))
    found: Scores = np.maximum(mine, yours) * WORSE + np.minimum(mine, yours) * BETTER
    found |= wrong | amiss
    indexes = [(at - first) // SLOT for at in taken]
    found[[index for index in indexes if 0 <= index < count]] |= TAKEN
    return found


def days(zone: str, first: datetime, count: int) -> Scores:
    """Return the local day of each quarter of an hour, counted from 1970-01-01."""
    return _walls(zone, first, count) // _QUARTERS


def _hurt(person: Person, first: datetime, count: int) -> tuple[Scores, Scores]:
    """Return by quarter how far it lies outside somebody's working hours, and what else is wrong with it."""
    day, of_day = np.divmod(_walls(person.zone, first, count), _QUARTERS)
    far, flags = _clock(person.shift, _quiet_minutes(person.quiet))
    number = day - day[0] + 1
    off = _days_off(person.quiet, int(day[0]) - 1, int(day[-1]))
    # What is worked after midnight belongs to the day on which the work began.
    began = number - (of_day < max(0, person.shift[1] // 15 - _QUARTERS))
    wrong: Scores = flags[of_day] | np.where(off[number] | off[began], OFF, 0)
    for start, end in person.away:
        begin = max(0, (start - first) // SLOT)
        wrong[begin : max(begin, -((first - end) // SLOT))] |= TAKEN
    return far[of_day], wrong


def _walls(zone: str, first: datetime, count: int) -> Scores:
    """Return what the zone's clock shows at each quarter, in quarters since 1970-01-01 there."""
    walls = np.arange(count, dtype=np.int64) + (first - _EPOCH) // SLOT
    begin = 0
    while begin < count:
        # Clocks change at most once within a week.
        start, end = first + begin * SLOT, first + min(count, begin + 7 * _QUARTERS) * SLOT
        stop = begin - (start - (change(start, end, zone) or end)) // SLOT
        walls[begin:stop] += (local(start, zone).utcoffset() or timedelta()) // SLOT
        begin = stop
    return walls


@lru_cache(maxsize=1024)
def _clock(shift: tuple[int, int], quiet: tuple[int, int]) -> tuple[Scores, Scores]:
    """Return by quarter of the day how many quarters it lies outside a working day, and its flags."""
    begins, ends = -(-shift[0] // 15), shift[1] // 15
    rest = min(_QUARTERS, max(0, _QUARTERS - (ends - begins)))
    far, flags = [0] * _QUARTERS, [0] * _QUARTERS
    for number in range(rest):
        of_day = (ends + number) % _QUARTERS
        far[of_day] = min(number + 1, rest - number)
        flags[of_day] |= SLEEP if of_day * 15 < _NIGHT_ENDS else 0
        flags[of_day] |= ODD if of_day * 15 not in _DECENT else 0
    for minute in range(24 * 60):
        flags[minute // 15] |= HUSH if _within(minute, *quiet) else 0
    return np.array(far, dtype=np.int64), np.array(flags, dtype=np.int64)


def _within(minute: int, start: int, end: int) -> bool:
    return start <= minute < end if start <= end else minute >= start or minute < end


def _quiet_minutes(quiet: Quiet) -> tuple[int, int]:
    return quiet.start.hour * 60 + quiet.start.minute, quiet.end.hour * 60 + quiet.end.minute


def _days_off(quiet: Quiet, first: int, last: int) -> NDArray[np.bool_]:
    """Return whether each day is off, days being counted from 1970-01-01."""
    ordinal = _EPOCH.toordinal()
    dates = map(date.fromordinal, range(ordinal + first, ordinal + last + 1))
    return np.array([day.weekday() in quiet.weekend or day in quiet.holidays for day in dates])
