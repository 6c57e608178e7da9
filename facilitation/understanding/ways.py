"""The ways in which people have said things, looked up by what they share with a text.

What people say stands in `said/*.txt`: a command line as a `Heard` has it, and ways to mean it. A text is as like one
of them as it shares words, pairs of words, concepts (`talk/lexicon`) and kinds of names and times with it, each
counting the more the fewer ways have it. Of a way that ends in any words at all, the words before them are looked for.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise
from math import log, sqrt
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from facilitation.late import Late
from facilitation.talk import heard, lexicon, patterns
from facilitation.talk.heard import Heard
from facilitation.talk.tokens import PLAIN, Token
from facilitation.understanding import named, reading, written

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = Late("numpy")

WORD, PAIR, CONCEPT, PLACE, WHEN, STRANGE = 1.0, 0.6, 1.0, 1.6, 0.9, 0.5
"""What counts how much: a word, two beside each other, a concept, a name, a time, and a word nobody has said before."""

LEFT = 0.3
"""What a word counts that stands where any words may."""

LONGEST_LEAD = 7
"""So many words may stand before any words at all."""

NEAREST = 0.6
"""How much the nearest ways of saying a thing count, beside what all ways of saying it have in common."""

MOST_WAYS = 5
"""So many ways of saying a line are looked at for where its places stand."""

_ANY = frozenset(("{words}", "{skill}"))
_Weights = Mapping[int, float]
_Numbers: TypeAlias = "NDArray[np.int64]"
_Floats: TypeAlias = "NDArray[np.float64]"
_Units = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Like:
    """A line that a text may mean, how like (0-1) its ways are, and the likest of them word by word."""

    line: str
    alike: float
    ways: tuple[tuple[str, ...], ...]
    span: range = range(0)
    """Where in the text it is said."""
    wish: bool = False
    """Whether that is a clause which wishes for something of its own."""

    @property
    def thing(self) -> str:
        """Return the line without its places."""
        return _thing(self.line)


@cache
def _thing(line: str) -> str:
    return " ".join(word for word in _PLACE.sub("", line).split() if word not in _JOINS)


_PLACE = re.compile(r'"?{\w+}"?')
_JOINS = frozenset("in until to from".split())


class _Index:
    """Which ways (or things) have a feature, and how much it tells of each: both as rows beside each other."""

    def __init__(self, feature: _Numbers, of: _Numbers, tells: _Floats) -> None:
        order = np.argsort(feature, kind="stable")
        self._of, self._tells = of[order], tells[order]
        self._bounds = np.searchsorted(feature[order], np.arange(feature.max() + 2)).tolist()
        self._count = int(of.max()) + 1

    def shared(self, weights: Mapping[int, float]) -> _Floats:
        """Return how much of what is telling in a text each has as well."""
        found = np.zeros(self._count)
        for feature, weight in weights.items():
            if feature + 1 < len(self._bounds):
                rows = slice(self._bounds[feature], self._bounds[feature + 1])
                found[self._of[rows]] += weight * self._tells[rows]
        return found


class Book:
    """Every way of saying something, looked up by what it shares with a text."""

    def __init__(self, said: Iterable[tuple[str, str]]) -> None:
        every = ((meant, tuple(heard.plain(way).split())) for meant, way in said)
        # in the order of their lines, since the likest of each line are looked for
        self._ways = sorted(dict.fromkeys(one for one in every if one[1]), key=itemgetter(0))
        said_in = chain.from_iterable(words for _, words in self._ways)
        self._words = Counter(chain(lexicon.NEUTRAL, said_in))
        self._numbers: dict[str, int] = {}
        has: list[Sequence[int]] = []
        for _, words in self._ways:
            tokens = tuple(reading.tokens(words, _placed(words), spelled=True))
            features = _features(units_of(words, tokens, range(len(words))), tokens)
            has.append([self._numbers.setdefault(f, len(self._numbers)) for f in features])
        self._spellings = reading.spellings(self._words)
        feature = np.fromiter(chain.from_iterable(has), np.int64)
        way = np.repeat(np.arange(len(has)), [*map(len, has)])
        often = zip(self._numbers, np.bincount(feature).tolist(), strict=True)
        self._telling = [_counts(f) * log(1 + len(has) / count) for f, count in often]
        self._strange = STRANGE * log(1 + len(has))
        tells = np.array(self._telling)[feature]
        self._lengths = np.sqrt(np.bincount(way, tells**2))
        self._takes_any = np.array([not _ANY.isdisjoint(words) for _, words in self._ways])
        lines = dict.fromkeys(line for line, _ in self._ways)
        counts = Counter(line for line, _ in self._ways)
        self._first = np.cumsum([0, *(counts[line] for line in lines)])
        self._with = _Index(feature, way, tells)
        self._leading: dict[str, tuple[_Numbers, _Index]] = {}
        for place in _ANY:
            ends = np.array([words[-1] == place for _, words in self._ways])
            rows, those = ends[way], np.flatnonzero(ends)
            of = np.searchsorted(those, way[rows])
            self._leading[place] = those, _Index(feature[rows], of, tells[rows])
        self._center(feature, way, tells)

    def _center(self, feature: _Numbers, way: _Numbers, tells: _Floats) -> None:
        """Work out how much each feature tells of each thing: what all ways of saying it have in common."""
        things: dict[str, int] = {}
        thing = np.array([things.setdefault(_thing(line), len(things)) for line, _ in self._ways])
        self._thing = thing[self._first[:-1]]
        both, row = np.unique(feature * len(things) + thing[way], return_inverse=True)
        feature, of = np.divmod(both, len(things))
        told = np.bincount(row, tells / self._lengths[way])
        self._centers = _Index(feature, of, told / np.sqrt(np.bincount(of, told**2))[of])
        open_ = {_thing(line) for line, words in self._ways if "{words}" in words}
        self._open = np.array([one in open_ for one in things])

    def like(
        self, words: Sequence[str], tokens: Sequence[Token], span: range, least: float
    ) -> list[Like]:
        """Return the lines that a stretch of a text is like, the likest first, each at least so much.

        The nearest ways of saying a thing count, and what all ways of saying it have in common.
        """
        units = units_of([self.spelled(word) for word in words], tokens, span)
        features = _features(units, tokens)
        weights = self._weighed(features)
        length, unsaid = self._length(weights, units)
        either = length if _ANY.isdisjoint(features) else unsaid
        near = self._with.shared(weights) / (
            self._lengths * np.where(self._takes_any, either, unsaid)
        )
        for place in _ANY.difference(*(token.signs for token in tokens)):
            those, index = self._leading[place]
            for alike in self._led(units, tokens, place, index):
                near[those] = np.maximum(near[those], alike / self._lengths[those])
        common = self._centers.shared(weights) / np.where(self._open, length, unsaid)
        return self._likest(near, common, least, {s for token in tokens for s in token.signs}, span)

    def _likest(
        self, near: _Floats, common: _Floats, least: float, signs: Set[str], span: range
    ) -> list[Like]:
        """Return the likest lines, by how like each way is and what all ways of saying a thing have in common."""
        peaks = np.maximum.reduceat(near, self._first[:-1])
        most = np.zeros(len(common))
        np.maximum.at(most, self._thing, peaks)
        # a line is at most as like as the likest way of saying it
        may = (NEAREST * most + (1 - NEAREST) * common)[self._thing] >= least
        lines = np.flatnonzero(may & (peaks > 0)).tolist()
        told = {number: self._told(number, near) for number in lines}
        nearest: dict[int, float] = {}
        for number, (alike, _) in told.items():
            thing = int(self._thing[number])
            nearest[thing] = max(nearest.get(thing, 0.0), alike)
        found = []
        for number, (alike, ways) in told.items():
            thing = int(self._thing[number])
            both = NEAREST * nearest[thing] + (1 - NEAREST) * float(common[thing])
            if both >= least:
                line = self._ways[ways[0]][0]
                said = tuple(dict.fromkeys(self._ways[way][1] for way in ways))
                named = len(signs & set(line.replace('"', "").split()))
                found.append((both, named, alike, Like(line, both, said, span)))
        return [one for *_, one in sorted(found, key=itemgetter(0, 1, 2), reverse=True)]

    def _told(self, line: int, near: _Floats) -> tuple[float, list[int]]:
        """Return how like a line is by its likest ways, and these."""
        first, end = self._first[line], self._first[line + 1]
        best = np.argsort(-near[first:end], kind="stable")[:MOST_WAYS] + first
        best = best[near[best] > 0]
        return _agreed(near[best].tolist()), best.tolist()

    def _length(self, weights: _Weights, units: _Units) -> tuple[float, float]:
        """Return how long a text is without the words that nobody has said before, and with them."""
        strange = sum(unit[0] != "{" and not self.knows(unit) for _, unit in units)
        length = _long(weights)
        return length, sqrt(length**2 + strange * self._strange**2)

    def _led(
        self, units: _Units, tokens: Sequence[Token], place: str, index: _Index
    ) -> Iterator[_Floats]:
        """Give how like the ways that end in a place for any words are to what stands before such words in a text."""
        for end in range(1, min(len(units), LONGEST_LEAD)):
            at = units[end][0]
            before = [token for token in tokens if token.start < at]
            weights = self._weighed([*_features([*units[:end], (at, place)], before), place])
            rest = (self._tells(f"w:{one}") for _, one in units[end:])
            yield index.shared(weights) / (_long(weights) + LEFT * sum(rest))

    def _tells(self, feature: str) -> float:
        number = self._numbers.get(feature)
        return self._strange if number is None else self._telling[number]

    def _weighed(self, features: Iterable[str]) -> _Weights:
        """Return features by how much each tells; those that nobody has said are left out."""
        known = (self._numbers[f] for f in features if f in self._numbers)
        return {number: self._telling[number] for number in known}

    def knows(self, unit: str) -> bool:
        """Return whether anybody has said a word."""
        return f"w:{unit}" in self._numbers

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one book
    def spelled(self, word: str) -> str:
        """Return the word that somebody meant by one that nobody has said before."""
        if word in self._words:
            return word
        return reading.nearest(word, self._spellings, self._words) or word


@lru_cache(maxsize=4)
def book(every: tuple[Heard, ...]) -> Book:
    """Return all ways of saying something that the files and the commands have."""
    patterned = ((one.line, patterns.plainest(says)) for one in every for says in one.says)
    return Book((*written.ways(), *patterned))


def _agreed(alike: Sequence[float]) -> float:
    """Return how like a line is whose ways are so alike: mostly as its likest, and more where others are like too."""
    first, second, third = [*alike, *[alike[0] * 0.6] * 2][:3]
    return 0.6 * first + 0.2 * second + 0.2 * third


_TIMES = frozenset(
    f"{{{kind}}}" for kind in "stretch until span length day loose clock cadence".split()
)


def _placed(words: Sequence[str]) -> dict[int, Token]:
    """Return the places that stand in a way of saying something, as names and times stand in a text."""
    return {
        at: Token(frozenset({word, "TIME"} if word in _TIMES else {word}), at, at + 1, PLAIN)
        for at, word in enumerate(words)
        if word[0] == "{"
    }


def units_of(words: Sequence[str], tokens: Sequence[Token], span: range) -> _Units:
    """Return where the words of a stretch stand, each by its stem and each name or time as the one thing it is."""
    whole: dict[int, str] = {}
    for token in tokens:
        if kind := reading.kind(token.signs):
            whole |= dict.fromkeys(range(token.start, token.end), "") | {token.start: kind}
    units = ((n, whole.get(n, lexicon.stem(words[n]))) for n in span)
    return [(n, unit) for n, unit in units if unit and unit != named.MARK]


def _features(units: _Units, tokens: Iterable[Token]) -> Sequence[str]:
    """Return what is telling in a text, each once."""
    said = [unit for _, unit in units]
    found = [f"w:{unit}" for unit in said if unit[0] != "{"]
    found += [" ".join(pair) for pair in pairwise(["", *said, ""])]
    found += [sign for token in tokens for sign in reading.telling(token.signs)]
    return tuple(dict.fromkeys(found))


def _counts(feature: str) -> float:
    """Return how much a feature counts by its kind."""
    if " " in feature:
        return PAIR
    if feature.startswith("w:"):
        return WORD
    return WHEN if feature in _TIMES else PLACE if feature[0] == "{" else CONCEPT


def _long(weights: _Weights) -> float:
    return sqrt(sum(weight * weight for weight in weights.values())) or 1.0
