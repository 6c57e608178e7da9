"""Cohorts that stand: all rounds planned at once, and circles kept together between draws.

A plan is a wish for later rounds. When somebody is missing in one, `keep` the planned circles: they
stay as far as they are legal without the missing, and those left over are placed around them. With
`led`, the people whose turn it is to mentor each get a circle of their own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

import numpy as np

from facilitation.pairing import draw, engine, joint, mentors, repair, starters
from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Field, Index
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
from facilitation.pairing.sizes import sound, split

LARGEST = 120
"""Up to this many people rounds are searched jointly; more rarely run out of fresh partners."""
LED = 400
"""Up to this many mentors are kept apart: every two of them are one more rule."""


def plan(
    people: Sequence[Person],
    sizes: Sizes,
    rounds: int,
    *,
    rules: Rules,
    weights: Weights,
    history: History,
    seed: int,
) -> tuple[Draw, ...]:
    """Plan so many rounds of the same people: repeats as late and as few as possible, then worth.

    Never worse than drawing round by round, which it tries first. At most as many rounds as the
    repeat window is long plus one are planned for; a plan that reaches so far starts over then.
    """
    drawn: list[Draw] = []
    now = history
    for turn in range(rounds):
        drawn.append(
            draw.draw(people, sizes, rules=rules, weights=weights, history=now, seed=seed + turn)
        )
        now = after(now, drawn[-1].circles)
    return improved(drawn, people, sizes, rules=rules, weights=weights, history=history, seed=seed)


def improved(
    drawn: Sequence[Draw],
    people: Sequence[Person],
    sizes: Sizes,
    *,
    rules: Rules,
    weights: Weights,
    history: History,
    seed: int,
) -> tuple[Draw, ...]:
    """Return a joint plan where rounds drawn one by one repeat pairs and it does so later or less."""
    free = next((turn for turn, one in enumerate(drawn) if one.repeats), len(drawn))
    placed = {key for one in drawn for circle in one.circles for key in circle}
    unsteady = any(sum(map(len, one.circles)) < len(placed) for one in drawn)
    if free == len(drawn) or unsteady or len(placed) > LARGEST:
        return tuple(drawn)
    chance = Chance(seed)
    seated = [person for person in people if person.id in placed]
    field = Field(seated, rules, weights, history, chance)
    cohort = _cohort(field, history, sizes)
    most = min(len(drawn), history.window + 1, cohort.most())
    table = _longest(cohort, free, most, chance)
    if table is None:
        return tuple(drawn)
    circles = [_circles(field, label) for label in table]
    made: list[Draw] = []
    now = history
    for turn in range(len(drawn)):
        if turn < len(circles) or len(circles) > history.window:
            chosen = circles[turn % len(circles)]
            fresh = Field(seated, rules, weights, now, Chance(seed))
            made.append(_described(fresh, chosen, drawn[turn].unmatched, seed + turn))
        else:
            made.append(
                draw.draw(
                    people, sizes, rules=rules, weights=weights, history=now, seed=seed + turn
                )
            )
        now = after(now, made[-1].circles)
    free_to_meet = int((~cohort.barred).sum() - field.n) // 2
    return min(tuple(made), tuple(drawn), key=lambda rounds: _badness(rounds, free_to_meet))


def keep(
    people: Sequence[Person],
    sizes: Sizes,
    kept: Sequence[Sequence[str]],
    *,
    rules: Rules,
    weights: Weights,
    history: History,
    seed: int,
) -> Draw:
    """Draw around circles that stand: they stay together, without those absent, while legal.

    Whoever breaks a rule in a kept circle leaves it, and one that is then too small (or is too
    large) dissolves. Newcomers fill kept circles up to the target size as far as nobody is left
    over by that; the rest are drawn anew, or join up to the largest size. Pairs of a kept circle
    do not count as repeats.
    """
    sizes, by_id = sound(sizes), {person.id: person for person in people}
    stood = {
        frozenset(pair)
        for circle in kept
        for pair in combinations(sorted(by_id.keys() & set(circle)), 2)
    }
    history = replace(history, met={p: age for p, age in history.met.items() if p not in stood})
    field = Field(by_id.values(), rules, weights, history, Chance(seed))
    seen: set[str] = set()
    here: list[list[int]] = []
    for circle in sorted(sorted(set(circle)) for circle in kept):
        here.append([field.place[key] for key in circle if key in by_id and key not in seen])
        seen |= set(circle)
    tried = []
    most = len(people)
    for _ in range(sizes.smallest):
        table = repair.Table(field, here, sizes)
        joined = _fill(table, most)
        tried.append(_seated(field, table, sizes, rules, weights, history, seed))
        if not tried[-1].unmatched or joined == 0:
            break
        most = joined - 1
    return min(tried, key=lambda one: len(one.unmatched))


def led(
    people: Sequence[Person],
    sizes: Sizes,
    *,
    rules: Rules,
    weights: Weights,
    history: History,
    seed: int,
    roles: Mapping[str, mentors.Role] = mentors.NOBODY,
    ledger: Mapping[str, mentors.Turns] = mentors.EMPTY,
) -> Draw:
    """Draw circles with one of those due to mentor in each, so that the ledger stays even.

    The due are kept apart as if they avoided each other. Where that would leave somebody out, or
    repeat more, the draw is made without it.
    """
    given = {person.id: person for person in people}
    seats = len(split(len(given), sound(sizes)))
    drawn = partial(draw.draw, people, sizes, weights=weights, history=history, seed=seed)
    if seats > LED:
        return drawn(rules=rules)
    turn = mentors.due(given.values(), seats, roles=roles, ledger=ledger)
    apart = replace(rules, blocked=rules.blocked | set(map(frozenset, combinations(turn, 2))))
    around = drawn(rules=apart)
    if not around.unmatched and not around.repeats:
        return around
    return min(around, drawn(rules=rules), key=lambda one: (len(one.unmatched), one.repeats))


def after(history: History, circles: Sequence[Sequence[str]]) -> History:
    """Return the history one round later, when these circles have met."""
    met = {pair: age + 1 for pair, age in history.met.items() if age < history.window}
    again = pairs(circles)
    times = Counter(history.times)
    times.update(again)
    return replace(history, met=met | dict.fromkeys(again, 1), times=times)


def pairs(circles: Iterable[Sequence[str]]) -> list[Pair]:
    """Every two who meet in some circles."""
    return [frozenset(pair) for circle in circles for pair in combinations(circle, 2)]


def _cohort(field: Field, history: History, sizes: Sizes) -> joint.Cohort:
    block = field.block(np.arange(field.n))
    ages = np.zeros((field.n, field.n), dtype=np.int64)
    for pair in history.met:
        age = history.age(pair)
        if age and len(pair) == 2 and pair <= field.place.keys():
            i, j = (field.place[key] for key in pair)
            ages[i, j] = ages[j, i] = age
    values = field.values(np.arange(field.n)).astype(np.float64)
    worth = np.rint((values + values.T) * 10_000)
    counts = np.array(split(field.n, sound(sizes)), dtype=np.int64)
    return joint.Cohort(block.barred, ages, history.window, worth, block.smallest, counts)


def _longest(cohort: joint.Cohort, free: int, most: int, chance: Chance) -> Index | None:
    """Return the most rounds found without a repeat, if more than `free` are."""
    found = None
    if not (cohort.smallest > cohort.counts.min()).any():
        for rounds in range(most, free, -1):
            for design in starters.designs(cohort.counts.tolist(), rounds):
                found = joint.relabel(cohort, design, chance)
            if found is not None:
                free = rounds
                break
    for rounds in range(free + 1, most + 1):
        searched = joint.search(cohort, rounds, chance)
        if searched is None:
            break
        found = searched
        if not cohort.ages.any() and cohort.smallest.max() <= cohort.counts.min():
            found = joint.relabel(cohort, searched, chance)
    return None if found is None else joint.polish(cohort, found)


def _circles(field: Field, label: Index) -> list[list[int]]:
    return [np.flatnonzero(label == c).tolist() for c in range(int(label.max()) + 1)]


def _described(
    field: Field, circles: list[list[int]], unmatched: tuple[Unmatched, ...], seed: int
) -> Draw:
    return engine.described(field, circles, engine.gains(field, circles), unmatched, seed)


def _badness(drawn: Sequence[Draw], free_to_meet: int) -> tuple[int, int, int, int, int, float]:
    """Smaller is better; a pair that never meets counts where every two could have met twice."""
    free = next((turn for turn, one in enumerate(drawn) if one.repeats), len(drawn))
    alone = sum(len(one.unmatched) for one in drawn)
    repeats = sum(one.repeats for one in drawn)
    often = Counter(pair for one in drawn for pair in pairs(one.circles))
    never = free_to_meet - len(often) if often.total() >= 2 * free_to_meet else 0
    crowded = sum(times * times for times in often.values())
    return (alone, never, -free, repeats, crowded, -sum(one.value for one in drawn))


def _fill(table: repair.Table, most: int) -> int:
    """Seat at most so many newcomers in circles below the target; how many it were."""
    joined = 0
    for person in table.alone():
        options = table.open_to(person)
        options = options[table.counts()[options] < table.sizes.target]
        if len(options) and joined < most:
            table.move(person, table.best_to_join(person, options))
            joined += 1
    return joined


def _seated(
    field: Field,
    table: repair.Table,
    sizes: Sizes,
    rules: Rules,
    weights: Weights,
    history: History,
    seed: int,
) -> Draw:
    """Place everybody still alone with each other or around the table, and describe all circles."""
    people = field.people
    stand = [[people[i] for i in sorted(circle)] for circle in table.circles if circle]
    left = [people[i] for i in table.alone()]
    placed = draw.place(
        left, stand, sizes, rules=rules, weights=weights, history=history, seed=seed
    )
    circles = [[field.place[person.id] for person in circle] for circle in stand]
    for key, at in placed.joined:
        circles[at].append(field.place[key])
    circles += [[field.place[key] for key in circle] for circle in placed.formed]
    return _described(field, circles, placed.unmatched, seed)
