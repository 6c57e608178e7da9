"""Why these people: what is true of it, for each person of a circle."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.pairing.model import Pair, Person, Reason, Shared
from facilitation.pairing.working import quarters


def reason(me: Person, others: Sequence[Person], met: Mapping[Pair, datetime]) -> Reason:
    """Return all that speaks for my meeting these others; `met` says when two were last introduced before."""
    times = [at for other in others if (at := met.get(frozenset((me.id, other.id))))]
    fresh = not times
    hours = _shared_minutes([me, *others]) // 60 if fresh else 0
    return Reason(
        shared=tuple(found for other in others if (found := _shared(me, other))),
        fresh=fresh,
        hours=hours if hours >= 2 else 0,
        teams=_all_differ(me.team, [other.team for other in others]),
        last=max(times, default=None),
        places=_all_differ(me.location, [other.location for other in others]),
    )


def _shared(me: Person, other: Person) -> Shared | None:
    """Return what one of us wants and the other offers, if anything."""
    gain, give = sorted(me.wants & other.offers), sorted(other.wants & me.offers)
    return (
        Shared(other.id, *(found[0] if found else "" for found in (gain, give)))
        if gain or give
        else None
    )


def _all_differ(mine: str, theirs: Sequence[str]) -> bool:
    return bool(mine) and all(other and other != mine for other in theirs)


def _shared_minutes(people: Sequence[Person]) -> int:
    """Working minutes that all share, compared in quarter hours of the UTC day."""
    shared = set(range(96))
    for person in people:
        worked = quarters(person.work, person.breaks, person.utc_offset_min)
        shared &= {quarter % 96 for quarter in worked}
    return 15 * len(shared)
