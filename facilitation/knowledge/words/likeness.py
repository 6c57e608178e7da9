"""How alike two texts are in what they say, and whether one denies the other.

No model is asked: stems, letters and a short list of words that mean the same at work (`same.txt`) find what is said in
nearly the same words, and not what is said in quite other ones. Words that mean the opposite (`opposite.txt`), a "not"
on one side and a turned-round order ("X before Y") tell what looks alike and says the opposite, in most cases.
"""

import re
from dataclasses import dataclass
from functools import cache

from facilitation.knowledge.words import lists, meanings, stems

ALIKE = 0.6
"""From this likeness (0-1) on a text is shown as one that may say the same; tuned on one half of the labelled pairs."""
_NOT = frozenset(
    "not never no don't dont doesn't isn't nobody without nicht nie kein keine keinen niemals ohne "
    "pas jamais sans aucun".split()
)
_RATHER = re.compile(r"\b(?:instead of|rather than|and not|other than|statt|au lieu de)\b")
_BEFORE = re.compile(r"\b(?:before|prior to|ahead of|until|bevor|vor|avant)\b")
_AFTER = re.compile(r"\b(?:only after|after|once|bis nach|nachdem|nach|après)\b")
_THEN = re.compile(r"\b(?:(?:and )?(?:only )?(?:then|afterwards)|dann|puis|ensuite)\b")
_BREAK = re.compile(r"[,;:.]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text says, as it is compared: its concepts in order, whether it denies, and what comes before what."""

    concepts: tuple[str, ...]
    letters: frozenset[str]
    denies: bool
    order: tuple[frozenset[str], frozenset[str]] | None


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = [tuple(concept(w) for w in line) for line in lists.lines("opposite.txt")]
    return frozenset((a, b) for one, other in pairs for a, b in ((one, other), (other, one)))


def concept(word: str) -> str:
    """Return what a word stands for: what it means, where the list has it, else its stem."""
    return meanings.concept(word) or stems.stem(word, "english")


def of(text: str) -> Meaning:
    """Return what a text says."""
    said = stems.words(text)
    told = tuple(dict.fromkeys(concept(word) for word in stems.telling(said)))
    letters = frozenset(g for word in stems.telling(said) for g in stems.trigrams(word))
    denies = len([w for w in re.findall(r"[\w']+", text.casefold()) if w in _NOT]) % 2 == 1
    return Meaning(told, letters, denies, _order(text.casefold()))


def _order(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return what comes before what, or is to be done rather than what, where a text says so."""
    for pattern, turned in ((_THEN, False), (_BEFORE, False), (_AFTER, True), (_RATHER, False)):
        found = pattern.search(text)
        if not found:
            continue
        left, right = text[: found.start()], text[found.end() :]
        if not left.strip():
            # "before Y, X"
            middle = _BREAK.search(right)
            if not middle:
                return None
            left, right = right[middle.end() :], right[: middle.start()]
        parts = _said(left), _said(right)
        return (parts[1], parts[0]) if turned else parts
    return None


def _said(text: str) -> frozenset[str]:
    return frozenset(map(concept, stems.telling(stems.words(text))))


def likeness(one: Meaning, other: Meaning) -> float:
    """Return how much two texts say the same, from 0 to 1; less where one says the opposite of the other."""
    a, b = set(one.concepts), set(other.concepts)
    if not a or not b:
        return 0.0
    shared = len(a & b) / min(len(a), len(b))
    both = 2 * len(a & b) / (len(a) + len(b))
    letters = 2 * len(one.letters & other.letters) / (len(one.letters) + len(other.letters))
    alike = 0.4 * shared + 0.3 * both + 0.3 * letters
    return alike * 0.3 if contradicts(one, other) else alike


def contradicts(one: Meaning, other: Meaning) -> bool:
    """Return whether one text denies what the other says, turns it round, or has a word for its opposite."""
    a, b = set(one.concepts), set(other.concepts)
    only_a, only_b = a - b, b - a
    if any((x, y) in _opposites() for x in only_a for y in only_b):
        return True
    if one.order and other.order:
        straight = sum(len(x & y) for x, y in zip(one.order, other.order, strict=True))
        turned = sum(len(x & y) for x, y in zip(one.order, other.order[::-1], strict=True))
        if turned > straight:
            return True
    return one.denies != other.denies and len(a & b) / min(len(a), len(b)) > 0.6
