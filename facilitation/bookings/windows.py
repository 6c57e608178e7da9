"""When somebody would like a booking, and how long, as people type it: "this week", "by friday", "tue 10:00", "45 min".

Whatever is wrong is raised as Usage, a sentence with an example.
"""

import re
from datetime import date, datetime, time, timedelta

from facilitation.bookings.model import SLOT
from facilitation.errors import Usage
from facilitation.people import hours
from facilitation.talk import clocks, dates, days, spans, spoken
from facilitation.talk.walltime import instant, local

EXAMPLE = "this week, by friday, next 2w or tue 10:00"
LENGTH_EXAMPLE = "30m, 45m or 1h"
LENGTHS = range(15, 121, 15)
"""How many minutes a booking may take."""

FURTHEST = timedelta(weeks=8)
"""Nobody knows their calendar further ahead."""

_USUAL = 5
"""Working days ahead, where nothing else is said."""

_DAY = timedelta(days=1)
_ANY = {"any time", "anytime", "whenever", "soon", "asap", "as soon as possible"}
_PARTS = {"morning": (time(6), time(12)), "afternoon": (time(12), time(18))}
_THIS_WEEK = {"this week", "the week", "week", "end of week", "end of the week"}
_NEXT_WEEK = {"next week", "the next week", "coming week", "the coming week"}
_BY = re.compile(r"(?:by|until|till|til|no later than) (?:the (?=end|week))?(.+)")
_BEFORE = re.compile(r"before (.+)")
_WITHIN = re.compile(
    r"(?:(?:in|within|over|for) )?(?:the )?(?:next|coming|following) (.+)|within (.+)"
)
_FROM_TO = re.compile(r"(?:from |between )?(.+?) (?:to|and|until|till|-) (.+)")
_BARE_HOUR = re.compile(r"(.+) [0-9]{1,2}")

Window = tuple[datetime, datetime]
"""The first instant a booking may begin and the last it may end; both equal: the very time it is to begin."""


def usual(now: datetime, zone: str) -> Window:
    """Give the window of who names none: to the end of the fifth working day ahead."""
    ahead = hours.add_working_days(now, _USUAL, zone)
    return now, _midnight(local(ahead, zone).date(), zone)


def read_window(text: str, now: datetime, zone: str) -> Window:
    """Give the window a text names on the calendar of a zone; nothing said is the usual one.

    It never begins before `now`. A day with a time is that very time: both ends are equal then.
    """
    if not text.strip():
        return usual(now, zone)
    found = _checked(text, now, zone)
    if found is None:
        known = (*days.KNOWN, "week", "morning", "afternoon")
        raise spoken.lost(text, EXAMPLE, known)
    return found


def read_length(text: str) -> int:
    """Give the minutes a text names: quarters of an hour, from 15 to 120; a bare number means minutes."""
    plain = spoken.tidy(text, LENGTH_EXAMPLE).removeprefix("for ")
    bare = re.fullmatch(r"[0-9]{1,4}", plain)
    span = spans.Span(0, int(plain)) if bare else spans.read(plain)
    if span is None:
        raise spoken.lost(text, LENGTH_EXAMPLE)
    minutes = span.length // timedelta(minutes=1)
    if minutes not in LENGTHS:
        raise Usage(
            f"A booking takes {LENGTHS[0]} to {LENGTHS[-1]} minutes, in quarters of an hour. "
            f"Try: {LENGTH_EXAMPLE}"
        )
    return minutes


def _checked(text: str, now: datetime, zone: str) -> Window | None:
    """Read a text; raise Usage for what is past, too far away, or no time at which bookings begin."""
    found = _read(spoken.tidy(text, EXAMPLE), now, zone)
    if found is None:
        return None
    opens, closes = found
    if closes < opens:
        raise Usage(f"{spoken.quote(text)} ends before it begins. Try: {EXAMPLE}")
    if opens == closes:
        _check_quarter(opens, zone)
    if closes < now or opens < closes == now:
        raise Usage(f"{spoken.quote(text)} is already past. Try: {EXAMPLE}")
    if closes > now + FURTHEST + 2 * _DAY:
        weeks = FURTHEST // timedelta(weeks=1)
        raise Usage(f"{spoken.quote(text)} is more than {weeks} weeks away. Try: {EXAMPLE}")
    return max(opens, now), closes


def _read(plain: str, now: datetime, zone: str) -> Window | None:
    """Read what may name more than a day; what does not, names a day or a time."""
    if plain in _ANY:
        return usual(now, zone)
    today = local(now, zone).date()
    sunday = today + (6 - today.weekday()) * _DAY
    if plain in _THIS_WEEK:
        return now, _midnight(sunday, zone)
    if plain in _NEXT_WEEK:
        return _midnight(sunday, zone), _midnight(sunday + 7 * _DAY, zone)
    if found := _BY.fullmatch(plain):
        last = _read(_near(found[1]), now, zone)
        return last and (now, last[1])
    if found := _BEFORE.fullmatch(plain):
        first = _one(_near(found[1]), now, zone, today)
        return first and (now, first[0])
    within = _WITHIN.fullmatch(plain)
    span = spans.read(within[1] or within[2] if within else plain)
    # "2h" by itself is a length, "next 2h" is a window.
    if span and (within or span.days):
        return now, _after(span, now, zone)
    if found := _FROM_TO.fullmatch(plain):
        begin = _one(found[1], now, zone, today)
        end = begin and _one(found[2], now, zone, max(today, local(begin[0], zone).date()))
        return begin and end and (begin[0], end[1])
    return _one(plain, now, zone, today)


def _one(plain: str, now: datetime, zone: str, today: date) -> Window | None:
    """Give a local day, its morning or afternoon, or the very time a text names; None when it names none."""
    first, _, part = plain.rpartition(" ")
    if part in _PARTS:
        day = days.read("today" if first in {"", "this"} else first, today)
        if day is None:
            return None
        start, end = _PARTS[part]
        return instant(day, start, zone), instant(day, end, zone)
    day = days.read(plain, today)
    if day is not None:
        return _midnight(day - _DAY, zone), _midnight(day, zone)
    rest, at = clocks.split(plain)
    if at is None and (bare := _BARE_HOUR.fullmatch(plain)):
        rest, timed = bare[1], True
    else:
        timed = at is not None
    if timed and (not rest or days.read(rest, today)):
        begins = dates.moment(plain, now, zone)
        return begins, begins
    return None


def _near(plain: str) -> str:
    """Let a weekday be today's too."""
    return f"this {plain}" if plain in spoken.WEEKDAY else plain


def _after(span: spans.Span, now: datetime, zone: str) -> datetime:
    """Give the end of the last day of a span, or the very end of one that counts minutes."""
    if span.minutes:
        return now + span.length
    return _midnight(local(now, zone).date() + span.days * _DAY, zone)


def _midnight(day: date, zone: str) -> datetime:
    """Give the end of a local day."""
    return instant(day + _DAY, time(), zone)


def _check_quarter(at: datetime, zone: str) -> None:
    """Refuse a wished time that is none at which bookings begin."""
    wall = local(at, zone)
    over = timedelta(minutes=wall.minute, seconds=wall.second, microseconds=wall.microsecond) % SLOT
    if over:
        before, after = (f"{wall - over + number * SLOT:%H:%M}" for number in range(2))
        raise Usage(f"Bookings begin on quarters of an hour. Is it {before} or {after}?")
