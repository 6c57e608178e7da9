"""The face of the engine: draw a round, and place people left alone in the middle of one.

The arrays behind it are imported at the first draw, so that starting the program stays quick.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitation.late import Late
from facilitation.pairing.model import (
    Draw,
    History,
    Person,
    Placed,
    Rules,
    Sizes,
    Weights,
)

if TYPE_CHECKING:
    from facilitation.pairing import engine, placing
else:
    engine = Late("facilitation.pairing.engine")
    placing = Late("facilitation.pairing.placing")


def draw(
    people: Sequence[Person],
    sizes: Sizes,
    *,
    rules: Rules,
    weights: Weights,
    history: History,
    seed: int,
) -> Draw:
    """Form circles: the same people, in any order, and the same seed give the same circles.

    No hard rule is broken, nobody who could be placed is left out, a repeat happens only where
    there is no way around it. Impossible input gives unmatched people with reasons, no exception.
    """
    return engine.form(people, sizes, rules=rules, weights=weights, history=history, seed=seed).draw


def place(
    people_left: Sequence[Person],
    circles: Sequence[Sequence[Person]],
    sizes: Sizes,
    *,
    rules: Rules,
    weights: Weights,
    history: History,
    seed: int,
) -> Placed:
    """Seat people left alone in mid-round: with each other first, else in a circle that may grow.

    The existing circles keep everyone they have.
    """
    return placing.place(
        people_left, circles, sizes, rules=rules, weights=weights, history=history, seed=seed
    )
