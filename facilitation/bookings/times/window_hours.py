"""Hours in what people wish for: "10am to 12pm", "after 3pm", "in the morning", "at lunch", a time of the clock."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Self

from facilitation.errors import Usage
from facilitation.talk import spoken
from facilitation.talk.phrases import say
from facilitation.talk.when import clocks

Window = tuple[datetime, datetime]
"""The first instant a booking may begin and the last it may end; both equal: the very time it is to begin."""


def without(wished: Sequence[Window], barred: Sequence[Window]) -> list[Window]:
    """Return what is left of the windows without what is barred."""
    left = list(wished)
    for start, end in barred:
        cut: list[Window] = []
        for opens, closes in left:
            if closes <= start or opens >= end:
                cut.append((opens, closes))
                continue
            cut += [(opens, start)] if opens < start else []
            cut += [(end, closes)] if end < closes else []
        left = cut
    return left


DAY_LONG = 24 * 60


class MorningOrAfternoon(Usage):
    """An hour without a word on which half of the day it is in."""

    def __init__(self, hour: str) -> None:
        """Ask which of the two is meant."""
        afternoon = int(hour) + 12
        super().__init__(
            say(
                "Do you mean {hour}am or {afternoon}:00? Write one of the two.",
                hour=hour,
                afternoon=afternoon,
            )
        )
        self.hour, self.afternoon = int(hour), afternoon

    def in_line(self, line: str) -> Self:
        """Give the question back with a tap on the line that says each of them."""
        said = re.compile(
            rf"(?<![\w#@:.-])0?{self.hour}(?![\w:.-])(?!.*(?<![\w#@:.-])0?{self.hour}(?![\w:.-]))"
        )
        times = (f"{self.afternoon}:00", f"{self.hour:02}:00")
        ways = [(time, said.sub(time, line, count=1)) for time in times]
        self.ways = [(time, clear) for time, clear in ways if clear != line]
        return self


Hours = tuple[int, int]
"""Minutes of the day in which to meet; both equal: the very minute to begin."""

_EARLY = 7
"""Nobody means an hour before this one without saying "am"."""

_PARTS: dict[str, Hours] = {
    "early morning": (360, 600), "morning": (360, 720), "late morning": (600, 720), "mid morning": (540, 660),
    "lunch": (690, 840), "early afternoon": (720, 900), "afternoon": (720, 1080), "mid afternoon": (840, 960),
    "late afternoon": (900, 1080), "evening": (1020, 1320), "night": (1080, DAY_LONG), "early evening": (1020, 1140),
    "late evening": (1140, 1320),
}  # fmt: skip
_PART = re.compile(
    r"\b(?:(?:in|at|during|over|around|for) )?(?:the )?(?:(early|late|mid)(?: in the)?[ -]?)?"
    r"(morning|afternoon|evening|(?<!mid)night|lunch)(?:s|[ -]?time|[ -]?break|[ -]?hour)?\b"
)
EARLY_OR_LATE = re.compile(r"(early|late)(?: on)? (.+)")
_NAMED: dict[str, Hours] = {"tonight": (1080, DAY_LONG), "first thing": (480, 600)}
_FIRST_THING = re.compile(r"\bfirst thing(?: in the morning)?\b")
_TONIGHT = re.compile(r"\btonight\b")
_END_OF_DAY = re.compile(
    r"\b(?:eod|cob|end of (?:the )?(?:business )?day|close of business|last thing)\b"
)
_CLOCK = (
    r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?(?: ?[ap]m)?|[0-9]{1,2}h(?:[0-9]{2})?|noon|midday|midnight)"
)
_DATES = "|".join(sorted((*spoken.MONTH, "w", "d", "wks?", "weeks?", "days?", "h", "hours?", "hrs?",
                          "min", "minutes?", "months?", "years?"), key=len, reverse=True))  # fmt: skip
_ENDS = rf"(?![0-9a-z:/-]|\.[0-9]| (?:{_DATES})\b)"
_BETWEEN = re.compile(
    rf"(?:\b(from|between) )?(?<![0-9:./-])({_CLOCK})( ?- ?| (?:to|and|until|till|through) )({_CLOCK}){_ENDS}"
)
_LIMIT = re.compile(
    rf"\b(after|from|past|before|by|until|till) (?:about )?({_CLOCK}|lunch){_ENDS}(?: on(?:wards?)?(?= |$))?"
)
_AROUND = re.compile(rf"\b(?:around|about|approximately|roughly|circa) ({_CLOCK}){_ENDS}")
_MONTH_BEFORE = re.compile(rf"\b(?:{'|'.join(spoken.MONTH)})\.? $")


def told_between(plain: str) -> tuple[str, Hours | None]:
    """Take out hours from one time of the clock to another, and give the rest; no dates such as "3-5 dec"."""
    found = _BETWEEN.search(plain)
    if found is None or _MONTH_BEFORE.search(plain[: found.start()]):
        return plain, None
    keyword, first, between, last = found.groups()
    rest = _cut(plain, found)
    clear = re.search(r"[:apnmh]", first + last) or keyword
    if (between.strip() == "and" and keyword != "between") or not (clear or rest):
        return plain, None
    if not re.search(r"[:.apnmh]", first + last) and int(first) < _EARLY:
        afternoon = [int(hour) + 12 if int(hour) < 12 else int(hour) for hour in (first, last)]
        raise Usage(
            "Is that {one}:00-{other}:00? Then write it like that, or add am for the morning.",
            one=afternoon[0],
            other=afternoon[1],
        )
    return rest, clocks.hours(f"{first}-{last}")


def told(plain: str) -> tuple[str, Hours | None]:
    """Take out the hours that a text tells in any other way, and give the rest."""
    for pattern, hours in ((_FIRST_THING, "first thing"), (_TONIGHT, "tonight")):
        if found := pattern.search(plain):
            rest = _cut(plain, found)
            return rest or ("today" if pattern is _TONIGHT else ""), _NAMED[hours]
    if found := _END_OF_DAY.search(plain):
        return _cut(plain, found) or "today", (900, 1080)
    if found := _LIMIT.search(plain):
        at = 780 if found[2] == "lunch" and found[1] in ("after", "from", "past") else None
        at = at or (720 if found[2] == "lunch" else _minute(found[2]))
        later = found[1] in ("after", "from", "past")
        return _cut(plain, found), (at, DAY_LONG) if later else (0, at)
    if found := _AROUND.search(plain):
        at = _minute(found[1])
        return _cut(plain, found), (max(at - 60, 0), min(at + 90, DAY_LONG))
    if found := _PART.search(plain):
        part = f"{found[1]} {found[2]}" if found[1] else found[2]
        return _cut(plain, found), _PARTS.get(part, _PARTS[found[2]])
    return _point(plain)


def bare(hour: str) -> Hours:
    """Give the time of a number beside a day, as in "tue 10"; asks where it is more likely in the afternoon."""
    at = _minute(hour)
    return at, at


def early_or_late(word: str) -> Hours:
    """Give the hours of "early tomorrow" and "late on friday"."""
    return (360, 600) if word == "early" else (900, 1080)


def _point(plain: str) -> tuple[str, Hours | None]:
    if (found := re.search(r"(?:^|(?<= ))at ([0-9]{1,2})(?= |$)", plain)) and not re.match(
        rf" (?:[ap]m|o'?clock|{_DATES})\b", plain[found.end() :]
    ):
        return _cut(plain, found), bare(found[1])
    rest, at = clocks.split(plain)
    if at is not None and 0 < at.hour < _EARLY and clocks.digits(plain) != plain:
        raise Usage(
            "Is that {later}? Then write it so, or {early}.",
            later=f"{at.hour + 12}:{at:%M}",
            early=f"{at:%H:%M}",
        )
    return rest, None if at is None else (at.hour * 60 + at.minute,) * 2


def _minute(told: str) -> int:
    """Give the minute of the day that a time of the clock is; Usage for "3", which is hardly in the night."""
    if told.isdecimal() and 0 < int(told) < _EARLY:
        raise MorningOrAfternoon(told)
    at = clocks.clock(told)
    return at.hour * 60 + at.minute


def _cut(plain: str, found: re.Match[str]) -> str:
    return " ".join(f"{plain[: found.start()]} {plain[found.end() :]}".split())
