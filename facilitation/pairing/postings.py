"""What an ask is looked up in, as arrays: postings of skills, kinds of people, and how much each was asked of late."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from facilitation.pairing.experts import HALF_LIFE, Expert, Load, Offer
from facilitation.pairing.working import quarters

OFFER = 0.5
"""What the best offer adds to a score: level 5, and nothing is surer."""
CHANCE = 0.001
"""Scores nearer than this are told apart by the seed."""

Rows = NDArray[np.intp]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Posting:
    """Those who offer a skill, the best offer first: their row, their kind, what the offer is worth to anybody."""

    rows: Rows
    kinds: Rows
    worth: Floats

    def first(self, many: int) -> "Posting":
        """The best offers of it."""
        return Posting(self.rows[:many], self.kinds[:many], self.worth[:many])

    def without(self, row: int) -> "Posting":
        """The posting without a row, which need not be in here."""
        keep = self.rows != row
        return Posting(self.rows[keep], self.kinds[keep], self.worth[keep])

    def plus(self, row: int, kind: int, worth: float) -> "Posting":
        """The posting with one more row."""
        at = len(self.rows) - int(np.searchsorted(self.worth[::-1], np.float32(worth)))
        return Posting(
            np.insert(self.rows, at, row),
            np.insert(self.kinds, at, kind),
            np.insert(self.worth, at, np.float32(worth)),
        )


NONE = Posting(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.float32))


def build(people: Sequence[Expert], kinds: Sequence[int], seed: int) -> dict[str, Posting]:
    """The postings of everyone; a person's row is their place, and `kinds` go with it."""
    entries: dict[str, list[tuple[int, int, float]]] = {}
    for row, (person, kind) in enumerate(zip(people, kinds, strict=True)):
        for skill, offer in offers(person).items():
            entries.setdefault(skill, []).append((row, kind, worth(person, offer, seed)))
    return {skill: _posting(found) for skill, found in entries.items()}


def offers(person: Expert) -> dict[str, Offer]:
    """What a person offers, by skill; of two offers of one skill the last counts."""
    return {offer.skill: offer for offer in person.offers}


def worth(person: Expert, offer: Offer, seed: int) -> float:
    """What an offer adds to a score, and a hair's breadth of chance.

    A level that nothing speaks for but the claim counts half: a sure 3 is worth more than a doubtful 5.
    """
    spice = hashlib.blake2b(f"{seed} {person.id}\0{offer.skill}".encode(), digest_size=4).digest()
    chance = int.from_bytes(spice, "little") / 2**32
    return OFFER * offer.level / 5 * (0.5 + 0.5 * offer.confidence) + CHANCE * chance


def _posting(entries: Sequence[tuple[int, int, float]]) -> Posting:
    rows, kinds, worths = zip(*sorted(entries, key=lambda entry: -entry[2]), strict=True)
    return Posting(np.array(rows, np.intp), np.array(kinds, np.intp), np.array(worths, np.float32))


_ORIGIN = Load().at
_FAR = 60
"""Half-lives after which a load is nothing; twice as many still fit into single precision."""


class Burdens:
    """Loads as they were at one instant: as all decay alike, one factor makes them those of another.

    The instant is a whole number of half-lives after the origin, so that moving it is exact. It follows the newest
    load: to asks of more than a year before that, no load is told from none.
    """

    def __init__(self, people: Iterable[Expert]) -> None:
        """Take the people in by their place."""
        everyone = list(people)
        self._base = 0
        self.weights = np.zeros(len(everyone), dtype=np.float32)
        for row, person in enumerate(everyone):
            self.put(row, person)

    def put(self, row: int, person: Expert) -> None:
        """Set the burden of a row; it may be the next new one. Who cannot be asked bears no end of it."""
        if row == len(self.weights):
            self.weights = np.append(self.weights, np.float32(0))
        load = person.load
        since = _half_lives(load.at) - self._base if load.amount else 0.0
        if since > _FAR:
            self._move(int(since))
            since -= int(since)
        self.weights[row] = load.amount * 2.0 ** max(since, -_FAR) if person.reachable else np.inf

    def factor(self, at: datetime) -> float:
        """What makes the weights the loads of an instant."""
        return float(2.0 ** min(max(self._base - _half_lives(at), -2 * _FAR), _FAR))

    def _move(self, by: int) -> None:
        self._base += by
        self.weights *= np.float32(2.0 ** -min(by, 2 * _FAR))


def _half_lives(at: datetime) -> float:
    return (at - _ORIGIN) / HALF_LIFE


