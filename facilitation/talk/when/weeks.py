"""The hours that somebody works, day by day: over midnight, in two spans, on some days of the week only."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from facilitation.errors import Usage
from facilitation.talk import spoken
from facilitation.talk.when import clocks

EXAMPLE = "9-17, 22:00-06:00, or mon-thu 9-12, 13-17"
DAY = 24 * 60

Span = tuple[int, int]
"""Minutes after local midnight; the end is past minute 1440 where work runs past midnight."""

_LONGEST = 14 * 60
"""Minutes of a shift over midnight; a longer one is rather the time somebody is not at work."""

_OFFICE = range(5)
_EVERY_DAY = re.compile(r"(?:every ?day|daily|all week|7 days)$")
_WEEKDAYS = re.compile(r"(?:weekdays|workdays|working days)$")
_DAYS = re.compile(
    r"((?:[a-z]+(?: ?[-/+&] ?| (?:to|and|until) | )?)+?) ?:? ?(?=[0-9]|noon|midnight|$)"
)
_OFF = re.compile(r"(?:not|no|except|without)(?: on)? (.+)|(.+?) (?:is )?(?:off|free)")
_PART = re.compile(r"[;,\n]| and (?=[0-9])|&")
_FOUR = re.compile(r"(?<![0-9:.])([0-9]{2})([0-9]{2})(?![0-9:.])")
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Week:
    """The spans of each day, Monday first, in order; a day without any is free. At least one day has some."""

    days: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        """Refuse with ValueError what is no week of hours."""
        spans = [span for day in self.days for span in day]
        if len(self.days) != 7 or not spans:
            raise ValueError("a week has seven days, and hours on one of them")
        if not all(0 <= start < DAY and start < end <= start + DAY for start, end in spans):
            raise ValueError(f"no hours of a day: {spans}")

    @staticmethod
    def office(span: Span) -> "Week":
        """Return the week of who works so from Monday to Friday."""
        return _office(*span)

    @cached_property
    def usual(self) -> Span:
        """Return from when to when the most usual day goes."""
        return self.usual_on(range(7))

    def usual_on(self, weekdays: Iterable[int]) -> Span:
        """Return from when to when the most usual of some days goes, nothing at all where none of them is worked."""
        spans = _usual_on(self, tuple(weekdays))
        return (spans[0][0], spans[-1][1]) if spans else (0, 0)

    def breaks_on(self, weekdays: Iterable[int]) -> tuple[Span, ...]:
        """Return what is free between the first and the last hour of the most usual of some days."""
        spans = _usual_on(self, tuple(weekdays))
        return tuple((end, start) for (_, end), (start, _) in pairwise(spans))

    @property
    def working(self) -> frozenset[int]:
        """Return the days with hours, 0 being Monday."""
        return frozenset(number for number, day in enumerate(self.days) if day)

    @property
    def weekend(self) -> tuple[int, ...]:
        """Return the free days, 0 being Monday."""
        return tuple(number for number, day in enumerate(self.days) if not day)

    def is_at_work(self, weekday: int, minute: int) -> bool:
        """Return whether a minute of a day is worked, be it that the work began the day before."""
        today = any(start <= minute < end for start, end in self.days[weekday])
        return today or any(minute + DAY < end for _, end in self.days[weekday - 1])

    def __str__(self) -> str:
        """Give the words that `read` turns into an equal week."""
        groups: dict[tuple[Span, ...], list[int]] = {}
        for number, day in enumerate(self.days):
            if day:
                groups.setdefault(day, []).append(number)
        if len(groups) == 1 and self.working == frozenset(_OFFICE):
            return _hours(next(iter(groups)))
        return "; ".join(f"{_named(days)} {_hours(spans)}" for spans, days in groups.items())


@lru_cache(4_096)
def _office(start: int, end: int) -> Week:
    """Give the one such week: many thousands work so, and each is read with every circle of theirs."""
    hours = (start, end if end > start else end + DAY)
    return Week(tuple((hours,) if day in _OFFICE else () for day in range(7)))


@lru_cache(4_096)
def _usual_on(week: Week, weekdays: Sequence[int]) -> tuple[Span, ...]:
    worked = Counter(week.days[number] for number in weekdays if week.days[number])
    return worked.most_common(1)[0][0] if worked else ()


OFFICE = Week.office((9 * 60, 17 * 60))
"""The week somebody works who has not said otherwise."""


def read(text: str) -> Week:
    """Give the week that a text names: hours, and before them the days they are of (without any, Monday to Friday)."""
    named: list[int] | None = None
    waiting: list[int] = []
    free: set[int] = set()
    found: dict[int, list[Span]] = {}
    for part in _PART.split(text):
        if not part.strip():
            continue
        plain = _FOUR.sub(r"\1:\2", spoken.tidy(part, EXAMPLE)).removeprefix("from ")
        if off := _OFF.fullmatch(plain):
            free |= set(_days(off[1] or off[2], text))
            continue
        days, hours = _apart(plain, text)
        if not hours:
            # "mon, wed, fri 9-13": the hours come with the last of them
            waiting += days or []
            continue
        named = [*waiting, *(days or [])] or named or list(_OFFICE)
        waiting = []
        for day in named:
            found.setdefault(day, []).append(_span(hours, text))
    if waiting:
        raise Usage(
            "Which hours on {named}? Try: {example}", named=_named(waiting), example=EXAMPLE
        )
    if not found.keys() - free:
        raise spoken.lost(text, EXAMPLE)
    found = {day: spans for day, spans in found.items() if day not in free}
    week = Week(tuple(tuple(sorted(found.get(day, ()))) for day in range(7)))
    _check(week, text)
    return week


def of_json(value: object) -> object:
    """Give the days of what is kept: two numbers are the hours of Monday to Friday."""
    if isinstance(value, Sequence) and len(value) == 2 and isinstance(value[0], int):
        start, end = value
        return Week.office((int(start), int(end)))
    return value if isinstance(value, Week) else Week(_spans(value))


def to_json(week: Week) -> object:
    """Give what is kept of a week: two numbers where it is one span from Monday to Friday."""
    return list(week.usual) if week == Week.office(week.usual) else week.days


def _spans(value: object) -> tuple[tuple[Span, ...], ...]:
    if not isinstance(value, Sequence):
        raise ValueError("no week")
    return tuple(tuple((int(start), int(end)) for start, end in day) for day in value)


def _apart(plain: str, text: str) -> tuple[list[int] | None, str]:
    """Return the days that a part begins with, and the hours after them."""
    found = _DAYS.match(plain)
    if found is None or found[1] in ("noon", "midnight"):
        return None, plain
    days, hours = found[1].strip(" -/+&"), plain[found.end() :].strip()
    if days in ("at", "from"):
        return None, hours
    return _days(days, text), hours


def _days(plain: str, text: str) -> list[int]:
    plain = plain.removeprefix("on ")
    if _EVERY_DAY.fullmatch(plain):
        return list(range(7))
    if _WEEKDAYS.fullmatch(plain):
        return list(_OFFICE)
    ends = re.split(r" ?- ?| (?:to|until) ", plain)
    if len(ends) == 2 and all(end in spoken.WEEKDAY for end in ends):
        first, last = (spoken.WEEKDAY[end] for end in ends)
        return [(first + number) % 7 for number in range((last - first) % 7 + 1)]
    words = re.split(r"[ /+&]+", re.sub(r"\band\b", " ", plain).strip())
    if not all(word in spoken.WEEKDAY for word in words):
        raise spoken.lost(text, EXAMPLE, spoken.WEEKDAYS)
    return sorted({spoken.WEEKDAY[word] for word in words})


def _span(hours: str, text: str) -> Span:
    """Read one span; an end before its start is on the day after."""
    start, end = clocks.hours(hours, overnight=True)
    if end - start > _LONGEST and end > DAY:
        raise Usage(
            "{text} would be {hours} hours of work. Try: {example}",
            text=spoken.quote(text),
            hours=(end - start) // 60,
            example=EXAMPLE,
        )
    return start, end


def _check(week: Week, text: str) -> None:
    """Refuse spans that overlap, on one day or into the next."""
    for number, day in enumerate(week.days):
        after = [(start + DAY, end + DAY) for start, end in week.days[(number + 1) % 7]]
        spans = [*day, *after]
        if any(first[1] > second[0] for first, second in pairwise(spans)):
            raise Usage(
                "{text} names hours that overlap. Try: {example}",
                text=spoken.quote(text),
                example=EXAMPLE,
            )


def _named(days: Sequence[int]) -> str:
    for first in days if len(days) > 2 else ():
        run = [(first + number) % 7 for number in range(len(days))]
        if set(run) == set(days):
            return f"{_NAMES[run[0]]}-{_NAMES[run[-1]]}"
    return " ".join(_NAMES[day] for day in days)


def _hours(spans: Sequence[Span]) -> str:
    return ", ".join("-".join(map(_clock, span)) for span in spans)


def _clock(minute: int) -> str:
    shown = minute if minute == DAY else minute % DAY
    return f"{shown // 60:02}:{shown % 60:02}"
