"""When the rounds of a program open: nominal local dates first, their instants from them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from facilitation.talk.cadences import Cadence
from facilitation.talk.walltime import instant

__all__ = ["Cadence", "Occurrence", "instant", "next_occurrence", "occurrences"]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One turn of a cadence: its identity on the local calendar, and the instant it falls on.

    `nominal` is local wall time to the minute ("2026-11-24T10:00") and never depends on the zone;
    `at` is UTC.
    """

    nominal: str
    at: datetime


def occurrences(
    cadence: Cadence,
    zone: str,
    anchor: date,
    *,
    after: datetime | None,
    skipped: Collection[date] = (),
) -> Iterator[Occurrence]:
    """Give every occurrence later than `after`, in order, to the end of the calendar.

    The first is the cadence's weekday on or after `anchor`; each next one is exactly 7 x `every`
    days on. A skipped date is left out and shifts nothing.
    """
    left_out = frozenset(skipped)
    step = timedelta(weeks=cadence.every)
    first = (cadence.weekday - anchor.weekday()) % 7
    turn = 0
    if after is not None:
        # No zone is more than a day from UTC, so one turn back can never be one too few.
        turn = max(0, ((after.astimezone(UTC).date() - anchor).days - first) // step.days - 1)
    while True:
        try:
            day = anchor + timedelta(days=first + turn * step.days)
            at = instant(day, cadence.at, zone)
        except OverflowError:
            return
        if (after is None or at > after) and day not in left_out:
            yield Occurrence(datetime.combine(day, cadence.at).isoformat(timespec="minutes"), at)
        turn += 1


def next_occurrence(
    cadence: Cadence, zone: str, anchor: date, after: datetime, skipped: Collection[date] = ()
) -> Occurrence:
    """Give the first occurrence later than `after`; ValueError past the end of the calendar."""
    for occurrence in occurrences(cadence, zone, anchor, after=after, skipped=skipped):
        return occurrence
    raise ValueError(f"no occurrence of {cadence} after {after}")
