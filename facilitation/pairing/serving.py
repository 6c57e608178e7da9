"""Serving: how well people were served by the circles they met in, and how far ahead that puts them.

The rule: who had less of their circles than most counts more in the next draw.
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median, pstdev

import numpy as np

from facilitation.pairing import engine
from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Field
from facilitation.pairing.model import History, Person, Rules, Weights

LOWEST, HIGHEST = -1.0, 2.0
"""Priority is used between these; who was served well gives way by less than who was served badly gains."""

_ALIKE = 1e-9
"""People whose averages spread less than this were served alike."""


def means(
    circles: Iterable[Sequence[str]], people: Iterable[Person], weights: Weights
) -> dict[str, float]:
    """Return what each person got on average from the circles they met in, from 0 to 1.

    Valued by the profiles given, so those of today. A member without a profile is left out of their circles; who met
    nobody is not in the answer. The order of circles, of their members and of people changes nothing.
    """
    field = Field(people, Rules(no_manager=False), weights, History(), Chance(0))
    known = sorted(sorted(field.place[m] for m in c if m in field.place) for c in circles)
    met = [circle for circle in known if len(circle) > 1]
    if not met:
        return {}
    times = np.bincount([m for circle in met for m in circle], minlength=field.n)
    gained = engine.gains(field, met)
    return {
        p.id: round(float(gained[i] / times[i]), 6) for i, p in enumerate(field.people) if times[i]
    }


def owed(averages: Mapping[str, float]) -> dict[str, float]:
    """Return the priority of each by their own average: how many spreads it is below the median.

    Cut to -1 … 2. Empty where all were served alike, and nobody is owed anything.
    """
    spread = pstdev(averages.values()) if len(averages) > 1 else 0.0
    if spread < _ALIKE:
        return {}
    middle = median(averages.values())
    return {key: _cut((middle - mean) / spread) for key, mean in averages.items()}


def priority(missed: int, due: float = 0.0) -> float:
    """Return the priority of who was missed so many rounds on end and is owed so much besides.

    Good circles of old take nothing from who was missed since.
    """
    return _cut(missed + (max(due, 0.0) if missed else due))


def _cut(number: float) -> float:
    return round(min(max(number, LOWEST), HIGHEST), 6)
