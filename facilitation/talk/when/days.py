"""Calendar days as people type them: "tomorrow", "next friday", "3 dec", "2w"."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Self

from facilitation.errors import Usage
from facilitation.talk import spoken
from facilitation.talk.phrases import Phrase, sentences
from facilitation.talk.phrases import say as phrase
from facilitation.talk.when import spans

EXAMPLE = "fri, 3 dec or 2026-12-03"
YEARS = range(2000, 2101)

_JUST_PAST = timedelta(days=60)
"""So long after a day without a year, that day is asked about: few people mean the next year's."""

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1, "tmrw": 1, "day after tomorrow": 2}
KNOWN = (*spoken.WEEKDAYS, *spoken.MONTHS, "today", "tomorrow", "next")

_BEGINS = r"\b(?:from|as of|since|(?:start|begin)(?:s|n?ing)?(?: on| from| in)?)"
_ENDS = r"(?:-|to|until|till?|through|up to|end(?:s|ing)?(?: on| in| by)?)"
_LEADING = re.compile(r"^(?:(?:on|by|the|from) )+")
_WEEKDAY = re.compile(r"(?:(next|this|coming) )?([a-z]+)( next week)?")
_VAGUE = re.compile(
    r"(?:(?:the )?(?:this|next|end of|start of|beginning of) )+(?:the )?(?:week|month|year|weekend)"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})(?:\. ?([0-9]{4})|\.([0-9]{2}))?\.?")
_SLASHED = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})(?:[/-]([0-9]{4}|[0-9]{2}))?")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)? ?(?:of )?([a-z]{3,9})\.?(?: ([0-9]{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? ?([0-9]{1,2})(?:st|nd|rd|th)?(?: ([0-9]{4}))?")


class Past(Usage):
    """A day that is past: `words` as they were said, and the days that they may mean."""

    clear = True

    def __init__(self, sentence: Phrase, words: str, *days: date) -> None:
        """Say so, and ask whether another of these days is meant."""
        super().__init__(sentence)
        self.words, self.days = words, days

    def in_line(self, line: str) -> Self:
        """Give the question back with a tap on the line that says each day with its year."""
        said = re.compile(re.escape(self.words), re.IGNORECASE)
        clear = [
            (f"{_long(d)} {d.year}", said.sub(d.isoformat(), line, count=1)) for d in self.days
        ]
        self.ways = [(full, written) for full, written in clear if written != line]
        return self


class NoSuchDay(Past):
    """A day that is in no calendar: nothing else is meant by it, and nothing is done without it."""

    def __init__(self, day: str, asks: Phrase | None = None) -> None:
        """Say that there is none, after what it `asks` for."""
        none = phrase("There is no {day}. Try: {example}", day=day, example=EXAMPLE)
        super().__init__(sentences(asks, none), day)


class JustPast(Past):
    """A day without a year that is past."""

    def __init__(self, words: str, day: date) -> None:
        """Ask whether the next such day is meant."""
        full = f"{_long(day)} {day.year}"
        said = phrase("{day} is past. Do you mean {full}? If so, write {example}.",
                      day=_long(day), full=full, example=day.isoformat())  # fmt: skip
        super().__init__(said, words, day)


class Backwards(JustPast):
    """An end that comes before its beginning: that of the next year may be meant, or the two the other way round.

    Of a short time it is rather the same day of a later month than the other way round.
    """

    def __init__(
        self, words: str, first: date, last: date, today: date, *, short: bool = False
    ) -> None:
        """Ask which end is meant, `last` being so much later that few people mean it."""
        before = _made(last.year - 1, last.month, last.day)
        self.turned = (before, first) if before and today <= before < first and not short else None
        if not short:
            said = phrase("{last} comes before {first}. Which do you mean?",
                          last=_long(last), first=_long(first))  # fmt: skip
            Past.__init__(self, said, words, last)
            return
        coming = (first + timedelta(days=n) for n in range(1, 63))
        meant = next((d for d in coming if d.day == last.day), last)
        Past.__init__(
            self,
            phrase("{last} is before {first}. Did you mean until {meant}? If so, write {example}.",
                   last=_long(last), first=_long(first), meant=_long(meant), example=meant.isoformat()),
            words, *dict.fromkeys((meant, last)),
        )  # fmt: skip

    def in_line(self, line: str) -> Self:
        """Give the question back with a tap on each end, and on the two the other way round."""
        super().in_line(line)
        if self.turned is not None:
            first, last = self.turned
            both = rf"{_BEGINS} (?:(?!{_BEGINS} ).)+? {_ENDS} (?:the )?{re.escape(self.words)}"
            written = re.sub(both, f"from {first} until {last}", line, count=1, flags=re.IGNORECASE)
            label = phrase("From {first} until {last}",
                           first=_long(first), last=f"{_long(last)} {last.year}")  # fmt: skip
            self.ways = [*self.ways, *([(label, written)] if written != line else [])]
        return self


def over(said: date, today: date, words: str) -> Past:
    """Give what says that a day which was written in full is past, with the one to come that may be meant."""
    told = phrase(
        "{day} is past. Try: {example}", day=f"{_long(said)} {said.year}", example=EXAMPLE
    )
    return Past(told, words, again(said, today))


