"""Setting out with errands, and what follows when they come back: two transactions, and the slow part between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from facilitation.errands.model import Came, Done, Errand, Kind, Later, Refused
from facilitation.work import Work

FIRST_WAIT, LONGEST_WAIT = 2.0, 600.0
"""Seconds that are waited after a first try, where nobody says how long; twice as long each time, up to the longest."""


@dataclass(frozen=True, slots=True)
class Load:
    """What was set out with: errands by record, and what is taken along for each of which something is to be done."""

    errands: Mapping[str, Errand]
    bodies: Mapping[str, Any]


def set_out(
    work: Work, owner: str, name: str, kind: Kind, lease: timedelta, limit: int
) -> Load | None:
    """Take errands of a kind as `owner`, who must be back before the lease is over; None where there are none."""
    errands = {one.record: one for one in work.errands.claim(owner, name, lease, limit)}
    if not errands:
        return None
    bodies = kind.take(work, list(errands))
    work.errands.finish(owner, name, errands.keys() - bodies.keys())
    return Load(errands, bodies)


def come_back(
    work: Work,
    owner: str,
    name: str,
    kind: Kind,
    load: Load,
    came: Mapping[str, Came],
    now: datetime,
) -> None:
    """Handle what came of a load; of errands that are no longer in `owner`'s hand nothing follows."""
    settled = {id: one for id, one in came.items() if isinstance(one, Done | Refused)}
    mine = work.errands.finish(owner, name, settled.keys())
    kind.handle(work, {id: one for id, one in settled.items() if id in mine}, now)
    waits: dict[tuple[float, str], list[str]] = {}
    for id, one in came.items():
        if isinstance(one, Later):
            waits.setdefault((_wait(one, load.errands[id]), one.why), []).append(id)
    for (wait, why), records in waits.items():
        work.errands.put_back(owner, name, records, wait, why)


def _wait(later: Later, errand: Errand) -> float:
    if later.wait is not None:
        return max(later.wait, 0.0)
    return min(FIRST_WAIT * float(2 ** min(errand.tries - 1, 20)), LONGEST_WAIT)
