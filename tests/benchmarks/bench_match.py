"""How good and how fast the draw is up to 20,000 people, beside the goals of pairing/README.md.

More in match_rounds (rounds without repeats), match_large (100,000 people), match_diverse (the literature), ask.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Field
from facilitation.pairing.model import History, Weights
from tests.benchmarks import crowd, peers
from tests.benchmarks.figures import Figure
from tests.facilitation import barred

SAMPLE = 150
"""People whose best partners are looked up among all, where comparing everybody would take minutes."""


@dataclass(frozen=True, slots=True)
class Size:
    """One size to be measured in a process of its own, and its goals; None where there is none."""

    people: int
    circle: int
    rounds: int
    seconds: float
    value: float | None = None
    """Goal of the facts for their own people; ours are drawn alike, not the same."""
    share: float | None = None
    megabytes: float | None = None


SIZES = [
    Size(200, 2, 12, 0.2),
    Size(200, 4, 12, 0.4),
    Size(2_000, 2, 6, 2.5, 0.65, 0.98),
    Size(2_000, 4, 6, 1.5, 0.585),
    Size(20_000, 2, 3, 7, 0.66),
    Size(20_000, 4, 3, 10, 0.59),
]


def run() -> list[Figure]:
    """Measure value, peers and fairness here, then each size on its own."""
    return [
        *_values(),
        *_small(),
        *_peers(),
        *_fairness(),
        *(f for size in SIZES for f in alone(size)),
    ]


def _values() -> list[Figure]:
    shares = {}
    for n in (20, 200):
        made = crowd.season(n, 12, crowd.ours(2))
        shares[n] = [value / bound for value, bound in zip(made.values, made.bounds, strict=True)]
    fours = [crowd.season(20, 12, crowd.ours(4), seed=seed) for seed in range(5)]
    usual = [crowd.season(20, 12, crowd.ours(4), seed=seed, window=6) for seed in range(5)]
    return [
        Figure("20 in pairs: value / bound, round by round", shares[20], "", 0.99, True),
        Figure("20 in pairs: value / bound, all rounds", [fmean(shares[20])], "", 0.99, True),
        Figure("200 in pairs: value / bound", shares[200], "", 0.99, True),
        Figure("20 in fours, 12 rounds: faults", [s.broken + s.alone for s in fours], "", 0),
        Figure(
            "20 in fours, 12 rounds: repeats, window of 6",
            [sum(s.repeats) for s in usual],
            "",
            109,
        ),
        Figure("20 in fours, 12 rounds: repeats, ever", [sum(s.repeats) for s in fours], ""),
        Figure(
            "20 in fours, 12 rounds: avoidable repeats, ever",
            [sum(s.repeats) - s.least for s in fours],
            "",
            0,
        ),
    ]


def _small() -> list[Figure]:
    """Small programs in which many may not meet, beside the proven optimum of each."""
    cases = [barred.program(seed) for seed in range(100)]
    drawn = [case.draw() for case in cases]
    least = [barred.least(case) for case in cases]
    short = [barred.falls_short(case, one) for case, one in zip(cases, drawn, strict=True)]
    name = "100 small programs with many barred: "
    return [
        Figure(name + "people alone", [sum(len(one.unmatched) for one in drawn)], ""),
        Figure(name + "people alone, optimum", [sum(alone for alone, _ in least)], ""),
        Figure(name + "repeats", [sum(one.repeats for one in drawn)], ""),
        Figure(name + "repeats, optimum", [sum(repeats for _, repeats in least)], ""),
        Figure(name + "programs short of the optimum", [sum(short)], "", 0),
    ]


def _peers() -> list[Figure]:
    figures = []
    methods: dict[int, dict[str, crowd.Method]] = {
        2: {"Yelp Beans": peers.beans_pairs, "history alone": peers.history_pairs},
        4: {"Yelp Beans": partial(peers.beans_groups, 4)},
    }
    for size, bar in ((2, 1.35), (4, 1.2)):
        mine = crowd.season(200, 12, crowd.ours(size))
        name = f"200 in {'pairs' if size == 2 else 'fours'}: "
        figures.append(Figure(name + "value", mine.values, "", at_least=True))
        shuffle: crowd.Method = partial(peers.shuffle, size)
        for peer, method in (methods[size] | {"a shuffle": shuffle}).items():
            theirs = crowd.season(200, 12, method)
            ratio = fmean(mine.values) / fmean(theirs.values)
            faults = [float(theirs.broken + theirs.alone)]
            figures += [
                Figure(name + f"value / that of {peer}", [ratio], "", bar, True),
                Figure(name + f"faults of {peer}", faults, ""),
                Figure(name + f"repeats of {peer}", [sum(theirs.repeats)], ""),
            ]
    return figures


def _fairness() -> list[Figure]:
    """Gini of each person's mean over 12 rounds, with and without a priority for those served badly."""
    plain, fair = (crowd.season(2_000, 12, crowd.ours(2), fair=fair) for fair in (False, True))
    unequal, equal = (_gini([fmean(had) for had in s.served.values()]) for s in (plain, fair))
    kept = fmean(fair.values) / fmean(plain.values)
    name = "2,000 in pairs, 12 rounds: "
    return [
        Figure(name + "Gini without priorities", [unequal], ""),
        Figure(name + "Gini", [equal], "", 0.055),
        Figure(name + "Gini / that without priorities", [equal / unequal], "", 0.85),
        Figure(name + "value / that without priorities", [kept], "", 0.985, True),
    ]


