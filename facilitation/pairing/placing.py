"""Re-matching in the middle of a round, around circles that already stand."""

from collections.abc import Sequence

from facilitation.pairing import engine, repair
from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Field
from facilitation.pairing.model import (
    History,
    Person,
    Placed,
    Rules,
    Sizes,
    Weights,
)
from facilitation.pairing.sizes import sound
from facilitation.pairing.unmatched import explain


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
    """See `draw.place`."""
    seated = {person.id for circle in circles for person in circle}
    left = [person for person in people_left if person.id not in seated]
    among = engine.form(left, sizes, rules=rules, weights=weights, history=history, seed=seed).draw
    waiting = {person.id for person in among.unmatched}
    still = [person for person in left if person.id in waiting]
    field = Field(
        [*still, *(p for circle in circles for p in circle)], rules, weights, history, Chance(seed)
    )
    joined: dict[str, int] = {}
    table = repair.Table(field, [], sound(sizes))
    for circle in circles:
        table.seat(field.place[person.id] for person in circle)
    for person in table.alone():
        options = table.open_to(person)
        if len(options):
            circle_number = table.best_to_join(person, options)
            table.move(person, circle_number)
            joined[field.people[person].id] = circle_number
    reasons = explain(field, [sorted(members) for members in table.circles], sound(sizes))
    return Placed(among.circles, tuple(sorted(joined.items())), tuple(reasons))
