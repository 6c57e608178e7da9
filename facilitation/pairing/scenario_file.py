"""Scenario files as they are written: one JSON object, read once into what the engine takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from facilitation.errors import UserError
from facilitation.pairing.experts import Ask
from facilitation.pairing.mentors import Role
from facilitation.pairing.model import History, Person, Rules, Sizes, Weights

Json = Mapping[str, Any]
_WORKDAY = datetime(2026, 1, 7, tzinfo=UTC)
"""A Wednesday: working days lie on both sides of it wherever one is."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """People, what must hold among them, and the rounds they are drawn for."""

    people: dict[str, Person]
    sizes: Sizes
    rules: Rules
    weights: Weights
    history: History
    rounds: tuple[tuple[int, tuple[str, ...]], ...]
    """The number of each round and the ids of those present."""
    away: frozenset[str]
    asks: tuple[Ask, ...]
    roles: dict[str, Role]
    """Who may be what in a circle; both for those left out."""
    mentors: int
    """How many mentors a circle has."""
    standing: bool
    """Whether rounds of the same people are planned jointly."""


def read(written: Json) -> Scenario:
    """Read a scenario; raises UserError on a malformed one.

    Beyond the format of interface.md a person may have a `role` (both, mentor or mentee), and the
    settings `mentors` (how many a circle has: 1) and `standing` (true: rounds of the same people
    are planned jointly).
    """
    try:
        people = {person.id: person for person in map(_person, written["people"])}
        constraints, settings = written.get("constraints", {}), written.get("settings", {})
        return Scenario(
            people,
            _sizes(settings),
            _rules(constraints),
            _weights(settings),
            _history(settings),
            _rounds(written, tuple(people)),
            frozenset(map(str, _list(written, "away"))),
            tuple(map(_ask, _list(written, "asks"))),
            {str(row["id"]): _role(row["role"]) for row in written["people"] if row.get("role")},
            int(settings.get("mentors", 1)),
            bool(settings.get("standing", True)),
        )
    except KeyError as missing:
        raise UserError(f"The scenario has no {missing}; see the scenario file format.") from None
    except (TypeError, ValueError, OverflowError, AttributeError) as fault:
        raise UserError(f"The scenario cannot be read: {fault}.") from None


def _rules(constraints: Json) -> Rules:
    return Rules(
        blocked=frozenset(frozenset(map(str, pair)) for pair in constraints.get("blocked", ())),
        no_manager=bool(constraints.get("no_manager", True)),
        shared_language=bool(constraints.get("shared_language", True)),
    )


def _weights(settings: Json) -> Weights:
    known = {"skill", "team", "location", "tz", "level"}
    given = {k: float(v) for k, v in settings.get("weights", {}).items() if k in known}
    return Weights(**given, level_mode=_level_mode(settings.get("level_mode", "mix")))


def _history(settings: Json) -> History:
    usual = History()
    return History(
        window=int(settings.get("repeat_window", usual.window)),
        half_life=float(settings.get("repeat_half_life", usual.half_life)),
        penalty=float(settings.get("repeat_penalty", usual.penalty)),
    )


def _rounds(written: Json, everyone: tuple[str, ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """One round of everyone when neither rounds nor asks are written down."""
    plans = written.get("rounds") or ([] if "asks" in written else [{}])
    return tuple(
        (int(plan.get("round", turn)), tuple(map(str, plan.get("present", everyone))))
        for turn, plan in enumerate(plans)
    )


def _ask(row: Json) -> Ask:
    k = int(row.get("k", 3))
    if k < 1:
        raise ValueError(f"an ask wants {k} experts, and must want at least one")
    minute = int(row.get("at_utc_min", 720)) % 1440
    return Ask(str(row["who"]), str(row["skill"]), _WORKDAY + timedelta(minutes=minute), k)


def _list(written: Json, key: str) -> list[Any]:
    found = written.get(key) or []
    if not isinstance(found, list):
        raise ValueError(f"{key} must be a list")
    return found


def _sizes(settings: Json) -> Sizes:
    target = int(settings.get("group_size", 2))
    smallest = int(settings.get("group_min", max(2, target - 1)))
    return Sizes(target, smallest, int(settings.get("group_max", target + 1)))


def _level_mode(text: str) -> Any:
    if text not in ("mix", "similar"):
        raise ValueError(f"level_mode is {text!r}, and must be mix or similar")
    return text


def _role(text: str) -> Any:
    if text not in ("both", "mentor", "mentee"):
        raise ValueError(f"role is {text!r}, and must be both, mentor or mentee")
    return text


def _person(row: Json) -> Person:
    start, end = row.get("work") or (540, 1020)
    manager = row.get("manager")
    return Person(
        id=str(row["id"]),
        team=str(row.get("team") or ""),
        location=str(row.get("location") or ""),
        utc_offset_min=int(row.get("utc_offset_min") or 0),
        work=(int(start), int(end)),
        manager=None if manager is None else str(manager),
        level=int(row.get("level") or 3),
        languages=frozenset(map(str, row.get("languages") or ())),
        offers=frozenset(map(str, row.get("offers") or ())),
        wants=frozenset(map(str, row.get("wants") or ())),
        priority=float(row.get("priority") or 0),
        smallest=int(row.get("smallest") or 2),
    )
