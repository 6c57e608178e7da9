"""Days in what people wish for: one, several, a week or a part of one, a month, so long after another day."""

import re
from datetime import date, timedelta

from facilitation.errors import Usage
from facilitation.talk import spoken
from facilitation.talk.when import days, spans, zones
from facilitation.talk.when.hours import WEEKEND

Range = tuple[date, date]
"""The first and the last day."""

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)

_LEADING = re.compile(r"^(?:(?:on|in|at|for|during|either|any|the) )+")
_PART = re.compile(
    r"(?:(early|late|later|mid|middle|start|beginning|end|first half|second half|rest|remainder|first days|last days)"
    r"(?: (?:of|in))?(?: the)? )?(.+)"
)
_EARLY = {"early", "start", "beginning", "first half", "first days"}
_MIDDLE = {"mid", "middle"}
_WEEKS = {
    "this week": 0, "week": 0, "next week": 1, "coming week": 1, "the coming week": 1, "following week": 1,
    "week after": 2, "week after next": 2, "the week after next": 2, "week after next week": 2,
}  # fmt: skip
_WEEK_OF = re.compile(r"(?:the )?week (?:of|starting|beginning|from|commencing)(?: on)? (.+)")
_WEEKDAY_IN = re.compile(
    r"([a-z]+) (?:of |in |the )*(this week|next week|week after next|week after)"
)
_LATER = re.compile(r"(.+?) (?:from|after) (.+)")
_IN_WEEKS = re.compile(r"([a-z]+) in (.+)")
_AFTER_NEXT = re.compile(r"([a-z]+) after next")
_WEEKEND = re.compile(r"(?:(this|next|coming) )?weekend")
_MONTH = re.compile(rf"({'|'.join(spoken.MONTH)})(?: ([0-9]{{4}}))?")
_OF_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)")
_NAMED = re.compile(r"([a-z]+) (?:the )?([0-9]{1,2}(?:st|nd|rd|th))")
_ISO_WEEK = re.compile(r"(?:calendar )?(?:week|wk|kw|cw) ?(?:no ?)?([0-9]{1,2})")
_RANGE = re.compile(
    r"(?:from |between )?(.+?)(?: - |(?<=[a-z])-(?=[a-z])| (?:to|and|until|till|through|thru) )(.+)"
)
_NUMBERED = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?(?: ?- ?| (?:to|and|until|or) )([0-9]{1,2}(?:st|nd|rd|th)? (?:of )?)([a-z]{3,9})"
)
_NUMBERED_AFTER = re.compile(
    r"([a-z]{3,9}) ([0-9]{1,2})(?:st|nd|rd|th)?(?: ?- ?| (?:to|and|until|or) )([0-9]{1,2})(?:st|nd|rd|th)?"
)

_TIMED = frozenset(
    (*spoken.WEEKDAY, *spoken.MONTH, *"""today tomorrow tmrw yesterday tonight week weeks month months year years
    weekend weekends weekday weekdays day days hour hours morning mornings afternoon afternoons evening evenings night
    nights noon midday midnight lunch lunchtime eod cob fortnight christmas xmas easter thanksgiving summer winter
    daily weekly monthly biweekly fortnightly spring autumn""".split())
) - {"mo", "tu", "we", "th", "fr", "sa", "su"}  # fmt: skip
_AROUND_TIME = frozenset("""after before by until till til from to and or not on at in the a an of next last this
    coming following early late later mid middle end start beginning starting first second half past quarter around
    about between within except but any some sometime only ago now soon whenever when o'clock oclock for either every
    each during latest earliest thing no time rest over through new summer holiday holidays maybe possibly am pm
    working business one two three four five six seven eight nine ten eleven twelve couple few than avoid never
    excluding which mo tu we th fr sa su mins minutes min h d w wk wks ish roughly approximately circa most week's
    """.split())  # fmt: skip
