"""From which day, until which, for how long and but for which days rounds open, as people type it within a rhythm."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from facilitation.errors import Usage
from facilitation.talk import spoken
from facilitation.talk.phrases import say
from facilitation.talk.when import days, spans
from facilitation.talk.when.unclear import EXAMPLE

LONGEST = 52
"""So many rounds at the most, where they are counted."""

MOST = 6
"""So many words tell a day at the most."""

_DAY = timedelta(days=1)
_TERM = timedelta(days=300)
"""From autumn until the next summer, as many have it, no program's days are taken to be the wrong way round."""
_YEARED = re.compile(r"[0-9]{4}")
_FROM = re.compile(
    r"\b(?:(?:starting|starts?|beginning|begins?)(?: on| from| in)?|from|as of|since|effective)(?= )"
)
_UNTIL = re.compile(
    r"\b(?:(?:ending|ends?)(?: on| in| by)?|until|till?|through|up to)(?: and including)?(?= )"
)
_TO = re.compile(r"\bto(?= )")
_FOR = re.compile(r"\bfor (?:the next )?")
_EXCEPT = re.compile(r"\b(?:but )?(?:except(?: for| on)?|excluding|not on|not|skip(?:ping)?)(?= )")
_HOLIDAYS = re.compile(r"(?:on )?(?:public |bank |national )?holidays\b")
_ROUNDS = re.compile(
    rf"\b(?:for )?(?:the next )?([0-9]{{1,4}}|{'|'.join(spoken.NUMBER)}) (?:rounds|times|sessions)\b"
)
_MONTH = re.compile(
    rf"(?:(end|start|beginning) of )?(?:the )?(?:month of )?"
    rf"({'|'.join(spoken.MONTH)}|(?:this|next) month|month)(?: ([0-9]{{4}}))?"
)
_YEAR = re.compile(r"(?:the )?end of (?:the |this )?year|year'?s end|end of ([0-9]{4})")
_WEEKS = {"this week": 0, "next week": 1, "the week after next": 2, "week after next": 2}


def start(
    plain: str, today: date, example: str = f"{EXAMPLE} from 1 march"
) -> tuple[str, date | None, int | None]:
    """Take out from which day on, and give the rest, the day, and its weekday where that was what was said."""
    found = _FROM.search(plain)
    if found is None:
        return plain, None, None
    before, words = plain[: found.start()].split(), plain[found.end() :].split()
    for count in range(min(len(words), MOST), 0, -1):
        text = " ".join(words[:count])
        try:
            day = first_of(text, today) or _day(text, today, days.ahead)
        except days.NoSuchDay as error:
            asks = say("From which day is “{words}”?", words=text)
            raise days.NoSuchDay(error.words, asks) from None
        if day is not None:
            named = any(word in spoken.WEEKDAY for word in words[:count])
            return " ".join([*before, *words[count:]]), day, day.weekday() if named else None
    raise Usage(
        say("From which day is “{words}”? Try: {example}",
            words=" ".join(words[:MOST]), example=example)
    )  # fmt: skip


def end(
    plain: str, first: date, today: date, *, begun: bool, example: str = f"{EXAMPLE} until 30 june"
) -> tuple[str, date | None]:
    """Take out until which day, and give the rest and that day; a month or a year is until its end."""
    found = _UNTIL.search(plain) or (_TO.search(plain) if begun else None)
    if found is None:
        return plain, None
    before, words = plain[: found.start()].split(), plain[found.end() :].split()
    for count in range(min(len(words), MOST), 0, -1):
        text = " ".join(words[:count]).removeprefix("the ")
        day = last_of(text, first)
        if day is None and (day := _day(text, first, days.ending(first, today))):
            _check_order(text, first, day, today)
        if day is not None:
            return " ".join([*before, *words[count:]]), day
    raise Usage(
        say("Until which day is “{words}”? Try: {example}",
            words=" ".join(words[:MOST]), example=example)
    )  # fmt: skip


def _check_order(text: str, first: date, last: date, today: date) -> None:
    """Raise a question about an end without a year that is nearly a year after its beginning, as it came before it."""
    before = (last.month, last.day) < (first.month, first.day)
    if before and last - first > _TERM and not _YEARED.search(text):
        raise days.Backwards(text, first, last, today)


