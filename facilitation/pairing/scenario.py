"""Scenario files: draws round after round for people written down in one JSON object."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median, pstdev
from typing import Any

from facilitation.errors import UserError
from facilitation.pairing import engine
from facilitation.pairing.model import History, Pair, Person, Rules, Sizes, Weights

Json = Mapping[str, Any]


def rounds(
    scenario: Json, clock: Callable[[], float], *, count: int | None = None, seed: int = 0
) -> Iterator[dict[str, Any]]:
    """Draw each round of a scenario and yield its output line.

    `clock` gives seconds. `count` asks for so many rounds: those beyond the scenario's own have
    everyone present. Everybody drawn is taken to have met. Raises UserError on a malformed file.
    """
    ledger, planned = _Ledger(*_read(scenario)), _plans(scenario)
    everyone = list(ledger.people)
    for turn in range(len(planned) if count is None else count):
        number, present = planned[turn] if turn < len(planned) else (turn, everyone)
        yield ledger.draw(number, present, seed + turn, clock)


class _Ledger:
    """What is remembered between rounds: who met, how people were served, who was the mentor."""

    def __init__(
        self,
        people: dict[str, Person],
        sizes: Sizes,
        rules: Rules,
        weights: Weights,
        history: History,
    ) -> None:
        self.people, self.sizes, self.rules = people, sizes, rules
        self.weights, self.history = weights, history
        self.turn = 0
        self.met: dict[Pair, int] = {}
        self.served: dict[str, list[float]] = {}
        self.mentored: dict[str, int] = {}

    def draw(
        self, number: int, present: Sequence[str], seed: int, clock: Callable[[], float]
    ) -> dict[str, Any]:
        here = [self.people[key] for key in dict.fromkeys(present) if key in self.people]
        started = clock()
        formed = engine.form(
            self._ranked(here),
            self.sizes,
            rules=self.rules,
            weights=self.weights,
            history=replace(
                self.history, met={pair: self.turn - at for pair, at in self.met.items()}
            ),
            seed=seed,
        )
        drawn = formed.draw
        mentors = [[self._mentor(circle)] for circle in drawn.circles]
        seconds = clock() - started
        self._remember(formed)
        return {
            "round": number,
            "groups": [list(circle) for circle in drawn.circles],
            "mentors": mentors,
            "unmatched": [{"id": u.id, "why": u.why, "help": u.help} for u in drawn.unmatched],
            "seconds": round(seconds, 6),
            "repeats": drawn.repeats,
            "value": drawn.value,
        }

    def _ranked(self, here: Sequence[Person]) -> list[Person]:
        """The people with the priority that their own average so far gives them."""
        means = {
            p.id: math.fsum(values) / len(values) for p in here if (values := self.served.get(p.id))
        }
        spread = pstdev(means.values()) if len(means) > 1 else 0.0
        if spread < 1e-9:
            return list(here)
        middle = median(means.values())
        return [
            replace(p, priority=round((middle - means.get(p.id, middle)) / spread, 6)) for p in here
        ]

    def _mentor(self, circle: Sequence[str]) -> str:
        """Who mentored least per round attended; of equals the more senior."""
        chosen = min(
            circle,
            key=lambda key: (
                self.mentored.get(key, 0) / (len(self.served.get(key, ())) + 1),
                -self.people[key].level,
                key,
            ),
        )
        self.mentored[chosen] = self.mentored.get(chosen, 0) + 1
        return chosen

    def _remember(self, formed: engine.Formed) -> None:
        for circle in formed.draw.circles:
            for i, one in enumerate(circle):
                for other in circle[i + 1 :]:
                    self.met[frozenset((one, other))] = self.turn
        self.turn += 1
        oldest = self.turn - self.history.window
        self.met = {pair: at for pair, at in self.met.items() if at >= oldest}
        for key, value in formed.values.items():
            self.served.setdefault(key, []).append(value)


def _read(scenario: Json) -> tuple[dict[str, Person], Sizes, Rules, Weights, History]:
    try:
        people = {person.id: person for person in map(_person, scenario["people"])}
        constraints, settings = scenario.get("constraints", {}), scenario.get("settings", {})
        rules = Rules(
            blocked=frozenset(frozenset(map(str, pair)) for pair in constraints.get("blocked", ())),
            no_manager=bool(constraints.get("no_manager", True)),
            shared_language=bool(constraints.get("shared_language", True)),
        )
        known = {"skill", "team", "location", "tz", "level"}
        given = {k: float(v) for k, v in settings.get("weights", {}).items() if k in known}
        weights = Weights(**given, level_mode=_level_mode(settings.get("level_mode", "mix")))
        usual = History()
        history = History(
            window=int(settings.get("repeat_window", usual.window)),
            half_life=float(settings.get("repeat_half_life", usual.half_life)),
            penalty=float(settings.get("repeat_penalty", usual.penalty)),
        )
    except KeyError as missing:
        raise UserError(f"The scenario has no {missing}; see the scenario file format.") from None
    except (TypeError, ValueError, AttributeError) as fault:
        raise UserError(f"The scenario cannot be read: {fault}.") from None
    return people, _sizes(settings), rules, weights, history


def _plans(scenario: Json) -> list[tuple[int, list[str]]]:
    """Number of each round and who is present; one round of everyone when none is written down."""
    everyone = [str(row["id"]) for row in scenario["people"]]
    try:
        plans = scenario.get("rounds") or [{}]
        return [
            (int(plan.get("round", turn)), [str(key) for key in plan.get("present", everyone)])
            for turn, plan in enumerate(plans)
        ]
    except (TypeError, ValueError, AttributeError) as fault:
        raise UserError(f"The rounds of the scenario cannot be read: {fault}.") from None


def _sizes(settings: Json) -> Sizes:
    target = int(settings.get("group_size", 2))
    smallest = int(settings.get("group_min", max(2, target - 1)))
    return Sizes(target, smallest, int(settings.get("group_max", target + 1)))


def _level_mode(text: str) -> Any:
    if text not in ("mix", "similar"):
        raise ValueError(f"level_mode is {text!r}, and must be mix or similar")
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