_FIGURES = re.compile(
    r"[0-9]{1,2}(?:[:.][0-9]{2})?[ap]m|[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}h[0-9]{2}|[0-9]{1,4}[-/][0-9]{1,2}(?:[-/][0-9]{1,4})?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{2,4})?|[0-9]+(?:w|d|wks?|weeks?|days?)"
    r"|[a-z]{2,9}[-/][a-z]{2,9}"
)
_HOUR = re.compile(r"\b(?:at|before|after|until|till|between|by|around) [0-9]")
_NUMBER = re.compile(r"[0-9]{1,4}(?:st|nd|rd|th)?|[0-9]+(?:[.:][0-9]+)?h?|-")


def is_timed(word: str) -> bool:
    """Return whether a tidied word speaks of a time by itself: a day, a month, a part of the day, a date, a clock."""
    if word in _TIMED:
        return True
    if not _FIGURES.fullmatch(word):
        return False
    return word[0].isdecimal() or all(part in spoken.WEEKDAY for part in re.split("[-/]", word))


def is_about_time(plain: str) -> bool:
    """Return whether a tidied text speaks of a time and of nothing else, whether or not it can be read."""
    words = plain.split()
    if not any(map(is_timed, words)) and not _HOUR.search(plain):
        return False
    return all(
        is_timed(word)
        or word in _AROUND_TIME
        or _NUMBER.fullmatch(word)
        or (before and before[-1] in "0123456789mh" and zones.is_named(word))
        for before, word in zip(["", *words], words, strict=False)
    )


def read(plain: str, today: date) -> tuple[Range, ...] | None:
    """Give the days that a tidied text names; None when it names none."""
    plain = _LEADING.sub("", plain)
    words = re.split(r"[ /]", plain)
    if len(words) > 1 and all(word in spoken.WEEKDAY for word in words):
        return tuple(_one(_day(word, today)) for word in words)
    if plain in ("weekdays", "weekday", "workdays", "working days"):
        ahead = (today + number * _DAY for number in range(7))
        return tuple((day, day) for day in ahead if day.weekday() not in WEEKEND)
    if found := _weeks(plain, today) or _month(plain, today) or _between(plain, today):
        return (found,)
    if day := _reckoned(plain, today) or _day(plain, today):
        return (_one(day),)
    return None


def _one(day: date | None) -> Range:
    if day is None:
        raise ValueError("no day")
    return day, day


def _day(plain: str, today: date) -> date | None:
    if (found := _NAMED.fullmatch(plain)) and found[1] in spoken.WEEKDAY:
        day = _day(found[2], today)
        return days.agreeing(day, spoken.WEEKDAY[found[1]]) if day else None
    if found := _OF_MONTH.fullmatch(plain):
        ahead = (today + number * _DAY for number in range(62))
        return next((day for day in ahead if day.day == int(found[1])), None)
    return days.ahead(plain, today)


def _weeks(plain: str, today: date) -> Range | None:
    """Read a week, a part of one, or a weekend."""
    if found := _WEEKEND.fullmatch(plain):
        monday = today - today.weekday() * _DAY + (found[1] == "next") * _WEEK
        return max(today, monday + 5 * _DAY), monday + 6 * _DAY
    found = _PART.fullmatch(plain)
    part, week = (found[1], found[2]) if found else (None, plain)
    week = week.removeprefix("the ")
    if week == "today" and part in ("later", "late", "rest", "remainder", "end"):
        return today, today
    monday = today - today.weekday() * _DAY
    if (of := _WEEK_OF.fullmatch(week)) and (named := _day(of[1], today)):
        monday = named - named.weekday() * _DAY
    elif week in _WEEKS:
        monday += _WEEKS[week] * _WEEK
    elif (numbered := _ISO_WEEK.fullmatch(week)) and (named := _of_year(int(numbered[1]), monday)):
        monday = named
    else:
        return None
    first, last = monday, monday + 6 * _DAY
    if part in _EARLY:
        last = monday + 2 * _DAY
    elif part in _MIDDLE:
        first, last = monday + _DAY, monday + 3 * _DAY
    elif part in ("late", "end", "second half", "last days") or (
        part == "later" and monday > today
    ):
        first = monday + (2 if part == "second half" else 3) * _DAY
    elif part == "later":
        first = today + _DAY
    # "end of the week", said on a Saturday, is what is left of it
    return min(max(first, today), last) if monday <= today <= last else first, last