def length(plain: str, first: date) -> tuple[str, int, date | None]:
    """Take out for how many rounds or for how long, and give the rest, the number of rounds, and the last day."""
    if counted := _ROUNDS.search(plain):
        number = int(spoken.NUMBER.get(counted[1], 0) or counted[1])
        if not 1 <= number <= LONGEST:
            raise Usage(say("That can be 1 to {most} rounds. Try: {example} for 6 rounds",
                            most=LONGEST, example=EXAMPLE))  # fmt: skip
        return " ".join(_ROUNDS.sub(" ", plain, count=1).split()), number, None
    found = _FOR.search(plain)
    if found is None:
        return plain, 0, None
    before, after = plain[: found.start()], plain[found.end() :]
    words = after.split()
    for count in range(min(len(words), MOST), 0, -1):
        if last := _months_on(" ".join(words[:count]), first):
            return " ".join([*before.split(), *words[count:]]), 0, last
    raise Usage(say("For how long is “{words}”? Try: {example} for 6 rounds",
                    words=" ".join(words[:MOST]), example=EXAMPLE))  # fmt: skip


def _months_on(text: str, first: date) -> date | None:
    """Give the last day of so many months, weeks or days from the first on."""
    if found := re.fullmatch(r"(\w+) (months?|years?)", text):
        number = spoken.NUMBER.get(found[1], float(found[1]) if found[1].isdecimal() else 0)
        months = int(number) * (12 if found[2].startswith("y") else 1)
        if not 1 <= months <= 24:
            return None
        year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
        day = min(first.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, day) - _DAY
    span = spans.read(text)
    return first + (span.days - 1) * _DAY if span and span.days and not span.minutes else None


def first_of(text: str, today: date) -> date | None:
    """Give the first day of a week or a month that is named, none before today."""
    if text in _WEEKS:
        monday = today - today.weekday() * _DAY + 7 * _WEEKS[text] * _DAY
        return max(monday, today)
    found = _MONTH.fullmatch(text)
    if found is None or found[1] == "end":
        return None
    return max(_month(found, today)[0], today)


def last_of(text: str, first: date) -> date | None:
    """Give the last day of a week, month or year that is named, the first such from a day on."""
    if text in _WEEKS:
        return first - first.weekday() * _DAY + (7 * _WEEKS[text] + 6) * _DAY
    if found := _YEAR.fullmatch(text):
        return date(int(found[1] or first.year), 12, 31)
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    opening, last = _month(found, first)
    return opening if found[1] in ("start", "beginning") else last


def _month(found: re.Match[str], first: date) -> tuple[date, date]:
    """Give the first and the last day of a month that is named, of the next such one that is not over."""
    number = spoken.MONTH.get(found[2])
    if number is None:
        months = first.year * 12 + first.month - 1 + (found[2] == "next month")
        year, number = months // 12, months % 12 + 1
    else:
        year = int(found[3]) if found[3] else first.year + (number < first.month)
    if year not in days.YEARS:
        far = say(
            "The year {year} is too far away. Try: {example}", year=str(year), example=EXAMPLE
        )
        raise Usage(far)
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _day(text: str, today: date, read: Callable[[str, date], date | None]) -> date | None:
    """Give the one day that a text names."""
    try:
        return read(text, today)
    except (days.JustPast, days.NoSuchDay):
        raise
    except Usage:
        if len(text.split()) > 1:
            return None
        raise


def without(plain: str, today: date) -> tuple[str, tuple[date, ...], bool]:
    """Take out on which days no round opens, and give the rest, those days, and whether public holidays are such."""
    found = _EXCEPT.search(plain)
    if found is None:
        return plain, (), False
    before, after = plain[: found.start()], plain[found.end() :].strip()
    if holidays := _HOLIDAYS.match(after):
        return " ".join(f"{before} {after[holidays.end() :]}".split()), (), True
    words, left_out = after.split(), []
    while words and (read := _next_day(words, today)):
        day, words = read
        left_out.append(day)
        if words[:1] in (["and"], ["or"]) and _next_day(words[1:], today):
            words = words[1:]
    if not left_out:
        raise Usage(say("Which days are “{words}”? Try: {example} except 24 dec",
                        words=" ".join(words[:MOST]), example=EXAMPLE))  # fmt: skip
    return " ".join([*before.split(), *words]), tuple(left_out), False


def _next_day(words: list[str], today: date) -> tuple[date, list[str]] | None:
    for count in range(min(len(words), MOST), 0, -1):
        text = " ".join(words[:count])
        if text not in spoken.WEEKDAY and (day := _day(text, today, days.ahead)):
            return day, words[count:]
    return None
