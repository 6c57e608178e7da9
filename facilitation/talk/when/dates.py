"""The one parser of time for what people type, and the one way it is said back.

Every function takes what was typed; those that need it take `now` (an aware instant) and the
reader's `zone` (an IANA id). All raise Usage, a sentence with an example, and nothing else.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from facilitation.errors import Usage
from facilitation.talk import spoken
from facilitation.talk.phrases import say
from facilitation.talk.when import bounds, cadences, clocks, days, moments, spans, zones
from facilitation.talk.when.cadences import Cadence
from facilitation.talk.when.hours import instant, local

__all__ = [
    "Cadence",
    "cadence",
    "clock",
    "day",
    "duration",
    "hours",
    "moment",
    "say_day",
    "say_moment",
    "say_span",
    "stretch",
    "until",
    "weekday",
    "zone",
]

cadence = cadences.read
clock = clocks.clock
duration = spans.duration
hours = clocks.hours
zone = zones.read
say_day = days.say
say_span = spans.said

_MOMENT = "tue 10:00 or tomorrow 9am"
_UNTIL = "2w or until 3 dec"
_FURTHEST = timedelta(days=366)
_LONG = timedelta(days=180)
"""A pause longer than this is asked about, where its end could be a day before its beginning."""
_TIME_OF_A_FIELD = re.compile(r"t[0-9]{2}:[0-9]{2}")
_HOUR_OR_HOURS = re.compile(r"(?:[01]?[0-9]|2[0-3])h")
_STRETCH = "from 20 dec until 3 jan"
_ENDS = re.compile(r"(.+?)(?: - | to | until | till | through )(.+)")
_PREFIX = re.compile(r"^(?:until|till|til|up to|to) ")


def weekday(text: str) -> int:
    """Give the weekday a text names, Monday being 0."""
    example = "tue or friday"
    plain = re.sub(r"^(?:on|every|each) ", "", spoken.tidy(text, example))
    if plain not in spoken.WEEKDAY:
        raise spoken.lost(text, example, spoken.WEEKDAYS)
    return spoken.WEEKDAY[plain]


def day(
    text: str, now: datetime, zone: str, read: Callable[[str, date], date | None] = days.read
) -> date:
    """Give the day a text names on the zone's calendar.

    A weekday alone is the next one after today; "next friday" is the Friday of the next ISO week;
    a day and month without a year are the next such day from today on.
    """
    plain = spoken.tidy(text, days.EXAMPLE)
    found = read(plain, local(now, zone).date())
    if found is None:
        raise spoken.lost(text, days.EXAMPLE, days.KNOWN)
    return found


def coming(text: str, now: datetime, zone: str) -> date:
    """Give the day a text names, as `day` does; raises Past for one that is over, with the one that may be meant."""
    today = local(now, zone).date()
    found = day(text, now, zone, days.ahead)
    if found < today:
        raise days.over(found, today, spoken.tidy(text, days.EXAMPLE))
    return found


def moment(text: str, now: datetime, zone: str, *, past: bool = False) -> datetime:
    """Give the instant a text names: a day and a time, a time alone, "in 2h", or a Moment's answer.

    A time alone is today's, or tomorrow's once it has passed. The past is refused unless `past`.
    """
    counted = moments.instant(text)
    if counted is not None:
        return _within(counted, now, zone, past=past)
    plain = spoken.tidy(text, _MOMENT)
    if _TIME_OF_A_FIELD.fullmatch(plain):
        raise Usage("On which day at {plain}? Try: {example}", plain=plain[1:], example=_MOMENT)
    if plain == "now":
        return now
    if _HOUR_OR_HOURS.fullmatch(plain):
        hour = plain[:-1]
        raise Usage(
            "Is that in {hour} hours or at {hour}:00? Write in {hour}h or {hour}:00.", hour=hour
        )
    if span := spans.read(re.sub(r"^in | from now$", "", plain)):
        return _later(span, now, zone)
    on, at = _point(plain, now, zone, text, _MOMENT)
    if at is None:
        raise Usage("At what time on {day}? Try: {example}", day=say_day(on), example=_MOMENT)
    return _within(instant(on, at, zone), now, zone, past=past)


def until(
    text: str, now: datetime, zone: str, read: Callable[[str, date], date | None] = days.ahead
) -> datetime:
    """Give the instant a pause ends, later than now and within a year.

    A day ends it at that day's start; days and weeks count on the local calendar from today;
    hours count from now.
    """
    typed = spoken.tidy(text, _UNTIL)
    plain = _PREFIX.sub("", typed)
    span = spans.read(re.sub(r"^(?:for|in) ", "", plain))
    if span is not None and not (plain != typed and _HOUR_OR_HOURS.fullmatch(plain)):
        today = local(now, zone).date()
        starts = instant(today + timedelta(days=span.days), time(), zone)
        found = _later(span, now, zone) if span.minutes else starts
    else:
        on, at = _point(plain, now, zone, text, _UNTIL, read)
        found = instant(on, at or time(), zone)
    if found <= now:
        raise _over(found, now, zone, plain)
    if found - now > _FURTHEST:
        raise Usage(
            "{when} is more than a year away. Try: {example}",
            when=_dated(found, zone),
            example=_UNTIL,
        )
    return found


def _over(found: datetime, now: datetime, zone: str, plain: str) -> Usage:
    """Return that an instant is past, with the day to come that may be meant."""
    said = say("{when} is already past. Try: {example}", when=_dated(found, zone), example=_UNTIL)
    today, day = (local(at, zone).date() for at in (now, found))
    words = clocks.split(plain)[0]
    if day >= today:
        return Usage(said)
    return days.Past(said, words, days.again(day, today))


def stretch(text: str, now: datetime, zone: str) -> tuple[datetime | None, datetime | None]:
    """Give when a pause begins, None for now, and when it ends, None for never: "from 20 dec until 3 jan", "2w".

    It begins with a day; what ends it is as `until` has it, and so many days or weeks count from its beginning.
    """
    typed = spoken.tidy(text, _STRETCH)
    plain = re.sub(r"^(?:in|during|over|all|the whole|whole) (?:of )?", "", typed)
    today = local(now, zone).date()
    rest, first, _ = bounds.start(typed, today, _STRETCH)
    if first is None and (first := bounds.first_of(plain, today)):
        last = bounds.last_of(plain, today) or first
        rest = f"until {last + timedelta(days=1)}"
    elif (
        first is None and (ends := _ENDS.fullmatch(plain)) and (first := days.ahead(ends[1], today))
    ):
        rest = f"until {ends[2]}"
    if first is None:
        return None, until(text, now, zone)
    read = days.ending(first, today)
    begins = max(instant(first, time(), zone), now)
    ends_at = until(rest, begins, zone, read) if rest else None
    if ends_at and ends_at - begins > _LONG:
        sooner = ends_at
        with suppress(Usage):
            sooner = until(rest, now, zone, days.read)
        if sooner < begins:
            last = local(ends_at, zone).date()
            raise days.Backwards(_PREFIX.sub("", rest), first, last, today, short=True)
    return (begins if first > today else None), ends_at


def _within(found: datetime, now: datetime, zone: str, *, past: bool) -> datetime:
    """Give the instant back if it is none of the past, and in years that people plan for."""
    if found < now and not past:
        raise Usage(
            "{when} is already past. Try: {example}", when=_dated(found, zone), example=_MOMENT
        )
    if (year := local(found, zone).year) not in days.YEARS:
        raise Usage(
            "The year {year} is too far away. Try: {example}", year=f"{year}", example=_MOMENT
        )
    return found


def _later(span: spans.Span, now: datetime, zone: str) -> datetime:
    """Count days on the local calendar at the same wall time, then minutes on the clock."""
    start = now
    if span.days:
        wall = local(now, zone)
        start = instant(wall.date() + timedelta(days=span.days), wall.time(), zone)
    return start + timedelta(minutes=span.minutes)


def _point(
    plain: str,
    now: datetime,
    zone: str,
    text: str,
    example: str,
    read: Callable[[str, date], date | None] = days.ahead,
) -> tuple[date, time | None]:
    """Give the day, and the time where one is said, of a text that may hold either or both."""
    today = local(now, zone).date()
    rest, at = clocks.split(plain)
    if at is not None and not rest:
        passed = instant(today, at, zone) <= now
        return today + timedelta(days=passed), at
    on = read(rest, today)
    if on is None and at is None and (bare := re.fullmatch(r"(.+) ([0-9]{1,2})", plain)):
        on = read(bare[1], today)
        at = clocks.read(bare[2]) if on else None
    if on is None:
        raise spoken.lost(text, example, days.KNOWN)
    return on, at


def _dated(at: datetime, zone: str) -> str:
    wall = local(at, zone)
    return f"{say_day(wall.date())} {wall.year}, {wall:%H:%M}"


def say_moment(at: datetime, zone: str) -> str:
    """Give an instant as a zone's clock shows it, in short English: "Tue 24 Nov, 10:00"."""
    wall = local(at, zone)
    return f"{say_day(wall.date())}, {wall:%H:%M}"
