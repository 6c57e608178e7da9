"""Asking: an index in memory that finds the best people to ask for a skill.

Each skill has a posting: the rows of those who offer it, the best offer first. What depends on who asks is worked out
once for each kind of people (working week, languages), which also bounds what anybody can gain by it: most asks are
answered by the head of a posting, as nobody further down can come before those found. A change replaces the postings it
touches.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from facilitation.pairing import postings
from facilitation.pairing.experts import Ask, Expert, Found
from facilitation.pairing.postings import (
    QUARTERS,
    Burdens,
    Floats,
    Kinds,
    Minutes,
    Posting,
    Rows,
)


class Teams:
    """The team of each row, by a number that is never given anew."""

    def __init__(self, people: Iterable[Expert]) -> None:
        """Take the people in by their place."""
        self._number: dict[str, int] = {}
        self._of = np.array([self._numbered(person.team) for person in people], dtype=np.int32)

    def put(self, row: int, team: str) -> None:
        """Set the team of a row; it may be the next new one."""
        if row == len(self._of):
            self._of = np.append(self._of, np.int32(0))
        self._of[row] = self._numbered(team)

    def same(self, rows: Rows, team: str) -> NDArray[np.bool_]:
        """Which of the rows are in a team."""
        here: NDArray[np.bool_] = self._of.take(rows) == self._number.get(team, -1)
        return here

    def _numbered(self, team: str) -> int:
        return self._number.setdefault(team, len(self._number))


WEEK, NOW, TEAM, LANGUAGE = 0.2, 0.15, 0.1, 0.05
"""What shared hours this week and now, another team, and a language where none must be shared add to a score.

