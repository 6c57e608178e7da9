"""A text as it is compared: what it says, word by word, what of it it denies, and what it puts before what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from facilitation.knowledge.words import meanings, stems

_WORD = re.compile(r"[\w']+(?:[+#]+)?|[,;:.!?]")
_MARKS = frozenset(",;:.!?")
_NOT = frozenset(
    "not never no don't dont doesn't isn't aren't won't can't cannot shouldn't mustn't nobody nothing without lack "
    "avoid neither nor except forbid nicht nie kein keine keinen niemals ohne pas jamais sans aucun".split()
)
_RATHER = re.compile(
    r"\b(?:instead of|rather than|other than|in order not to|and not|statt|au lieu de)\b"
)
_TURNS = frozenset("before after but because when while if unless until then only".split())
"""With these something else begins, which a "not" before them does not deny."""
_BEFORE = re.compile(r"\b(?:before|prior to|ahead of|until|bevor|vor|avant)\b")
_AFTER = re.compile(r"\b(?:only after|after|once|bis nach|nachdem|nach|après)\b")
_THEN = re.compile(r"\b(?:(?:and )?(?:only )?(?:then|afterwards)|dann|puis|ensuite)\b")
_BREAK = re.compile(r"[,;:.]")
_COMMON = frozenset().union(*stems.COMMON.values())


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase that says something: its stems, what it may mean, whether it is denied, how much it counts."""

    stems: frozenset[str]
    means: frozenset[str]
    denied: bool
    counts: float


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text says: its words in order, the stems of all that it has, and what comes before what."""

    words: tuple[Word, ...]
    stems: frozenset[str]
    order: tuple[frozenset[str], frozenset[str]] | None


def of(text: str) -> Meaning:
    """Return what a text says."""
    plain = text.casefold().replace("\u2019", "'")
    said = _said(plain)
    stemmed = [stems.stem(word, "english") for word, _ in said]
    whole = {at: (end, means) for at, end, means in meanings.phrases(stemmed)}
    found, at = [], 0
    while at < len(said):
        end, means = whole.get(at, (at + 1, frozenset[str]()))
        word, denied = said[at]
        if at in whole:
            telling = frozenset(
                s
                for s, (w, _) in zip(stemmed[at:end], said[at:end], strict=True)
                if w not in _COMMON
            )
            found.append(Word(telling or frozenset(stemmed[at:end]), means, denied, 1.0))
        elif word not in _COMMON and word not in _MARKS:
            counts = _light().get(stemmed[at], 1.0)
            found.append(Word(frozenset({stemmed[at]}), meanings.concepts(word), denied, counts))
        at = end
    return Meaning(tuple(found), frozenset(stemmed) - _MARKS, _order(plain))


def _said(plain: str) -> list[tuple[str, bool]]:
    """Return the words of a text, and whether each is denied; its marks stay, so that no phrase goes over them."""
    found, denied = [], False
    for word in _WORD.findall(_RATHER.sub(" not ", plain)):
        if word in _NOT or word.endswith("n't"):
            denied = not denied
            continue
        if word in _MARKS or word in _TURNS:
            denied = False
        found.append((re.sub(r"'s?$", "", word), denied))
    return [one for one in found if one[0]]


@cache
def _light() -> Mapping[str, float]:
    return {
        stems.stem(word, "english"): float(counts)
        for counts, *words in stems.lines("light.txt")
        for word in words
    }


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
        parts = _known(left), _known(right)
        return (parts[1], parts[0]) if turned else parts
    return None


def _known(text: str) -> frozenset[str]:
    """Return the stems of the words of a text, and what they mean."""
    telling = stems.telling(stems.words(text))
    every = [{stems.stem(word, "english"), *meanings.concepts(word)} for word in telling]
    return frozenset().union(*every)
