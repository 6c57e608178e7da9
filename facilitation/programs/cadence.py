"""When the rounds of a program open: nominal local dates first, their instants from them."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice, pairwise

from facilitation.talk.when.cadences import Cadence
from facilitation.talk.when.hours import instant

__all__ = [
    "Cadence",
    "Occurrence",
    "following",
    "instant",
    "occurrences",
    "shortest",
]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One turn of a cadence: its identity on the local calendar, and the instant it falls on.

    `nominal` is local wall time to the minute ("2026-11-24T10:00") and never depends on the zone;
    `at` is UTC.
    """

    nominal: str
    at: datetime

    @property
    def day(self) -> date:
        """Return its nominal date."""
        return date.fromisoformat(self.nominal[:10])


def occurrences(
    cadence: Cadence,
    zone: str,
    anchor: date,
    *,
    after: datetime | None,
    skipped: Collection[date] = (),
) -> Iterator[Occurrence]:
    """Give every occurrence later than `after`, in order, to the end of the calendar.

    By weeks the first is the cadence's weekday on or after `anchor`, and each next one exactly 7 x `every` days on;
    by months the first month is that in which such a day is still to come at `anchor`. Once is on the first such day. A
    skipped date is left out and shifts nothing.
    """
    left_out = frozenset(skipped)
    since = None if after is None else after.astimezone(UTC).date()
    days = _months(cadence, anchor, since) if cadence.nth else _weeks(cadence, anchor, since)
    for day in islice(_weeks(cadence, anchor, None), 1) if cadence.unit == "once" else days:
        try:
            at = instant(day, cadence.at, zone)
        except OverflowError:
            return
        if (after is None or at > after) and day not in left_out:
            yield Occurrence(datetime.combine(day, cadence.at).isoformat(timespec="minutes"), at)


def _weeks(cadence: Cadence, anchor: date, since: date | None) -> Iterator[date]:
    """Give the days of a cadence by weeks, from a little before `since` on."""
    step = timedelta(weeks=cadence.every)
    first = (cadence.weekday - anchor.weekday()) % 7
    turn = 0
    if since is not None:
        # No zone is more than a day from UTC, so one turn back can never be one too few.
        turn = max(0, ((since - anchor).days - first) // step.days - 1)
    while True:
        for weekday in cadence.weekdays:
            try:
                start = anchor + timedelta(days=first + turn * step.days)
                yield start + timedelta(days=weekday - cadence.weekday)
            except OverflowError:
                return
        turn += 1


def _months(cadence: Cadence, anchor: date, since: date | None) -> Iterator[date]:
    """Give the days of a cadence by months, from a little before `since` on."""
    start = anchor.year * 12 + anchor.month - 1
    if not any(day >= anchor for day in _in_month(cadence, start)):
        start += 1
    turn = 0
    if since is not None:
        turn = max(0, (since.year * 12 + since.month - 1 - start) // cadence.every - 1)
    while True:
        month = start + turn * cadence.every
        if month >= 12 * (MAXYEAR + 1):
            return
        yield from (day for day in _in_month(cadence, month) if day >= anchor)
        turn += 1


def _in_month(cadence: Cadence, month: int) -> list[date]:
    """Give the days of a cadence in a month, which is counted from the year 0."""
    year, number = divmod(month, 12)
    first, length = monthrange(year, number + 1)
    days = range(1 + (cadence.weekday - first) % 7, length + 1, 7)
    places = {days[place - 1 if place > 0 else place] for place in cadence.nth}
    return [date(year, number + 1, day) for day in sorted(places)]


@lru_cache(maxsize=256)
def shortest(cadence: Cadence) -> timedelta:
    """Return the shortest time between two openings, in whole days of the calendar; of one alone, a year."""
    if cadence.unit == "once":
        return timedelta(weeks=52)
    count = 2 * 28 * 12 // cadence.every if cadence.nth else len(cadence.weekdays) + 1
    days = list(
        islice((_months if cadence.nth else _weeks)(cadence, date(2000, 1, 1), None), count)
    )
    return min(later - earlier for earlier, later in pairwise(days))


def following(cadence: Cadence, zone: str, anchor: date, after: datetime) -> Occurrence | None:
    """Give the first occurrence later than `after`, or None where there is no more."""
    return next(occurrences(cadence, zone, anchor, after=after), None)
