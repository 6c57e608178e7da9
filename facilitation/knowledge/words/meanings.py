"""Words that mean the same at work, from a short list."""

from collections.abc import Mapping
from functools import cache

from facilitation.knowledge.words import lists, stems


def concept(word: str) -> str:
    """Return the mark of what a word means, the same for all that mean the same; empty where the list has it not."""
    return _groups().get(stems.stem(word, "english"), "")


@cache
def _groups() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line in lists.lines("same.txt"):
        for word in line:
            found.setdefault(stems.stem(word, "english"), f"0c{line[0]}")
    return found
