"""Small programs in which many may not meet, and the best that can be made of each, found apart from the engine."""

import random
from itertools import combinations

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from facilitation.pairing.model import Draw, History, Person, Rules, Sizes
from tests.facilitation.pairing_cases import Case, legal_circle

LIMITS = [Sizes(2, 2, 3), Sizes(3, 2, 4), Sizes(4, 3, 5)]


def program(seed: int) -> Case:
    """11 to 19 people; 40 to 70 % of the pairs avoid each other, and many of the others met of late."""
    chance = random.Random(seed)
    ids = [f"p{i:02}" for i in range(chance.randint(11, 19))]
    people = tuple(
        Person(
            key,
            team=chance.choice("abc"),
            level=chance.randint(1, 5),
            offers=frozenset(chance.sample("stuvw", 2)),
            wants=frozenset(chance.sample("stuvw", 2)),
        )
        for key in ids
    )
    apart, past = chance.choice([0.4, 0.5, 0.6, 0.7]), chance.choice([0, 0.2, 0.5, 0.8, 1])
    pairs = list(map(frozenset, combinations(ids, 2)))
    blocked = frozenset(pair for pair in pairs if chance.random() < apart)
    met = {pair: chance.randint(1, 6) for pair in pairs if chance.random() < past}
    return Case(people, chance.choice(LIMITS), Rules(blocked), history=History(met), seed=seed)


def least(case: Case) -> tuple[int, int]:
    """The fewest people alone, and then the fewest repeats in sizes as near the target as can be: proven by HiGHS."""
    people = case.people
    ways = [
        way
        for size in range(case.sizes.smallest, case.sizes.largest + 1)
        for way in combinations(range(len(people)), size)
        if legal_circle(case, [people[i] for i in way])
    ]
    if not ways:
        return len(people), 0
    seats = np.array([len(way) for way in ways])
    ids = [[people[i].id for i in way] for way in ways]
    repeats = np.array(
        [sum(frozenset(p) in case.history.met for p in combinations(way, 2)) for way in ids]
    )
    once = sparse.lil_array((len(people), len(ways)))
    for number, way in enumerate(ways):
        once[list(way), number] = 1
    rules = [LinearConstraint(once.tocsr(), 0, 1)]
    best = []
    for cost in (-seats, (seats - case.sizes.target) ** 2, repeats):
        found = milp(
            cost,
            integrality=np.ones(len(ways)),
            bounds=Bounds(0, 1),
            constraints=rules,
            options={"mip_rel_gap": 0},
        )
        best.append(round(found.fun))
        rules.append(LinearConstraint(cost[None, :], ub=best[-1]))
    return len(people) + best[0], best[2]


def falls_short(case: Case, drawn: Draw) -> bool:
    """Whether somebody is alone, or some meet again, who need not."""
    alone, repeats = least(case)
    return len(drawn.unmatched) > alone or drawn.repeats > repeats
