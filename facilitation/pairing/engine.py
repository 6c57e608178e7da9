"""One draw from end to end, in arrays: forms circles, settles them, values them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from facilitation.pairing import circles as many
from facilitation.pairing import horizon, pairs_ahead, partition, repair
from facilitation.pairing import pairs as two
from facilitation.pairing.chance import Chance
from facilitation.pairing.exact import best
from facilitation.pairing.field import Block, Field, Index
from facilitation.pairing.model import (
    Draw,
    History,
    Pair,
    Person,
    Rules,
    Sizes,
    Unmatched,
    Weights,
)
from facilitation.pairing.sizes import sound, split, trios
from facilitation.pairing.unmatched import explain

BOUNDED = 300
"""Up to this many people the bound is computed as well."""
PRICES = (0, 0.02, 0.04, 0.08, 0.12, 0.18, 0.25, 0.35, 0.5, 0.75, 1, 2)
"""What a repeat may cost while the bound is looked for: each price gives a bound, and the lowest holds."""
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
    values = gains(field, circles)
    draw = described(field, circles, values, tuple(explain(field, circles, sizes)), seed)
    if field.n <= BOUNDED:
        draw = replace(draw, bound=_bound(field, draw.repeats))
    return Formed(
        draw, {p.id: round(float(v), 6) for p, v in zip(field.people, values, strict=True)}
    )


def described(
    field: Field,
    circles: many.Circles,
    values: NDArray[np.float64],
    unmatched: tuple[Unmatched, ...],
    seed: int,
) -> Draw:
    """Return the draw that given circles are, without a bound; those unmatched count 0 in its value."""
    i, j, _ = many.pairs_of(circles)
    again = field.repeated_pairs(i, j)
    repeated = _pairs_by_id(field, i[again], j[again])
    people = sum(map(len, circles)) + len(unmatched)
    return Draw(
        circles=tuple(sorted(tuple(sorted(field.people[m].id for m in c)) for c in circles)),
        unmatched=unmatched,
        value=round(float(values.sum()) / max(people, 1), 6),
        repeats=len(repeated),
        repeated=repeated,
        bound=None,
        seed=seed,
    )


def _circles(field: Field, sizes: Sizes, chance: Chance) -> many.Circles:
    everyone = np.arange(field.n)
    if field.n <= repair.EXACT:
        return _few(field.block(everyone), sizes, chance)
    circles = _found(field, sizes, chance)
    if field.n <= partition.LARGEST:
        block = field.block(everyone)
        # where nobody is barred the fast ways seat all, and share out what repeats there must be
        better = partition.better(block, circles, sizes) if block.barred.any() else None
        circles = many.polish(field, better, chance, shakes=20) if better else circles
        return partition.worthiest(block, circles, sizes)
    return circles


def _few(block: Block, sizes: Sizes, chance: Chance) -> many.Circles:
    """The best there is for a handful of people, or what leaves more rounds free of repeats."""
    drawn = best(block, sizes)
    if all(len(circle) == 2 for circle in drawn):
        ahead = pairs_ahead.far_sighted(block, [(i, j) for i, j in drawn], chance)
        return [list(pair) for pair in ahead]
    return [list(circle) for circle in horizon.far_sighted(block, drawn, chance)]


def _found(field: Field, sizes: Sizes, chance: Chance) -> many.Circles:
    """What the fast ways find."""
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


def _bound(field: Field, repeats: int) -> float:
    """The assignment relaxation: everyone may share themselves out among legal others, with no more repeats.

    Holds for circles of any size, because in a circle of k each other counts 1/(k-1).
    """
    if field.n == 0:
        return 0.0
    everyone = np.arange(field.n)
    block = field.block(everyone)
    values = field.values(everyone).astype(np.float64)
    values = np.rint((values + values.T) * (STEPS / 2))
    bounds = []
    for price in PRICES if repeats else (0,):
        paid = values - np.rint(price * STEPS) * block.repeat
        rows, columns = np.nonzero(~(block.barred if repeats else block.barred | block.repeat))
        cost = 1 + STEPS - paid[rows, columns]
        graph = sparse.csr_array((cost, (rows, columns)), values.shape)
        rows, columns = min_weight_full_bipartite_matching(graph)
        spared = 2 * repeats * np.rint(price * STEPS)
        bounds.append((float(paid[rows, columns].sum()) + spared) / field.n)
    return round((float(min(bounds)) + 1) / STEPS, 6)
