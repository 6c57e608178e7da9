"""Days, lengths, rhythms and times of day as they stand in the middle of a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from facilitation.talk import spoken

_DAYS = "|".join(sorted((d for d in spoken.WEEKDAY if len(d) > 2), key=len, reverse=True))
_ONE_DAY = rf"(?!\w+days\b)(?:{_DAYS})"
"""A weekday that is no day of every week."""
_MONTHS = "|".join(sorted(spoken.MONTH, key=len, reverse=True))
_NUMBER = rf"(?:\d+|{'|'.join(spoken.NUMBER)}|a couple(?: of)?|a few|several)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_DATE = (
    rf"(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})(?: \d{{4}})?|(?:{_MONTHS}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?"
    rf"|(?:the )?{_NTH}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?"
)
_PLAIN_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?)(?: \d{{4}})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?"
)
_EDGE = (
    rf"(?:the )?(?:end|beginning|start|middle) of (?:the |this |next )?(?:week|month|quarter|year|{_MONTHS})"
    rf"|(?:mid|early|late) (?:{_MONTHS})|(?:the )?new year|christmas|xmas"
)
_DAY = rf"(?:(?:next|this|coming|on) )*(?:{_DAYS})(?: next week)?|day after tomorrow|tomorrow|today|tonight|{_DATE}|{_EDGE}"
_MAY = (
    r"(?<!\bi )(?<!we )(?<!you )(?<!he )(?<!it )(?<!they )(?<!that )(?<!who )"
    r"may(?! (?:i|we|you|he|she|they|it|be|have|not)\b)"
)
"""The month, where it is not what somebody may do."""
_LOOSE = rf"(?:the )?(?:next|this|coming) (?:week|month|quarter|year)|(?!may\b)(?:{_MONTHS})|{_MAY}|summer|the weekend"
_PAST = rf"yesterday|last (?:{_DAYS})"
_OFTEN = r"(?:weekly|fortnightly|biweekly|bi-weekly|monthly|quarterly|daily)"
_UNIT = r"(?:weeks?|months?|quarters?|days?|weekdays?|fortnights?)"
_CLOCK = (
    r"(?:\d{1,2}[:.]\d{2} ?(?:am|pm)?|(?:1\d|2[0-3])h|\d{1,2}h\d{2}|\d{1,2} ?(?:am|pm)|noon|midday"
    rf"|(?:half past|quarter past|quarter to) (?:\d{{1,2}}|{'|'.join(spoken.NUMBER.keys() - {'a', 'an'})}))"
)
_EVERY = rf"every (?:other |second |third |\d+ |(?:{'|'.join(spoken.NUMBER)}) )?(?:{_UNIT}|{_DAYS})|(?:once|twice) (?:a|per|every) (?:week|month|quarter|fortnight)|every fortnight|{_OFTEN}"
_WHEN = rf"(?:on )?(?:{_DAYS})|(?:at )?{_CLOCK}|at \d{{1,2}}"
_KINDS = (
    ("stretch", rf"(?:from )?(?:the )?(?P<s1>{_PLAIN_DATE}) (?:to|until|till|til|through|thru) (?:the )?(?P<s2>{_PLAIN_DATE})"),
    ("stretch", rf"(?:from |between )?(?:the )?(?P<s3>\d{{1,2}})(?:st|nd|rd|th)?(?: ?- ?| to | until | and )(?P<s4>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTHS}))"),
    ("stretch", rf"(?:from |between )?(?P<s5>{_MONTHS}|(?:next |this )?{_ONE_DAY}) (?:to|until|till|til|through|thru|and) (?P<s6>{_MONTHS}|{_ONE_DAY})"),
    ("cadence", rf"(?:{_EVERY})(?: (?:{_WHEN}|at {_CLOCK}))*"),
    ("until", rf"(?:until|till|til|through|thru|up to|up until|before) (?:at least |about |the )?(?P<u>{_DAY}|{_LOOSE}|{_PAST})"),
    ("until", rf"back (?:again )?(?:on|in|by|from)? ?(?:the )?(?P<b>{_DAY})"),
    ("span", rf"(?:for )?(?:the next |another |about )?(?:{_NUMBER}|(?!one |an? |1 )(?:{_NUMBER}) (?:more|extra|further)) (?:days?|weeks?|months?|fortnights?)"),
    ("length", rf"(?:for )?(?:half an? hour|an? hour(?: and a half)?|(?:{_NUMBER}) ?(?:hours?|hrs?|minutes?|mins?)|\d+ ?(?:m|h|min)|quarter of an hour|an hour)"),
    ("day", rf"(?:on |by |this |from |starting )?(?:{_DAY})(?: (?:morning|afternoon|evening))?(?: (?:at )?{_CLOCK})?(?: at \d{{1,2}})?"),
    ("loose", _LOOSE),
    ("clock", rf"(?:at )?{_CLOCK}|at \d{{1,2}}"),
)  # fmt: skip
_FOUND = re.compile(
    "|".join(
        rf"(?P<{kind}{n}>(?<!\S)(?:{pattern})(?!\S))" for n, (kind, pattern) in enumerate(_KINDS)
    )
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that a sentence mentions: of what kind, which words of it, and what a parser of times is given."""

    kind: str
    start: int
    end: int
    words: str


