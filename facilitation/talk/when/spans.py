"""Lengths of time as people type them: "2w", "3 days", "1w 2d", "an hour"."""

import re
from dataclasses import dataclass
from datetime import timedelta

from facilitation.errors import Usage
from facilitation.talk import spoken
from facilitation.talk.phrases import Phrase, say, say_n, sentences

EXAMPLE = "2w, 3 days or 90 min"
LONGEST = timedelta(days=731)

_DAY, _HOUR = 24 * 60, 60
_UNITS = {
    7 * _DAY: "w wk wks week weeks",
    14 * _DAY: "fortnight fortnights",
    _DAY: "d day days",
    _HOUR: "h hr hrs hour hours",
    1: "m min mins minute minutes",
}
_MINUTES = {name: minutes for minutes, names in _UNITS.items() for name in names.split()}
_UNEVEN = {"month": "4w", "year": "52w"}
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[a-z]+|\S")
_MOST = 1e7


@dataclass(frozen=True, slots=True)
class Span:
    """Calendar days, and minutes of the clock on top of them."""

    days: int
    minutes: int

    @property
    def length(self) -> timedelta:
        """Give the span as if every day had 24 hours."""
        return timedelta(days=self.days, minutes=self.minutes)


def read(plain: str) -> Span | None:
    """Give the span a tidied text names, None when it names none; Usage when it cannot be meant."""
    days = minutes = 0.0
    count: float | None = None
    tokens = [word for word in _TOKEN.findall(plain) if word not in {"and", "of"}]
    for token in tokens:
        value = _count(token)
        if value is not None:
            if count is not None and token not in {"a", "an"}:
                return None
            count = value if count is None else count * value
        elif token == "couple":
            count = 2.0
        elif token in _MINUTES and count is not None:
            size = _MINUTES[token]
            if size < _DAY:
                minutes += count * size
            else:
                days += count * size / _DAY
            count = None
        elif token.removesuffix("s") in _UNEVEN:
            raise _uneven(token.removesuffix("s"))
        else:
            return None
    if count is not None or not tokens:
        return None
    return _checked(days, minutes, plain)


def _count(token: str) -> float | None:
    if token[0].isdigit():
        return min(float(token), _MOST)
    return 0.5 if token == "half" else spoken.NUMBER.get(token)


def _checked(days: float, minutes: float, plain: str) -> Span:
    whole = int(days)
    span = Span(whole, round((days - whole) * _DAY + minutes)) if days < _MOST else Span(9999, 0)
    if span.days > LONGEST.days or span.length > LONGEST:
        raise Usage(
            "{plain} is more than two years. Try: {example}",
            plain=spoken.quote(plain),
            example=EXAMPLE,
        )
    if span.length <= timedelta():
        raise Usage(
            "{plain} is no time at all. Try: {example}", plain=spoken.quote(plain), example=EXAMPLE
        )
    return span


def _uneven(unit: str) -> Usage:
    return Usage(
        "A {unit} is not always the same length. Write weeks instead, such as {uneven}.",
        unit=unit,
        uneven=_UNEVEN[unit],
    )


def duration(text: str) -> timedelta:
    """Give the length of time a text names, of a minute to two years."""
    plain = spoken.tidy(text, EXAMPLE).removeprefix("for ")
    if re.match(r"-\s?[0-9]", plain):
        raise Usage(
            "{text} is no length of time. Try: {example}", text=spoken.quote(text), example=EXAMPLE
        )
    span = read(plain)
    if span is not None:
        return span.length
    if re.fullmatch(r"[0-9.]+", plain):
        number = spoken.quote(text).strip('"')
        raise Usage(
            "{number} what? Write {number}d for days or {number}w for weeks.", number=number
        )
    raise spoken.lost(text, EXAMPLE, (name for name in _MINUTES if len(name) > 3))


def said(span: timedelta) -> Phrase:
    """Give a length of time in short English, in its two largest units: "2 weeks", "1 hour 5 minutes"."""
    minutes = round(abs(span) / timedelta(minutes=1))
    if minutes and minutes % (7 * _DAY) == 0:
        return say_n("{n} week", "{n} weeks", minutes // (7 * _DAY))
    if not minutes:
        return say("less than a minute")
    parts = (
        say_n("{n} day", "{n} days", minutes // _DAY),
        say_n("{n} hour", "{n} hours", minutes % _DAY // _HOUR),
        say_n("{n} minute", "{n} minutes", minutes % _HOUR),
    )
    return sentences(*[part for part in parts if part.number][:2])
