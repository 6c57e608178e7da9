"""Whom each of thousands could be paired with, without comparing everybody with everybody.

Found in sorted indexes: people who offer what one wants and want
what one offers, people who do one of both, strangers who work at the same hours, and people of
the same language for those who lack the one that most speak.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from facilitation.pairing.anchors import random_marks, without_majority
from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Field, Floats, Index, slices

MUTUAL, GAIN, GIVE, STRANGERS = 24, 16, 12, 8
"""Candidates looked at for each reason; these 60 lose 1 % of what all 10,000 others would give."""
KEPT = 20
"""The best candidates of each person that a solver may choose from, of those looked at."""
OF_ALL = 60
"""The same where every two are compared: more than 99.8 % of the best assignment is among them."""
BARGAINS = 7
"""How often prices are asked for before they are believed."""
SLACK = 3
"""How many places beside an index entry are good enough as well."""
SLICE = 20_000
"""People compared with their candidates at a time, which bounds the memory."""

Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of people who may meet, by their places among n, each pair once, and their worth."""

    n: int
    one: Index
    other: Index
    worth: Floats


def find(field: Field, some: Index, chance: Chance) -> Edges:
    """Return good, legal and fresh pairs of some people: a few dozen for each, none promised."""
    seen = _look(field, some, chance)
    n = len(some)
    worth: Floats = np.empty(seen.shape, np.float32)
    for rows in np.array_split(np.arange(n), -(-n // SLICE)):
        one, other = np.repeat(rows, seen.shape[1]), seen[rows].ravel()
        worths, legal = field.compare(some[one], some[other])
        worths[~legal | (one == other)] = -np.inf
        worth[rows] = worths.reshape(len(rows), -1)
    best = _best(worth, seen, KEPT)
    worth = np.take_along_axis(worth, best, 1).ravel()
    one, other = np.repeat(np.arange(n), KEPT), np.take_along_axis(seen, best, 1).ravel()
    good = worth > -np.inf
    codes = (np.minimum(one, other) * n + np.maximum(one, other))[good]
    code, first = np.unique(codes, return_index=True)
    return Edges(n, code // n, code % n, worth[good][first])


def of_all(field: Field, some: Index) -> Edges:
    """Return the best legal and fresh pairs of a few thousand people, every two compared."""
    n, block = len(some), field.block(some)
    worth = block.worth
    worth[block.barred | block.repeat] = -np.inf
    np.fill_diagonal(worth, -np.inf)
    count = min(OF_ALL, n - 1)
    chosen = np.zeros((n, n), dtype=bool)
    np.put_along_axis(chosen, _best(worth, np.arange(n), count), True, 1)
    one, other = np.nonzero(np.triu((chosen | chosen.T) & (worth > -np.inf)))
    return Edges(n, one, other, worth[one, other])


def _prices(worth: Floats, other: Index) -> Floats:
    """What each person is worth to those who would gain most by them: nearly the solver's own price.

    Whoever chooses pays the other's price, or all would want the few who suit everybody, and many
    would be wanted by nobody: at 2,000 people 1-4 % of worth were lost so once many had met.
    """
    prices: Floats = np.zeros(len(worth), np.float32)
    best: Floats = np.empty(len(worth), np.float32)
    for _ in range(BARGAINS):
        for rows in slices(worth.shape):
            best[rows] = (worth[rows] - prices[other[rows]]).max(axis=1)
        best[best == -np.inf] = 0
        prices = (prices + best) / np.float32(2)
    return prices


def _best(worth: Floats, other: Index, count: int) -> Index:
    """Columns of the best in each row, where `other` says whom a column means.

    Of equals those who come next in the seeded order: not for all the same few, and on every
    machine the same ones.
    """
    n = len(worth)
    other = np.broadcast_to(other, worth.shape)
    prices = _prices(worth, other)
    best: Index = np.empty((n, count), np.intp)
    for rows in slices(worth.shape):
        way = (other[rows] - np.arange(n)[rows, None]) % n / (n * 2.0 ** (BARGAINS + 1))
        gain = worth[rows] - prices[other[rows]] - way
        best[rows] = np.argpartition(gain, -count, axis=1)[:, -count:]
    return best


def _look(field: Field, some: Index, chance: Chance) -> Index:
    """Places of candidates for each of some people, one row each; some twice, some of no use."""
    n, hours = len(some), field.begin[some]
    wants, offers = field.wants[some], field.offers[some]
    width = wants.shape[1] + 1
    want, offer = random_marks(wants, chance, MUTUAL), random_marks(offers, chance, MUTUAL)
    posted = np.unique((want * width + offer) * n + np.arange(n)[:, None])
    both = _near(posted // n, hours, posted % n, offer * width + want, chance)
    gain = _near(*_posted(offers, hours), want[:, :GAIN], chance)
    give = _near(*_posted(wants, hours), offer[:, :GIVE], chance)
    nothing = np.zeros((n, STRANGERS), dtype=np.int64)
    strangers = _near(nothing[:, 0], hours, np.arange(n), nothing, chance)
    if field.rules.shared_language:
        spoken = field.languages[some]
        apart = without_majority(spoken, field.any_language[some])
        if len(apart):
            tongue = random_marks(spoken[apart], chance, STRANGERS)
            posted_languages = _posted(spoken, hours)
            strangers[apart] = _near(*posted_languages, tongue, chance, hours[apart])
    return np.hstack([both, gain, give, strangers])


def _posted(marks: sparse.csr_array, hours: Keys) -> tuple[Keys, Keys, Index]:
    """Who has which mark; people without any share one of their own."""
    who = np.repeat(np.arange(marks.shape[0]), np.diff(marks.indptr))
    none = np.flatnonzero(np.diff(marks.indptr) == 0)
    keys = np.concatenate([marks.indices, np.full(len(none), marks.shape[1])])
    return keys.astype(np.int64), hours, np.concatenate([who, none])


def _near(
    keys: Keys, hours: Keys, who: Index, sought: Keys, chance: Chance, mine: Keys | None = None
) -> Index:
    """For each key sought somebody who posted it and begins work at the same time, or nearly so."""
    mine = hours if mine is None else mine
    posted = keys * 96 + hours[who]
    order = np.argsort(posted, kind="stable")
    posted = posted[order]
    wish = sought * 96 + mine[:, None]
    first = np.searchsorted(posted, wish, "left") - SLACK
    room = np.searchsorted(posted, wish, "right") + SLACK - first
    step = chance.words(first.size).reshape(first.shape) % room.astype(np.uint64)
    places = np.clip(first + step.astype(np.int64), 0, len(posted) - 1)
    found: Index = who[order[places]]
    return found
