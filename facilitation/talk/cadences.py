"""A cadence: how often a program's rounds open, on which weekday and at what local time."""

import re
from dataclasses import dataclass
from datetime import time

from facilitation.errors import Usage
from facilitation.talk import clocks, spoken

EXAMPLE = "every 2w on tue at 10:00"

_SHORT = tuple(name[:3] for name in spoken.WEEKDAYS)
_FILLER = frozenset("on at each every the of in and once a week weeks".split())
_KNOWN = (*spoken.WEEKDAYS, "every", "weekly", "weeks", "noon")

_UNSURE = re.compile(r"\bbi-? ?(?:weekly|monthly)\b")
_TOO_OFTEN = re.compile(r"\b(?:daily|weekdays?|every day|each day|twice)\b")
_UNEVEN = re.compile(r"month|quarter|year")
_WEEKS = {"month": 4, "quarter": 13, "year": 52}

_ORDINAL = {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_NTH = re.compile(rf"\bevery ({'|'.join(_ORDINAL)})\b")
_COUNTED = re.compile(
    rf"(?<![\w.-])(-?[0-9.]+|(?:{'|'.join(spoken.NUMBER)})(?=[ -]))"
    r"[ -]?(w|wks?|weeks?|weekly|d|days?)\b"
)
_FORTNIGHT = re.compile(r"\bfortnight(?:ly)?\b")
_WEEKLY = re.compile(r"\bweekly\b|\b(?:every|each|once a|per) (?:week|wk)\b")


@dataclass(frozen=True, slots=True)
class Cadence:
    """Every so many weeks (1-52), on a weekday (0 is Monday), at a local wall time to the minute."""

    every: int
    weekday: int
    at: time

    def __post_init__(self) -> None:
        """Refuse with ValueError what no calendar can hold."""
        if not 1 <= self.every <= 52 or not 0 <= self.weekday <= 6:
            raise ValueError(f"no such cadence: every {self.every} weeks, weekday {self.weekday}")
        if self.at.tzinfo or self.at.second or self.at.microsecond:
            raise ValueError(f"a cadence opens at a local time to the minute, not {self.at!r}")

    def __str__(self) -> str:
        """Give the words that `read` turns into an equal cadence."""
        often = "every week" if self.every == 1 else f"every {self.every}w"
        return f"{often} on {_SHORT[self.weekday]} at {self.at:%H:%M}"


def read(text: str, default: Cadence | None = None) -> Cadence:
    """Give the cadence a text names, its parts in any order; `default` fills in what is not said."""
    plain = spoken.tidy(text, EXAMPLE)
    _refuse_other_rhythms(plain)
    every, rest = _often(plain)
    rest, at = clocks.split(rest)
    words = rest.split()
    if at is None:
        at, words = _bare_hour(words)
    days = [word for word in words if word in spoken.WEEKDAY]
    unknown = [word for word in words if word not in spoken.WEEKDAY and word not in _FILLER]
    if unknown:
        raise spoken.lost(" ".join(unknown), EXAMPLE, _KNOWN)
    if len({spoken.WEEKDAY[day] for day in days}) > 1:
        raise Usage(f"A program opens on one weekday only. Try: {EXAMPLE}")
    if every is None and days and _is_weekly(days[0], plain, default):
        every = 1
    return _whole(every, spoken.WEEKDAY[days[0]] if days else None, at, default)


def _is_weekly(day: str, plain: str, default: Cadence | None) -> bool:
    """Tell "every tue" from "tue"; "tuesdays" alone is weekly where nothing else was set before."""
    plural = default is None and day[:-1] in spoken.WEEKDAYS
    return plural or re.search(rf"\b(?:every|each) {day}\b", plain) is not None


def _refuse_other_rhythms(plain: str) -> None:
    if found := _UNSURE.search(plain):
        raise Usage(
            f"{found[0].capitalize()} can mean every 2w or twice a week. "
            f"For every second week, write: {EXAMPLE}"
        )
    if _TOO_OFTEN.search(plain):
        raise Usage(f"Rounds open once a week at most. Try: {EXAMPLE}")
    if found := _UNEVEN.search(plain):
        weeks = _WEEKS[found[0]]
        raise Usage(
            "Rounds open every so many whole weeks, so that the weekday stays the same. Write "
            f"the weeks (a {found[0]} is about {weeks}w), such as: every {weeks}w on tue at 10:00"
        )


def _often(plain: str) -> tuple[int | None, str]:
    """Give the number of weeks a text names, where it names one, and the rest of the text."""
    named: list[int] = []
    for pattern in (_NTH, _COUNTED, _FORTNIGHT, _WEEKLY):
        named += [_weeks(found) for found in pattern.finditer(plain)]
        plain = pattern.sub(" ", plain)
    if len(set(named)) > 1:
        raise Usage(f"That names two rhythms, {named[0]}w and {named[1]}w. Try: {EXAMPLE}")
    return (named[0] if named else None), " ".join(plain.split())


def _weeks(found: re.Match[str]) -> int:
    if found.re is _WEEKLY:
        return 1
    if found.re is _FORTNIGHT:
        return 2
    if found.re is _NTH:
        return _ORDINAL[found[1]]
    count = spoken.NUMBER.get(found[1], found[1])
    try:
        weeks = min(float(count), 1e6) / (7 if found[2].startswith("d") else 1)
    except ValueError:
        weeks = 0.5
    if not weeks.is_integer():
        raise Usage(f"A cadence counts whole weeks. Try: {EXAMPLE}")
    if not 1 <= weeks <= 52:
        raise Usage(f"A cadence is every 1 to 52 weeks. Try: {EXAMPLE}")
    return int(weeks)


def _bare_hour(words: list[str]) -> tuple[time | None, list[str]]:
    """Take the one number that can only be an hour, as in "tue 10", but not "every 2 tue"."""
    for place, word in enumerate(words):
        if re.fullmatch(r"[0-9]{1,2}", word) and (not place or words[place - 1] != "every"):
            return clocks.read(word), words[:place] + words[place + 1 :]
    return None, words


def _whole(
    every: int | None, weekday: int | None, at: time | None, default: Cadence | None
) -> Cadence:
    if default is not None:
        every = default.every if every is None else every
        weekday = default.weekday if weekday is None else weekday
        at = default.at if at is None else at
    if every is None or weekday is None or at is None:
        parts = ((every, "how often"), (weekday, "the weekday"), (at, "the time"))
        missing = " and ".join(name for value, name in parts if value is None)
        raise Usage(f"Please add {missing}. Try: {EXAMPLE}")
    return Cadence(every, weekday, at)
