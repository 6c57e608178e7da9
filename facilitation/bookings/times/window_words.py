"""The words in which people wish for a time: days and weeks, lists of them, ranges, exceptions, and parts of a day.

A wish is read in three steps: which other clock it is told by, which alternatives it names, and what each says of days
and of hours. What two alternatives share is said once: "mon or tue morning", "tue 10:00 or 14:00".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from facilitation.bookings.times import spellings, window_days, window_hours
from facilitation.bookings.times.window_hours import DAY_LONG, Hours, Window, without
from facilitation.errors import Usage
from facilitation.talk import spoken
from facilitation.talk.when import dates, hours, spans, zones
from facilitation.talk.when.hours import instant, local

EXAMPLE = "this week, by friday, next 2w or tue 10:00"

_USUAL = 5
"""Working days ahead, where nothing else is said."""

_DAY = timedelta(days=1)
_MONTHS = "|".join(spoken.MONTH)
_ANY = re.compile(
    r"(?:any ?time|any ?day|any (?:week|work(?:ing)? ?)day|weekdays|whenever|soon|flexible|as soon as possible|asap"
    r"|when(?:ever)? (?:you|they|she|he)(?:'re| are| is|'s)? ?(?:have time|has time|free|can|available)?)"
)
_COURTESY = re.compile(
    r"\b(?:please|if possible|if you can|preferably|ideally|maybe|perhaps|some ?time|works?(?: for me)?"
    r"|(?:is|are|would be) (?:fine|good|best|great)|thanks|thank you|only)\b"
)
_NOT_BEFORE = re.compile(r"\b(?:not|no) (?:before|earlier than)\b")
_NOT_AFTER = re.compile(r"\b(?:(?:not|no) (?:after|later than))\b")
_LATEST = re.compile(r"(.+?) (?:at the )?latest")
_EXCEPT = re.compile(
    r"(?:\b(?:but )?(?:not|never)(?: on)?|\bexcept(?: for| on)?|\bexcluding|\bother than|\bbut|\bavoid|\bno)(?= |$)"
)
_OR = re.compile(r" (?:or(?: else)?|otherwise|alternatively) |(?<=[a-z]) ?/ ?(?=[a-z])")
_BY = re.compile(r"(?:by|until|till|til|no later than|due) (?:the (?=end|week))?(.+)")
_BEFORE = re.compile(r"before (.+)")
_FROM = re.compile(
    r"(?:from|starting|as of|as from|beginning|after) (?:the )?(.+?)(?: on(?:wards?)?)?"
)
_WITHIN = re.compile(
    r"(?:(?:in|within|over|for|during) )?(?:the )?(?:next|coming|following) (.+)|within (.+)"
)
_WORKING_DAYS = re.compile(r"([0-9]{1,2}) (?:working|business|work) ?days?")
_EACH_DAY = re.compile(r"from .+|.*\b(?:mornings|afternoons|evenings|lunchtimes)\b.*")
_NUMBERS = (
    (re.compile(rf"\b({_MONTHS}) ([0-9]{{1,2}}) (or|and) ([0-9]{{1,2}})$"), r"\1 \2 \3 \1 \4"),
    (re.compile(rf"\b([0-9]{{1,2}}) (or|and) ([0-9]{{1,2}}) ({_MONTHS})\b"), r"\1 \4 \2 \3 \4"),
)
_DOTTED = re.compile(rf"({'|'.join(spoken.WEEKDAY)}) ([0-9]{{1,2}}\.(?:00|1[3-9]|[2-5][0-9]))")
_PAST = re.compile(r"(?:\blast (?!thing)[a-z]+|.*\bago)$")
_REPEATED = re.compile(
    r"\b(?:every|each|weekly|daily|biweekly|bi-weekly|fortnightly|monthly|recurring)\b"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one alternative says: days, hours, or a window that is more than both."""

    days: tuple[window_days.Range, ...] = ()
    hours: Hours | None = None
    each: bool = False
    """Whether the hours without a day are those of each day."""
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class _Clock:
    """Where the words are read: now, and the zone of the calendar they are read on."""

    now: datetime
    zone: str

    @property
    def today(self) -> date:
        """Return the day it is there."""
        return local(self.now, self.zone).date()

    def day(self, first: date, last: date) -> Window:
        """Return the whole of the days from the first to the last."""
        return instant(first, time(), self.zone), instant(last + _DAY, time(), self.zone)

    def at(self, day: date, hours: Hours) -> Window:
        """Return the hours of a day."""
        start, end = (self._minute(day, minute) for minute in hours)
        return start, end

    def _minute(self, day: date, minute: int) -> datetime:
        days, minute = divmod(minute, DAY_LONG)
        return instant(day + days * _DAY, time(*divmod(minute, 60)), self.zone)


