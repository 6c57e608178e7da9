"""A made-up organisation, and seasons of rounds in it, for the benchmarks of matching."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from statistics import median, pstdev
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from facilitation.pairing.chance import Chance
from facilitation.pairing.circles import pairs_of
from facilitation.pairing.draw import draw
from facilitation.pairing.field import Field
from facilitation.pairing.model import Draw, History, Person, Rules, Sizes, Weights

WINDOW = 12
"""Rounds in which nobody should meet twice: all of a season."""

Circles = Sequence[Sequence[str]]
Method = Callable[[list[Person], Rules, History, int], Draw | Circles]
"""Forms the circles of one round; the last is a seed."""


@dataclass(slots=True)
class Season:
    """What some rounds came to, one entry a round."""

    values: list[float] = field(default_factory=list)
    """Mean per person, those alone counting 0."""
    bounds: list[float] = field(default_factory=list)
    repeats: list[int] = field(default_factory=list)
    least: int = 0
    """Repeats no draw with circles of these sizes could have avoided in a window of all rounds; up to 200 people."""
    alone: int = 0
    broken: int = 0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    served: dict[str, list[float]] = field(default_factory=dict)


def dice(n: int, seed: int = 0) -> random.Random:
    """What is rolled for an organisation of n people."""
    return random.Random(n + 1_000_003 * seed)


def organisation(n: int, chance: random.Random) -> tuple[list[Person], Rules]:
    """Heavy-tailed teams, 13 sites, managers in a tree, Zipf skills, some without English."""
    fame = [1 / (rank + 1) for rank in range(200)]
    teams = max(2, n // 12)
    offsets = [-480, -300, -180, 0, 60, 60, 120, 120, 330, 330, 480, 540, 600]
    people = []
    for i in range(n):
        site = chance.choices(range(13), fame[:13])[0]
        local = {("de", "fr", "pl")[site % 3]}
        english = chance.random() < 0.985 or n < 100
        person = Person(
            f"u{i}",
            team=f"t{int(teams * chance.random() ** 2)}",
            location=f"l{site}",
            utc_offset_min=offsets[site],
            manager=f"u{(i - 1) // 8}" if i else None,
            level=min(8, 1 + int(chance.expovariate(0.5))),
            languages=frozenset({"en"} if english else local),
            offers=frozenset(
                f"s{x}" for x in chance.choices(range(200), fame, k=chance.randint(1, 6))
            ),
            wants=frozenset(
                f"s{x}" for x in chance.choices(range(200), fame, k=chance.randint(1, 5))
            ),
        )
        both = chance.random() < 0.5
        people.append(replace(person, languages=person.languages | local) if both else person)
    ids = [person.id for person in people]
    return people, Rules(frozenset(frozenset(chance.sample(ids, 2)) for _ in range(n // 50)))


def sizes(size: int) -> Sizes:
    """The limits around a size: pairs with trios, or one more or less."""
    return Sizes(2, 2, 3) if size == 2 else Sizes(size, size - 1, size + 1)


def ours(size: int) -> Method:
    """Return the draw itself as a method."""

    def drawn(people: list[Person], rules: Rules, history: History, seed: int) -> Draw:
        return draw(people, sizes(size), rules=rules, weights=Weights(), history=history, seed=seed)

    return drawn


def season(
    n: int,
    rounds: int,
    method: Method,
    *,
    seed: int = 0,
    fair: bool = False,
    window: int = WINDOW,
) -> Season:
    """Let a method draw some rounds of n people, a tenth of whom is absent each time.

    With `fair`, who was served badly so far has a priority, as scenario files give it.
    """
    chance = dice(n, seed)
    people, rules = organisation(n, chance)
    method(people[:12], rules, History(), 0)
    by_id = {person.id: person for person in people}
    made, met, meetings = Season(), dict[frozenset[str], int](), Counter[str]()
    for turn in range(rounds):
        here = [person for person in people if chance.random() < 0.9]
        here = _ranked(here, made.served) if fair else here
        history = History({pair: turn - at for pair, at in met.items()}, window=window)
        started, worked = perf_counter(), process_time()
        found = method(here, rules, history, seed * rounds + turn)
        made.wall.append(perf_counter() - started)
        made.cpu.append(process_time() - worked)
        circles = found.circles if isinstance(found, Draw) else found
        pairs = {frozenset(pair) for circle in circles for pair in combinations(circle, 2)}
        meetings.update(key for pair in pairs for key in pair)
        made.repeats.append(sum(turn - met.get(pair, -window - 1) <= window for pair in pairs))
        made.alone += len(here) - sum(map(len, circles))
        made.broken += _broken(by_id, rules, circles)
        met |= dict.fromkeys(pairs, turn)
        values = _values(here, rules, circles)
        made.values.append(float(values.mean()))
        for person, value in zip(here, values.tolist(), strict=True):
            made.served.setdefault(person.id, []).append(value)
        if isinstance(found, Draw) and found.bound:
            made.bounds.append(found.bound)
    made.least = _least(meetings, by_id, rules) if n <= 200 else 0
    return made


def _least(meetings: Counter[str], by_id: Mapping[str, Person], rules: Rules) -> int:
    """Whoever meets more often than there are people to meet meets some again."""
    pairs = combinations(by_id, 2)
    company = Counter(key for p in pairs if not _broken(by_id, rules, [p]) for key in p)
    excess = [max(times - company[key], 0) for key, times in meetings.items()]
    return max(-(-sum(excess) // 2), *excess)


def _values(here: Sequence[Person], rules: Rules, circles: Circles) -> NDArray[np.float64]:
    """What each gets from the round, by pairing/README.md, in the order of the people given."""
    field_ = Field(here, rules, Weights(), History(), Chance(0))
    i, j, label = pairs_of([[field_.place[key] for key in circle] for circle in circles])
    others = np.array([len(circle) - 1 for circle in circles], dtype=np.float64)[label]
    values = np.zeros(field_.n)
    np.add.at(values, i, field_.value_of_pairs(i, j) / others)
    np.add.at(values, j, field_.value_of_pairs(j, i) / others)
    return values[[field_.place[person.id] for person in here]]


def _ranked(here: list[Person], served: dict[str, list[float]]) -> list[Person]:
    means = {p.id: sum(had) / len(had) for p in here if (had := served.get(p.id))}
    if len(means) < 2 or not (spread := pstdev(means.values())):
        return here
    middle = median(means.values())
    return [replace(p, priority=(middle - means.get(p.id, middle)) / spread) for p in here]


def _broken(by_id: Mapping[str, Person], rules: Rules, circles: Circles) -> int:
    count = 0
    for circle in circles:
        for one, other in combinations([by_id[key] for key in circle], 2):
            apart = not one.languages & other.languages
            ranks = one.manager == other.id or other.manager == one.id
            count += apart or ranks or frozenset((one.id, other.id)) in rules.blocked
    return count
