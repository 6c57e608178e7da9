"""What people type, made plain before any rule reads it, and what is said when none can."""

import re
import unicodedata
from collections.abc import Iterable

from facilitation.errors import Usage
from facilitation.talk import near
from facilitation.talk.phrases import say, sentences

LONGEST = 200
QUOTED = 60

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORT_DAYS = ("mo", "tu tues", "we weds", "th thu thur thurs", "fr", "sa", "su")
WEEKDAY = {
    name: number
    for number, (long, short) in enumerate(zip(WEEKDAYS, _SHORT_DAYS, strict=True))
    for name in (long, long + "s", long[:3], *short.split())
}
MONTH = {
    name: number for number, long in enumerate(MONTHS, start=1) for name in (long, long[:3])
} | {"sept": 9}
_COUNTS = "one two three four five six seven eight nine ten eleven twelve".split()
NUMBER = {word: float(count) for count, word in enumerate(_COUNTS, start=1)} | {
    "a": 1.0,
    "an": 1.0,
}

_KEPT = frozenset(":.-/+_',")
_MERIDIEM = re.compile(r"(?<![a-z])([ap])\.m\b\.?")
_DECIMAL_COMMA = re.compile(r"(?<![0-9.,])([0-9]{1,3}),([0-9]{1,2})(?=\s*[a-z])")


def _plain(character: str) -> str:
    if "a" <= character <= "z" or "0" <= character <= "9" or character in _KEPT:
        return character
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    if kind == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    if character == "\N{RIGHT SINGLE QUOTATION MARK}":
        return "'"
    if kind in {"Cf", "Mn", "Me"}:
        return ""
    return character if character.isalpha() else " "


NEAR = 72
"""How alike (0-100) a word must be to be suggested."""


def tidy(text: str, example: str) -> str:
    """Give a text in lower case, plain digits and dashes and single spaces, its ornaments dropped.

    Raises Usage when nothing is left of it, or when it is too long to be about time.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise Usage(
            "{text} is too long for a time. Try: {example}",
            text=quote(text),
            example=example,
        )
    wide = unicodedata.normalize("NFKD", text).casefold()
    plain = _MERIDIEM.sub(r"\1m", "".join(map(_plain, wide)))
    plain = _DECIMAL_COMMA.sub(r"\1.\2", plain).replace(",", " ")
    plain = " ".join(plain.split()).strip(" .:;'/_").rstrip(" -+")
    if not plain:
        raise Usage("I see no time in that. Try: {example}", example=example)
    return plain


def quote(text: str) -> str:
    """Give a text as it may be quoted back: on one line, without controls, cut at 60 characters."""
    text = text.strip()
    head = text[: QUOTED * 4]
    seen = (c if c.isprintable() else "" if unicodedata.category(c) == "Cf" else " " for c in head)
    line = " ".join("".join(seen).split()).replace('"', "'")
    if len(line) > QUOTED or len(text) > len(head):
        line = line[:QUOTED].rstrip() + "…"
    return f'"{line}"'


def lost(text: str, example: str, known: Iterable[str] = ()) -> Usage:
    """Make the error for a text nobody understood, with the nearest known word where one is near."""
    meant = near.meant(nearest(text.casefold(), known))
    unknown = say("I did not understand {text}.", text=quote(text))
    return Usage(sentences(unknown, meant, say("Try: {example}", example=example)))


def nearest(text: str, known: Iterable[str]) -> str | None:
    """Give the known word that some word of a text was probably meant to be."""
    choices = {word: word for word in known}
    for word in re.findall(r"[a-z]{3,20}", text[:LONGEST]):
        if word not in choices:
            found = near.nearest(word, choices, NEAR)
            if found:
                return found
    return None
