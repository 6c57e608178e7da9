"""How a line of words becomes a command and its arguments."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from facilitation.errors import Usage
from facilitation.talk.phrases import say

LONGEST_LINE = 4000
"""A line longer than this (in characters) is nobody's command."""

QUOTES = '"“”„«'
TOKEN = re.compile(
    r"[\"“”„«](?P<quoted>[^\"“”«»]*)[\"“”»]|[‘\u201a](?P<single>[^‘\u201a]+?)[’‘](?=[\s,;.]|$)|(?P<bare>\S+)"
)
"""A word, or what stands between quotation marks; single ones are marks only where they close before a space."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing a command takes.

    `word` takes one word or one quoted text, `text` takes words up to the next keyword. An argument with keywords is
    introduced by one of them, in any order after the others; with `keep` the keyword is part of the value.
    """

    name: str
    takes: Literal["word", "text"] = "word"
    optional: bool = False
    keywords: tuple[str, ...] = ()
    keep: bool = False
    alone: bool = False
    """Whether its keyword says enough by itself."""
    shown: str = ""
    """How it is written in the usage line; `<name>` when empty."""

    @property
    def usage(self) -> str:
        """Return how the argument is written in a usage line."""
        shown = self.shown or f"<{self.name}>"
        if self.keywords and not self.keep:
            shown = f"{self.keywords[0]} {shown}"
        return f"[{shown}]" if self.optional else shown


class Missing(Usage):
    """A command that was said without something it needs: which `argument`, and the `noun` for what that is."""

    def __init__(self, argument: Argument, usage: str) -> None:
        """Say what is missing, and how the command is written."""
        self.argument = argument
        shown = argument.shown or argument.name
        self.noun = re.split(r"[>|\] ]", shown.strip('<>@"'))[0]
        super().__init__(
            say(
                "This needs one more thing: {what}. Write it like this: {usage}",
                what=self.noun,
                usage=usage,
            )
        )


@dataclass(frozen=True, slots=True)
class Token:
    """A word or quoted text of a line, with where it stands in it."""

    value: str
    start: int
    end: int
    quoted: bool


def tokens(line: str) -> list[Token]:
    """Return the words and quoted texts of a line; any kind of quotation mark will do."""
    found = []
    for hit in TOKEN.finditer(line):
        quoted = hit["single"] if hit["quoted"] is None else hit["quoted"]
        found.append(
            Token(
                hit["bare"] if quoted is None else quoted.strip(),
                hit.start(),
                hit.end(),
                quoted is not None,
            )
        )
    return found


def tidy(line: str) -> str:
    """Return the line without surrounding space, a leading slash command's name or odd white space."""
    line = re.sub(r"[^\S\n]+", " ", line).strip()
    return re.sub(r"^/\S+\s*", "", line)


def readable(text: str) -> bool:
    """Return whether the text is text: no NUL and no half of a surrogate pair, which no database would keep."""
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def split(line: str, known: Iterable[str]) -> tuple[str, str] | None:
    """Return the longest of the known phrases that the line starts with, and the rest; None when there is none."""
    words = [t for t in tokens(line) if not t.quoted]
    for count in range(min(4, len(words)), 0, -1):
        phrase = " ".join(t.value.casefold().rstrip("?!.,") for t in words[:count])
        if phrase in known and line[: words[count - 1].end].count('"') == 0:
            return phrase, line[words[count - 1].end :].strip()
    return None


def fill(arguments: Sequence[Argument], text: str, usage: str) -> dict[str, str]:
    """Return the arguments' values by name, taken from the text in order.

    Raises Usage, naming what is missing or left over and how the command is written.
    """
    placed = [a for a in arguments if not a.keywords]
    keyed = {word: a for a in arguments for word in a.keywords}
    head, tails = _split_at_keywords(tokens(text), keyed)
    given: dict[str, str] = {}
    rest = head
    for argument in placed:
        if not rest:
            break
        if argument.takes == "word":
            if not rest[0].quoted and rest[0].value[0] in QUOTES:
                raise Usage(
                    "A quotation mark is opened and never closed. Write it like this: {usage}",
                    usage=usage,
                )
            given[argument.name], rest = rest[0].value, rest[1:]
        else:
            given[argument.name], rest = _joined(text, rest), []
    if rest:
        raise Usage(
            "I did not understand “{joined}”. Write it like this: {usage}",
            joined=_joined(text, rest)[:60],
            usage=usage,
        )
    for argument, words in tails:
        if argument.name in given:
            raise Usage(
                "“{keywords}” is there twice. Write it like this: {usage}",
                keywords=argument.keywords[0],
                usage=usage,
            )
        given[argument.name] = _value(argument, text, words, usage)
    for argument in arguments:
        if not argument.optional and not given.get(argument.name):
            raise Missing(argument, usage)
    return given


def _split_at_keywords(
    words: list[Token], keyed: dict[str, Argument]
) -> tuple[list[Token], list[tuple[Argument, list[Token]]]]:
    """Return the words before the first keyword, and each keyword's argument with its words (keyword first)."""
    head: list[Token] = []
    tails: list[tuple[Argument, list[Token]]] = []
    for word in words:
        argument = None if word.quoted else keyed.get(word.value.casefold())
        if argument is not None:
            tails.append((argument, [word]))
        elif tails:
            tails[-1][1].append(word)
        else:
            head.append(word)
    return head, tails


def _value(argument: Argument, text: str, words: list[Token], usage: str) -> str:
    """Return the value of a keyword argument from its words, the keyword first."""
    values = words if argument.keep else words[1:]
    if len(words) == 1 and not argument.alone:
        raise Usage(
            "Something is missing after “{words}”. Write it like this: {usage}",
            words=words[0].value,
            usage=usage,
        )
    if argument.takes == "word" and len(values) > 1:
        raise Usage(
            "I did not understand “{joined}”. Write it like this: {usage}",
            joined=_joined(text, values[1:])[:60],
            usage=usage,
        )
    return _joined(text, values)


def _joined(text: str, words: Sequence[Token]) -> str:
    """Return the words as they stand in the text; one quoted text alone without its marks."""
    if len(words) == 1:
        return words[0].value
    return text[words[0].start : words[-1].end]
