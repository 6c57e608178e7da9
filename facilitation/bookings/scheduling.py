"""Which times a booking is offered, and how long whoever is on turn has to answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitation.bookings import telling, times
from facilitation.bookings.model import Booking, Step
from facilitation.bookings.windows import Window, read_window
from facilitation.errors import UserError
from facilitation.people.hours import Quiet
from facilitation.people.model import Member
from facilitation.work import Work

ANSWER_HOURS = 24
"""Working hours to answer in, before one is asked once more, and again after that (product.md)."""

REMIND = timedelta(minutes=10)
AFTER = timedelta(minutes=15)
"""How long after its end people are asked how it went."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Times that are proposed, the window they are from, and in a sentence what is odd about them, if anything."""

    times: tuple[datetime, ...]
    window: Window
    why: str = ""


def propose(
    work: Work,
    asker: Member,
    peer: Member,
    window: Window,
    minutes: int,
    now: datetime,
    *,
    urgent: bool = False,
    but_not: Collection[datetime] = (),
    reader: Member | None = None,
) -> Offer:
    """Return times for two people in a window, or soon after it where it has none left; raises UserError without any.

    They are far enough ahead for `reader` (the peer where nobody is named) to read of them in time.
    """
    read_at = telling.readable_at(work, reader or peer, now, urgent=urgent)
    later = read_window("", max(read_at, window[0]), asker.zone)
    found = _within(work, asker, peer, window, minutes, read_at, urgent, but_not)
    if found.times:
        return Offer(found.times, window, found.why if found.strained else "")
    opens = max(window[0], now)
    longer = (opens, max(window[1], later[1]))
    found = _within(work, asker, peer, longer, minutes, read_at, urgent, but_not)
    if not found.times:
        raise UserError(
            "I found no time in which you could both make it. Ask for a later one, such as: next week"
        )
    why = "Nothing was left when you asked for, so these come after it."
    return Offer(found.times, longer, f"{why} {found.why}" if found.strained else why)


def _within(
    work: Work,
    asker: Member,
    peer: Member,
    window: Window,
    minutes: int,
    now: datetime,
    urgent: bool,
    but_not: Collection[datetime],
) -> times.Proposed:
    opens, closes = window
    quiet = telling.quiet_of(work, asker.workspace, now)
    last = max(closes, opens) + timedelta(minutes=minutes)
    taken = work.bookings.taken([asker.id, peer.id], opens, last)
    return times.propose(
        _person(peer, quiet),
        _person(asker, quiet),
        opens=opens,
        closes=closes,
        minutes=minutes,
        now=now,
        taken=taken[asker.id] | taken[peer.id],
        but_not=but_not,
        urgent=urgent,
    )


def _person(member: Member, quiet: Quiet) -> times.Person:
    return times.Person(member.zone, member.work, quiet)


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
        but_not=booking.times,
        reader=reader,
    )


def hours_later(work: Work, member: Member, at: datetime) -> datetime:
    """Return when the hours to answer in are over for a member who is told at an instant."""
    quiet = telling.quiet_of(work, member.workspace, at)
    return times.working_hours_later(at, ANSWER_HOURS, member.zone, quiet.holidays, quiet.weekend)


def first_wait(
    work: Work, booking: Booking, member: Member, told_at: datetime
) -> tuple[Step, datetime]:
    """Return what happens when a member does not answer, and when: asked once more, or nobody waits any longer.

    Where the window is over before, the request does not outlive the last time that is proposed.
    """
    over = hours_later(work, member, told_at)
    if booking.turn == "peer" and over >= booking.closes:
        return "next", max(told_at, min(over, max(booking.times)))
    return "again", over


def second_wait(
    work: Work, booking: Booking, member: Member, told_at: datetime
) -> tuple[Step, datetime]:
    """Return when nobody waits any longer for a member who was asked once more."""
    over = hours_later(work, member, told_at)
    if booking.turn == "peer":
        over = max(told_at, min(over, booking.closes))
    return "next", over


def before(starts_at: datetime, ends_at: datetime, now: datetime) -> tuple[Step, datetime]:
    """Return the next step of an agreed booking: the reminder, or where it is too late for one the question after."""
    if now < starts_at - REMIND:
        return "remind", starts_at - REMIND
    return "ask", ends_at + AFTER
