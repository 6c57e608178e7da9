"""Postings: for each skill those who offer it, as arrays."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facilitation.pairing.experts import Expert, Offer

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
