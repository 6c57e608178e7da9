"""Kinds of people, who work at the same times and speak the same languages; some hundreds at most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facilitation.pairing.experts import Expert
from facilitation.pairing.working import quarters

QUARTERS = 7 * 96
"""Quarter hours in a week; the first begins on Monday at 00:00 UTC."""
SOON = 16
"""Quarter hours that count as now."""

Words = NDArray[np.uint64]
_WIDTH = -(-QUARTERS // 64)


@dataclass(frozen=True, slots=True)
class Shared:
    """What each kind shares with one person, by number of the kind."""

    now_min: NDArray[np.float32]
    week_min: NDArray[np.float32]
    language: NDArray[np.bool_]
    """Whether they can talk: a language in common, or one of them has named none."""


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

    def shared(self, kind: int, quarter: int) -> Shared:
        """What every kind shares with someone of one kind, now being a quarter hour of the week."""
        tables = self._tables()
        week, language = self._kinds[kind]
        mine = tables.weeks[week]
        soon = mine & _words([_turned((1 << SOON) - 1, quarter)], _WIDTH)[0]
        speaks = ((tables.languages & tables.languages[language]) != 0).any(axis=1)
        free: NDArray[np.bool_] = ~np.asarray(tables.languages.any(axis=1))
        return Shared(
            _minutes(tables.weeks & soon).take(tables.week),
            _minutes(tables.weeks & mine).take(tables.week),
            (speaks | free | free[language]).take(tables.language),
        )

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


def _words(numbers: Sequence[int], width: int) -> Words:
    """Whole numbers as rows of 64-bit words."""
    raw = b"".join(number.to_bytes(8 * width, "little") for number in numbers)
    return np.frombuffer(raw, dtype="<u8").reshape(len(numbers), width).astype(np.uint64)


def _minutes(quarters: Words) -> NDArray[np.float32]:
    minutes: NDArray[np.float32] = 15 * np.bitwise_count(quarters).sum(axis=1, dtype=np.float32)
    return minutes
