"""People who forget by another law than the scheduler's: ACT-R's, with a rate and a threshold of their own each.

Pavlik and Anderson, Practice and Forgetting Effects on Vocabulary Memory (Cognitive Science 29, 2005): what was met at
several times is as active as the logarithm of the sum of their powers, each of which decays the faster the more active
it was then; it comes to mind with a logistic chance. `HARD` is their vocabulary, words of an unknown language; what
colleagues noted in words of their own is met with more to hold on to, and its threshold lies lower.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp, log

from facilitation.knowledge import memory

DECAY, GROWS, NOISE = 0.177, 0.217, 0.255
PACE = 86_400 * 0.025
"""A day outside of the laboratory in its seconds: between sessions time counts for so much less."""
HARD, OWN_WORDS = -0.704, -1.6
DELAYS = (0, 0, 0, 1, 1, 2, 3, 7)
"""So many days after it is due a question is answered."""


@dataclass
class Learner:
    """Somebody who forgets at a rate of their own, and what they met when, in days."""

    chance: random.Random
    threshold: float
    decay: float
    met: list[tuple[float, float]] = field(default_factory=list)
    """When, and how fast that fades."""

    @classmethod
    def drawn(cls, chance: random.Random, threshold: float) -> "Learner":
        """Return somebody, as people differ."""
        return cls(chance, chance.gauss(threshold, 0.3), max(0.05, chance.gauss(DECAY, 0.04)))

    def meets(self, day: float) -> None:
        """Let them meet it once more."""
        fades = self.decay + (GROWS * exp(self._active(day)) if self.met else 0)
        self.met.append((day, fades))

    def knows(self, day: float) -> bool:
        """Return whether it comes to mind."""
        return self.chance.random() < 1 / (1 + exp((self.threshold - self._active(day)) / NOISE))

    def _active(self, day: float) -> float:
        return log(sum(((day - then) * PACE) ** -fades for then, fades in self.met))


def lived(
    chance: random.Random, threshold: float, start: datetime, times: int = 7
) -> Iterator[tuple[float, bool]]:
    """Let somebody answer what comes back when it is due, or some days later: predicted, and known or not."""
    one, known, day = Learner.drawn(chance, threshold), memory.NOTHING, 2.0
    one.meets(0.0)
    for _ in range(times):
        at, knows = start + timedelta(days=day), one.knows(day)
        if known:
            yield memory.recalled(known, at), knows
        known, due = memory.answered(known, "got" if knows else "no", at)
        one.meets(day)
        day = max(day + 1, (due - start) / timedelta(days=1) + chance.choice(DELAYS))