Chosen, not measured; the other half is the offer's own worth. Hours stand to team about
as in what a circle is worth (README.md).
"""
ENOUGH_WEEK, ENOUGH_NOW = 1200, 240
"""Shared minutes beyond which more make no difference: four hours on five days, and all of the next four."""
CARE = 0.05
"""What each recent ask takes from a score: two of them as much as one sure level."""

_HEAD, _MORE = 512, 8
"""So many of a posting are looked at first, and so many times as many where these do not settle it."""
_COLUMNS = 1024
_MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """How each kind of people looks to one of them."""

    now_min: Minutes
    week_min: Minutes
    gains: Floats
    """What it adds to a score, a team of their own included."""


class Index:
    """Who can be asked for what; threads that share one must take turns."""

    def __init__(
        self,
        people: Iterable[Expert],
        avoids: Iterable[tuple[str, str]] = (),
        *,
        shared_language: bool = True,
        seed: int = 0,
    ) -> None:
        """Take in everyone (of two with one id the last) and who avoids whom."""
        self._shared_language, self._seed = shared_language, seed
        self._people = {person.id: person for person in people}
        everyone = list(self._people.values())
        self._ids = list(self._people)
        self._row = {key: row for row, key in enumerate(self._ids)}
        self._free: list[int] = []
        self._kinds = Kinds()
        self._ever = lru_cache(maxsize=256)(self._lasting)
        self._look = lru_cache(maxsize=256)(self._view)
        self._burdens = Burdens(everyone)
        self._postings = postings.build(everyone, [*map(self._kinds.of, everyone)], seed)
        self._teams = Teams(everyone)
        self._avoids: dict[str, set[str]] = {}
        self._avoided: dict[str, set[str]] = {}
        for one, other in avoids:
            self.avoid(one, other)

    @property
    def people(self) -> Mapping[str, Expert]:
        """Everyone in the index by id, as they are now."""
        return self._people

    def rank(self, ask: Ask) -> list[Found]:
        """The best experts for an ask, best first; changes nothing.

        Empty when nobody who may be asked offers the skill, and for an asker who is not in the index.
        """
        asker, posting = self._people.get(ask.who), self._postings.get(ask.skill)
        if asker is None or posting is None or ask.k < 1:
            return []
        seen = self._look(
            self._kinds.of(asker), (ask.at - _MONDAY) // _QUARTER % QUARTERS, len(self._kinds)
        )
        apart = {ask.who} | self._avoids.get(ask.who, set()) | self._avoided.get(ask.who, set())
        best = sorted(
            (-score, self._ids[row], kind)
            for score, row, kind in self._best(
                asker, posting, seen.gains, ask.at, ask.k + len(apart)
            )
        )
        return [
            _found(ask, asker, self._people[key], -score, seen, kind)
            for score, key, kind in [one for one in best if one[1] not in apart][: ask.k]
        ]

    def put(self, person: Expert) -> None:
        """Add a person, or replace what is known of them."""
        old = self._people.get(person.id)
        row = self._row[person.id] if old else self._new_row(person.id)
        self._burdens.put(row, person)
        self._teams.put(row, person.team)
        before, after = postings.offers(old) if old else {}, postings.offers(person)
        kind = self._kinds.of(person)
        moved = old and self._kinds.of(old) != kind
        for skill in before.keys() | after.keys():
            if moved or before.get(skill) != after.get(skill):
                posting = self._postings.get(skill, postings.NONE).without(row)
                if offer := after.get(skill):
                    posting = posting.plus(row, kind, postings.worth(person, offer, self._seed))
                self._postings[skill] = posting
        self._people[person.id] = person

    def remove(self, key: str) -> None:
        """Forget a person and who avoids whom of them; raises KeyError for somebody unknown."""
        self.put(Expert(self._people[key].id))
        for other in self._avoids.pop(key, ()):
            self._avoided[other].discard(key)
        for other in self._avoided.pop(key, ()):
            self._avoids[other].discard(key)
        self._free.append(self._row.pop(key))
        del self._people[key]

    def asked(self, key: str, at: datetime, weight: float = 1.0) -> None:
        """Count one more ask towards a person's load; raises KeyError for somebody unknown."""
        person = self._people[key]
        self.put(replace(person, load=person.load.asked(at, weight)))

    def avoid(self, one: str, other: str) -> None:
        """Let one person avoid another: neither finds the other."""
        self._avoids.setdefault(one, set()).add(other)
        self._avoided.setdefault(other, set()).add(one)

    def unavoid(self, one: str, other: str) -> None:
        """Take it back; the other may still avoid the one."""
        self._avoids.get(one, set()).discard(other)
        self._avoided.get(other, set()).discard(one)

    def _view(self, kind: int, quarter: int, many: int) -> _Seen:
        """How so many kinds look to one in a quarter hour of the week."""
        ever, now_min = self._ever(kind, many), self._kinds.now(kind, quarter)
        gains: Floats = np.minimum(now_min, ENOUGH_NOW) * np.float32(NOW / ENOUGH_NOW)
        gains += ever.gains
        return _Seen(now_min, ever.week_min, gains)

    def _lasting(self, kind: int, _: int) -> _Seen:
        """How so many kinds look to one when nobody is there just now."""
        week_min = self._kinds.week(kind)
        gains = WEEK / ENOUGH_WEEK * np.minimum(week_min, ENOUGH_WEEK) + TEAM
        gains += np.where(self._kinds.talk(kind), LANGUAGE, -np.inf if self._shared_language else 0)
        return _Seen(np.zeros_like(week_min), week_min, gains.astype(np.float32))

    def _best(
        self, asker: Expert, posting: Posting, gains: Floats, at: datetime, k: int
    ) -> Iterable[tuple[float, int, int]]:
        """Score, row and kind of the k best in a posting, and of a few more."""
        many, most = max(_HEAD, k), gains.max()
        while True:
            head = posting.first(many)
            scores = self._scores(asker, head, gains, at)
            edge = _edge(scores, k)
            if many >= len(posting.rows) or edge > most + posting.worth[many]:
                slots = np.flatnonzero(scores >= edge)
                break
            many *= _MORE
        return zip(
            scores[slots].tolist(),
            head.rows[slots].tolist(),
            head.kinds[slots].tolist(),
            strict=True,
        )

    def _scores(self, asker: Expert, posting: Posting, gains: Floats, at: datetime) -> Floats:
        """What each in a posting is worth to the asker; minus infinity for who cannot be asked or spoken with."""
        scores: Floats = gains.take(posting.kinds)
        scores += posting.worth
        weights = self._burdens.weights.take(posting.rows)
        weights *= np.float32(CARE * self._burdens.factor(at))
        scores -= weights
        if asker.team:
            scores[self._teams.same(posting.rows, asker.team)] -= np.float32(TEAM)
        return scores

    def _new_row(self, key: str) -> int:
        if self._free:
            row = self._free.pop()
            self._ids[row] = key
        else:
            row = len(self._ids)
            self._ids.append(key)
        self._row[key] = row
        return row


def _edge(scores: Floats, k: int) -> np.float32:
    """A bound that the k highest scores reach, and few others; above minus infinity.

    The k-th highest of some columns' tops is one, and is found in one pass. (A partition takes ten times as long where
    many scores are equal.)
    """
    tops = scores
    if len(scores) >= 2 * _COLUMNS and k <= _COLUMNS:
        tops = scores[: len(scores) // _COLUMNS * _COLUMNS].reshape(-1, _COLUMNS).max(axis=0)
    lowest = np.finfo(np.float32).min
    return max(lowest, np.sort(tops)[-k]) if k <= len(tops) else lowest


def _found(ask: Ask, asker: Expert, expert: Expert, score: float, seen: _Seen, kind: int) -> Found:
    return Found(
        id=expert.id,
        score=score,
        offer=postings.offers(expert)[ask.skill],
        now_min=int(seen.now_min[kind]),
        week_min=int(seen.week_min[kind]),
        languages=tuple(sorted(asker.languages & expert.languages)),
        other_team=not asker.team or asker.team != expert.team,
        load=expert.load.left(ask.at),
    )
