"""A text in another language, word by word in English: enough to tell which of our ways of saying things it is like."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from facilitation.talk import heard

FEWEST = 2
"""So many words of a language at the least, that are others in English, make a text one of it."""

MOST = 0.5
"""This part of a text's words must be of the language."""


def english(line: str) -> str:
    """Return a line word by word in English; "" where it is in no other language that is known here."""
    words = line.split()
    read = [_parts(word) for word in words]
    said = [part for parts in read for part in parts]
    ours = sum(part in _english() for part in said)
    of = {
        language: sum(known.get(part, part) != part for part in said)
        for language, known in _tongues().items()
    }
    language = max(of, key=lambda one: of[one])
    if of[language] < max(FEWEST, MOST * len(said)) or of[language] <= ours:
        return ""
    known = _tongues()[language]
    told = (_told(word, parts, known) for word, parts in zip(words, read, strict=True))
    return " ".join(one for one in told if one)


def _told(word: str, parts: list[str], known: Mapping[str, str]) -> str:
    """Return a word in English, as it was written where it is a name or unknown."""
    if not any(part in known for part in parts):
        return word
    ends = word[-1] if word[-1] in ",.!?;:" else ""
    return " ".join(known.get(part, part) for part in parts) + ends


def _parts(word: str) -> list[str]:
    """Return the words that one word is made of, without accents: "j'ai" is two."""
    plain = _folded(heard.plain(word))
    return [part for part in plain.replace("'", " ").split() if part]


def _folded(word: str) -> str:
    told = unicodedata.normalize("NFD", word)
    return "".join(one for one in told if unicodedata.category(one) != "Mn")


@cache
def _tongues() -> Mapping[str, Mapping[str, str]]:
    """Return what the words of each language are in English; of two the one that is said first."""
    return {
        file.name.removesuffix(".txt"): _table(file.read_text("utf-8"))
        for file in (files("facilitation.understanding") / "tongues").iterdir()
    }


def _table(rows: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in rows.splitlines():
        english, _, words = row.partition(": ")
        for word in words.split():
            found.setdefault(_folded(word), english)
    return found


@cache
def _english() -> frozenset[str]:
    """Return words of every English sentence, by which one is told from others."""
    return frozenset(
        "the of to with for and this that is are me my you your i me we our it not do can want would please what who "
        "when how why next week have from about add show all".split()
    )
