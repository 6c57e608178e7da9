"""Teams: the rows of an index by team."""

from collections.abc import Iterable

import numpy as np

from facilitation.pairing.experts import Expert
from facilitation.pairing.index.postings import Rows


class Teams:
    """Who is in which team."""

    def __init__(self, people: Iterable[Expert]) -> None:
        """Take the people in by their place."""
        self._members: dict[str, set[int]] = {}
        self._sorted: dict[str, Rows] = {}
        for row, person in enumerate(people):
            self._members.setdefault(person.team, set()).add(row)

    def move(self, row: int, old: str | None, new: str | None) -> None:
        """Take a row from one team to another; None is no team at all."""
        if old == new:
            return
        for team in {old, new} - {None}:
            self._sorted.pop(str(team), None)
        if old is not None:
            self._members[old].discard(row)
        if new is not None:
            self._members.setdefault(new, set()).add(row)

    def rows(self, team: str) -> Rows:
        """The rows of a team, rising."""
        if team not in self._sorted:
            self._sorted[team] = np.array(sorted(self._members.get(team, ())), dtype=np.intp)
        return self._sorted[team]
