"""Times of the day as people type them: "10:00", "9am", "noon", "9-17"."""

import re
from datetime import time

from facilitation.errors import Usage
from facilitation.talk import spoken

EXAMPLE = "10:00 or 9am"
HOURS_EXAMPLE = "9-17 or 09:00-17:30"

_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_CLOCK = re.compile(
    r"([0-9]{1,2})(?:[:.]([0-9]{2})(?::00)?|h([0-9]{2})?)?"
    r" ?([ap]m)?(?: ?o'?clock)?"
)
_SPOKEN = re.compile(
    rf"\b(half past|half|quarter past|quarter to) ({'|'.join(spoken.NUMBER.keys() - {'a', 'an'})}|[0-9]{{1,2}})\b"
    r"(?! ?(?:hours?|h|days?|weeks?|months?|:|\.)\b)"
)
_PAST = {"half past": 30, "half": 30, "quarter past": 15, "quarter to": -15}
_ISO_T = re.compile(r"(?<=-[0-9]{2})t(?=[0-9]{2}:)")
_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})")
_CLEAR = (
    r"[0-9]{1,2}:[0-9]{2}(?::00)?(?: ?[ap]m)?|[0-9]{1,2} ?[ap]m"
    r"|[0-9]{1,2}h(?:[0-9]{2})?|[0-9]{1,2} ?o'?clock|noon|midday|midnight"
)
_DOTTED = r"[0-9]{1,2}\.[0-9]{2}(?: ?[ap]m)?"
_AT_END = re.compile(rf"(?:^|(?<= ))((?:at )?(?:{_CLEAR}|{_DOTTED})|at [0-9]{{1,2}})$")
_ANYWHERE = re.compile(rf"(?:^|(?<= ))((?:at )?(?:{_CLEAR})|at [0-9]{{1,2}})(?= |$)")


def read(plain: str) -> time | None:
    """Give the time a tidied text is, None when it is none; Usage when no clock shows it."""
    found = _parts(plain)
    if found is None:
        return None
    minutes = _minutes(*found)
    if minutes is None or minutes == 24 * 60:
        raise _impossible(plain, EXAMPLE)
    return time(*divmod(minutes, 60))


def split(plain: str) -> tuple[str, time | None]:
    """Give what a tidied text says beside its clock time, and that time where there is one.

    A bare number counts as a time only after "at".
    """
    plain = digits(_ISO_T.sub(" ", plain))
    found = _AT_END.search(plain) or _ANYWHERE.search(plain)
    if found is None:
        return plain, None
    rest = f"{plain[: found.start()]} {plain[found.end() :]}"
    return " ".join(rest.split()), read(found[1])


def digits(plain: str) -> str:
    """Write the times of a tidied text that are told in words in figures: "half past nine" as "9:30"."""

    def written(found: re.Match[str]) -> str:
        hour = int(spoken.NUMBER.get(found[2], 0)) or int(found[2])
        minutes = hour * 60 + _PAST[found[1]]
        return f"{minutes // 60}:{minutes % 60:02}"

    return _SPOKEN.sub(written, plain)


def clock(text: str) -> time:
    """Give the time of the day a text names, to the minute."""
    plain = digits(spoken.tidy(text, EXAMPLE))
    four = _DIGITS.fullmatch(plain)
    found = read(f"{four[1]}:{four[2]}" if four else plain)
    if found is None:
        raise spoken.lost(text, EXAMPLE, _NAMED)
    return found


def hours(text: str, *, overnight: bool = False) -> tuple[int, int]:
    """Give the start and end a text names, in minutes of the day, the end at most 1440.

    Where they may go on `overnight`, an end before the start is on the day after, past minute 1440.
    """
    plain = spoken.tidy(text, HOURS_EXAMPLE).removeprefix("from ")
    split = re.split(r" ?- ?| (?:to|until|till) ", plain)
    ends = [found for found in map(_parts, split) if found is not None]
    if len(split) != 2 or len(ends) != 2:
        raise spoken.lost(text, HOURS_EXAMPLE)
    (start_hour, start_minute, first), (end_hour, end_minute, last) = ends
    end = _minutes(end_hour, end_minute, last)
    start = _minutes(start_hour, start_minute, first)
    if last and not first:
        # "1-5pm" starts at 13:00, "9-5pm" at 9:00: the half of the day that comes before the end.
        afternoon = _minutes(start_hour, start_minute, last)
        start = afternoon if afternoon is not None and end and afternoon < end else start
    if start is None or end is None:
        raise _impossible(plain, HOURS_EXAMPLE)
    if end <= start:
        later = end + 12 * 60
        if not last and start <= 12 * 60 and start < later < 24 * 60:
            shown = f"{_show(start)}-{_show(later)}"
            raise Usage("Is that until {end}? Then write {hours}.", end=_show(later), hours=shown)
        if overnight and end < start:
            return start, end + 24 * 60
        raise Usage(
            "{text} ends before it starts. Try: {example}",
            text=spoken.quote(text),
            example=HOURS_EXAMPLE,
        )
    return start, end


def _parts(plain: str) -> tuple[int, int, str | None] | None:
    plain = plain.removeprefix("at ")
    if plain in _NAMED:
        return _NAMED[plain].hour, 0, None
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    return int(found[1]), int(found[2] or found[3] or 0), found[4]


def _minutes(hour: int, minute: int, meridiem: str | None) -> int | None:
    if meridiem:
        if not 1 <= hour <= 12 or minute > 59:
            return None
        hour = hour % 12 + (12 if meridiem == "pm" else 0)
    total = hour * 60 + minute
    return total if minute <= 59 and total <= 24 * 60 else None


def _show(minutes: int) -> str:
    return "{:02}:{:02}".format(*divmod(minutes, 60))


def _impossible(plain: str, example: str) -> Usage:
    return Usage(
        "{time} is no time of day. Try: {example}",
        time=spoken.quote(plain.removeprefix("at ")),
        example=example,
    )
