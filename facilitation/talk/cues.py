"""Cues: what a text must hold, in whatever words and order, to mean one thing.

`LEAVE {program}` is a concept and a place; `-LEAVE` a concept that is denied; `I<HELP` one before the other; `A|B` one
of two; `!WHO` one that must be nowhere. How much of the text a cue leaves unsaid for tells how sure it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

BESIDE = 0.4
UNKNOWN, WEAK, PLAIN = 0.45, 0.2, 1.0
"""What a word weighs that no concept has, one that says little, and any other."""


@dataclass(frozen=True, slots=True)
class Token:
    """Words of a text, the signs they stand for (`LEAVE`, `-LEAVE`, `{program}`) and what stands in places."""

    signs: frozenset[str]
    start: int
    end: int
    weight: float
    places: Mapping[str, str] = field(default_factory=dict, compare=False)


class Said(NamedTuple):
    """The tokens of a text or of a clause of it, and the signs that are anywhere among them."""

    tokens: Sequence[Token]
    signs: frozenset[str]


def said(tokens: Sequence[Token]) -> Said:
    """Return tokens with their signs."""
    return Said(tokens, frozenset(sign for token in tokens for sign in token.signs))


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a cue fits: the places it fills, how much of the text it speaks for (0-1), and how particular it is."""

    places: Mapping[str, str]
    share: float
    score: float

    def of_clause(self) -> "Fit":
        """Return it as it counts where the text says more than the clause that it fits."""
        return replace(self, score=self.score * 0.85)


@dataclass(frozen=True, slots=True)
class _Cue:
    wanted: tuple[frozenset[str], ...]
    before: frozenset[int]
    """The places in `wanted` that must come after the one before them."""
    barred: frozenset[str]


@lru_cache(maxsize=4096)
def parsed(cue: str) -> _Cue:
    """Return a cue taken apart."""
    wanted: list[frozenset[str]] = []
    before: set[int] = set()
    barred: set[str] = set()
    for part in cue.split():
        if part[0] == "!":
            barred |= set(part[1:].split("|"))
            continue
        for number, one in enumerate(part.split("<")):
            if number:
                before.add(len(wanted))
            wanted.append(frozenset(one.split("|")))
    return _Cue(tuple(wanted), frozenset(before), frozenset(barred))


@lru_cache(maxsize=1024)
def several(cues: str) -> tuple[str, ...]:
    """Return the cues that are written with semicolons between."""
    return tuple(cue for one in cues.split(";") if (cue := one.strip()))


@lru_cache(maxsize=1024)
def vocabulary(cues: str) -> frozenset[str]:
    """Return the signs that cues ask for: beside one of them another says nothing else."""
    return frozenset(s for cue in several(cues) for signs in parsed(cue).wanted for s in signs)


def fit(cue: str, text: Said, rest: "Rest", beside: frozenset[str]) -> Fit | None:
    """Return how a cue fits a text, None where it does not.

    `rest` gives the words that may be the value of a place which nothing in the text was recognized for.
    """
    return _fit(parsed(cue), text, rest, beside)


def nearly(cue: str, text: Said, rest: "Rest", beside: frozenset[str]) -> Fit | None:
    """Return how a cue fits with one concept of it missing, None where more is."""
    found = [_fit(one, text, rest, beside) for one in _lacking(cue)]
    return max((one for one in found if one), key=lambda one: one.score, default=None)


@lru_cache(maxsize=4096)
def _lacking(cue: str) -> tuple[_Cue, ...]:
    asked = parsed(cue)
    if len(asked.wanted) < 2:
        return ()
    return tuple(
        _Cue(
            asked.wanted[:gone] + asked.wanted[gone + 1 :],
            frozenset(n - (n > gone) for n in asked.before if n not in (gone, gone + 1)),
            asked.barred,
        )
        for gone, signs in enumerate(asked.wanted)
        if not any(sign[0] in "{-" for sign in signs)
    )


