"""When somebody would like a booking, and how long, as people type it: "this week", "by friday", "tue 10:00", "45 min".

Whatever is wrong is raised as Usage, a sentence with an example.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitation.bookings.times import window_days, window_words
from facilitation.bookings.times.window_hours import Window
from facilitation.bookings.times.window_words import EXAMPLE, usual
from facilitation.errors import Usage
from facilitation.sessions.model import FURTHEST, SLOT
from facilitation.talk import spoken
from facilitation.talk.when import days, spans
from facilitation.talk.when.hours import local

__all__ = [
    "EXAMPLE",
    "Window",
    "is_about_time",
    "is_timed",
    "is_window",
    "joined",
    "lost",
    "read_length",
    "read_windows",
    "usual",
]

LENGTH_EXAMPLE = "30m, 45m or 1h"
LENGTHS = range(15, 121, 15)
"""How many minutes a booking may take."""

_DAY = timedelta(days=1)
_KNOWN = (*days.KNOWN, "week", "morning", "afternoon", "evening")


def read_windows(text: str, now: datetime, zone: str) -> tuple[Window, ...]:
    """Give the windows a text names on the calendar of a zone, in order; nothing said is the usual one.

    None begins before `now`. A day with a time is that very time: both ends are equal then.
    """
    if not text.strip():
        return (usual(now, zone),)
    found = _checked(text, now, zone)
    if found is None:
        raise lost(text)
    return found


def joined(spans: Sequence[Window], minutes: int) -> tuple[Window, tuple[Window, ...]]:
    """Give the window from the first of several to the last, and the gaps in it, for a booking of so many minutes."""
    if len(spans) == 1:
        return spans[0], ()
    length = timedelta(minutes=minutes)
    # a very time is that long, and no booking begins later in it
    held = [(opens, max(closes, opens + length)) for opens, closes in spans]
    gaps: list[Window] = []
    end = held[0][1]
    for opens, closes in held[1:]:
        if opens > end:
            gaps.append((end, opens))
        end = max(end, closes)
    return (held[0][0], end), tuple(gaps)


def lost(text: str) -> Usage:
    """Make the error for a text about time that nobody understood."""
    return spoken.lost(text, EXAMPLE, _KNOWN)


def is_window(text: str, now: datetime, zone: str) -> bool:
    """Return whether a text says when, and nothing else, be it that it is past, too far away or not clear."""
    try:
        return _checked(text, now, zone) is not None or is_about_time(text)
    except Usage:
        return is_about_time(text)


def is_timed(text: str) -> bool:
    """Return whether a text speaks of a time among other things."""
    try:
        plain = spoken.tidy(text[: spoken.LONGEST], EXAMPLE)
    except Usage:
        return False
    return any(map(window_days.is_timed, plain.split()))


def is_about_time(text: str) -> bool:
    """Return whether a text speaks of a time and of nothing else."""
    try:
        return window_days.is_about_time(spoken.tidy(text, EXAMPLE))
    except Usage:
        return False


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
            "A booking takes {least} to {most} minutes, in steps of 15. Try: {example}",
            least=LENGTHS[0],
            most=LENGTHS[-1],
            example=LENGTH_EXAMPLE,
        )
    return minutes


def _checked(text: str, now: datetime, zone: str) -> tuple[Window, ...] | None:
    """Read a text; raise Usage for what is past, too far away, or no time at which bookings begin."""
    try:
        found = window_words.read(spoken.tidy(text, EXAMPLE), now, zone)
    except days.JustPast:
        raise _past(text) from None
    if found is None and "," in text:
        # "mon 10am, tue 2pm" names two; "tue, 10am" is one
        apart = text.replace(",", " or ")
        found = window_words.read(spoken.tidy(apart, EXAMPLE), now, zone)
    if found is None:
        return None
    for opens, closes in found:
        if closes < opens:
            raise Usage(
                "{text} ends before it begins. Try: {example}",
                text=spoken.quote(text),
                example=EXAMPLE,
            )
        if opens == closes:
            _check_quarter(opens, zone)
    ahead = [(opens, closes) for opens, closes in found if closes > now or opens == closes == now]
    if not ahead:
        raise _past(text)
    if ahead[-1][1] > now + FURTHEST + 2 * _DAY:
        weeks = FURTHEST // timedelta(weeks=1)
        raise Usage(
            "{text} is more than {weeks} weeks away. Try: {example}",
            text=spoken.quote(text),
            weeks=weeks,
            example=EXAMPLE,
        )
    return tuple((max(opens, now), closes) for opens, closes in ahead)


def _past(text: str) -> Usage:
    return Usage("{text} is already past. Try: {example}", text=spoken.quote(text), example=EXAMPLE)


def _check_quarter(at: datetime, zone: str) -> None:
    """Refuse a wished time that is none at which bookings begin."""
    wall = local(at, zone)
    over = timedelta(minutes=wall.minute, seconds=wall.second, microseconds=wall.microsecond) % SLOT
    if over:
        before, after = (f"{wall - over + number * SLOT:%H:%M}" for number in range(2))
        raise Usage(
            "Bookings begin on the quarter hour. Is it {before} or {after}?",
            before=before,
            after=after,
        )