def again(said: date, today: date) -> date:
    """Give the day to come that may be meant by one that is past: a week later where that is one, else in a year."""
    if today - said <= timedelta(weeks=1):
        return said + timedelta(weeks=1)
    coming = (_made(year, said.month, said.day) for year in range(today.year, today.year + 9))
    return next(day for day in coming if day and day >= today)


def ahead(plain: str, today: date) -> date | None:
    """Give the day to come that a tidied text names, as `read`; raises JustPast where it can be none to come."""
    found = read(plain, today)
    if found is None or found - today < timedelta(days=365) - _JUST_PAST:
        return found
    try:
        before = read(plain, today - _JUST_PAST)
    except Usage:  # the weekday that was said with it agrees with the next one alone
        return found
    if before and (before.day, before.month) == (found.day, found.month) and before < today:
        raise JustPast(_LEADING.sub("", plain), found)
    return found


def ending(first: date, today: date) -> Callable[[str, date], date | None]:
    """Give what reads the end of what begins on a day: before a beginning to come no day is past."""
    return read if first > today else ahead


def read(plain: str, today: date) -> date | None:
    """Give the day a tidied text names, None when it names none.

    Raises Usage for a day that does not exist, cannot be told from another, or is not one day.
    """
    plain = _LEADING.sub("", plain)
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    if _VAGUE.fullmatch(plain):
        raise Usage(
            "{text} is not one day. Try: {example}", text=spoken.quote(plain), example=EXAMPLE
        )
    found = _weekday(plain, today) or _dated(plain, today)
    if found:
        return found
    first, _, rest = plain.partition(" ")
    if first in spoken.WEEKDAY and (found := _dated(rest.removeprefix("the "), today)):
        return agreeing(found, spoken.WEEKDAY[first])
    span = spans.read(re.sub(r"^in | from (?:now|today)$", "", plain))
    if span is not None and not span.minutes:
        return today + timedelta(days=span.days)
    return None


def _weekday(plain: str, today: date) -> date | None:
    """A bare weekday is never today; "this" may be; "next" is in the ISO week after this one."""
    found = _WEEKDAY.fullmatch(plain)
    if found is None or found[2] not in spoken.WEEKDAY:
        return None
    weekday = spoken.WEEKDAY[found[2]]
    if found[1] == "next" or found[3]:
        return today + timedelta(days=7 - today.weekday() + weekday)
    start = today if found[1] == "this" else today + timedelta(days=1)
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def _dated(plain: str, today: date) -> date | None:
    if found := _YEAR_FIRST.fullmatch(plain):
        return _day(int(found[3]), int(found[2]), found[1], today)
    if found := _DOTTED.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), found[3] or found[4], today)
    if found := _SLASHED.fullmatch(plain):
        return _slashed(int(found[1]), int(found[2]), found[3], today)
    if (found := _DAY_MONTH.fullmatch(plain)) and found[2] in spoken.MONTH:
        return _day(int(found[1]), spoken.MONTH[found[2]], found[3], today)
    if (found := _MONTH_DAY.fullmatch(plain)) and found[1] in spoken.MONTH:
        return _day(int(found[2]), spoken.MONTH[found[1]], found[3], today)
    return None


def _slashed(first: int, second: int, year: str | None, today: date) -> date:
    """Read what half of the world writes day first and the other half month first."""
    if first > 12 or first == second:
        return _day(first, second, year, today)
    if second > 12:
        return _day(second, first, year, today)
    one, other = _day(first, second, year, today), _day(second, first, year, today)
    raise Usage(
        "Is that {one} or {other}? Write {short} or {full}.",
        one=_long(one),
        other=_long(other),
        short=f"{one.day} {_short(one)}",
        full=one.isoformat(),
    )


def _day(day: int, month: int, year: str | None, today: date) -> date:
    """Make a day, without a year the next such day from today on (29 February may be years away)."""
    if not 1 <= month <= 12:
        raise Usage("There is no month {month}. Try: {example}", month=month, example=EXAMPLE)
    if year is None:
        years = range(today.year, today.year + 9)
        found = next((d for y in years if (d := _made(y, month, day)) and d >= today), None)
    else:
        number = int(year) + (2000 if len(year) == 2 else 0)
        if number not in YEARS:
            raise Usage(
                "The year {number} is too far away. Try: {example}",
                number=f"{number}",
                example=EXAMPLE,
            )
        found = _made(number, month, day)
    if found is None:
        named = f"{day} {spoken.MONTHS[month - 1].capitalize()}"
        raise NoSuchDay(f"{named} {number}" if year is not None else named)
    return found


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def agreeing(day: date, weekday: int) -> date:
    """Give the day back; raise Usage where it is another day of the week than was said."""
    if day.weekday() != weekday:
        raise Usage(
            "{day} is a {one}, not a {other}. Which one is it? Try: {example}",
            day=f"{_long(day)} {day.year}",
            one=spoken.WEEKDAYS[day.weekday()].capitalize(),
            other=spoken.WEEKDAYS[weekday].capitalize(),
            example=EXAMPLE,
        )
    return day


def _long(day: date) -> str:
    return f"{day.day} {spoken.MONTHS[day.month - 1].capitalize()}"


def _short(day: date) -> str:
    return spoken.MONTHS[day.month - 1][:3]


def say(day: date) -> str:
    """Give a day in short English: "Tue 24 Nov"."""
    weekday = spoken.WEEKDAYS[day.weekday()][:3].capitalize()
    return f"{weekday} {day.day} {_short(day).capitalize()}"
