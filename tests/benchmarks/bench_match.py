"""How good and how fast the draw is: `./dev bench match`, beside the goals of facts/matching.md."""

import random
import resource
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from statistics import fmean
from time import perf_counter

from facilitation.pairing.draw import draw
from facilitation.pairing.model import History, Person, Rules, Sizes, Weights

TABLE = [
    (20, 2, 12, "-"),
    (20, 4, 12, "-"),
    (200, 2, 12, "0.2"),
    (200, 4, 12, "0.4"),
    (2_000, 2, 6, "2.5"),
    (2_000, 4, 6, "1.5"),
    (20_000, 2, 3, "7"),
    (20_000, 4, 3, "10"),
]


def run() -> None:
    """Print one line for each size; each is measured in a process of its own, for its memory."""
    print("people size rounds   worst s  goal s  value  of bound  repeats  alone  broken  peak MB")
    for n, size, rounds, goal in TABLE:
        code = f"from tests.benchmarks import bench_match as b; b.measure({n}, {size}, {rounds}, {goal!r})"
        subprocess.run([sys.executable, "-c", code], check=True)


def measure(n: int, size: int, rounds: int, goal: str) -> None:
    """Draw some rounds for a made-up organisation of which a tenth is absent each time."""
    chance = random.Random(n)
    people, rules = organisation(n, chance)
    sizes = Sizes(2, 2, 3) if size == 2 else Sizes(size, size - 1, size + 1)
    draw(people[:12], sizes, rules=rules, weights=Weights(), history=History(), seed=0)
    met: dict[frozenset[str], int] = {}
    worst, repeats, alone, broken = 0.0, 0, 0, 0
    values: list[float] = []
    shares: list[float] = []
    for turn in range(rounds):
        here = [person for person in people if chance.random() < 0.9]
        history = History({pair: turn - at for pair, at in met.items()}, window=12)
        started = perf_counter()
        drawn = draw(here, sizes, rules=rules, weights=Weights(), history=history, seed=turn)
        worst = max(worst, perf_counter() - started)
        pairs = [frozenset(pair) for circle in drawn.circles for pair in combinations(circle, 2)]
        met |= dict.fromkeys(pairs, turn)
        repeats, alone = repeats + drawn.repeats, alone + len(drawn.unmatched)
        broken += _broken(here, rules, drawn.circles)
        values.append(drawn.value)
        shares += [drawn.value / drawn.bound] if drawn.bound else []
    share = f"{fmean(shares):8.3f}" if shares else "       -"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{n:6} {size:4} {rounds:6} {worst:9.3f} {goal:>7} {fmean(values):6.3f}  {share} "
        f"{repeats:8} {alone:6} {broken:7} {peak:8}",
        flush=True,
    )


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


def _broken(people: list[Person], rules: Rules, circles: tuple[tuple[str, ...], ...]) -> int:
    by_id = {person.id: person for person in people}
    count = 0
    for circle in circles:
        for one, other in combinations([by_id[key] for key in circle], 2):
            apart = not one.languages & other.languages
            ranks = one.manager == other.id or other.manager == one.id
            count += apart or ranks or frozenset((one.id, other.id)) in rules.blocked
    return count
