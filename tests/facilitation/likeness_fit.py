"""What the signs of likeness weigh: fitted anew on the half of the labelled pairs that is for it, and printed.

Pairs of sentences about different things stand beside it, or everything in other words would be taken for the same.
"""

import random
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from facilitation.knowledge.words import likeness

PAIRS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "known_pairs.tsv").read_text("utf-8").splitlines()[1:]
]
SAME = ("alike", "other words")
UNRELATED, THEIR_SHARE, HELD_BACK = 40, 60.0, 0.3


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
    tuned = [pair for pair in PAIRS if pair[0] == "tune"]
    strangers = unrelated("tune", UNRELATED)
    seen = np.array([_signs(*pair[2:]) for pair in tuned] + [_signs(*pair) for pair in strangers])
    same = np.array([pair[1] in SAME for pair in tuned] + [False] * len(strangers))
    counts = np.r_[np.ones(len(tuned)), np.full(len(strangers), THEIR_SHARE / len(strangers))]
    middle, spread = seen.mean(0), seen.std(0) + 1e-9
    level = np.c_[np.ones(len(seen)), (seen - middle) / spread]
    sign = np.where(same, -1.0, 1.0)

    def loss(weights: np.ndarray) -> float:
        missed = np.logaddexp(0, sign * (level @ weights))
        return float((missed * counts).sum() + HELD_BACK * (weights[1:] ** 2).sum())

    bounds = [(None, None), *[(0, None)] * 3, *[(None, 0)] * (seen.shape[1] - 3)]
    found = minimize(loss, np.zeros(seen.shape[1] + 1), bounds=bounds, method="L-BFGS-B").x
    weights = found[1:] / spread
    names = [field.name for field in fields(likeness.Signs)]
    return float(found[0] - (weights * middle).sum()), dict(
        zip(names, map(float, weights), strict=True)
    )


if __name__ == "__main__":
    print(fitted())
