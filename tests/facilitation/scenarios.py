"""Scenario files written by tests."""

from collections.abc import Callable
from typing import Any

from tests.facilitation.pairing_cases import company


def written(n: int, **more: Any) -> dict[str, Any]:
    """A scenario of a small company."""
    people = [
        {
            "id": p.id,
            "team": p.team,
            "location": p.location,
            "tz": "Europe/Berlin",
            "utc_offset_min": p.utc_offset_min,
            "work": list(p.work),
            "manager": p.manager,
            "level": p.level,
            "languages": sorted(p.languages),
            "offers": sorted(p.offers),
            "wants": sorted(p.wants),
            "shoe_size": 43,
        }
        for p in company(n, 1)
    ]
    return {"people": people, **more}


def ticking() -> Callable[[], float]:
    """A clock that moves a quarter of a second each time it is read."""
    reads = iter(range(1_000))
    return lambda: next(reads) / 4
