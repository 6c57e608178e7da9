"""Teams: who is in which, as one array by row."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from facilitation.pairing.experts import Expert
from facilitation.pairing.index.postings import Rows


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
