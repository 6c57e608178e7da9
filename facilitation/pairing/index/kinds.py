"""Kinds of people, who work at the same times and speak the same languages; some hundreds at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from facilitation.pairing.experts import Expert
from facilitation.pairing.working import quarters

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
