"""Local wall time turned into instants, where clocks jump and where they repeat an hour."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

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
