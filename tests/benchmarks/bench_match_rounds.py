"""Rounds without a repeat in small programs, one by one and planned jointly, beside pairing/README.md."""

from collections.abc import Sequence

from facilitation.pairing import standing
from facilitation.pairing.draw import draw
from facilitation.pairing.model import Draw, History, Rules, Sizes, Weights
from tests.benchmarks import crowd
from tests.benchmarks.figures import Figure

SEEDS = 12
RULES = Rules(no_manager=False, shared_language=False)
"""None but repeats, so that every division is open, as in the known limits."""
WEIGHTS = Weights()
NAMES = {2: "pairs", 3: "threes", 4: "fours"}
CASES = [(20, 2, 17, None, 19), (32, 4, 6, 10, 10), (15, 3, 5, 7, 7), (16, 4, 3, 5, 5)]
"""People, in circles of, goal round by round, goal planned jointly, rounds that can be at most."""


def run() -> list[Figure]:
    """Measure each case with several organisations and seeds."""
    figures = []
    for n, size, drawn, planned, most in CASES:
        name = f"{n} in {NAMES[size]}, of {most}: "
        free = [_drawn(n, size, most, seed) for seed in range(SEEDS)]
        figures.append(Figure(name + "free rounds, round by round", free, "", drawn, True))
        if planned:
            free = [_planned(n, size, most, seed) for seed in range(SEEDS // 2)]
            figures.append(Figure(name + "free rounds, planned jointly", free, "", planned, True))
    return figures


def _drawn(n: int, size: int, most: int, seed: int) -> int:
    people, _ = crowd.organisation(n, crowd.dice(n, seed))
    history = History(window=most + 1)
    made: list[Draw] = []
    for turn in range(most):
        made.append(
            draw(
                people,
                Sizes(size, size, size),
                rules=RULES,
                weights=WEIGHTS,
                history=history,
                seed=seed + turn,
            )
        )
        history = standing.after(history, made[-1].circles)
    return _free(made)


def _planned(n: int, size: int, most: int, seed: int) -> int:
    people, _ = crowd.organisation(n, crowd.dice(n, seed))
    plan = standing.plan(
        people,
        Sizes(size, size, size),
        most,
        rules=RULES,
        weights=WEIGHTS,
        history=History(window=most + 1),
        seed=seed,
    )
    return _free(plan)


def _free(draws: Sequence[Draw]) -> int:
    """How many rounds come before the first with a repeat."""
    return next((turn for turn, one in enumerate(draws) if one.repeats), len(draws))
