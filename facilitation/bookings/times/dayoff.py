"""Days that were wished for and on which nobody can be asked to come: what would be asked instead."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from facilitation.bookings.times import scheduling
from facilitation.bookings.times.windows import usual
from facilitation.bookings.times.wishes import Wish
from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.talk.when.walltime import local
from facilitation.work import Work


@dataclass(frozen=True, slots=True)
class Instead:
    """Other times than were wished for, and the days for that on which the peer does not work, if it is for that."""

    times: tuple[datetime, ...]
    off: tuple[datetime, ...] = ()
    """An instant of each of those days."""


def instead(work: Work, asker: Member, peer: Member, wish: Wish, now: datetime) -> Instead | None:
    """Return what would be asked in place of a wish; None where it can be asked for as it is. Raises UserError."""
    if not wish.when:
        return None
    found = scheduling.wished(work, asker, peer, wish, now)
    if found.later:
        return Instead(found.times)
    quiet = teller.of(work, asker.workspace, now).quiet_of(peer)
    days = [local(at, peer.zone).date() for at in found.times]
    if any(day.weekday() not in quiet.weekend and day not in quiet.holidays for day in days):
        return None
    off = {_day(at, asker): at for at in reversed(found.times)}
    after = usual(max(wish.window[1], found.times[-1]), asker.zone)
    try:
        other = scheduling.wished(work, asker, peer, replace(wish, window=after, gaps=()), now)
    except UserError:
        return Instead((), tuple(sorted(off.values())))
    first = _day(other.times[0], asker)
    times = tuple(at for at in other.times if _day(at, asker) == first)
    return Instead(times, tuple(sorted(off.values())))


def _day(at: datetime, member: Member) -> date:
    return local(at, member.zone).date()
