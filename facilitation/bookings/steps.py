"""What happens to a booking by itself: asked once more, passed on, reminded of, asked about."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.bookings import (
    agreeing,
    cards,
    guarding,
    notices,
    requesting,
    scheduling,
    telling,
)
from facilitation.bookings.model import Booking, Step
from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.work import Work

PUNCTUAL = timedelta(minutes=1)
"""How late a reminder may be and still say how many minutes are left."""

_Run = Callable[[Work, Booking, Mapping[str, Member], datetime], str]


def run(work: Work, booking_id: str, step: str, at: datetime, now: datetime) -> str | None:
    """Do a booking's step if it is still to be done; return a plain line of what was done; raises Conflict."""
    booking = work.bookings.get(booking_id)
    if not booking.step or (booking.step, booking.step_at) != (step, at):
        return None
    people = work.members.some(booking.people)
    done = _STEPS[booking.step](work, booking, people, now)
    return f"{booking.id}: {done}"


def _again(work: Work, booking: Booking, people: Mapping[str, Member], now: datetime) -> str:
    """Ask whoever is on turn once more, with times that are still to come."""
    asker, peer = people[booking.asker], people[booking.peer]
    member, other = (peer, asker) if booking.turn == "peer" else (asker, peer)
    if member is peer and guarding.is_closed(work, asker, peer):
        return _pass_on(work, booking, people, now)
    read_at = telling.readable_at(work, member, now, urgent=booking.urgent)
    fresh = _still_to_come(work, booking, asker, peer, read_at, now)
    if fresh is None:
        return _next(work, booking, people, now)
    step, step_at = scheduling.second_wait(work, fresh, member, read_at)
    saved = work.bookings.save(replace(fresh, step=step, step_at=step_at))
    countered = f":{saved.counters}" if saved.counters else ""
    card = (
        cards.request(saved, asker, peer, again=True)
        if member is peer and not saved.counters
        else cards.proposal(saved, member, other, again=True)
    )
    what = f"again:{saved.peer}:{member.id}{countered}"
    telling.tell(work, saved, member, card, what=what, kind="ask", due_at=read_at)
    return f"{member.name} is asked once more"


def _still_to_come(
    work: Work,
    booking: Booking,
    asker: Member,
    peer: Member,
    read_at: datetime,
    now: datetime,
) -> Booking | None:
    """Return the booking with times that can still be agreed on, or None where there are none in its window."""
    left = tuple(at for at in booking.times if at > read_at)
    if left:
        return replace(booking, times=left)
    if booking.closes <= read_at:
        return None
    try:
        offer = scheduling.anew(work, booking, asker, peer, now)
    except UserError:
        return None
    return replace(booking, times=offer.times, closes=max(booking.closes, offer.window[1]))


def _next(work: Work, booking: Booking, people: Mapping[str, Member], now: datetime) -> str:
    """Offer the next best peer to the asker while the first is silent; in the end nobody waits any longer."""
    asker, peer = people[booking.asker], people[booking.peer]
    if booking.turn == "asker" or booking.suggested:
        return _lapse(work, booking, asker, peer, now)
    if guarding.is_closed(work, asker, peer):
        return _pass_on(work, booking, people, now)
    booking, found = requesting.suggest(work, booking, asker, now)
    over = found is None and now >= booking.closes
    read_at = telling.readable_at(work, asker, now, urgent=booking.urgent)
    requesting.unanswered(work, booking, now)
    if over:
        saved, _ = agreeing.pass_on(work, booking, asker, now)
        _release_peer(work, booking, asker, peer, now)
    else:
        until = scheduling.hours_later(work, asker, read_at) if found else booking.closes
        saved = work.bookings.save(replace(booking, step="next", step_at=until))
    message = notices.silent(saved, peer, found, over=over)
    what = f"silent:{peer.id}:{booking.version}"
    telling.soon(work, saved, asker, message, what=what, now=now, urgent=booking.urgent)
    return f"{peer.name} has not answered, {found.member.name if found else 'nobody'} is next"


def _lapse(work: Work, booking: Booking, asker: Member, peer: Member, now: datetime) -> str:
    """Close a request that nobody answered, and tell both."""
    suggested = booking.suggested
    telling.take_back(work, booking)
    if booking.turn == "peer" and not suggested:
        requesting.unanswered(work, booking, now)
    saved = work.bookings.save(
        replace(booking, state="lapsed", turn="", times=(), step="", step_at=None)
    )
    for reader, other in ((asker, peer), (peer, asker)):
        message = notices.lapsed(saved, reader, other)
        telling.soon(work, saved, reader, message, what=f"lapsed:{reader.id}:{peer.id}", now=now)
    return "closed without an answer"


def _release_peer(work: Work, booking: Booking, asker: Member, peer: Member, now: datetime) -> None:
    """Tell a peer that no answer is waited for any more."""
    message = notices.settled(booking, asker)
    telling.soon(work, booking, peer, message, what=f"settled:{peer.id}", now=now)


def _pass_on(work: Work, booking: Booking, people: Mapping[str, Member], now: datetime) -> str:
    """Offer the next best peer for one who is no longer there, or takes a break."""
    pass_on(work, booking, people[booking.asker], people[booking.peer], now)
    return f"{people[booking.peer].name} is not there, so the next is offered"


def pass_on(work: Work, booking: Booking, asker: Member, peer: Member, now: datetime) -> None:
    """End a request to a peer who is not there, and offer the next best to the asker."""
    saved, found = agreeing.pass_on(work, booking, asker, now)
    message = notices.gone(saved, peer, found)
    telling.soon(work, saved, asker, message, what=f"gone:{peer.id}", now=now)


def _remind(work: Work, booking: Booking, people: Mapping[str, Member], now: datetime) -> str:
    """Remind both that it begins soon; once it has begun nobody is reminded."""
    starts_at = booking.starts_at or now
    step, step_at = _after(booking, now)
    saved = work.bookings.save(replace(booking, step=step, step_at=step_at))
    if now >= starts_at:
        return "the reminder was too late"
    late = now > starts_at - scheduling.REMIND + PUNCTUAL
    for reader, other in _both(booking, people):
        telling.tell(
            work,
            saved,
            reader,
            cards.reminder(saved, reader, other, late=late),
            what=f"remind:{saved.sequence}:{reader.id}",
            due_at=now,
            stale_at=starts_at,
        )
    return "both are reminded"


def _after(booking: Booking, now: datetime) -> tuple[Step, datetime]:
    return "ask", (booking.ends_at or now) + scheduling.AFTER


def _ask(work: Work, booking: Booking, people: Mapping[str, Member], now: datetime) -> str:
    """Let a booking be over, and ask both how it went."""
    saved = work.bookings.save(
        replace(booking, state="over", turn="", times=(), step="", step_at=None)
    )
    telling.take_back(work, booking)
    telling.keep(work, saved, "over", now)
    for reader, other in _both(booking, people):
        message = cards.after(saved, reader, other)
        telling.soon(work, saved, reader, message, what=f"after:{reader.id}", kind="ask", now=now)
    return "both are asked how it went"


def _both(booking: Booking, people: Mapping[str, Member]) -> list[tuple[Member, Member]]:
    """Return the two of a booking, each with the other."""
    asker, peer = people[booking.asker], people[booking.peer]
    return [(asker, peer), (peer, asker)]


_STEPS: Mapping[Step, _Run] = {"again": _again, "next": _next, "remind": _remind, "ask": _ask}
