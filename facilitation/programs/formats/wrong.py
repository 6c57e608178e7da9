"""What is wrong in a file, with its line and column, in the words of whoever does not program."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from facilitation.errors import UserError
from facilitation.talk import near
from facilitation.talk.phrases import Phrase, lines, say, say_n, sentences

NEAR = 60
"""How alike (0-100) a word must be to one that could stand there to be suggested."""

_YES_OR_NO = say("yes or no stands here")
_WHOLE = say("a whole number stands here")
A_DATE = say("a date is written like {date}", date="2026-12-24")
_PLAIN = {
    "tuple_type": say(
        "a list stands here, in brackets and with commas: {example}", example="[one, another]"
    ),
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "string_type": say("a text stands here; in quotes, where it is only a number, or yes or no"),
    "dict_type": say(
        "lines of their own stand here, each a name, a colon and what it is, set in by blanks"
    ),
    "date_from_datetime_parsing": A_DATE,
    "date_type": A_DATE,
}
"""What is wrong in the words of whoever does not program, by what pydantic calls it."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong in a file, and where."""

    line: int
    column: int
    sentence: Phrase

    def __str__(self) -> str:
        """Return it as a line of a report."""
        return str(self.said)

    @property
    def said(self) -> Phrase:
        """Return it as a line that is read in a chat."""
        return say(
            "line {line}, column {column}: {what}",
            line=self.line,
            column=self.column,
            what=self.sentence,
        )


class Wrong(UserError):
    """A format file that cannot be used, with all that is wrong in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, those that come first in the file first."""
        self.problems = sorted(set(problems))
        super().__init__(lines(*(each.said for each in self.problems)))


def guessed(
    sentence: Phrase, word: object, words: Sequence[str], instead: Phrase | None = None
) -> Phrase:
    """Return a sentence, and whether the nearest of the words was meant; `instead` where none is near."""
    found = near.nearest(str(word), {each: each for each in words}, NEAR)
    return sentences(sentence, near.meant(f"“{found}”") if found else instead)


def unknown(name: object, words: Sequence[str], *, tell: bool = False) -> Phrase:
    """Return that a name is none of those that can stand in its place, and to `tell` which those are."""
    there_are = say("There are: {words}.", words=", ".join(words)) if tell else None
    return guessed(say("“{name}” is not known here.", name=_short(name)), name, words, there_are)


def can_be(words: Sequence[str]) -> Phrase:
    """Return what a value can be."""
    return say("It can be: {words}.", words=", ".join(words))


def missing(name: object) -> Phrase:
    """Return that a name has to be there."""
    return say("“{name}” is missing", name=_short(name))


def twice(name: object) -> Phrase:
    """Return that a name is there more than once."""
    return say("“{name}” is there twice", name=_short(name))


def impossible(given: object) -> Phrase:
    """Return that a value is none that can be."""
    return say("“{given}” cannot stand here.", given=_short(given))


def _short(given: object) -> str:
    return str(given)[:40]


def plainly(error: Any, given: object) -> Phrase:
    """Return what pydantic found wrong with a value, as a sentence."""
    kind = error["type"]
    if kind == "missing":
        return missing(error["loc"][-1])
    if kind in ("literal_error", "union_tag_invalid"):
        expected = error["ctx"].get("expected") or error["ctx"]["expected_tags"]
        words = re.findall(r"'([^']*)'", str(expected))
        return guessed(impossible(given), given, words, can_be(words))
    if kind == "value_error":
        (why,) = error["ctx"]["error"].args
        return why if isinstance(why, Phrase) else say("{why}", why=why)
    return _PLAIN.get(kind) or _bound(kind, error.get("ctx", {})) or impossible(given)


def _bound(kind: str, bounds: Mapping[str, Any]) -> Phrase | None:
    """Return that a value is beyond what can be, where pydantic says what can."""
    match kind:
        case "string_too_short":
            return say_n(
                "at least one character stands here",
                "at least {n} characters stand here",
                n=bounds["min_length"],
            )
        case "string_too_long":
            return say_n(
                "one character stands here at the most",
                "{n} characters stand here at the most",
                n=bounds["max_length"],
            )
        case "too_short":
            return say_n(
                "at least one stands here", "at least {n} stand here", n=bounds["min_length"]
            )
        case "too_long":
            return say_n(
                "one stands here at the most", "{n} stand here at the most", n=bounds["max_length"]
            )
        case "greater_than_equal":
            return say("{least} is the least that can stand here", least=str(bounds["ge"]))
        case "less_than_equal":
            return say("{most} is the most that can stand here", most=str(bounds["le"]))
        case _:
            return None
