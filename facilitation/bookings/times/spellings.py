"""Ways to write a time that say the same as another way: "tmr", "friday pm", "9ish", "1530", "tonight at 8"."""

import re
from collections.abc import Callable

from facilitation.talk import spoken

_DAYS = "|".join(sorted((*spoken.WEEKDAY, "today", "tomorrow"), key=len, reverse=True))
_COUNT = f"{'|'.join(spoken.NUMBER)}|[0-9]{{1,2}}"


def _part(found: re.Match[str]) -> str:
    return f"{found[1]} {'morning' if found[2] == 'am' else 'afternoon'}"


def _tonight(found: re.Match[str]) -> str:
    hour = int(found[1])
    return f"today at {hour + 12 if hour < 12 else hour}:{found[2] or '00'}"


_SPELLINGS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\b(?:2morrow|2moro|tmr|tmw|tomo)\b", "tomorrow"),
    (r"\bb4\b", "before"),
    (r"\bthis coming\b", "coming"),
    (r"\b(?:my|our|local) time\b", ""),
    (rf"\b({_DAYS}) (am|pm)\b", _part),
    (r"\b([0-9]{1,2}(?::[0-9]{2})?(?: ?[ap]m)?) ?-?ish\b", r"around \1"),
    (rf"\b({_DAYS}) ?-?ish\b", r"\1"),
    (r"\bat around\b", "around"),
    (r"\bup (?:to|until|till)\b", "by"),
    (r"(?<!no )(?<!not )\blater than\b", "after"),
    (r"(?<!no )(?<!not )\bearlier than\b", "before"),
    (
        r"\bas (?:early|soon) as (?:possible|you can)\b|\bat your (?:earliest )?convenience\b",
        "asap",
    ),
    (r"\b(?:(?:in|during|within) )?(?:office|working|business|work) hours\b", "any time"),
    (
        r"\b(?:except|not|avoid|outside(?: of)?) ([0-9]{1,2}) ?- ?([0-9]{1,2})\b(?![-/.])",
        r"except from \1 to \2",
    ),
    (r"\boutside(?: of)?\b", "except"),
    (r"\bend of business(?: day)?\b", "eod"),
    (r"\bmorning first thing\b", "first thing"),
    (r"\b([0-9]{1,2}) uhr\b", r"\1h"),
    (r"\b([0-9]{1,2}:[0-9]{2}) uhr\b", r"\1"),
    (r"\btonight at ([0-9]{1,2})(?::([0-9]{2}))?(?! ?[ap]m)\b", _tonight),
    (rf"\b({_COUNT}) (weeks?) ({_DAYS})\b", r"\1 \2 from \3"),
    (rf"\b({_DAYS}) fortnight\b", r"two weeks from \1"),
    (r"\bat ([0-9]{1,2}) or ([0-9]{1,2})\b(?![:.])", r"at \1 or at \2"),
    # four figures are a time, but where they could be a year
    (r"(?:^|(?<=[a-z] ))(?!20[0-5])([01][0-9]|2[0-3])([0-5][0-9])\b(?![-/.:])", r"\1:\2"),
)
_PATTERNS = tuple((re.compile(pattern), written) for pattern, written in _SPELLINGS)


def plain(text: str) -> str:
    """Return a tidied text with all that is written in another way as it is read."""
    for pattern, written in _PATTERNS:
        text = pattern.sub(written, text)
    return " ".join(text.split())