def _of_year(week: int, monday: date) -> date | None:
    """Give the Monday of a calendar week, of the next such one from this week on."""
    ahead = (monday + number * _WEEK for number in range(54))
    return next((first for first in ahead if first.isocalendar().week == week), None)


def _month(plain: str, today: date) -> Range | None:
    """Read a month, or a part of one: "in december", "end of the month"."""
    found = _PART.fullmatch(plain)
    part, month = (found[1], found[2]) if found else (None, plain)
    if month in ("month", "this month"):
        first = today.replace(day=1)
        part = part or ("rest" if month == "this month" else None)
        if part is None:
            return None
    elif named := _MONTH.fullmatch(month):
        number = spoken.MONTH[named[1]]
        if int(named[2] or today.year) not in days.YEARS:
            return None
        year = int(named[2]) if named[2] else today.year + (number < today.month)
        first = date(year, number, 1)
    else:
        return None
    last = (first + 31 * _DAY).replace(day=1) - _DAY
    if part in _EARLY:
        last = first + 9 * _DAY
    elif part in _MIDDLE:
        first, last = first + 9 * _DAY, first + 19 * _DAY
    elif part in ("late", "end", "second half", "last days"):
        first = last - 9 * _DAY
    return (max(first, today), last) if last >= today else (first, last)


def _between(plain: str, today: date) -> Range | None:
    """Read from one day to another: "mon to wed", "mon-wed", "3-5 dec", "dec 3 to 5"."""
    if (found := _NUMBERED.fullmatch(plain)) and found[3] in spoken.MONTH:
        texts = f"{found[1]} {found[3]}", f"{found[2].strip()} {found[3]}"
    elif (found := _NUMBERED_AFTER.fullmatch(plain)) and found[1] in spoken.MONTH:
        texts = f"{found[1]} {found[2]}", f"{found[1]} {found[3]}"
    elif found := _RANGE.fullmatch(plain):
        texts = found[1], found[2]
    else:
        return None
    first = read(texts[0], today)
    last = first and read(texts[1], max(today, first[0][0]))
    return (first[0][0], last[-1][1]) if first and last else None


def _reckoned(plain: str, today: date) -> date | None:
    """Read a day told by another: "a week from monday", "monday week", "tuesday after next", "fri in 2 weeks"."""
    if (found := _AFTER_NEXT.fullmatch(plain)) and found[1] in spoken.WEEKDAY:
        day = _day(found[1], today)
        return day and day + _WEEK
    if (found := re.fullmatch(r"(.+) week", plain)) and (day := _weekday_or_near(found[1], today)):
        return day + _WEEK
    if (found := _WEEKDAY_IN.fullmatch(plain)) and found[1] in spoken.WEEKDAY:
        monday = today - today.weekday() * _DAY + _WEEKS[found[2]] * _WEEK
        return monday + spoken.WEEKDAY[found[1]] * _DAY
    if (found := _IN_WEEKS.fullmatch(plain)) and found[1] in spoken.WEEKDAY:
        span = _span(found[2])
        if span and span.days % 7 == 0:
            monday = today - today.weekday() * _DAY + span.days * _DAY
            return monday + spoken.WEEKDAY[found[1]] * _DAY
    if (found := _LATER.fullmatch(plain)) and (span := _span(found[1])):
        day = today if found[2] == "now" else _day(found[2], today)
        return day and day + span.days * _DAY
    return None


def _weekday_or_near(plain: str, today: date) -> date | None:
    return _day(plain, today) if plain in {*spoken.WEEKDAY, "today", "tomorrow"} else None


def _span(plain: str) -> spans.Span | None:
    """Read a length in whole days; None for words that name none."""
    if re.search(r"\b(?:month|year)s?\b", plain):
        return None
    try:
        found = spans.read(plain)
    except Usage:
        return None
    return found if found and not found.minutes else None
