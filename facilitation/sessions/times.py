"""Times that suit two to eight people: on quarters of an hour, in the working hours of all, each by their own clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

import numpy as np
from numpy.typing import NDArray

from facilitation.sessions import suiting
from facilitation.sessions.model import (
    FURTHEST,
    SLOT,
    Apart,
    Hush,
    NothingFree,
    Strain,
    Taken,
    TooShort,
    TooSoon,
)
from facilitation.sessions.suiting import HUSH, ODD, TAKEN, Person, Scores
from facilitation.talk.when.hours import local

__all__ = ["Person", "Proposed", "propose"]

LEAD = timedelta(hours=1)
"""Nobody is asked to come sooner than this."""

URGENT_LEAD = timedelta(minutes=15)

_DAY = timedelta(days=1)

Starts = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Times to propose, earliest first, in UTC.

    `strained`: they are outside somebody's working hours, or in quiet hours, because nothing better is there. `why`
    tells why they are strained, or why there are none.
    """

    times: tuple[datetime, ...]
    strained: bool = False
    why: Strain | None = None


def propose(
    people: Sequence[Person],
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

    The days are those of whoever comes first. `taken` are quarters of an hour in which one of them has something else.
    `but_not` are times that did not suit: neither they nor, where anything else is there, what overlaps them is
    proposed. A window without length is the very time to propose.
    """
    length = ceil(timedelta(minutes=minutes) / SLOT)
    first = suiting.quarter(max(opens, now + (URGENT_LEAD if urgent else LEAD)))
    end = opens + length * SLOT if opens == closes else min(closes, now + FURTHEST + 2 * _DAY)
    many = (end - first) // SLOT - length + 1
    if many <= 0:
        return Proposed((), why=_too_late(opens, closes, length, urgent))
    quarters = suiting.scores(people, first, many + length - 1, taken)
    # A time is as good as the worst quarter of it.
    scores: Scores = np.maximum.reduce([quarters[n : n + many] for n in range(length)])
    refused = [(at - first) // SLOT for at in but_not]
    free = _fresh(np.flatnonzero(scores < TAKEN), refused, length)
    if not len(free):
        return Proposed((), why=Taken())
    days = suiting.days(people[0].zone, first, many)
    least = int(scores[free].min())
    if least:
        chosen = _least_bad(free, scores, days, count, length)
    else:
        chosen = _spread(free[scores[free] == 0], days, count, soon=urgent)
    times = tuple(first + index * SLOT for index in sorted(chosen))
    return Proposed(times, bool(least), _why(people, times, minutes, least) if least else None)


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


def _too_late(opens: datetime, closes: datetime, length: int, urgent: bool) -> Strain:
    short = timedelta() < closes - opens < length * SLOT
    return TooShort(length * SLOT) if short else TooSoon(urgent)


def _why(people: Sequence[Person], times: Sequence[datetime], minutes: int, least: int) -> Strain:
    """Return why the times are strained."""
    if least == HUSH:
        return Hush(people[0].quiet.start, people[0].quiet.end)
    walls = [local(times[0], person.zone).replace(tzinfo=None) for person in people]
    ahead = [(wall - walls[0]) // timedelta(minutes=1) for wall in walls]
    shared = _shared([person.shift for person in people], ahead)
    if shared >= minutes:
        return NothingFree(len(people))
    apart = max(ahead) - min(ahead)
    days = dict.fromkeys((person.work, person.zone if apart else "") for person in people)
    return Apart(len(people), shared, apart, tuple(days))


def _shared(shifts: Sequence[tuple[int, int]], ahead: Sequence[int]) -> int:
    """Return the most minutes on end that all working days share, each clock being so far ahead of the first."""
    common = [shifts[0]]
    for (start, end), minutes in zip(shifts[1:], ahead[1:], strict=True):
        common = [
            (max(first, start - minutes + turn), min(last, end - minutes + turn))
            for first, last in common
            for turn in range(-2880, 2881, 1440)
        ]
        common = [(first, last) for first, last in common if first < last]
    return max((last - first for first, last in common), default=0)
