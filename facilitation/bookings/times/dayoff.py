"""Days that were wished for and on which nobody can be asked to come: what would be asked instead."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from facilitation.bookings.times import scheduling, windows
from facilitation.bookings.times.window import Window
from facilitation.bookings.times.windows import usual
from facilitation.bookings.times.wishes import Wish
from facilitation.errors import Usage, UserError
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.talk.when.walltime import local
from facilitation.work import Work

_DAYS = 5
"""On so many days that follow, the same time of day is looked for."""


@dataclass(frozen=True, slots=True)
class Instead:
    """Other times than were wished for, and the days for that on which the peer does not work, if it is for that."""

    times: tuple[datetime, ...]
    off: tuple[datetime, ...] = ()
    """An instant of each of those days."""
    when: str = ""
    """The other day as it is typed, with the time of day that was wished for where it can be had then too."""


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
    at_clock = _clock(wish.when, now, asker.zone)
    for clock in (at_clock, "") if at_clock else ("",):
        try:
            same = _at(wish, after, clock, now, asker.zone)
            other = scheduling.wished(work, asker, peer, same, now)
        except UserError:
            continue
        if other.later and clock:
            continue
        first = _day(other.times[0], asker)
        times = tuple(at for at in other.times if _day(at, asker) == first)
        return Instead(times, tuple(sorted(off.values())), f"{first} {clock}".rstrip())
    return Instead((), tuple(sorted(off.values())))


def _clock(when: str, now: datetime, zone: str) -> str:
    """Return what a wish says of the time of day, such as "after 15" of "sat after 15"; empty where it says nothing."""
    words, day = when.split(), f"{local(now, zone).date() + timedelta(weeks=1)}"
    spans = [words[a:b] for a in range(len(words)) for b in range(len(words), a, -1)]
    for said in sorted((" ".join(span) for span in spans), key=len, reverse=True):
        with suppress(Usage):
            # what can be said of another day says none itself
            if len(windows.read_windows(f"{day} {said}", now, zone)) == 1:
                return said
    return ""


def _at(wish: Wish, after: Window, clock: str, now: datetime, zone: str) -> Wish:
    """Return a wish for days after the one that was wished for, at the same time of day."""
    if not clock:
        return replace(wish, window=after, gaps=())
    first = local(after[0], zone).date()
    days = [first + timedelta(days=n) for n in range(_DAYS)]
    spans = [one for day in days for one in windows.read_windows(f"{day} {clock}", now, zone)]
    window, gaps = windows.joined(spans, wish.minutes)
    return replace(wish, window=window, gaps=gaps)


def _day(at: datetime, member: Member) -> date:
    return local(at, member.zone).date()