QUARTERS = 7 * 96
"""Quarter hours in a week; the first begins on Monday at 00:00 UTC."""
SOON = 16
"""Quarter hours that count as now."""

Words = NDArray[np.uint64]
Minutes = NDArray[np.float32]
_WIDTH = -(-QUARTERS // 64)


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    """All kinds as arrays: what weeks and sets of languages there are, and which of them a kind has."""

    weeks: Words
    languages: Words
    week: NDArray[np.intp]
    language: NDArray[np.intp]


class Kinds:
    """The kinds of an index, numbered from 0 as they turn up; none is ever forgotten."""

    def __init__(self) -> None:
        """Start with none."""
        self._number: dict[object, int] = {}
        self._weeks: dict[int, int] = {}
        self._languages: dict[int, int] = {}
        self._bit: dict[str, int] = {}
        self._kinds: list[tuple[int, int]] = []
        self._made: _Tables | None = None

    def __len__(self) -> int:
        """How many there are by now."""
        return len(self._kinds)

    def of(self, person: Expert) -> int:
        """The number of this person's kind."""
        key = (person.work, person.breaks, person.utc_offset_min, person.days, person.languages)
        number = self._number.get(key)
        if number is None:
            bits = sum(1 << self._bit.setdefault(word, len(self._bit)) for word in person.languages)
            week = self._weeks.setdefault(_week(person), len(self._weeks))
            language = self._languages.setdefault(bits, len(self._languages))
            self._kinds.append((week, language))
            self._made = None
            number = self._number[key] = len(self._kinds) - 1
        return number

    def now(self, kind: int, quarter: int) -> Minutes:
        """The minutes that each kind works with one in the hours from a quarter hour of the week on."""
        tables = self._tables()
        mine = tables.weeks[self._kinds[kind][0]]
        soon, first, last = _soon(quarter)
        return _minutes(tables.weeks[:, first:last] & (mine & soon)[first:last]).take(tables.week)

    def week(self, kind: int) -> Minutes:
        """The minutes that each kind works with one in a week."""
        tables = self._tables()
        return _minutes(tables.weeks & tables.weeks[self._kinds[kind][0]]).take(tables.week)

    def talk(self, kind: int) -> NDArray[np.bool_]:
        """Whether each kind can talk with one: a language in common, or one of them has named none."""
        tables, mine = self._tables(), self._kinds[kind][1]
        speaks = ((tables.languages & tables.languages[mine]) != 0).any(axis=1)
        free: NDArray[np.bool_] = ~np.asarray(tables.languages.any(axis=1))
        talk: NDArray[np.bool_] = (speaks | free | free[mine]).take(tables.language)
        return talk

    def _tables(self) -> _Tables:
        if self._made is None:
            week, language = np.array(self._kinds, dtype=np.intp).T
            width = len(self._bit) // 64 + 1
            self._made = _Tables(
                _words(list(self._weeks), _WIDTH),
                _words(list(self._languages), width),
                np.ascontiguousarray(week),
                np.ascontiguousarray(language),
            )
        return self._made


def _week(person: Expert) -> int:
    """The quarter hours of the UTC week in which a person works, as bits."""
    worked = quarters(person.work, person.breaks, person.utc_offset_min)
    first = min(worked, default=0)
    day = sum(1 << quarter - first for quarter in worked)
    bits = 0
    for number in person.days:
        bits |= _turned(day, number * 96 + first)
    return bits


def _turned(bits: int, by: int) -> int:
    """Bits moved on in the circle of a week."""
    moved = bits << by % QUARTERS
    return (moved | moved >> QUARTERS) & ((1 << QUARTERS) - 1)


@lru_cache(maxsize=QUARTERS)
def _soon(quarter: int) -> tuple[Words, int, int]:
    """The quarter hours that count as now, and from which word to before which they lie."""
    soon = _words([_turned((1 << SOON) - 1, quarter)], _WIDTH)[0]
    there = np.flatnonzero(soon)
    return soon, int(there[0]), int(there[-1]) + 1


def _words(numbers: Sequence[int], width: int) -> Words:
    """Whole numbers as rows of 64-bit words."""
    raw = b"".join(number.to_bytes(8 * width, "little") for number in numbers)
    return np.frombuffer(raw, dtype="<u8").reshape(len(numbers), width).astype(np.uint64)


def _minutes(quarters: Words) -> Minutes:
    minutes: Minutes = 15 * np.bitwise_count(quarters).sum(axis=1, dtype=np.float32)
    return minutes
