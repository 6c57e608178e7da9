"""How alike two texts are in what they say, and whether one denies the other.

No model is asked. How much of each text the other says too (its stems, its letters, or what means the same by the
list `same.txt`) speaks for it. A word for the opposite (`opposite.txt`), a "not" on one side, a turned-round order ("X
before Y"), and another word in an otherwise equal sentence speak against it, the more the two are worded alike: who
says the opposite of a sentence mostly changes one word of it.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache, lru_cache
from math import exp

from facilitation.knowledge.words import stems
from facilitation.knowledge.words.reading import Meaning, Word, of

__all__ = ["ALIKE", "Signs", "likeness", "of", "signs"]

ALIKE = 0.2
"""From this likeness (0-1) on a text is shown as one that may say the same: the best for sentences held back in turn on
the half of the labelled pairs that the weights are fitted on. Six in a hundred short sentences about different things
reach it, and one in a thousand takeaways."""
_SAME, _NEARLY, _SPELLED = 1.0, 0.85, 0.7
_LETTERS = 0.55
"""So much of their letters two words share that are spelled nearly so, if they are `_LONG`."""
_LONG = 5
_MOST = 3.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against two texts saying the same, each from 0 on."""

    least: float
    """How much of the text of which the other says less, it says."""
    most: float
    """How much of the other."""
    shared: float
    """How many words that count they share."""
    apart: float
    """How many words of each the other has nothing for."""
    swapped: float
    """The same, where the rest is worded alike."""
    opposite: float
    """Whether one has a word for the opposite, where the rest is worded alike."""
    denied: float
    """Whether one denies what the other says."""
    plainly: float
    """The same, where the rest is worded alike."""
    moved: float
    """How much of what they share stands in another order, where it is worded alike."""
    turned: float
    """Whether what comes first in one comes last in the other."""


WEIGHTS = Signs(3.65, 3.45, 1.12, -0.46, -16.18, -15.23, -0.81, -13.43, -14.26, -6.47)
"""What each of the signs weighs, and `BASE` what stands before them: fitted on one half of the labelled pairs."""
BASE = -1.80


def likeness(one: Meaning, other: Meaning) -> float:
    """Return how likely two texts say the same, from 0 to 1."""
    if not one.words or not other.words:
        return 0.0
    found = astuple(signs(one, other))
    return 1 / (1 + exp(-(BASE + sum(w * s for w, s in zip(astuple(WEIGHTS), found, strict=True)))))


def signs(one: Meaning, other: Meaning) -> Signs:
    """Return what speaks for and against two texts, which both say something, saying the same."""
    there, back = _paired(one, other), _paired(other, one)
    said, heard = _covered(one.words, there), _covered(other.words, back)
    mine, its = _stems(one), _stems(other)
    alike = 2 * len(mine & its) / (len(mine) + len(its))
    apart = min(_left(one.words, there), _left(other.words, back))
    denied = float(_denies(one, other, there))
    return Signs(
        least=min(said / _sum(one.words), heard / _sum(other.words)),
        most=max(said / _sum(one.words), heard / _sum(other.words)),
        shared=min(said, heard, _MOST),
        apart=apart,
        swapped=apart * alike,
        opposite=alike * _opposed(one.stems, other.stems),
        denied=denied,
        plainly=denied * alike,
        moved=alike * _moved([at for at, good in there if good >= _NEARLY]),
        turned=float(_turned(one, other)),
    )


_Paired = Sequence[tuple[int, float]]
"""For each word of a text, where in the other is what says it best, and how well."""


def _paired(one: Meaning, other: Meaning) -> _Paired:
    by_stem = {s: at for at, word in reversed([*enumerate(other.words)]) for s in word.stems}
    by_sense = {s: at for at, word in reversed([*enumerate(other.words)]) for s in word.means}
    return [_best(word, other, by_stem, by_sense) for word in one.words]


def _best(
    word: Word, other: Meaning, by_stem: dict[str, int], by_sense: dict[str, int]
) -> tuple[int, float]:
    for known, sought, good in ((by_stem, word.stems, _SAME), (by_sense, word.means, _NEARLY)):
        if places := [known[s] for s in sought if s in known]:
            return min(places), good
    for at, its in enumerate(other.words):
        if any(_spelled(a, b) for a in word.stems for b in its.stems):
            return at, _SPELLED
    return 0, 0.0


@lru_cache(maxsize=65_536)
def _spelled(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG:
        return False
    a, b = set(stems.trigrams(one)), set(stems.trigrams(other))
    return 2 * len(a & b) / (len(a) + len(b)) > _LETTERS


def _sum(words: Sequence[Word]) -> float:
    return sum(word.counts for word in words)


def _covered(words: Sequence[Word], paired: _Paired) -> float:
    return sum(word.counts * good for word, (_, good) in zip(words, paired, strict=True))


def _left(words: Sequence[Word], paired: _Paired) -> float:
    return sum(word.counts for word, (_, good) in zip(words, paired, strict=True) if not good)


def _stems(text: Meaning) -> frozenset[str]:
    return frozenset().union(*(word.stems for word in text.words))


def _denies(one: Meaning, other: Meaning, paired: _Paired) -> bool:
    """Return whether one text denies a word that the other says, or the other way round."""
    return any(
        good >= _NEARLY and word.denied != other.words[at].denied
        for word, (at, good) in zip(one.words, paired, strict=True)
    )


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    lines = [[stems.stem(word, "english") for word in line] for line in stems.lines("opposite.txt")]
    return frozenset((a, b) for line in lines for a in line for b in line if a != b)


def _opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    return any((a, b) in _opposites() for a in one - other for b in other - one)


def _moved(places: Sequence[int]) -> float:
    """Return what share of the pairs of shared words stand the other way round."""
    pairs = [(a, b) for n, a in enumerate(places) for b in places[n + 1 :]]
    return sum(a > b for a, b in pairs) / len(pairs) if pairs else 0.0


def _turned(one: Meaning, other: Meaning) -> bool:
    if not one.order or not other.order:
        return False
    straight = sum(len(x & y) for x, y in zip(one.order, other.order, strict=True))
    turned = sum(len(x & y) for x, y in zip(one.order, other.order[::-1], strict=True))
    return turned > straight
