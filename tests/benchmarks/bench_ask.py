"""Finding an expert: how long an ask takes, and how fairly 5,000 asks are spread, beside pairing/README.md."""

import random
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from json import dumps, loads
from statistics import fmean
from time import perf_counter, thread_time

from facilitation.pairing.asking import CARE, Index
from facilitation.pairing.experts import Ask, Expert, Offer
from tests.benchmarks.crowd import organisation
from tests.benchmarks.figures import Figure

ASKS, RUNS = 5_000, 3
NINE = datetime(2026, 11, 25, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Bar:
    """What must be reached with so many people; None where there is no goal."""

    people: int
    share: float | None
    """The asks of the busiest expert over those without load care."""
    worth: float | None
    """What the found are worth over those without load care; our own promise."""


BARS = [Bar(200, None, None), Bar(20_000, 0.25, None), Bar(100_000, 0.25, 0.95)]
Found = dict[str, list[float]]


def run() -> list[Figure]:
    """Measure each size in a process of its own, for its memory."""
    figures = []
    for bar in BARS:
        code = f"from tests.benchmarks import bench_ask as b; b.measure({bar.people})"
        made = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        figures += _figures(bar, loads(made.stdout))
    return figures


def measure(n: int) -> None:
    """Print as JSON what 5,000 asks of skills by Zipf's law come to, without load care and with it."""
    chance = random.Random(n)
    people, avoids = experts(n, chance)
    asks = _asks(people, chance)
    started = perf_counter()
    index = Index(people, avoids)
    build = perf_counter() - started
    careless = _spread(index, asks, care=False)
    again = [_spread(Index(people, avoids), asks, care=True) for _ in range(RUNS)]
    careful = {key: [figure for one in again for figure in one[key]] for key in again[0]}
    changes = _changes(index, people[:200])
    tracemalloc.start()
    kept = Index(people, avoids)
    size = tracemalloc.get_traced_memory()[0] / 2**20
    del kept
    made = {"build": [build], "size": [size], "changes": [changes]}
    print(dumps(made | {f"free {k}": v for k, v in careless.items()} | careful))


def experts(n: int, chance: random.Random) -> tuple[list[Expert], list[tuple[str, str]]]:
    """Build the made-up organisation of the draw's benchmark, with levels and confidences of its own."""
    people, rules = organisation(n, chance)
    made = [
        Expert(
            person.id,
            tuple(
                Offer(skill, chance.choices(range(1, 6), (1, 3, 4, 3, 1))[0], chance.random())
                for skill in sorted(person.offers)
            ),
            team=person.team,
            utc_offset_min=person.utc_offset_min,
            work=person.work,
            languages=person.languages,
            away=chance.random() < 0.1,
        )
        for person in people
    ]
    return made, [(min(pair), max(pair)) for pair in rules.blocked]


def _asks(people: Sequence[Expert], chance: random.Random) -> list[Ask]:
    fame = [1 / (rank + 1) for rank in range(200)]
    skills = chance.choices(range(200), fame, k=ASKS)
    return [
        Ask(chance.choice(people).id, f"s{skill}", NINE + timedelta(minutes=480 * turn // ASKS))
        for turn, skill in enumerate(skills)
    ]


def _spread(index: Index, asks: Sequence[Ask], *, care: bool) -> Found:
    """Let the first found bear each ask or nobody; times in milliseconds."""
    for ask in asks[:200]:
        index.rank(ask)
    wall, cpu, worth, hours = [], [], [], []
    busy: Counter[str] = Counter()
    for ask in asks:
        started, worked = perf_counter(), thread_time()
        found = index.rank(ask)
        cpu.append(1000 * (thread_time() - worked))
        wall.append(1000 * (perf_counter() - started))
        if found:
            busy[found[0].id] += 1
            worth.append(found[0].score + CARE * found[0].load)
            hours.append(found[0].week_min / 60)
            if care:
                index.asked(found[0].id, ask.at)
    return {
        "p50": [_quantile(wall, 0.5)],
        "p99": [_quantile(wall, 0.99)],
        "cpu p50": [_quantile(cpu, 0.5)],
        "cpu": [_quantile(cpu, 0.99)],
        "busiest": [max(busy.values())],
        "gini": [_gini(list(busy.values()))],
        "worth": [fmean(worth)],
        "hours": [fmean(hours)],
    }


def _changes(index: Index, people: Sequence[Expert]) -> float:
    """Milliseconds that a change of what somebody offers takes, and to change it back, at worst."""
    took = []
    for person in people:
        started = thread_time()
        index.put(Expert(person.id, (Offer("s0"), Offer("s1"))))
        index.put(person)
        took.append(500 * (thread_time() - started))
    return _quantile(took, 0.99)


def _figures(bar: Bar, made: Found) -> list[Figure]:
    """Lay out one size. The bar is on CPU time: beside busy neighbours a wall clock measures those."""
    n = f"{bar.people:,}: "
    share = made["busiest"][0] / made["free busiest"][0]
    return [
        Figure(n + "an ask, p50", made["p50"], "ms"),
        Figure(n + "an ask, p99", made["p99"], "ms"),
        Figure(n + "an ask, p50 of CPU time", made["cpu p50"], "ms"),
        Figure(n + "an ask, p99 of CPU time", made["cpu"], "ms", 0.2),
        Figure(n + "a change of offers, p99 of CPU time", made["changes"], "ms"),
        Figure(n + "the index is built in", made["build"], "s"),
        Figure(n + "memory of the index beside the people", made["size"], "MB"),
        Figure(n + "busiest expert without load care", made["free busiest"], "asks"),
        Figure(n + "busiest expert", made["busiest"], "asks"),
        Figure(n + "busiest expert, share", [share], "", bar.share),
        Figure(n + "Gini of asks without load care", made["free gini"], ""),
        Figure(n + "Gini of asks", made["gini"], ""),
        Figure(
            n + "worth of the found over that without load care",
            [made["worth"][0] / made["free worth"][0]],
            "",
            bar.worth,
            True,
        ),
        Figure(n + "shared hours a week with the found", made["hours"], "h"),
    ]


def _quantile(runs: Sequence[float], share: float) -> float:
    return sorted(runs)[int(len(runs) * share)]


def _gini(counts: Sequence[int]) -> float:
    """How unevenly those asked at all are asked: 0 is evenly, near 1 is all by one."""
    ranked = sorted(counts)
    total = sum((2 * place - len(ranked) + 1) * count for place, count in enumerate(ranked))
    return total / (len(ranked) * sum(ranked))
