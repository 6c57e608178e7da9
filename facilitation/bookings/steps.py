"""What happens to a booking by itself: asked once more, passed on, reminded of, asked about."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.bookings import agreeing, checkins, requesting
from facilitation.bookings.model import Booking
from facilitation.bookings.times import scheduling
from facilitation.bookings.words import asking, cards, endings, notices
from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.sessions.model import AFTER, REMIND
from facilitation.skills.finding import Candidate
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.work import Work

PUNCTUAL = timedelta(minutes=1)
"""How late a reminder may be and still say how many minutes are left."""

MOST_IN_A_ROW = 4
"""So many peers at the most are passed over for something urgent before the asker is asked what next."""

_Run = Callable[[Work, Booking, Mapping[str, Member], datetime], str]


def run(work: Work, step: Step, now: datetime) -> str:
    """Do a booking's step; return a plain line of what was done; raises Conflict."""
    booking = work.bookings.get(step.record)
    people = work.members.some(booking.people)
    done = _STEPS[step.name](work, booking, people, now)
    return f"{booking.id}: {done}"


def _again(work: Work, booking: Booking, people: Mapping[str, Member], now: datetime) -> str:
    """Ask whoever is on turn once more, with times that are still to come."""
    asker, peer = people[booking.asker], people[booking.peer]
    member, other = (peer, asker) if booking.turn == "peer" else (asker, peer)
    if member is peer and requesting.is_closed(work, asker, peer):
        return _pass_on(work, booking, people, now)
    read_at = teller.of(work, booking.workspace, now).readable(member, urgent=booking.urgent)
    fresh = _still_to_come(work, booking, asker, peer, read_at, now)
    if fresh is None:
        return _next(work, booking, people, now)
    saved = work.bookings.save(fresh)
    steps.plan(work, saved.subject, *scheduling.second_wait(work, fresh, member, read_at))
    countered = f":{saved.counters}" if saved.counters else ""
    card = (
        asking.request(saved, asker, peer, again=True)
        if member is peer and not saved.counters
        else cards.proposal(saved, member, other, again=True)
    )
    what = f"again:{saved.peer}:{member.id}{countered}"
    requesting.tell(work, saved, member, card, what=what, now=now, kind="ask", due=read_at)
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
    if requesting.is_closed(work, asker, peer):
        return _pass_on(work, booking, people, now)
    booking, found = requesting.suggest(work, booking, asker, now)
    if found and booking.urgent and len(booking.passed) < MOST_IN_A_ROW:
        with suppress(UserError):
            return _ask_next(work, booking, asker, peer, found, now)
    over = now >= max(booking.times)
    read_at = teller.of(work, booking.workspace, now).readable(asker, urgent=booking.urgent)
    requesting.unanswered(work, booking, now)
    if over:
        saved, found = agreeing.pass_on(work, booking, asker, now)
        _tell_closed(work, booking, peer, asker, now)
    else:
        until = scheduling.hours_later(work, asker, read_at) if found else booking.closes
        saved = work.bookings.save(booking)
        steps.plan(work, saved.subject, "next", until)
    message = notices.silent(saved, peer, found, over=over)
    what = f"silent:{peer.id}:{booking.version}"
    # who keeps a time free hears in time that nobody has taken it
    by = now if now == max(booking.times) else None
    requesting.tell(work, saved, asker, message, what=what, now=now, urgent=booking.urgent, by=by)
    return f"{peer.name} has not answered, {found.member.name if found else 'nobody'} is next"


def _ask_next(
    work: Work, booking: Booking, asker: Member, peer: Member, found: Candidate, now: datetime
) -> str:
    """Ask the next best at once for what is urgent, and tell the asker; raises UserError where there is no time."""
    asked = requesting.ask_next(work, booking, asker, found.member, now)
    message = notices.passed_on(asked.booking, peer, found.member, asked.then[1])
    what = f"passed:{peer.id}:{found.member.id}"
    requesting.tell(work, asked.booking, asker, message, what=what, now=now, urgent=True)
    return f"{peer.name} has not answered, {found.member.name} is asked"


def _lapse(work: Work, booking: Booking, asker: Member, peer: Member, now: datetime) -> str:
    """Close a request that nobody answered, and tell both."""
    suggested = booking.suggested
    requesting.take_back(work, booking)
    if booking.turn == "peer" and not suggested:
        requesting.unanswered(work, booking, now)
    work.bookings.save(replace(booking, state="lapsed", turn="", times=()))
    for reader, other in ((asker, peer), (peer, asker)):
        _tell_closed(work, booking, reader, other, now)
    return "closed without an answer"


def _tell_closed(
    work: Work, booking: Booking, reader: Member, other: Member, now: datetime
) -> None:
    """Tell one of the two that no answer is waited for any more."""
    message = endings.lapsed(booking, reader, other)
    what = f"lapsed:{reader.id}:{booking.peer}"
    requesting.tell(work, booking, reader, message, what=what, now=now)


def _pass_on(work: Work, booking: Booking, people: Mapping[str, Member], now: datetime) -> str:
    """Offer the next best peer for one who is no longer there, or takes a break."""
    pass_on(work, booking, people[booking.asker], people[booking.peer], now)
    return f"{people[booking.peer].name} is not there, so the next is offered"


def pass_on(work: Work, booking: Booking, asker: Member, peer: Member, now: datetime) -> None:
    """End a request to a peer who is not there, and offer the next best to the asker."""
    saved, found = agreeing.pass_on(work, booking, asker, now)
    message = notices.gone(saved, peer, found)
    requesting.tell(work, saved, asker, message, what=f"gone:{peer.id}", now=now)


def _remind(work: Work, booking: Booking, people: Mapping[str, Member], now: datetime) -> str:
    """Remind both that it begins soon; once it has begun nobody is reminded."""
    starts_at = booking.starts_at or now
    saved = work.bookings.save(booking)
    steps.plan(work, saved.subject, "ask", (booking.ends_at or now) + AFTER)
    if now >= starts_at:
        return "the reminder was too late"
    late = now > starts_at - REMIND + PUNCTUAL
    for reader, other in _both(booking, people):
        requesting.tell(
            work,
            saved,
            reader,
            cards.reminder(saved, reader, other, late=late),
            what=f"remind:{saved.sequence}:{reader.id}",
            now=now,
            due=now,
            until=starts_at,
        )
    return "both are reminded"


def _ask(work: Work, booking: Booking, people: Mapping[str, Member], now: datetime) -> str:
    """Let a booking be over, and ask both how it went."""
    saved = work.bookings.save(replace(booking, state="over", turn="", times=()))
    requesting.take_back(work, booking)
    requesting.keep(work, saved, "booking.over", now)
    session = checkins.session_of(work, saved)
    work.sessions.asked_all([session.id])
    for reader, other in _both(booking, people):
        message = cards.after(saved, session, other)
        requesting.tell(
            work, saved, reader, message, what=f"after:{reader.id}", kind="ask", now=now
        )
    return "both are asked how it went"


def _both(booking: Booking, people: Mapping[str, Member]) -> list[tuple[Member, Member]]:
    """Return the two of a booking, each with the other."""
    asker, peer = people[booking.asker], people[booking.peer]
    return [(asker, peer), (peer, asker)]


_STEPS: Mapping[str, _Run] = {"again": _again, "next": _next, "remind": _remind, "ask": _ask}
