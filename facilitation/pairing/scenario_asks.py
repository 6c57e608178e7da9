"""The asks of a scenario file: each answered in turn, and borne by those who are named."""

from collections.abc import Callable, Iterator
from typing import Any

from facilitation.pairing.asking import Index
from facilitation.pairing.experts import Expert, Offer
from facilitation.pairing.model import Person
from facilitation.pairing.scenario_file import Scenario


def answers(scenario: Scenario, clock: Callable[[], float], seed: int) -> Iterator[dict[str, Any]]:
    """Answer each ask and yield its output line; `clock` gives seconds.

    The first of those named is taken to have been asked; the second counts as half asked, the third as a third.
    """
    if not scenario.asks:
        return
    index = Index(
        (_expert(person, person.id in scenario.away) for person in scenario.people.values()),
        ((min(pair), max(pair)) for pair in scenario.rules.blocked if pair),
        shared_language=scenario.rules.shared_language,
        seed=seed,
    )
    for number, ask in enumerate(scenario.asks):
        started = clock()
        found = index.rank(ask)
        seconds = clock() - started
        for place, expert in enumerate(found, 1):
            index.asked(expert.id, ask.at, 1 / place)
        names = [expert.id for expert in found]
        yield {"ask": number, "experts": names, "seconds": round(seconds, 6)}


def _expert(person: Person, away: bool) -> Expert:
    return Expert(
        person.id,
        tuple(Offer(skill) for skill in sorted(person.offers)),
        team=person.team,
        utc_offset_min=person.utc_offset_min,
        work=person.work,
        languages=person.languages,
        away=away,
    )
