"""A cadence: how often a program's rounds open, on which weekdays and at what local time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Literal

from facilitation.errors import Usage
from facilitation.talk import spoken
from facilitation.talk.phrases import OneOf, Phrase, later, say, say_n
from facilitation.talk.when import clocks, unclear
from facilitation.talk.when.unclear import EXAMPLE, MONTHLY

LONGEST = {"week": 52, "month": 12, "once": 1}
WORKDAYS = (0, 1, 2, 3, 4)

_ANY_DAY = "|".join(sorted(spoken.WEEKDAY, key=len, reverse=True))
_SHORT = tuple(name[:3] for name in spoken.WEEKDAYS)
_FILLER = frozenset("on at each every the of in and once a week weeks month months per all".split())
_KNOWN = (*spoken.WEEKDAYS, "every", "weekly", "monthly", "quarterly", "weeks", "months", "noon")

_STRETCH = re.compile(rf"\b(?:from )?({_ANY_DAY})(?: ?- ?| (?:to|through|thru) )({_ANY_DAY})\b")
_ONCE = re.compile(
    r"\b(?:(?:just |only )?(?:once|one time|one round)(?: only)?|one[- ]off)\b(?! (?:a|an|per|each|every|in)(?: |$))"
)

_ORDINAL = {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_PLACE = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}
_PLACED = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_UNITS = {"w": "week", "d": "day", "m": "month", "q": "quarter"}

_UNIT = r"(w|wks?|weeks?|weekly|d|days?|months?|mths?|mos?|quarters?)"
_NTH = re.compile(rf"\bevery ({'|'.join(_ORDINAL)})(?: (weeks?|months?|quarters?))?\b")
_COUNTED = re.compile(
    rf"(?<![\w.-])(-?[0-9.]+|(?:{'|'.join(spoken.NUMBER)})(?=[ -]))[ -]?{_UNIT}\b"
)
_FORTNIGHT = re.compile(r"\bfortnight(?:ly)?\b")
_EACH = re.compile(
    r"\b(?:(week|month|quarter)ly|(?:of )?(?:every|each|once a|once per|per|a|the) (week|wk|month|quarter))\b"
)
_TWICE_A_MONTH = re.compile(r"\b(?:twice|two times|2x|2 times) (?:a|per|each|every) month\b")
_WEEKDAYS = re.compile(r"\b(?:(?:every|each|all|on) )?(?:weekdays?|work(?:ing)? ?days?)\b")
_PLACES = re.compile(
    rf"\b((?:{'|'.join(_PLACE)})(?:(?: and| &|,)? (?:the )?(?:{'|'.join(_PLACE)}))?) "
    rf"({_ANY_DAY})\b"
)


Unit = Literal["week", "month", "once"]


@dataclass(frozen=True, slots=True)
class Cadence:
    """Every so many weeks (1-52) or months (1-12), on a weekday (0 is Monday), at a local wall time to the minute.

    By weeks it may open on further weekdays (`also`, each later in the week than `weekday`). By months it opens on the
    `nth` such weekdays of the month: 1 to 4, and -1 for the last. Once is a single time.
    """

    every: int
    weekday: int
    at: time
    unit: Unit = "week"
    nth: tuple[int, ...] = ()
    also: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse with ValueError what no calendar can hold."""
        days = (self.weekday, *self.also)
        if not 1 <= self.every <= LONGEST[self.unit] or not all(0 <= day <= 6 for day in days):
            raise ValueError(f"no such cadence: every {self.every} {self.unit}s, weekdays {days}")
        if list(days) != sorted(set(days)) or (self.unit == "month") != bool(self.nth):
            raise ValueError(f"no such cadence: weekdays {days}, {self.nth} of the {self.unit}")
        if not set(self.nth) <= _PLACED.keys() or (self.also and self.unit != "week"):
            raise ValueError(f"no such cadence: {self.nth} of the month, weekdays {days}")
        if self.at.tzinfo or self.at.second or self.at.microsecond:
            raise ValueError(f"a cadence opens at a local time to the minute, not {self.at!r}")

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Return the weekdays on which it opens."""
        return (self.weekday, *self.also)

    def __str__(self) -> str:
        """Give the words that `read` turns into an equal cadence."""
        days = " and ".join(_SHORT[day] for day in self.weekdays)
        if self.unit == "month":
            often = "every month" if self.every == 1 else f"every {self.every} months"
            places = " and ".join(_PLACED[place] for place in self.nth)
            return f"{places} {days} of {often} at {self.at:%H:%M}"
        if self.every == 1 and self.weekdays == WORKDAYS:
            return f"every weekday at {self.at:%H:%M}"
        often = "every week" if self.every == 1 else f"every {self.every}w"
        often = "once" if self.unit == "once" else often
        return f"{often} on {days} at {self.at:%H:%M}"


@dataclass(slots=True)
class _Said:
    """What of a cadence a text says."""

    every: int | None = None
    unit: Unit | None = None
    nth: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    at: time | None = None


def read(text: str, default: Cadence | None = None) -> Cadence:
    """Give the cadence a text names, its parts in any order; `default` fills in what is not said."""
    plain = spread(spoken.tidy(text, EXAMPLE))
    unclear.ask(plain)
    said = _Said()
    rest = _months(plain, said)
    rest = _often(rest, said)
    rest, said.at = clocks.split(rest)
    words = rest.split()
    if said.at is None:
        said.at, words = _bare_hour(words)
    days = [word for word in words if word in spoken.WEEKDAY]
    unknown = [word for word in words if word not in spoken.WEEKDAY and word not in _FILLER]
    if unknown:
        raise spoken.lost(" ".join(unknown), EXAMPLE, _KNOWN)
    said.days = tuple(sorted({*said.days, *(spoken.WEEKDAY[day] for day in days)}))
    if said.every is None and days and _is_weekly(days[0], plain, default):
        said.every, said.unit = 1, "week"
    if said.every is None and not said.days and said.at is None and not said.nth:
        raise spoken.lost(text, EXAMPLE, _KNOWN)
    return _whole(said, default)


def spread(plain: str) -> str:
    """Write each day of a stretch of them in a tidied text: "mon-thu" as "mon tue wed thu"."""

    def every(found: re.Match[str]) -> str:
        first, last = (spoken.WEEKDAY[found[place]] for place in (1, 2))
        return " ".join(_SHORT[(first + n) % 7] for n in range((last - first) % 7 + 1))

    return _STRETCH.sub(every, plain)


def without_once(plain: str) -> str | None:
    """Give what a tidied text says beside that something happens once; None where it does not say so."""
    return " ".join(_ONCE.sub(" ", plain).split()) if _ONCE.search(plain) else None


def _is_weekly(day: str, plain: str, default: Cadence | None) -> bool:
    """Tell "every tue" from "tue"; "tuesdays" alone is weekly where nothing else was set before."""
    plural = default is None and day[:-1] in spoken.WEEKDAYS
    return plural or re.search(rf"\b(?:every|each) {day}\b", plain) is not None


def _months(plain: str, said: _Said) -> str:
    """Take out which weekdays of a month a text names, and give the rest."""
    if found := _TWICE_A_MONTH.search(plain):
        said.every, said.unit, said.nth = 1, "month", (1, 3)
        plain = plain[: found.start()] + " " + plain[found.end() :]
    found = _PLACES.search(plain)
    if found is None or not _of_a_month(found, plain):
        return " ".join(plain.split())
    words = re.findall(r"[a-z0-9]+", found[1])
    said.nth = tuple(dict.fromkeys(_PLACE[word] for word in words if word in _PLACE))
    said.days = (spoken.WEEKDAY[found[2]],)
    said.every, said.unit = said.every or None, "month"
    return " ".join(f"{plain[: found.start()]} {plain[found.end() :]}".split())


def _of_a_month(found: re.Match[str], plain: str) -> bool:
    """Tell "second tuesday of the month" from "every second tuesday"."""
    if re.search(r"month|quarter", plain):
        return True
    counted = found[1] in _ORDINAL and re.search(rf"\bevery {found[1]}\b", plain)
    return not counted


def _often(plain: str, said: _Said) -> str:
    """Take out the number of weeks or months a text names, where it names one, and give the rest."""
    if found := _WEEKDAYS.search(plain):
        said.every, said.unit, said.days = 1, "week", WORKDAYS
        plain = plain[: found.start()] + " " + plain[found.end() :]
    named: list[tuple[int, Unit]] = []
    if _ONCE.search(plain):
        named, plain = [(1, "once")], _ONCE.sub(" ", plain)
    for pattern in (_NTH, _COUNTED, _FORTNIGHT, _EACH):
        named += [_count(found) for found in pattern.finditer(plain)]
        plain = pattern.sub(" ", plain)
    if len(set(named)) > 1:
        raise Usage(
            "Is it {meanings}? Try: {example}",
            meanings=OneOf([_RHYTHM[unit](n) for n, unit in named[:2]]),
            example=EXAMPLE,
        )
    if named:
        every, unit = named[0]
        if said.unit == "month" and unit != "month":
            raise Usage(
                "That counts weeks and months at once. Try: {one} or {other}",
                one=EXAMPLE,
                other=MONTHLY,
            )
        said.every, said.unit = every, unit
    elif said.unit == "month" and said.every is None:
        said.every = 1
    return " ".join(plain.split())


_RHYTHM: Mapping[Unit, Callable[[int], Phrase]] = {
    "week": lambda n: say_n("every week", "every {n} weeks", n),
    "month": lambda n: say_n("every month", "every {n} months", n),
    "once": lambda n: say("once"),
}


def _count(found: re.Match[str]) -> tuple[int, Unit]:
    """Give how many of which unit a match names."""
    if found.re is _FORTNIGHT:
        return 2, "week"
    if found.re is _NTH:
        return _in_units(_ORDINAL[found[1]], found[2] or "week")
    if found.re is _EACH:
        return _in_units(1, found[1] or found[2])
    number = spoken.NUMBER.get(found[1], found[1])
    try:
        count = min(float(number), 1e6)
    except ValueError:
        count = 0.5
    return _in_units(count, found[2])


def _in_units(count: float, word: str) -> tuple[int, Unit]:
    unit = _UNITS[word[0]]
    every = count / 7 if unit == "day" else count * 3 if unit == "quarter" else count
    counted: Unit = "month" if unit in ("month", "quarter") else "week"
    if not float(every).is_integer():
        raise Usage("Rounds come in whole weeks or months. Try: {example}", example=EXAMPLE)
    if not 1 <= every <= LONGEST[counted]:
        limit = (
            later("Rounds come every 1 to {most} months. Try: {example}")
            if counted == "month"
            else later("Rounds come every 1 to {most} weeks. Try: {example}")
        )
        raise Usage(limit, most=LONGEST[counted], example=EXAMPLE)
    return int(every), counted


def _bare_hour(words: list[str]) -> tuple[time | None, list[str]]:
    """Take the one number that can only be an hour, as in "tue 10", but not "every 2 tue"."""
    for place, word in enumerate(words):
        if re.fullmatch(r"[0-9]{1,2}", word) and (not place or words[place - 1] != "every"):
            return clocks.read(word), words[:place] + words[place + 1 :]
    return None, words


def _whole(said: _Said, default: Cadence | None) -> Cadence:
    """Give what was said, with the rest from what is so already."""
    every, unit, at, days = said.every, said.unit, said.at, said.days
    if default is not None:
        every, unit = (default.every, default.unit) if every is None else (every, unit)
        at = default.at if at is None else at
        days = days or _days(default, unit)
    if every is None or not days or at is None:
        parts = (
            (every, say("how often")),
            (days or None, say("the weekday")),
            (at, say("the time")),
        )
        raise Usage(
            "Please add {missing}. Try: {example}",
            missing=[name for value, name in parts if value is None],
            example=MONTHLY if unit == "month" else EXAMPLE,
        )
    if unit == "week":
        return Cadence(every, days[0], at, also=days[1:])
    if unit == "once":
        if len(days) > 1:
            raise Usage("Once is on one day only. Try: {example}", example="once on tue at 10:00")
        return Cadence(1, days[0], at, "once")
    if len(days) > 1:
        raise Usage("A month counts one weekday only. Try: {example}", example=MONTHLY)
    kept = default.nth if default is not None and default.unit == "month" else ()
    return Cadence(every, days[0], at, "month", said.nth or kept or (1,))


def _days(default: Cadence, unit: str | None) -> tuple[int, ...]:
    return default.weekdays if unit == default.unit else default.weekdays[:1]