def find(said: str, today: date) -> Iterator[Mention]:
    """Give the times that plain words mention, in their order."""
    for hit in _FOUND.finditer(said):
        kind = (hit.lastgroup or "").rstrip("0123456789")
        if hit.lastgroup in ("u", "b"):
            kind = "until"
        kind = next(k for n, (k, _) in enumerate(_KINDS) if hit[f"{k}{n}"])
        words = hit["u"] or hit["b"] or hit[0]
        if kind == "stretch":
            words = _from_until(hit, today)
        start = said[: hit.start()].count(" ")
        yield Mention(kind, start, start + hit[0].count(" ") + 1, _exact(kind, words, today))


def _from_until(hit: re.Match[str], today: date) -> str:
    """Return the two ends of a stretch; months are from the first day of one to the last before the other."""
    if hit["s3"]:
        return f"from {hit['s3']} {hit['m']} until {hit['s4']}"
    if hit["s5"]:
        first, last = (_dated(hit[end], today) or hit[end] for end in ("s5", "s6"))
        return f"from {first} until {last}"
    return f"from {hit['s1']} until {hit['s2']}"


def _exact(kind: str, words: str, today: date) -> str:
    """Return words that a parser of times reads: a day by its date where only people know which is meant."""
    if kind == "stretch":
        return words
    words = re.sub(r"^(?:(?:for|on|by|from|starting|the next|another|about) )+", "", words)
    if kind == "span":
        return re.sub(r" (?:more|extra|further)(?= )", "", words)
    if kind in ("until", "day") and (found := _dated(words.removeprefix("the "), today)):
        return found.isoformat()
    return words


def _dated(words: str, today: date) -> date | None:
    if nth := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", words):
        return _next(today, int(nth[1]))
    if words in ("new year", "christmas", "xmas"):
        month, day = (1, 1) if words == "new year" else (12, 25)
        year = today.year + ((month, day) <= (today.month, today.day))
        return date(year, month, day)
    if words.startswith("last "):
        return today - timedelta(days=(today.weekday() - spoken.WEEKDAY[words[5:]] - 1) % 7 + 1)
    if words == "next week":
        return today + timedelta(days=7 - today.weekday())
    if words in ("next month", "next year"):
        return _month(today, 0 if words == "next month" else 1)
    if words in spoken.MONTH and not words.isdigit():
        return _month(today, spoken.MONTH[words])
    if edge := re.fullmatch(rf"end of (?:the |this )?(month|quarter|year|{_MONTHS})", words):
        if edge[1] in spoken.MONTH:
            return _month(_month(today, spoken.MONTH[edge[1]]) + timedelta(days=1), 0)
        months = {"month": 1, "quarter": 3, "year": 12}[edge[1]]
        first = today.replace(day=1, month=(today.month - 1) // months * months + 1)
        for _ in range(months):
            first = _month(first, 0)
        return first
    return None


def _next(today: date, day: int) -> date | None:
    first = today.replace(day=1)
    for _ in range(3):
        if day <= 28 or (first.replace(day=28) + timedelta(days=day - 28)).month == first.month:
            found = first + timedelta(days=day - 1)
            if found > today:
                return found
        first = _month(first, 0)
    return None


def _month(today: date, month: int) -> date:
    """Return the first day of a month to come, of the very next one for 0."""
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    while month and first.month != month:
        first = (first + timedelta(days=32)).replace(day=1)
    return first
