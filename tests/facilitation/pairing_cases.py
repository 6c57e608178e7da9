"""Made-up people for the pairing tests, and a slow, plain judge of what a draw should be."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from hypothesis import strategies as st

from facilitation.pairing.draw import draw
from facilitation.pairing.model import Draw, History, Person, Rules, Sizes, Weights

LIMITS = [Sizes(2, 2, 2), Sizes(2, 2, 3), Sizes(3, 3, 4), Sizes(4, 3, 5), Sizes(5, 4, 6)]


@dataclass(frozen=True)
class Case:
    """All that a draw takes in."""

    people: tuple[Person, ...]
    sizes: Sizes
    rules: Rules = field(default_factory=Rules)
    weights: Weights = field(default_factory=Weights)
    history: History = field(default_factory=lambda: History(penalty=0))
    seed: int = 1

    def draw(self) -> Draw:
        """Draw it."""
        return draw(
            self.people,
            self.sizes,
            rules=self.rules,
            weights=self.weights,
            history=self.history,
            seed=self.seed,
        )


@st.composite
def cases(give: st.DrawFn, most: int = 8, limits: Sequence[Sizes] = tuple(LIMITS)) -> Case:
    """Few people with many obstacles between them."""
    n = give(st.integers(0, most))
    ids = [f"p{i}" for i in range(n)]
    pairs = list(map(frozenset, combinations(ids, 2)))
    some_pairs = st.sets(st.sampled_from(pairs), max_size=12) if pairs else st.just(set())
    skills = st.frozensets(st.sampled_from("abcd"), max_size=3)
    people = tuple(
        Person(
            key,
            team=give(st.sampled_from(["", "x", "y"])),
            location=give(st.sampled_from(["x", "y"])),
            utc_offset_min=give(st.sampled_from([-480, 0, 90, 345])),
            work=give(st.sampled_from([(540, 1020), (545, 1015), (1320, 360)])),
            breaks=give(st.sampled_from([(), (), ((720, 840),)])),
            manager=give(st.sampled_from([None, None, *ids])),
            level=give(st.integers(1, 8)),
            languages=give(
                st.sampled_from(
                    [frozenset(), frozenset({"en"}), frozenset({"en", "de"}), frozenset({"de"})]
                )
            ),
            offers=give(skills),
            wants=give(skills),
            smallest=give(st.sampled_from([2, 2, 2, 2, 3])),
        )
        for key in ids
    )
    met = {pair: give(st.integers(0, 9)) for pair in give(some_pairs)}
    return Case(
        people,
        give(st.sampled_from(list(limits))),
        Rules(frozenset(give(some_pairs)), give(st.booleans()), give(st.booleans())),
        Weights(level_mode=give(st.sampled_from(["mix", "similar"]))),
        History(met, window=6, penalty=0),
        give(st.integers(-3, 2**40)),
    )


def company(n: int, seed: int) -> tuple[Person, ...]:
    """A small company: teams, sites, a tree of managers, skills of uneven fame."""
    chance = random.Random(seed)
    fame = [1 / (rank + 1) for rank in range(40)]
    skills = [f"s{rank}" for rank in range(40)]
    return tuple(
        Person(
            f"p{i:04}",
            team=f"t{chance.randrange(max(2, n // 8))}",
            location=f"l{chance.randrange(5)}",
            utc_offset_min=chance.choice([-300, 0, 60, 120, 330]),
            manager=f"p{(i - 1) // 7:04}" if i else None,
            level=chance.randint(1, 8),
            languages=frozenset({"en"} if chance.random() < 0.95 else {"en", "de"}),
            offers=frozenset(chance.choices(skills, fame, k=3)),
            wants=frozenset(chance.choices(skills, fame, k=3)),
        )
        for i in range(n)
    )


def broken_rules(case: Case, drawn: Draw) -> list[str]:
    """Every hard rule that a draw breaks, in words."""
    by_id = {person.id: person for person in case.people}
    seen = [key for circle in drawn.circles for key in circle] + [u.id for u in drawn.unmatched]
    faults = [] if sorted(seen) == sorted(by_id) else ["not everybody exactly once"]
    for circle in drawn.circles:
        members = [by_id[key] for key in circle]
        if not legal_circle(case, members):
            faults.append(f"{circle} breaks a rule")
    return faults


def legal_circle(case: Case, members: Sequence[Person]) -> bool:
    """Whether the members may be one circle, by size and by every two of them."""
    size = len(members)
    if not case.sizes.smallest <= size <= case.sizes.largest:
        return False
    if any(person.smallest > size for person in members):
        return False
    return all(_may_meet(case.rules, a, b) for a, b in combinations(members, 2))


def _may_meet(rules: Rules, a: Person, b: Person) -> bool:
    if {a.id, b.id} in rules.blocked:
        return False
    if rules.no_manager and (a.manager == b.id or b.manager == a.id):
        return False
    apart = a.languages and b.languages and not a.languages & b.languages
    return not (rules.shared_language and apart)


def divisions(case: Case) -> Iterator[list[tuple[Person, ...]]]:
    """Every way to put people into legal circles; those in none stay alone."""
    yield from _divisions(case, case.people)


def _divisions(case: Case, left: Sequence[Person]) -> Iterator[list[tuple[Person, ...]]]:
    if not left:
        yield []
        return
    first, rest = left[0], left[1:]
    yield from _divisions(case, rest)
    for size in range(case.sizes.smallest, min(case.sizes.largest, len(left)) + 1):
        for company_of_first in combinations(rest, size - 1):
            circle = (first, *company_of_first)
            if legal_circle(case, circle):
                others = [p for p in rest if p not in company_of_first]
                yield from ([circle, *more] for more in _divisions(case, others))


def rounds_ahead(case: Case, division: Sequence[Sequence[Person]]) -> int:
    """How many rounds of circles of such sizes, from this division on, there can be without a repeat."""
    sizes = sorted(map(len, division))
    alike = [_pairs(other) for other in divisions(case) if sorted(map(len, other)) == sizes]
    fresh = [pairs for pairs in alike if all(case.history.age(pair) is None for pair in pairs)]

    def longest(past: frozenset[frozenset[str]], left: Sequence[frozenset[frozenset[str]]]) -> int:
        left = [pairs for pairs in left if not pairs & past]
        return max((1 + longest(one, left[at:]) for at, one in enumerate(left, 1)), default=0)

    return 1 + longest(_pairs(division), fresh)


def _pairs(division: Sequence[Sequence[Person]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset((a.id, b.id)) for c in division for a, b in combinations(c, 2))


def judged(case: Case, division: Sequence[Sequence[Person]]) -> tuple[int, int, int, float]:
    """Smaller is better: people alone, distance from the target size, repeats, minus value."""
    pairs = [frozenset((a.id, b.id)) for c in division for a, b in combinations(c, 2)]
    repeats = sum(1 <= case.history.met.get(pair, 0) <= case.history.window for pair in pairs)
    total = sum(
        sum(value(case.weights, me, other) for other in circle if other is not me)
        / (len(circle) - 1)
        for circle in division
        for me in circle
    )
    off = sum((len(circle) - case.sizes.target) ** 2 for circle in division)
    alone = len(case.people) - sum(map(len, division))
    return (alone, off, repeats, -total / max(len(case.people), 1))


def value(w: Weights, i: Person, j: Person) -> float:
    """The formula v(i, j) of pairing/README.md, written a second time, in the plainest way."""
    a, b = min(len(i.wants & j.offers), 2) / 2, min(len(j.wants & i.offers), 2) / 2
    d = min(abs(i.level - j.level), 3) / 3
    shared = 15 * len(_quarters(i) & _quarters(j))
    total = w.skill * (0.6 * a + 0.2 * b + 0.2 * (a > 0 and b > 0))
    total += w.team * (i.team != j.team) + w.location * (i.location != j.location)
    total += w.tz * min(shared, 240) / 240 + w.level * (d if w.level_mode == "mix" else 1 - d)
    return total / (w.skill + w.team + w.location + w.tz + w.level or 1)


@cache
def _quarters(person: Person) -> frozenset[int]:
    start, end = person.work
    minutes = set(range(start, end if end >= start else end + 1440))
    minutes -= {minute for begin, back in person.breaks for minute in range(begin, back)}
    utc = [minute - person.utc_offset_min for minute in minutes]
    return frozenset(minute // 15 % 96 for minute in utc if minute % 15 == 0)
