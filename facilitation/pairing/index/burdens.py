"""Burdens: how much everyone has been asked of late, in one array that need not be touched as it decays."""

from collections.abc import Iterable
from datetime import datetime

import numpy as np

from facilitation.pairing.experts import HALF_LIFE, Expert, Load

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
