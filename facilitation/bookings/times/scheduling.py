"""Which times a booking is offered, and how long whoever is on turn has to answer."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from facilitation.bookings.model import Booking, Step
from facilitation.bookings.times import windows
from facilitation.bookings.times.windows import Window, usual
from facilitation.bookings.times.wishes import Wish
from facilitation.errors import Usage, UserError
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.sessions import proposing
from facilitation.sessions.model import Strain
from facilitation.talk.when import hours
from facilitation.talk.when.hours import local
from facilitation.work import Work

_AN_HOUR = timedelta(hours=1)
"""Whoever wishes for a longer time leaves the hour to us, and only whoever names it may not see that it is at night."""
_DAYS = 5
"""On so many days that follow a day off, the same time of day is looked for."""

ANSWER_HOURS = 24
"""Working hours to answer in, before one is asked once more, and again after that: a request never waits for long."""

URGENT_MINUTES = 60
"""Minutes of their own work that somebody has to answer what is urgent, before the next best is asked."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Times that are proposed, the window they are from, and what is odd about them, if anything."""

    times: tuple[datetime, ...]
    window: Window
    read_at: datetime
    """When whoever they are for reads of them."""
    strain: Strain | None = None
    later: bool = False
    """Whether they come after the time that was asked for, as nothing was left in it."""


def propose(
    work: Work,
    asker: Member,
    peer: Member,
    window: Window,
    minutes: int,
    now: datetime,
    *,
    urgent: bool = False,
    gaps: Sequence[Window] = (),
    but_not: Collection[datetime] = (),
    reader: Member | None = None,
) -> Offer:
    """Return times for two people in a window, or soon after it where it has none left; raises UserError without any.

    None is in the `gaps`. They are far enough ahead for `reader`, the peer where nobody is named, to read of them.
    """
    read_at = teller.of(work, asker.workspace, now).readable(reader or peer, urgent=urgent)
    later = usual(max(read_at, window[0]), asker.zone)
    within = partial(
        proposing.proposed,
        work,
        (peer, asker),
        minutes=minutes,
        now=read_at,
        gaps=gaps,
        but_not=but_not,
        urgent=urgent,
    )
    found = within(*window)
    if found.times:
        return Offer(found.times, window, read_at, found.why)
    opens = max(window[0], now)
    longer = (opens, max(window[1], later[1]))
    found = within(*longer)
    if not found.times:
        raise UserError(
            "I found no time that suits you both. Ask for a later one, such as: next week"
        )
    return Offer(found.times, longer, read_at, found.why, later=True)


def wished(work: Work, asker: Member, peer: Member, wish: Wish, now: datetime) -> Offer:
    """Return times for what somebody wishes; raises UserError without any.

    Of times that come later than wished for, the first at the time of day that was named goes before the others.
    """
    found = _for(work, asker, peer, wish, now)
    clock = _clock(wish.when, now, asker.zone) if found.later and wish.when else ""
    if not clock:
        return found
    with suppress(UserError):
        after = usual(max(wish.window[1], found.read_at), asker.zone)
        same = _for(work, asker, peer, _at(wish, after, clock, now, asker.zone), now)
        first = same.times[0]
        if not same.later and first <= found.window[1]:
            others = [at for at in found.times if at != first]
            return replace(found, times=(first, *others)[: len(found.times)])
    return found


def _for(work: Work, asker: Member, peer: Member, wish: Wish, now: datetime) -> Offer:
    return propose(
        work, asker, peer, wish.window, wish.minutes, now, urgent=wish.urgent, gaps=wish.gaps
    )


def anew(work: Work, booking: Booking, asker: Member, peer: Member, now: datetime) -> Offer:
    """Return other times for a booking than those that are proposed."""
    reader = asker if booking.turn == "asker" else peer
    window = (min(booking.opens, booking.closes), booking.closes)
    return propose(
        work,
        asker,
        peer,
        window,
        booking.minutes,
        now,
        urgent=booking.urgent,
        gaps=booking.gaps,
        but_not=booking.times,
        reader=reader,
    )


