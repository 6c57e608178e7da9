"""Inputs of a card as a person fills them: all come back as strings, and nothing is sent while one is wrong."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from tests.simulators.teams import reading
from tests.simulators.teams.model import Json, Person

Given = Any
"""A string, a number, True, a date, a Person, an option's title or value, or several of them in a list."""


class Incomplete(AssertionError):
    """What the client shows beside inputs that are not filled as they must be; nothing was sent."""

    def __init__(self, complaints: dict[str, str]) -> None:
        """Carry the complaints by the inputs' ids."""
        super().__init__(f"not sent: {complaints}")
        self.complaints = complaints


def filled(card: Json, given: Mapping[str, Given]) -> dict[str, str]:
    """Return the values of the card's inputs, as they are or as given by id, name or label; raises Incomplete."""
    inputs = reading.inputs_of(card)
    chosen = {_input(inputs, name)["id"]: value for name, value in given.items()}
    values: dict[str, str] = {}
    complaints: dict[str, str] = {}
    for one in inputs:
        value = _value(one, chosen[one["id"]]) if one["id"] in chosen else _initial(one)
        if not _right(one, value):
            complaints[one["id"]] = str(one.get("errorMessage") or "")
        # An empty line comes as "", everything else that is empty does not come at all.
        if value or one["type"] == "Input.Text":
            values[one["id"]] = value
    if complaints:
        raise Incomplete(complaints)
    return values


def _input(inputs: Sequence[Json], name: str) -> Json:
    for one in inputs:
        if name in (one["id"], one["id"].rpartition(".")[2], one.get("label")):
            return one
    raise AssertionError(f"no input {name!r}, there are {[one['id'] for one in inputs]}")


def _initial(one: Json) -> str:
    if one["type"] == "Input.Toggle":
        return str(one.get("value", one.get("valueOff", "false")))
    return "" if one.get("value") is None else str(one["value"])


def _value(one: Json, given: Given) -> str:
    match one["type"]:
        case "Input.ChoiceSet":
            several = given if isinstance(given, list | tuple) else [given] if given else []
            assert one.get("isMultiSelect") or len(several) < 2, f"{one['id']} takes one"
            return ",".join(_choice(one, part) for part in several)
        case "Input.Toggle":
            return str(one.get("valueOn" if given else "valueOff", str(bool(given)).lower()))
        case "Input.Date":
            return given.isoformat() if isinstance(given, date) else str(given)
        case "Input.Time":
            return f"{given:%H:%M}" if isinstance(given, time) else str(given)
        case "Input.Text":
            # Nobody can type more than the box takes.
            return str(given)[: one.get("maxLength")]
        case _:
            return str(given)


def _choice(one: Json, given: Given) -> str:
    if "choices.data" in one:
        return given.aad if isinstance(given, Person) else str(given)
    for choice in one["choices"]:
        if given in (choice["title"], choice["value"]):
            return str(choice["value"])
    titles = [choice["title"] for choice in one["choices"]]
    raise AssertionError(f"no choice {given!r} in {one['id']}, there are {titles}")


def _right(one: Json, value: str) -> bool:
    if not value:
        return not one.get("isRequired")
    match one["type"]:
        case "Input.Number":
            return _between(one, value, float)
        case "Input.Date":
            return _between(one, value, date.fromisoformat)
        case "Input.Time":
            return _between(one, value, time.fromisoformat)
        case "Input.Text":
            return "regex" not in one or re.search(one["regex"], value) is not None
        case _:
            return True


def _between(one: Json, value: str, read: Any) -> bool:
    try:
        known = read(value)
        low, high = (read(str(one[end])) if end in one else known for end in ("min", "max"))
    except ValueError:
        return False
    return bool(low <= known <= high)
