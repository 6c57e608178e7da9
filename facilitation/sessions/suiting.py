"""How well each quarter of an hour suits two to eight people, each by their own clock.

A score of 0 is fine for all; the more, the worse for the one who is hurt most, and then for the others together.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from facilitation.sessions.model import SLOT
from facilitation.talk.when.hours import WORKING_HOURS, Quiet, change, local
from facilitation.talk.when.weeks import Week

Scores = NDArray[np.int64]

# Each outweighs everything below it: WORST counts up to 96 quarters, OTHERS seven times as many.
TAKEN, SLEEP, OFF, ODD, WORST, OTHERS, HUSH = (1 << n for n in (30, 24, 23, 22, 11, 1, 0))

_DAY = timedelta(days=1)
_QUARTERS = 96
_NIGHT_ENDS = 5 * 60
_DECENT = range(7 * 60, 21 * 60)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """When somebody can be met: their zone, their working day in minutes after local midnight, what they keep free.

    A working day that ends before it starts, or after minute 1440, runs past midnight. `away` are instants between
    which they are not there at all: a break that they take, and the place for a calendar's free/busy times.
    """

    zone: str
    work: tuple[int, int] = WORKING_HOURS
    quiet: Quiet = field(default_factory=Quiet)
    away: tuple[tuple[datetime, datetime], ...] = ()
    week: Week | None = None
    """Their hours day by day, where they are more than one working day tells."""
    burden: int = 0
    """How much more often than the others they have met outside their hours: each time weighs once more."""

    @property
    def shift(self) -> tuple[int, int]:
        """Return the working day with its end after its start, past minute 1440 where it runs past midnight."""
        start, end = self.work
        return start, end if end > start else end + 24 * 60


def quarter(at: datetime) -> datetime:
    """Return the first quarter of an hour not before an instant."""
    return _EPOCH - (_EPOCH - at) // SLOT * SLOT


def scores(
    people: Sequence[Person], first: datetime, count: int, taken: Collection[datetime] = ()
) -> Scores:
    """Return the score of each of `count` quarters of an hour from `first` on; TAKEN and more is not to be had."""
    hurts = [_hurt(person, first, count) for person in people]
    outside = [far * (1 + one.burden) for one, (far, _) in zip(people, hurts, strict=True)]
    worst: Scores = np.maximum.reduce(outside)
    others = np.minimum(np.add.reduce(outside) - worst, WORST // OTHERS - 1)
    found: Scores = np.minimum(worst, ODD // WORST - 1) * WORST + others * OTHERS
    for _, wrong in hurts:
        found |= wrong
    indexes = [(at - first) // SLOT for at in taken]
    found[[index for index in indexes if 0 <= index < count]] |= TAKEN
    return found


def days(zone: str, first: datetime, count: int) -> Scores:
    """Return the local day of each quarter of an hour, counted from 1970-01-01."""
    return _walls(zone, first, count) // _QUARTERS


def _hurt(person: Person, first: datetime, count: int) -> tuple[Scores, Scores]:
    """Return by quarter how far it lies outside somebody's working hours, and what else is wrong with it."""
    day, of_day = np.divmod(_walls(person.zone, first, count), _QUARTERS)
    if person.week is not None and person.week != Week.office(person.week.usual):
        far, wrong = _hurt_by_week(person, person.week, day, of_day)
    else:
        far, wrong = _hurt_by_day(person, day, of_day)
    for start, end in person.away:
        begin = max(0, (start - first) // SLOT)
        wrong[begin : max(begin, -((first - end) // SLOT))] |= TAKEN
    return far, wrong


def _hurt_by_day(person: Person, day: Scores, of_day: Scores) -> tuple[Scores, Scores]:
    """Return the same for somebody whose working days are alike."""
    far, flags = _clock((person.shift,), _quiet_minutes(person.quiet))
    number = day - day[0] + 1
    off = _days_off(person.quiet, int(day[0]) - 1, int(day[-1]))
    # What is worked after midnight belongs to the day on which the work began.
    began = number - (of_day < max(0, person.shift[1] // 15 - _QUARTERS))
    return far[of_day], flags[of_day] | np.where(off[number] | off[began], OFF, 0)


def _hurt_by_week(person: Person, week: Week, day: Scores, of_day: Scores) -> tuple[Scores, Scores]:
    """Return the same for somebody whose days differ: each quarter by the hours of its own day."""
    quiet = _quiet_minutes(person.quiet)
    clocks = [_clock(_worked(week, number), quiet) for number in range(7)]
    far = np.stack([one for one, _ in clocks])
    flags = np.stack([one for _, one in clocks])
    over = np.array([max((end for _, end in week.days[n - 1]), default=0) // 15 for n in range(7)])
    weekday = (day + _EPOCH.weekday()) % 7
    number = day - day[0] + 1
    off = _days_off(person.quiet, int(day[0]) - 1, int(day[-1]))
    # What is worked after midnight belongs to the day on which the work began.
    began = number - (of_day < np.maximum(over[weekday] - _QUARTERS, 0))
    return far[weekday, of_day], flags[weekday, of_day] | np.where(off[began], OFF, 0)


def _worked(week: Week, number: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of a day, with what is left of the day before; of a free day those of a usual one."""
    today = week.days[number] or (week.usual,)
    before = [(0, end - 24 * 60) for _, end in week.days[number - 1] if end > 24 * 60]
    return (*before, *today)


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
def _clock(shifts: tuple[tuple[int, int], ...], quiet: tuple[int, int]) -> tuple[Scores, Scores]:
    """Return by quarter of the day how many quarters it lies outside a day's working spans, and its flags."""
    far, flags = [_QUARTERS] * _QUARTERS, [0] * _QUARTERS
    for shift in shifts:
        begins, ends = -(-shift[0] // 15), shift[1] // 15
        rest = min(_QUARTERS, max(0, _QUARTERS - (ends - begins)))
        for number in range(_QUARTERS):
            away = min(number + 1, rest - number) if number < rest else 0
            far[(ends + number) % _QUARTERS] = min(far[(ends + number) % _QUARTERS], away)
    for of_day in (quarter for quarter in range(_QUARTERS) if far[quarter]):
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