def hours_later(work: Work, member: Member, at: datetime) -> datetime:
    """Return when the hours to answer in are over for a member who is told at an instant."""
    quiet = teller.of(work, member.workspace, at).quiet_of(member)
    return hours.working_hours_later(at, ANSWER_HOURS, member.zone, quiet.holidays, quiet.weekend)


def first_wait(
    work: Work, booking: Booking, member: Member, told_at: datetime
) -> tuple[Step, datetime]:
    """Return what happens when a member does not answer, and when: asked once more, or nobody waits any longer.

    Where the window is over before, the request does not outlive the last time that is proposed.
    """
    if booking.urgent and booking.turn == "peer":
        over = _an_hour_later(work, member, told_at)
        # of somebody asked by name there is no next best
        return "next" if booking.skill else "again", max(told_at, min(over, max(booking.times)))
    over = hours_later(work, member, told_at)
    if booking.turn == "peer" and over >= booking.closes:
        return "next", max(told_at, min(over, max(booking.times)))
    return "again", over


def second_wait(
    work: Work, booking: Booking, member: Member, told_at: datetime
) -> tuple[Step, datetime]:
    """Return when nobody waits any longer for a member who was asked once more."""
    if booking.turn != "peer":
        return "next", hours_later(work, member, told_at)
    wait = _an_hour_later if booking.urgent else hours_later
    return "next", max(told_at, min(wait(work, member, told_at), booking.closes))


def _an_hour_later(work: Work, member: Member, at: datetime) -> datetime:
    """Return when a member who is told at an instant has worked as long as something urgent can wait."""
    off = teller.of(work, member.workspace, at).quiet_of(member).holidays
    return hours.work_later(at, URGENT_MINUTES, member.zone, member.work, off)


@dataclass(frozen=True, slots=True)
class Instead:
    """What is shown before it is asked for: other times, and the days on which the peer does not work, if any."""

    times: tuple[datetime, ...]
    off: tuple[datetime, ...] = ()
    """An instant of each of those days."""
    when: str = ""
    """The other day as it is typed, with the time of day that was wished for where it can be had then too."""
    quiet: bool = False
    """Whether they are what was wished for, each of them in the quiet hours of one of the two."""


def instead(work: Work, asker: Member, peer: Member, wish: Wish, now: datetime) -> Instead | None:
    """Return what would be asked in place of a wish; None where it can be asked for as it is. Raises UserError."""
    if not wish.when:
        return None
    found = wished(work, asker, peer, wish, now)
    if found.later:
        return Instead(found.times)
    quiet = teller.of(work, asker.workspace, now).quiet_of(peer)
    days = [local(at, peer.zone).date() for at in found.times]
    if any(day.weekday() not in quiet.weekend and day not in quiet.holidays for day in days):
        opens, closes = wish.window
        at_night = closes - opens <= _AN_HOUR and all(
            _is_quiet(work, (asker, peer), at, now) for at in found.times
        )
        return Instead(found.times, quiet=True) if at_night else None
    off = {_day(at, asker): at for at in reversed(found.times)}
    after = usual(max(wish.window[1], found.times[-1]), asker.zone)
    at_clock = _clock(wish.when, now, asker.zone)
    for clock in (at_clock, "") if at_clock else ("",):
        try:
            same = _at(wish, after, clock, now, asker.zone)
            other = wished(work, asker, peer, same, now)
        except UserError:
            continue
        if other.later and clock:
            continue
        first = _day(other.times[0], asker)
        times = tuple(at for at in other.times if _day(at, asker) == first)
        return Instead(times, tuple(sorted(off.values())), f"{first} {clock}".rstrip())
    return Instead((), tuple(sorted(off.values())))


def _is_quiet(work: Work, two: Sequence[Member], at: datetime, now: datetime) -> bool:
    """Return whether an instant is in the quiet hours of one of the two, days off apart."""
    tell = teller.of(work, two[0].workspace, now)
    daily = ((m.zone, replace(tell.quiet_of(m), weekend=(), holidays=frozenset())) for m in two)
    return any(hours.is_quiet(at, zone, quiet) for zone, quiet in daily)


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it stands after asking: of whom, at which times, and what then."""

    booking: Booking
    peer: Member
    offer: Offer
    then: tuple[Step, datetime]
    """What happens when they do not answer, and when."""