def _fit(asked: _Cue, text: Said, rest: "Rest", beside: frozenset[str]) -> Fit | None:
    tokens, signs = text
    free = rest.places
    # most fit nothing of a text, and every one is tried on every word that somebody writes
    for n, one in enumerate(asked.wanted):
        if one.isdisjoint(signs) and (n not in asked.before or one.isdisjoint(free)):
            return None
    if not asked.barred.isdisjoint(signs):
        return None
    taken: list[int] = []
    if not _take(asked, tokens, free, taken, 0):
        return None
    return _measured(asked, tokens, taken, rest, beside)


def _take(
    asked: _Cue, tokens: Sequence[Token], free: frozenset[str], taken: list[int], at: int
) -> bool:
    """Find a token for each thing a cue asks for, each its own; -1 stands for words that nothing was recognized for."""
    if at == len(asked.wanted):
        return True
    start = taken[-1] + 1 if at in asked.before and taken else 0
    for number in range(start, len(tokens)):
        if number not in taken and asked.wanted[at] & tokens[number].signs:
            taken.append(number)
            if _take(asked, tokens, free, taken, at + 1):
                return True
            taken.pop()
    if asked.wanted[at] & free and at in asked.before and taken[-1] >= 0:
        taken.append(-1)
        if _take(asked, tokens, free, taken, at + 1):
            return True
        taken.pop()
    return False


def _measured(
    asked: _Cue,
    tokens: Sequence[Token],
    taken: Sequence[int],
    rest: "Rest",
    beside: frozenset[str],
) -> Fit | None:
    places: dict[str, str] = {}
    spoken = set(taken) - {-1}
    weight = 0.0
    for at, (wanted, number) in enumerate(zip(asked.wanted, taken, strict=True)):
        if number >= 0:
            weight += max(tokens[number].weight, WEAK)
            named = tokens[number].places.items()
            places |= {name: value for name, value in named if f"{{{name}}}" in wanted}
            continue
        (name,) = (w[1:-1] for w in wanted if w[0] == "{")
        found = rest.after(name, tokens[taken[at - 1]].end)
        if found is None:
            return None
        start, end, places[name] = found
        weight += UNKNOWN
        spoken |= {n for n, t in enumerate(tokens) if start <= t.start < end}
    left = sum(
        t.weight * (BESIDE if t.signs & beside else 1)
        for n, t in enumerate(tokens)
        if n not in spoken
    )
    return Fit(places, weight / (weight + left), weight - 0.7 * left)


class Rest:
    """The words of a text, for a place that takes any."""

    def __init__(self, words: Sequence[str], tokens: Sequence[Token]) -> None:
        self._words = words
        # where a skill is named that we know, no other words are taken for one
        self.places = frozenset(("{skill}", "{words}")) - {s for t in tokens for s in t.signs}

    def after(self, name: str, start: int) -> tuple[int, int, str] | None:
        """Return the words from a place on that a place takes, and where they stand; None where there are none."""
        words = self._words
        while start < len(words) and words[start] in _LEADING:
            start += 1
        end = start
        if name == "words":
            end = next((n for n in range(start, len(words)) if words[n] == "|"), len(words))
        else:
            while end < len(words) and words[end] not in _ENDS and end - start < 5:
                end += 1
        while end > start and words[end - 1] in _TRAILING:
            end -= 1
        return (start, end, " ".join(words[start:end])) if end > start else None


_LEADING = frozenset(
    "to with at in on about of for how use using do the a an my our some more bit little my into up for it me us out "
    "people others somebody someone anyone anybody really properly from and is well over around regarding any that "
    "with: who can you your colleagues".split()
)
_ENDS = frozenset(
    "and but because so if when while since as from please who that which i we you he she they it before after until "
    "for this next today tomorrow now with at on in again anymore any | like or".split()
)
_TRAILING = frozenset(
    "please here anymore more too now again pls thanks really well better there stuff things questions question "
    "the a an of to is".split()
)
