"""Words and phrases that mean the same at work, from a list of ours; one may mean several things."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from facilitation.knowledge.words import stems

LONGEST = 5
"""Words of a phrase."""


def concepts(word: str) -> frozenset[str]:
    """Return the marks of what a word may mean, shared by all that mean the same; none where the list has it not."""
    return _groups().get((stems.stem(word, "english"),), frozenset())


def phrases(stemmed: Sequence[str]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Give where phrases of the list begin and end among English stems, and the marks of what they mean, none twice."""
    at = 0
    while at < len(stemmed):
        for end in range(min(at + LONGEST, len(stemmed)), at + 1, -1):
            if found := _groups().get(tuple(stemmed[at:end])):
                yield at, end, found
                at = end - 1
                break
        at += 1


@cache
def _groups() -> Mapping[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for line in stems.lines("same.txt"):
        for one in line:
            words = tuple(stems.stem(word, "english") for word in one.split("_"))
            found.setdefault(words, set()).add(f"0c{line[0].replace('_', '')}")
    return {words: frozenset(marks) for words, marks in found.items()}