def alone(size: Size) -> list[Figure]:
    """Measure a size in a process of its own, for its memory."""
    call = f"b.measure({size.people}, {size.circle}, {size.rounds})"
    done = subprocess.run(
        [sys.executable, "-c", f"from tests.benchmarks import bench_match as b; {call}"],
        check=True,
        capture_output=True,
        text=True,
    )
    made: dict[str, list[float]] = json.loads(done.stdout)
    name = f"{size.people:,} in {'pairs' if size.circle == 2 else 'fours'}: "
    return [
        Figure(name + "a round, CPU time", made["cpu"], "s", size.seconds),
        Figure(name + "a round, wall clock", made["wall"], "s"),
        Figure(name + "value", made["values"], "", size.value, True),
        Figure(name + f"value / {made['bound by'][0]}", made["share"], "", size.share, True),
        Figure(name + "faults", made["faults"], "", 0),
        Figure(name + "avoidable repeats", made["repeats"], "", 0),
        Figure(name + "peak memory", made["memory"], "MB", size.megabytes),
    ]


def measure(n: int, circle: int, rounds: int) -> None:
    """Print as JSON what some rounds of so many people come to."""
    made = crowd.season(n, rounds, crowd.ours(circle))
    memory = _peak()
    exact = circle == 2 and n <= 2_500
    bound = _assigned(n) if exact else _wished(n, circle - 1)
    figures = {
        "cpu": made.cpu,
        "wall": made.wall,
        "values": made.values,
        "share": [made.values[0] / bound],
        "bound by": ["bound (assignment)" if exact else f"loose bound ({SAMPLE} sampled)"],
        "faults": [made.broken + made.alone],
        "repeats": [sum(made.repeats) - made.least],
        "memory": [memory],
    }
    print(json.dumps(figures))


def _peak() -> float:
    """Megabytes this process needed at most; getrusage would count those of its parent as well."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else float("nan")


def _everybody(n: int) -> Field:
    """The people of the first round."""
    people, rules = crowd.organisation(n, chance := crowd.dice(n))
    here = [person for person in people if chance.random() < 0.9]
    return Field(here, rules, Weights(), History(), Chance(0))


def _assigned(n: int) -> float:
    """No pairs have a higher mean value: everybody may share themselves out among legal others."""
    field = _everybody(n)
    values = field.values(np.arange(field.n)).astype(np.float64)
    values += values.T
    values[field.block(np.arange(field.n)).barred] = -100
    rows, columns = linear_sum_assignment(values, maximize=True)
    return float(values[rows, columns].mean()) / 2


def _wished(n: int, others: int) -> float:
    """No circles have a higher mean value, but for the error of the sample: all get their best partners."""
    field = _everybody(n)
    wished = []
    for i in Chance(1).order(field.n)[:SAMPLE].tolist():
        legal = np.flatnonzero(field.legal(i))
        me: NDArray[np.intp] = np.full(len(legal), i)
        values = field.value_of_pairs(me, legal) + field.value_of_pairs(legal, me)
        wished.append(float(np.partition(values, -others)[-others:].mean()) / 2)
    return fmean(wished)


def _gini(values: list[float]) -> float:
    """How unequal values are: 0 is the same for all."""
    ranked = sorted(values)
    total = sum((2 * place - len(ranked) + 1) * value for place, value in enumerate(ranked))
    return total / (len(ranked) * sum(ranked))
