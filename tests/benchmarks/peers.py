"""What open peers do, in our own words, so that both can be measured on the same people.

Yelp Beans (github.com/Yelp/beans, api/yelp_beans/matching, read 2026-11-22), the best of them: pairs are a
maximum-weight matching in which whoever met lately is left out and distance in the organisation counts; groups anneal
for a hundred steps on how often people met. A plain shuffle is what most others do.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import rustworkx

from facilitation.pairing.model import History, Pair, Person, Rules

STEPS = 100
Circles = list[list[str]]


def shuffle(size: int, people: list[Person], _: Rules, __: History, seed: int) -> Circles:
    """Cut a random order into circles; who is left over joins some of them."""
    order = [person.id for person in people]
    random.Random(seed).shuffle(order)
    return _cut(order, size)


def history_pairs(people: list[Person], _: Rules, history: History, seed: int) -> Circles:
    """Pair those who did not meet lately, as many as possible."""
    return _paired(people, history, seed, lambda one, other: 1)


def beans_pairs(people: list[Person], _: Rules, history: History, seed: int) -> Circles:
    """Pair those who did not meet lately, those far apart in the organisation first."""
    by_id = {person.id: person for person in people}
    bosses = {person.id: _chain(person, by_id) for person in people}
    return _paired(
        people,
        history,
        seed,
        lambda one, other: _steps(bosses[one.id], bosses[other.id]) / 10 + _distance(one, other),
    )


def _paired(
    people: list[Person], history: History, seed: int, worth: Callable[[Person, Person], float]
) -> Circles:
    """Match for most worth those who may meet, trying them in random order."""
    people = random.Random(seed).sample(people, len(people))
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(people)))
    for i, j in combinations(range(len(people)), 2):
        if history.age(frozenset((people[i].id, people[j].id))) is None:
            graph.add_edge(i, j, round(1000 * worth(people[i], people[j])))
    found = rustworkx.max_weight_matching(graph, weight_fn=int)
    return [[people[i].id, people[j].id] for i, j in sorted(found)]


def beans_groups(size: int, people: list[Person], _: Rules, history: History, seed: int) -> Circles:
    """Anneal a random order by swaps, so that few who met are in one group."""
    chance = random.Random(seed)
    order = chance.sample([person.id for person in people], len(people))
    best = order
    good = most = _fresh(order, size, history.met)
    for step in range(STEPS):
        heat = 1 - (STEPS - step) / (STEPS + step)
        again = list(order)
        i, j = chance.sample(range(len(order)), 2)
        again[i], again[j] = again[j], again[i]
        new = _fresh(again, size, history.met)
        if new > most:
            best, most = again, new
        if new > good or heat * new / (good + 1) < chance.random():
            order, good = again, new
    return _cut(best, size)


def _cut(order: Sequence[str], size: int) -> Circles:
    full = len(order) // size * size
    circles = [list(order[at : at + size]) for at in range(0, full, size)]
    for at, left in enumerate(order[full:]):
        circles[-1 - at % len(circles)].append(left)
    return circles


def _fresh(order: Sequence[str], size: int, met: Mapping[Pair, int]) -> int:
    cut = (order[at : at + size] for at in range(0, len(order), size))
    return sum(frozenset(pair) not in met for circle in cut for pair in combinations(circle, 2))


def _chain(person: Person, by_id: Mapping[str, Person]) -> list[str]:
    """The person and their bosses, as far as those take part."""
    chain = [person.id]
    while (boss := by_id[chain[-1]].manager if chain[-1] in by_id else None) is not None:
        chain.append(boss)
    return chain


def _steps(one: Sequence[str], other: Sequence[str]) -> int:
    """The way from one to the other in the tree of bosses."""
    common = set(one) & set(other)
    if not common:
        return len(one) + len(other)
    return sum(next(at for at, key in enumerate(chain) if key in common) for chain in (one, other))


def _distance(one: Person, other: Person) -> float:
    """Location counts 1, languages by the share not in common; tenure is not known here."""
    both = len(one.languages & other.languages)
    alike = both / len(one.languages | other.languages) if both else 1
    return (one.location != other.location) + 1 - alike