def usual(now: datetime, zone: str) -> Window:
    """Give the window of who names none: to the end of the fifth working day ahead."""
    ahead = hours.add_working_days(now, _USUAL, zone)
    return now, instant(local(ahead, zone).date() + _DAY, time(), zone)


def read(plain: str, now: datetime, zone: str) -> tuple[Window, ...] | None:
    """Give the spans of time that a tidied text names, in order; None when it names none.

    Raises Usage for what is about time and cannot be meant, or can mean two things.
    """
    plain = spellings.plain(plain)
    plain = " ".join(_COURTESY.sub(" ", plain).split()) or plain
    if _PAST.fullmatch(plain):
        raise Usage(
            "{text} is already past. Try: {example}", text=spoken.quote(plain), example=EXAMPLE
        )
    if found := _REPEATED.search(plain):
        raise Usage(
            "I can book one time only, not {often}. Name the first day: {example}",
            often=spoken.quote(found[0]),
            example=EXAMPLE,
        )
    plain, named = zones.told_in(plain, window_days.is_timed)
    zone = zones.read(named) if named else zone
    plain = _NOT_AFTER.sub("by", _NOT_BEFORE.sub("from", plain))
    plain = f"by {found[1]}" if (found := _LATEST.fullmatch(plain)) else plain
    clock = _Clock(now, zone)
    for pattern, written in _NUMBERS:
        plain = pattern.sub(written, plain)
    head, *barred = (part.strip() for part in _EXCEPT.split(plain))
    wished = _either(head, clock) if head else [usual(now, zone)]
    for text in barred:
        out = _barred(text, wished, clock) if text and wished else None
        if out is None:
            return None
        wished = without(wished or [], out)
        if not wished:
            raise Usage("That leaves no time. Try: {example}", example=EXAMPLE)
    return tuple(sorted(set(wished))) if wished else None


def _either(plain: str, clock: _Clock) -> list[Window] | None:
    """Read alternatives, each of which may leave to another what both share."""
    if _ANY.fullmatch(plain):
        return [usual(clock.now, clock.zone)]
    texts = [text for part in _OR.split(plain) for text in _listed(part)]
    pieces = [_piece(text.strip(), clock) for text in texts]
    found = [piece for piece in pieces if piece is not None]
    if len(found) < len(pieces):
        return None
    for place, piece in enumerate(found):
        if piece.window is None and not piece.days and place:
            found[place] = replace(piece, days=found[place - 1].days)
    for place in range(len(found) - 2, -1, -1):
        if found[place].window is None and found[place].hours is None and found[place + 1].days:
            found[place] = replace(found[place], hours=found[place + 1].hours)
    return [window for piece in found for window in _windows(piece, clock)]


def _listed(plain: str) -> list[str]:
    """Split "tue and thu", but not "between tue and thu"."""
    return [plain] if re.search(r"\bbetween\b", plain) else plain.split(" and ")


def _windows(piece: _Piece, clock: _Clock) -> Iterator[Window]:
    if piece.window is not None:
        yield piece.window
    elif piece.hours is None:
        for first, last in piece.days:
            yield clock.day(first, last)
    elif piece.days:
        for first, last in piece.days:
            for number in range((last - first).days + 1):
                yield clock.at(first + number * _DAY, piece.hours)
    elif piece.each:
        last = local(usual(clock.now, clock.zone)[1], clock.zone).date()
        ahead = (clock.today + number * _DAY for number in range((last - clock.today).days))
        yield from (
            window for day in ahead if (window := clock.at(day, piece.hours))[1] > clock.now
        )
    else:
        today = clock.at(clock.today, piece.hours)
        yield today if today[1] > clock.now else clock.at(clock.today + _DAY, piece.hours)


