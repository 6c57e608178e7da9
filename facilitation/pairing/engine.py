"""One draw from end to end, in arrays: forms circles, settles them, values them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from facilitation.pairing import circles as many
from facilitation.pairing import pairs as two
from facilitation.pairing import repair
from facilitation.pairing.chance import Chance
from facilitation.pairing.exact import best
from facilitation.pairing.field import Field, Index
from facilitation.pairing.model import (
    Draw,
    History,
    Pair,
    Person,
    Rules,
    Sizes,
    Weights,
)
from facilitation.pairing.sizes import sound, split, trios
from facilitation.pairing.unmatched import explain

BOUNDED = 300
"""Up to this many people the bound is computed as well."""
STEPS = 1_000_000
"""Whole-number steps of the bound: finer than a draw's, for comparing it with exact values."""


@dataclass(frozen=True, slots=True)
class Formed:
    """A draw, and the value each person gets from it."""

    draw: Draw
    values: dict[str, float]


def form(
    people: Iterable[Person],
    sizes: Sizes,
    *,
    rules: Rules,
    weights: Weights,
    history: History,
    seed: int,
) -> Formed:
    """Form the circles of one round."""
    chance = Chance(seed)
    sizes = sound(sizes)
    field = Field(people, rules, weights, history, chance)
    circles = _circles(field, sizes, chance)
    i, j, _ = many.pairs_of(circles)
    again = field.repeated_pairs(i, j)
    values = gains(field, circles)
    repeated = _pairs_by_id(field, i[again], j[again])
    limit = _bound(field, allow_repeats=bool(repeated)) if field.n <= BOUNDED else None
    draw = Draw(
        circles=tuple(sorted(tuple(sorted(field.people[m].id for m in c)) for c in circles)),
        unmatched=tuple(explain(field, circles, sizes)),
        value=round(float(values.mean()), 6) if field.n else 0.0,
        repeats=len(repeated),
        repeated=repeated,
        bound=limit,
        seed=seed,
    )
    return Formed(
        draw, {p.id: round(float(v), 6) for p, v in zip(field.people, values, strict=True)}
    )


def _circles(field: Field, sizes: Sizes, chance: Chance) -> many.Circles:
    everyone = np.arange(field.n)
    if field.n <= repair.EXACT:
        return [list(circle) for circle in best(field.block(everyone), sizes)]
    everyone = np.flatnonzero(field.has_company())
    if sizes.target > 2:
        circles = many.form(field, everyone, split(len(everyone), sizes), chance)
        return repair.settle(field, circles, sizes, chance)
    circles = repair.settle(field, _pairs(field, everyone, sizes, chance), sizes, chance)
    if field.n > two.EXACT or all(len(circle) == 2 for circle in circles):
        return circles
    circles = many.polish(field, circles, chance, shakes=20)
    paired = np.array([i for c in circles if len(c) == 2 for i in c], dtype=np.intp)
    return [c for c in circles if len(c) > 2] + two.form(field, paired, chance)


def _pairs(field: Field, some: Index, sizes: Sizes, chance: Chance) -> many.Circles:
    """Trios for those who want no fewer than three, pairs for all others."""
    shy = some[(field.smallest[some] > 2) & (field.smallest[some] <= sizes.largest)]
    others = some[field.smallest[some] <= 2]
    if not len(shy):
        return two.form(field, others, chance)
    count = trios(len(shy), len(shy) + len(others), sizes)
    others = others[chance.order(len(others))]
    seats = max(3 * count - len(shy), 0)
    pool = np.concatenate([shy, others[:seats]])
    return many.form(field, pool, [3] * count, chance) + two.form(field, others[seats:], chance)


def gains(field: Field, circles: many.Circles) -> NDArray[np.float64]:
    """Return what each person of a field gets from their circles: the mean over the others, summed over circles."""
    i, j, label = many.pairs_of(circles)
    others = np.array([len(c) - 1 for c in circles], dtype=np.float64)[label]
    there = field.value_of_pairs(i, j) / others
    back = field.value_of_pairs(j, i) / others
    values: NDArray[np.float64] = np.zeros(field.n)
    np.add.at(values, i, there)
    np.add.at(values, j, back)
    return values


def _pairs_by_id(field: Field, i: NDArray[np.intp], j: NDArray[np.intp]) -> tuple[Pair, ...]:
    pairs = sorted(
        sorted((field.people[a].id, field.people[b].id)) for a, b in zip(i, j, strict=True)
    )
    return tuple(frozenset(pair) for pair in pairs)


def _bound(field: Field, *, allow_repeats: bool) -> float:
    """The assignment relaxation: everyone may share themselves out among legal others.

    Holds for circles of any size, because in a circle of k each other counts 1/(k-1).
    """
    if field.n == 0:
        return 0.0
    everyone = np.arange(field.n)
    block = field.block(everyone)
    values = field.values(everyone).astype(np.float64)
    values = np.rint((values + values.T) * (STEPS / 2))
    barred = block.barred if allow_repeats else block.barred | block.repeat
    rows, columns = np.nonzero(~barred)
    cost = sparse.csr_array((1 + STEPS - values[rows, columns], (rows, columns)), values.shape)
    rows, columns = min_weight_full_bipartite_matching(cost)
    return round((float(values[rows, columns].mean()) + 1) / STEPS, 6)
