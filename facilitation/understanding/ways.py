"""The ways in which people have said things, looked up by what they share with a text.

What people say stands in `said/*.txt`: a command line as a `Heard` has it, and ways to mean it. A text is as like one
of them as it shares words, pairs of words, concepts (`talk/lexicon`) and kinds of names and times with it, each
counting the more the fewer ways have it. Of a way that ends in any words at all, the words before them are looked for.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nlargest
from importlib.resources import files
from itertools import pairwise, zip_longest
from math import log, sqrt
from operator import itemgetter

from facilitation.talk import heard, lexicon, patterns
from facilitation.talk.heard import Heard
from facilitation.talk.tokens import PLAIN, Token
from facilitation.understanding import named, reading

WORD, PAIR, CONCEPT, PLACE, WHEN, STRANGE = 1.0, 0.6, 1.0, 1.6, 0.9, 0.5
"""What counts how much: a word, two beside each other, a concept, a name, a time, and a word nobody has said before."""

LEFT = 0.3
"""What a word counts that stands where any words may."""

LONGEST_LEAD = 7
"""So many words may stand before any words at all."""

MOST_WAYS = 5
"""So many ways of saying a line are looked at for where its places stand."""

_ANY = frozenset(("{words}", "{skill}"))
_Feats = Mapping[str, float]
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


@dataclass(frozen=True, slots=True)
class _Way:
    line: str
    words: tuple[str, ...]
    length: float
    takes_any: bool


class Book:
    """Every way of saying something, looked up by what it shares with a text."""

    def __init__(self, said: Iterable[tuple[str, str]]) -> None:
        raw: list[tuple[str, tuple[str, ...], Sequence[str]]] = []
        self._words = Counter(lexicon.NEUTRAL)
        every = ((meant, tuple(heard.plain(way).split())) for meant, way in said)
        for meant, words in dict.fromkeys(one for one in every if one[1]):
            tokens = tuple(reading.tokens(words, _placed(words)))
            self._words.update(words)
            raw.append(
                (meant, words, _features(units_of(words, tokens, range(len(words))), tokens))
            )
        often = Counter(feature for _, _, features in raw for feature in features)
        self._telling = {f: _counts(f) * log(1 + len(raw) / count) for f, count in often.items()}
        self._strange = STRANGE * log(1 + len(raw))
        self._spellings = reading.spellings(self._words)
        self._ways: list[_Way] = []
        self._with: dict[str, list[int]] = defaultdict(list)
        self._leading: dict[str, dict[str, list[int]]] = {p: defaultdict(list) for p in _ANY}
        for number, (line, words, features) in enumerate(raw):
            length = _length(self._weighed(features))
            self._ways.append(_Way(line, words, length, not _ANY.isdisjoint(words)))
            for feature in features:
                self._with[feature].append(number)
                if words[-1] in _ANY:
                    self._leading[words[-1]][feature].append(number)
        self._open = {_thing(one.line) for one in self._ways if "{words}" in one.words}
        self._centers = self._centered()

    def like(self, words: Sequence[str], tokens: Sequence[Token], span: range) -> list[Like]:
        """Return the lines that a stretch of a text is like, by whole ways and by what leads to any words."""
        units = units_of([self.spelled(word) for word in words], tokens, span)
        near: dict[int, float] = {}
        signs = {sign for token in tokens for sign in token.signs}
        led = (one for place in _ANY - signs for one in self._led(units, tokens, place))
        for number, alike in (*self._whole(units, tokens), *led):
            if alike > near.get(number, 0.0):
                near[number] = alike
        lines: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, alike in near.items():
            lines[self._ways[number].line].append((number, alike))
        found = []
        for line, ways in lines.items():
            best = nlargest(MOST_WAYS, ways, key=itemgetter(1))
            said = tuple(dict.fromkeys(self._ways[number].words for number, _ in best))
            found.append(Like(line, _agreed([alike for _, alike in best]), said))
        return found

    def _centered(self) -> Mapping[str, Sequence[tuple[str, float]]]:
        """Return how much each feature tells of each thing: what all ways of saying it have in common."""
        things = [_thing(way.line) for way in self._ways]
        shares = [1 / way.length for way in self._ways]
        squares: dict[str, float] = defaultdict(float)
        found: dict[str, list[tuple[str, float]]] = {}
        for feature, numbers in self._with.items():
            told: dict[str, float] = defaultdict(float)
            for number in numbers:
                told[things[number]] += shares[number]
            found[feature] = [(thing, of * self._telling[feature]) for thing, of in told.items()]
            for thing, weight in found[feature]:
                squares[thing] += weight * weight
        lengths = {thing: sqrt(square) for thing, square in squares.items()}
        return {f: [(one, of / lengths[one]) for one, of in all_] for f, all_ in found.items()}

    def centers(
        self, words: Sequence[str], tokens: Sequence[Token], span: range
    ) -> Mapping[str, float]:
        """Return how like (0-1) a stretch of a text is to all ways of saying a thing together."""
        units = units_of([self.spelled(word) for word in words], tokens, span)
        features = self._weighed(_features(units, tokens))
        length, unsaid = self._lengths(features, units)
        found: dict[str, float] = defaultdict(float)
        for feature, weight in features.items():
            for thing, telling in self._centers.get(feature, ()):
                found[thing] += weight * telling / (length if thing in self._open else unsaid)
        return found

    def _lengths(self, features: _Feats, units: _Units) -> tuple[float, float]:
        """Return how long a text is without the words that nobody has said before, and with them."""
        strange = sum(unit[0] != "{" and not self.knows(unit) for _, unit in units)
        length = _length(features)
        return length, sqrt(length**2 + strange * self._strange**2)

    def _whole(self, units: _Units, tokens: Sequence[Token]) -> Iterator[tuple[int, float]]:
        """Give the ways that share anything with a text."""
        features = self._weighed(_features(units, tokens))
        length, unsaid = self._lengths(features, units)
        named = not _ANY.isdisjoint(features)
        for number, both in self._shared(features, self._with).items():
            way = self._ways[number]
            yield number, both / (way.length * (length if way.takes_any and not named else unsaid))

    def _led(
        self, units: _Units, tokens: Sequence[Token], place: str
    ) -> Iterator[tuple[int, float]]:
        """Give the ways that end in a place for any words, by what stands before such words in a text."""
        for end in range(1, min(len(units), LONGEST_LEAD)):
            at = units[end][0]
            before = [token for token in tokens if token.start < at]
            features = self._weighed([*_features([*units[:end], (at, place)], before), place])
            length = _length(features)
            rest = (self._telling.get(f"w:{one}", self._strange) for _, one in units[end:])
            all_of_it = length + LEFT * sum(rest)
            for number, both in self._shared(features, self._leading[place]).items():
                yield number, both / (self._ways[number].length * all_of_it)

    def _shared(self, features: _Feats, index: Mapping[str, list[int]]) -> Mapping[int, float]:
        """Return how much of what is telling in a text each way has as well."""
        shared: dict[int, float] = defaultdict(float)
        for feature, weight in features.items():
            both = weight * weight
            for number in index.get(feature, ()):
                shared[number] += both
        return shared

    def _weighed(self, features: Iterable[str]) -> dict[str, float]:
        """Return features by how much each tells; those that nobody has said are left out."""
        return {f: self._telling[f] for f in features if f in self._telling}

    def knows(self, unit: str) -> bool:
        """Return whether anybody has said a word."""
        return f"w:{unit}" in self._telling

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
    return Book((*written(), *patterned))


def written() -> Iterator[tuple[str, str]]:
    """Give every line with every way in which people say it, as the files have them."""
    for file in sorted(
        (files("facilitation.understanding") / "said").iterdir(), key=lambda one: one.name
    ):
        if not file.name.endswith(".txt"):
            continue
        line = ""
        for row in file.read_text("utf-8").splitlines():
            if row.startswith("="):
                line = row[1:].strip()
            elif row and not row.startswith("#"):
                for way in row.split(" | "):
                    yield from ((line, one) for one in spoken(way))


def spoken(way: str) -> Iterator[str]:
    """Give a way of saying something with each of its (one|other)s in turn; what `(may)?` be left out is, in turn."""
    parts = _CHOICE.split(way.strip())
    said = [
        part.split("|") + [""] * (mark == "?")
        for part, mark in zip(parts[1::3], parts[2::3], strict=True)
    ]
    for turn in range(max(map(len, said), default=1)):
        chosen = (one[turn % len(one)] for one in said)
        yield " ".join("".join(map("".join, zip_longest(parts[::3], chosen, fillvalue=""))).split())


_CHOICE = re.compile(r"\(([^()]*)\)(\??)")


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
        kinds = sorted(sign for sign in token.signs if sign[0] == "{" and sign != "{count}")
        if kinds:
            whole |= dict.fromkeys(range(token.start, token.end), "") | {token.start: kinds[0]}
    units = ((n, whole.get(n, lexicon.stem(words[n]))) for n in span)
    return [(n, unit) for n, unit in units if unit and unit != named.MARK]


def _features(units: _Units, tokens: Iterable[Token]) -> Sequence[str]:
    """Return what is telling in a text, each once."""
    said = [unit for _, unit in units]
    found = [f"w:{unit}" for unit in said if unit[0] != "{"]
    found += [" ".join(pair) for pair in pairwise(["", *said, ""])]
    found += [sign for token in tokens for sign in sorted(token.signs - _SILENT)]
    return tuple(dict.fromkeys(found))


def _counts(feature: str) -> float:
    """Return how much a feature counts by its kind."""
    if " " in feature:
        return PAIR
    if feature.startswith("w:"):
        return WORD
    return WHEN if feature in _TIMES else PLACE if feature[0] == "{" else CONCEPT


_SILENT = frozenset(("FILLER", "NOT", reading.MISSPELT, named.MARK))


def _length(features: _Feats) -> float:
    return sqrt(sum(weight * weight for weight in features.values())) or 1.0
