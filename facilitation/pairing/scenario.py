"""Scenario files: draws round after round for people written down in one JSON object, then answers asks."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from facilitation.pairing import engine, mentors, scenario_asks, scenario_file, serving, standing
from facilitation.pairing.model import Draw, Pair, Person
from facilitation.pairing.scenario_file import Json, Scenario


def rounds(
    written: Json,
    clock: Callable[[], float],
    *,
    count: int | None = None,
    seed: int = 0,
    drawn_so_far: Callable[[int, int], None] = lambda done, of: None,
) -> Iterator[dict[str, Any]]:
    """Draw the rounds of a scenario, then answer each ask, and yield the output lines.

    `clock` gives seconds. `count` asks for so many rounds: those beyond the scenario's own have
    everyone present. Everybody drawn is taken to have met. Rounds of the same people are planned
    jointly where that repeats less, and mentors' turns are evened out over all rounds; the seconds
    of both are shared among the rounds. `drawn_so_far` hears before each how many of how many are drawn.
    Raises UserError on a malformed file.
    """
    scenario = scenario_file.read(written)
    planned, ledger = _planned(scenario, count), _Ledger(scenario)
    drawn: list[Draw] = []
    spent: list[float] = []
    for turn, (_, present) in enumerate(planned):
        drawn_so_far(turn, len(planned))
        started = clock()
        drawn.append(ledger.draw(present, seed + turn))
        stopped = clock()
        spent.append(stopped - started)
    if planned:
        drawn = (
            _jointly(scenario, planned[0][1], drawn, seed) if _stands(scenario, planned) else drawn
        )
        given = mentors.over_rounds(
            [one.circles for one in drawn],
            scenario.people,
            roles=scenario.roles,
            count=scenario.mentors,
        )
        shared = (clock() - stopped) / len(planned)
        for (number, _), one, roles, seconds in zip(planned, drawn, given, spent, strict=True):
            yield _line(number, one, roles, seconds + shared)
    yield from scenario_asks.answers(scenario, clock, seed)


def _planned(scenario: Scenario, count: int | None) -> list[tuple[int, list[str]]]:
    """The number of each round, and who is present and known, each once."""
    everyone = tuple(scenario.people)
    planned = list(scenario.rounds[:count])
    planned += [(turn, everyone) for turn in range(len(planned), count or 0)]
    return [
        (number, [key for key in dict.fromkeys(present) if key in scenario.people])
        for number, present in planned
    ]


def _stands(scenario: Scenario, planned: Sequence[tuple[int, list[str]]]) -> bool:
    present = {frozenset(keys) for _, keys in planned}
    return scenario.standing and len(planned) > 1 and len(present) == 1


def _jointly(
    scenario: Scenario, present: Sequence[str], drawn: Sequence[Draw], seed: int
) -> list[Draw]:
    better = standing.improved(
        drawn,
        [scenario.people[key] for key in present],
        scenario.sizes,
        rules=scenario.rules,
        weights=scenario.weights,
        history=scenario.history,
        seed=seed,
    )
    return list(better)


def _line(
    number: int, drawn: Draw, roles: Sequence[mentors.Roles], seconds: float
) -> dict[str, Any]:
    return {
        "round": number,
        "groups": [list(circle) for circle in drawn.circles],
        "mentors": [list(circle.mentors) for circle in roles],
        "unmatched": list(drawn.unmatched),
        "seconds": round(seconds, 6),
        "repeats": drawn.repeats,
        "value": drawn.value,
    }


class _Ledger:
    """What is remembered between rounds: who met, and how people were served."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.people = scenario, scenario.people
        self.turn = 0
        self.met: dict[Pair, int] = {}
        self.times: Counter[Pair] = Counter()
        self.served: dict[str, list[float]] = {}

    def draw(self, present: Sequence[str], seed: int) -> Draw:
        formed = engine.form(
            self._ranked([self.people[key] for key in present]),
            self.scenario.sizes,
            rules=self.scenario.rules,
            weights=self.scenario.weights,
            history=replace(
                self.scenario.history,
                met={pair: self.turn - at for pair, at in self.met.items()},
                times=self.times,
            ),
            seed=seed,
        )
        self._remember(formed)
        return formed.draw

    def _ranked(self, here: Sequence[Person]) -> list[Person]:
        """The people with the priority that their own average so far gives them."""
        means = {
            p.id: math.fsum(values) / len(values) for p in here if (values := self.served.get(p.id))
        }
        owed = serving.owed(means)
        return [replace(p, priority=owed.get(p.id, 0.0)) for p in here] if owed else list(here)

    def _remember(self, formed: engine.Formed) -> None:
        pairs = standing.pairs(formed.draw.circles)
        self.met |= dict.fromkeys(pairs, self.turn)
        if len(self.people) <= engine.BOUNDED:
            self.times.update(pairs)
        self.turn += 1
        oldest = self.turn - self.scenario.history.window
        self.met = {pair: at for pair, at in self.met.items() if at >= oldest}
        for key, value in formed.values.items():
            self.served.setdefault(key, []).append(value)
