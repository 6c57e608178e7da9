"""What the signs of likeness weigh, and from where on it is shown: found anew on one half of the labelled pairs.

Pairs of sentences about different things stand beside it, or everything in other words would be taken for the same.
"""

import random
from dataclasses import astuple, fields
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from facilitation.knowledge.words import likeness

PAIRS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "known_pairs.tsv").read_text("utf-8").splitlines()[1:]
]
SAME = ("alike", "other words")
UNRELATED, THEIR_SHARE, HELD_BACK = 40, 60.0, 0.3
LEVELS = [n / 20 for n in range(1, 20)]


def unrelated(half: str, each: int) -> list[tuple[str, str]]:
    """Return pairs of sentences of a half that are about different things, some for each."""
    said: dict[str, list[str]] = {}
    for part, _, one, other in PAIRS:
        if part == half:
            said.setdefault(one, [one]).append(other)
    chance = random.Random(1)
    return [
        (one, chance.choice(said[its]))
        for one in sorted(said)
        for its in chance.sample(sorted(set(said) - {one}), each)
    ]


def _signs(one: str, other: str) -> tuple[float, ...]:
    return astuple(likeness.signs(likeness.of(one), likeness.of(other)))


def fitted() -> tuple[float, dict[str, float]]:
    """Return what stands before the signs, and what each of them weighs: those that speak for it nothing below 0."""
    base, weights = _fit(*_tuned())
    names = [field.name for field in fields(likeness.Signs)]
    return base, dict(zip(names, map(float, weights), strict=True))


def threshold() -> float:
    """Return from which likeness on two texts are best said to say the same, as seen on the half for fitting alone.

    Each of its sentences is held back in turn, with all pairs it stands in, and judged by what the others taught. The
    best is where recall and precision are highest together; of those as good the one in the middle.
    """
    seen, same, counts = _tuned()
    about = np.array([pair[2] for pair in PAIRS if pair[0] == "tune"])
    pairs = slice(len(about))
    guessed, near = np.zeros(len(about)), _fit(seen, same, counts)
    for held_back in sorted(set(about)):
        out = about == held_back
        rest = np.r_[~out, np.ones(len(seen) - len(about), dtype=bool)]
        base, weights = _fit(seen[rest], same[rest], counts[rest], near)
        guessed[out] = 1 / (1 + np.exp(-(base + seen[pairs][out] @ weights)))
    good = {level: _together(guessed >= level, same[pairs]) for level in LEVELS}
    best = [level for level in LEVELS if good[level] == max(good.values())]
    return best[len(best) // 2]


def reported() -> tuple[float, float]:
    """Return recall and precision on the half that nothing was fitted on."""
    rest = [(kind in SAME, likely(*pair)) for half, kind, *pair in PAIRS if half == "report"]
    right = sum(same and found >= likeness.ALIKE for same, found in rest)
    return (
        right / sum(same for same, _ in rest),
        right / sum(found >= likeness.ALIKE for _, found in rest),
    )


def likely(one: str, other: str) -> float:
    """Return how likely two texts say the same."""
    return likeness.likeness(likeness.of(one), likeness.of(other))


def _together(said: np.ndarray, same: np.ndarray) -> float:
    """Return the harmonic mean of recall and precision."""
    return float(2 * (said & same).sum() / (said.sum() + same.sum()))


@cache
def _tuned() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the signs of each pair that is for fitting, whether it says the same, and how much it counts."""
    tuned = [pair for pair in PAIRS if pair[0] == "tune"]
    strangers = unrelated("tune", UNRELATED)
    seen = np.array([_signs(*pair[2:]) for pair in tuned] + [_signs(*pair) for pair in strangers])
    same = np.array([pair[1] in SAME for pair in tuned] + [False] * len(strangers))
    counts = np.r_[np.ones(len(tuned)), np.full(len(strangers), THEIR_SHARE / len(strangers))]
    return seen, same, counts


def _fit(
    seen: np.ndarray,
    same: np.ndarray,
    counts: np.ndarray,
    near: tuple[float, np.ndarray] | None = None,
) -> tuple[float, np.ndarray]:
    """Return what is lost least with, looked for from what is `near` it; there is one such point."""
    base, weights = near or (0.0, np.zeros(seen.shape[1]))
    middle, spread = seen.mean(0), seen.std(0) + 1e-9
    level = np.c_[np.ones(len(seen)), (seen - middle) / spread]
    sign = np.where(same, -1.0, 1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        missed = sign * (level @ weights)
        held = HELD_BACK * np.r_[0, weights[1:]]
        slope = (counts * sign * expit(missed)) @ level + 2 * held
        return float((np.logaddexp(0, missed) * counts).sum() + held @ weights), slope

    bounds = [(None, None), *[(0, None)] * 3, *[(None, 0)] * (seen.shape[1] - 3)]
    start = np.r_[base + (weights * middle).sum(), weights * spread]
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = found[1:] / spread
    return float(found[0] - (weights * middle).sum()), weights


if __name__ == "__main__":
    print("weights:", fitted())
    print("from:", threshold())
    print("recall and precision on the other half: {:.3f} {:.3f}".format(*reported()))
