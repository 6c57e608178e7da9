"""Times that suit two people: on quarters of an hour, in the working hours of both, each by their own clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil

import numpy as np
from numpy.typing import NDArray

from facilitation.bookings import suiting
from facilitation.bookings.model import SLOT
from facilitation.bookings.suiting import HUSH, ODD, TAKEN, Person, Scores
from facilitation.bookings.windows import FURTHEST, LENGTHS, Window, read_length, read_window
from facilitation.people.hours import WEEKEND
from facilitation.talk import spans
from facilitation.talk.walltime import instant, local

__all__ = [
    "LENGTHS",
    "Person",
    "Proposed",
    "Window",
    "propose",
    "read_length",
    "read_window",
    "working_hours_later",
]

LEAD = timedelta(hours=1)
"""Nobody is asked to come sooner than this."""

URGENT_LEAD = timedelta(minutes=15)

_DAY = timedelta(days=1)

Starts = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Times to propose, earliest first, in UTC.

    `strained`: they are outside somebody's working hours, or in quiet hours, because nothing better is there. `why`
    says in one sentence why they are strained, or why there are none.
    """

    times: tuple[datetime, ...]
    strained: bool = False
    why: str = ""


def propose(
    one: Person,
    other: Person,
    *,
    opens: datetime,
    closes: datetime,
    minutes: int,
    now: datetime,
    taken: Collection[datetime] = (),
    count: int = 3,
    but_not: Collection[datetime] = (),
    urgent: bool = False,
) -> Proposed:
    """Propose up to `count` times of `minutes` between `opens` and `closes`, spread over days, or soon where `urgent`.

    `taken` are quarters of an hour in which either has something else. `but_not` are times that did not suit: neither
    they nor, where anything else is there, what overlaps them is proposed. A window without length is the very time to
    propose.
    """
    length = ceil(timedelta(minutes=minutes) / SLOT)
    first = suiting.quarter(max(opens, now + (URGENT_LEAD if urgent else LEAD)))
    end = opens + length * SLOT if opens == closes else min(closes, now + FURTHEST + 2 * _DAY)
    many = (end - first) // SLOT - length + 1
    if many <= 0:
        return Proposed((), why=_too_late(opens, closes, length, urgent))
    quarters = suiting.scores(one, other, first, many + length - 1, taken)
    # A time is as good as the worst quarter of it.
    scores: Scores = np.maximum.reduce([quarters[n : n + many] for n in range(length)])
    refused = [(at - first) // SLOT for at in but_not]
    free = _fresh(np.flatnonzero(scores < TAKEN), refused, length)
    if not len(free):
        return Proposed((), why="Every time then is taken, or one of you is away.")
    days = suiting.days(one.zone, first, many)
    least = int(scores[free].min())
    if least:
        chosen = _least_bad(free, scores, days, count, length)
    else:
        chosen = _spread(free[scores[free] == 0], days, count, soon=urgent)
    times = tuple(first + index * SLOT for index in sorted(chosen))
    return Proposed(times, bool(least), _why(one, other, times, minutes, least) if least else "")


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


def _next_working(day: date, off: Collection[date], weekend: Collection[int]) -> datetime:
    """Return the first moment of the first working day after a day."""
    following = (day + number * _DAY for number in range(1, 367))
    found = (one for one in following if one.weekday() not in weekend and one not in off)
    return datetime.combine(next(found, day + _DAY), time())


def _fresh(free: Starts, refused: Sequence[int], length: int) -> Starts:
    """Return the starts that are not refused and overlap none that is; the overlapping where there are no others."""
    kept = free[~np.isin(free, refused)]
    apart = kept
    for index in refused:
        apart = apart[np.abs(apart - index) >= length]
    return apart if len(apart) else kept


def _spread(starts: Starts, days: Scores, count: int, *, soon: bool = False) -> list[int]:
    """Choose starts on as many days as can be, the first ones, later in the day each time; `soon`: on the first alone.

    Where a day has too few, the next has more.
    """
    by_day = np.split(starts, np.flatnonzero(np.diff(days[starts])) + 1)
    shares = [0] * min(len(by_day), count)
    for _ in range(count):
        room = [n for n, share in enumerate(shares) if share < len(by_day[n])]
        if room:
            shares[room[0] if soon else min(room, key=shares.__getitem__)] += 1
    alone = max(shares) == 1
    return [
        int(of_day[len(of_day) * (n if alone else turn) // (len(shares) if alone else share)])
        for n, (of_day, share) in enumerate(zip(by_day, shares, strict=False))
        for turn in range(share)
    ]


def _least_bad(free: Starts, scores: Scores, days: Scores, count: int, length: int) -> list[int]:
    """Choose among the starts that hurt least; of those that hurt more, in the same way, where these are too few."""
    kind = int(scores[free].min()) // ODD
    pool = free[scores[free] // ODD == kind]
    chosen: list[int] = []
    for limit in np.unique(scores[pool]):
        found = _spread(pool[scores[pool] <= limit], days, count)
        found = [at for n, at in enumerate(found) if not n or at - found[n - 1] >= length]
        if len(found) > len(chosen):
            chosen = found
        if len(chosen) == count:
            break
    return chosen


def _too_late(opens: datetime, closes: datetime, length: int, urgent: bool) -> str:
    if timedelta() < closes - opens < length * SLOT:
        return f"That is shorter than {spans.say(length * SLOT)}."
    soonest = "15 minutes" if urgent else "an hour"
    return f"That is too soon: a booking begins {soonest} from now at the earliest."


def _why(one: Person, other: Person, times: Sequence[datetime], minutes: int, least: int) -> str:
    """Say in one sentence why the times are strained."""
    so = "so this is the least bad" if len(times) == 1 else "so these are the least bad"
    if least == HUSH:
        hush = f"{one.quiet.start:%H:%M}-{one.quiet.end:%H:%M}"
        return f"Your working hours meet only in quiet hours ({hush}), {so}."
    walls = [local(times[0], person.zone) for person in (one, other)]
    ahead = (walls[1].replace(tzinfo=None) - walls[0].replace(tzinfo=None)) // timedelta(minutes=1)
    shared = _shared(one.shift, other.shift, ahead)
    if shared >= minutes:
        return f"Nothing then is free in the working hours of both of you, {so}."
    mine, yours = (_said(person.work) for person in (one, other))
    hours = f"{mine} and {yours}"
    if ahead:
        apart = spans.say(timedelta(minutes=abs(ahead)))
        hours = f"{mine} in {_place(one.zone)} and {yours} in {_place(other.zone)}, {apart} apart"
    meet = f"meet for {spans.say(timedelta(minutes=shared))} only" if shared else "do not meet"
    return f"Your working hours {meet}: {hours}, {so}."


def _shared(mine: tuple[int, int], yours: tuple[int, int], ahead: int) -> int:
    """Return the most minutes on end that two working days share, the clock of the second being `ahead`."""
    return max(
        0,
        *(
            min(mine[1], yours[1] - ahead + turn) - max(mine[0], yours[0] - ahead + turn)
            for turn in range(-2880, 2881, 1440)
        ),
    )


def _said(work: tuple[int, int]) -> str:
    return "-".join("{:02}:{:02}".format(*divmod(minute % 1440, 60)) for minute in work)


def _place(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