def _piece(plain: str, clock: _Clock) -> _Piece | None:
    """Read one alternative: a deadline, a beginning, so much time from now, or days and hours."""
    now, zone, today = clock.now, clock.zone, clock.today
    if plain == "now":
        return _Piece(window=(now, now))
    if found := _BY.fullmatch(plain):
        last = _either(_near(found[1]), clock)
        return _Piece(window=(now, last[-1][1])) if last else None
    if found := _BEFORE.fullmatch(plain):
        first = _either(_near(found[1]), clock)
        return _Piece(window=(now, first[0][0])) if first else None
    within = _WITHIN.fullmatch(plain)
    if within and (days := _WORKING_DAYS.fullmatch(within[1] or within[2])):
        end = local(hours.add_working_days(now, int(days[1]), zone), zone).date()
        return _Piece(window=(now, clock.day(end, end)[1]))
    span = _span(within[1] or within[2] if within else plain)
    # "2h" by itself is a length, "next 2h" is a window.
    if span and (within or span.days):
        return _Piece(window=(now, _after(span, clock)))
    if (found := re.fullmatch(r"in (.+)", plain)) and (span := _span(found[1])) and span.minutes:
        begins = _quarter(dates.moment(plain, now, zone))
        return _Piece(window=(begins, begins))
    if piece := _days_and_hours(plain, today):
        return piece
    if found := _FROM.fullmatch(plain):
        first = _either(_near(found[1]), clock)
        return _Piece(window=_onward(first[0], plain, clock)) if first else None
    return None


def _days_and_hours(plain: str, today: date) -> _Piece | None:
    """Read hours, wherever in the text they are, and what is left of it as days."""
    rest, told = window_hours.told_between(plain)
    if told is None and (dotted := _DOTTED.fullmatch(plain)):
        rest, told = dotted[1], window_hours.bare(dotted[2])
    if told is None and (on := window_days.read(plain, today)):
        return _Piece(on)
    if told is None:
        rest, told = window_hours.told(plain)
    if told is None and (part := window_hours.EARLY_OR_LATE.fullmatch(plain)):
        rest, told = part[2], window_hours.early_or_late(part[1])
    if told is None and (bare := re.fullmatch(r"(.+) ([0-9]{1,2})", plain)):
        rest, told = bare[1], window_hours.bare(bare[2])
    if told is None:
        return None
    rest = re.sub(r"^(?:on|in|at) | (?:on|in|at)$", "", rest).strip()
    if not rest:
        return _Piece(hours=told, each=bool(_EACH_DAY.fullmatch(plain)))
    found = window_days.read("today" if rest == "this" else rest, today)
    return _Piece(found, told) if found else None


def _span(plain: str) -> spans.Span | None:
    return spans.read(plain) if re.match(r"[0-9]|a |an |half|couple|month|year|quarter", plain) or (
        plain.partition(" ")[0] in spoken.NUMBER
    ) else None  # fmt: skip


def _onward(first: Window, plain: str, clock: _Clock) -> Window:
    """Give the window that begins with a day or an hour, or after it: to the end of that day, or as usual."""
    opens, closes = first
    if opens == closes or (closes - opens) % _DAY:
        begins = closes if plain.startswith("after") else opens
        return begins, clock.day(*[local(begins, clock.zone).date()] * 2)[1]
    begins = closes if plain.startswith("after") else opens
    return begins, max(usual(begins, clock.zone)[1], usual(clock.now, clock.zone)[1])


def _barred(plain: str, wished: Sequence[Window], clock: _Clock) -> list[Window] | None:
    """Read what is not wished for, on every day of what is: "not friday", "not in the morning"."""
    first, last = (local(at, clock.zone).date() for at in (wished[0][0], wished[-1][1]))
    all_days = [first + number * _DAY for number in range((last - first).days + 1)]
    words = [word for word in plain.split() if word not in {"or", "and", "on", "a", "the", "any"}]
    if words and all(word in spoken.WEEKDAY for word in words):
        barred = {spoken.WEEKDAY[word] for word in words}
        return [clock.day(day, day) for day in all_days if day.weekday() in barred]
    piece = _days_and_hours(plain, clock.today)
    if piece is not None and piece.hours is not None and not piece.days:
        return [clock.at(day, piece.hours) for day in all_days]
    return _either(plain, clock)


def _near(plain: str) -> str:
    """Let a weekday be today's too."""
    return f"this {plain}" if plain in spoken.WEEKDAY else plain


def _after(span: spans.Span, clock: _Clock) -> datetime:
    """Give the end of the last day of a span, or the very end of one that counts minutes."""
    if span.minutes:
        return clock.now + span.length
    last = clock.today + span.days * _DAY
    return clock.day(last, last)[1]


def _quarter(at: datetime) -> datetime:
    """Give the first quarter of an hour from an instant on."""
    over = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at - over + (timedelta(minutes=15) if over else timedelta())
