"""What forms of every platform make of a field: the options that it can carry, the steps of a scale, a day."""

from collections.abc import Sequence
from datetime import date

from facilitation.talk.forms import Scale
from facilitation.talk.messages import Option


def kept(given: Sequence[Option], chosen: Sequence[str], most: int) -> list[Option]:
    """Return at most `most` options: the chosen ones whatever comes, then the first ones."""
    if len(given) <= most:
        return list(given)
    first = [one for one in given if one.value in chosen][:most]
    rest = iter(one for one in given if one.value not in chosen)
    picked = {id(one) for one in first} | {id(next(rest)) for _ in range(most - len(first))}
    return [one for one in given if id(one) in picked]


def steps(field: Scale) -> list[Option]:
    """Return every step of a scale, its ends with their words."""
    low, high = sorted((field.low, field.high))
    said = {
        field.low: f"{field.low} · {field.low_word}",
        field.high: f"{field.high} · {field.high_word}",
    }
    return [Option(said.get(step, str(step)), str(step)) for step in range(low, high + 1)]


def day(value: str) -> str:
    """Return a date as it is written, "" for what is none."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ""
