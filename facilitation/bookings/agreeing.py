"""Coming to a time, and leaving it: accept, propose others, decline, withdraw, move, cancel."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitation.bookings import requesting
from facilitation.bookings.model import Booking
from facilitation.bookings.times import scheduling
from facilitation.bookings.words import cards, endings, notices
from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.people.plainly import short
from facilitation.post import teller
from facilitation.sessions import model
from facilitation.skills import naming
from facilitation.skills.finding import Candidate
from facilitation.steps import service as steps
from facilitation.talk.messages import Code
from facilitation.talk.phrases import say
from facilitation.work import Work

ID = "bkg_"
"""How the id of a booking begins."""

LONGEST_REASON = 300
MANY = 3
"""After so many counter-proposals people are told that a chat may be quicker."""

LATELY, MOST = timedelta(days=90), 50
"""How far back, and how many at the most, a member's bookings are looked at."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A booking as one of its two sees it."""

    booking: Booking
    me: Member
    other: Member

    @property
    def asker(self) -> Member:
        """Return who asked."""
        return self.me if self.me.id == self.booking.asker else self.other

    @property
    def peer(self) -> Member:
        """Return who was asked."""
        return self.me if self.me.id == self.booking.peer else self.other

    @property
    def my_turn(self) -> bool:
        """Return whether times are proposed that I have not answered."""
        return self.me.id in self.booking.agreement.waits_for


def of_member(work: Work, member: Member, now: datetime) -> list[Sides]:
    """Return a member's bookings, past and coming, as they see them, newest first."""
    known = work.bookings.of_member(member.id, now - LATELY, MOST)
    others = work.members.some(sorted({m for b in known for m in b.people}))
    found = []
    for booking in known:
        other = booking.peer if booking.asker == member.id else booking.asker
        if other in others:
            found.append(Sides(booking, member, others[other]))
    return found


def find(work: Work, member: Member, booking_id: str) -> Booking:
    """Return the booking of that id; raises NotFound for one of another workspace or none at all."""
    booking = rights.theirs(work.bookings.get, booking_id, member.workspace)
    if booking is None:
        raise NotFound("That booking is gone. See yours: {command}", command=Code("bookings"))
    return booking


def sides(work: Work, member: Member, booking: Booking) -> Sides:
    """Return the booking as the member sees it; raises NotAllowed when it is not theirs."""
    if member.id not in booking.people:
        raise NotAllowed("Only the two people of a booking can change it.")
    other = booking.peer if member.id == booking.asker else booking.asker
    return Sides(booking, member, work.members.get(other))


def waiting(work: Work, member: Member, now: datetime) -> Booking:
    """Return the member's newest booking that waits for their answer; raises NotFound without one."""
    for booking in work.bookings.of_member(member.id, now - LATELY, MOST):
        if booking.state in ("asked", "agreed") and sides(work, member, booking).my_turn:
            return booking
    raise NotFound(
        "No booking is waiting for your answer. See what there was: {command}",
        command=Code("bookings"),
    )


def asked_by(work: Work, member: Member, now: datetime) -> Booking:
    """Return the newest request that a member has made and nobody has agreed to; raises NotFound without one."""
    for booking in work.bookings.of_member(member.id, now - LATELY, MOST):
        if booking.state == "asked" and booking.asker == member.id:
            return booking
    raise NotFound(
        "None of your requests is still open. See what there was: {command}",
        command=Code("bookings"),
    )


def coming(work: Work, member: Member, now: datetime) -> Booking:
    """Return the member's next agreed booking, or else their newest request; raises NotFound without one."""
    known = work.bookings.of_member(member.id, now - LATELY, MOST)
    ahead = [b for b in known if b.state == "agreed" and b.starts_at and b.starts_at > now]
    if ahead:
        return min(ahead, key=lambda b: (b.starts_at or now, b.id))
    if open_ := [b for b in known if b.state == "asked"]:
        return open_[0]
    raise NotFound("You have no booking. See what there was: {command}", command=Code("bookings"))


def accept(work: Work, of: Sides, at: datetime, now: datetime) -> Booking | None:
    """Agree on a time that was proposed; None when it has just gone, and then other times are proposed.

    The quarters of an hour are taken for both or not at all, so of two that want one at once one gets it.
    """
    booking = of.booking
    moved = booking.state == "agreed"
    ends_at = at + timedelta(minutes=booking.minutes)
    agreed = replace(
        booking,
        state="agreed",
        turn="",
        times=(),
        starts_at=at,
        suggested="",
        sequence=booking.sequence + 1 if moved else booking.sequence,
    )
    if at <= now or not work.slots.take(booking.id, booking.people, at, ends_at):
        propose_anew(work, of, now)
        return None
    saved = work.bookings.save(agreed)
    steps.plan_only(work, saved.subject, *model.before(at, ends_at, now))
    requesting.take_back(work, booking)
    requesting.keep(work, saved, "booking.agreed", now, by=of.me.id)
    work.skills.wish_met(saved.asker, naming.fold(saved.skill), now)
    message = notices.agreed(saved, of.other, of.me, work.address, moved=moved)
    what = f"agreed:{of.other.id}:{saved.sequence}"
    requesting.tell(work, saved, of.other, message, what=what, now=now, urgent=True, by=at)
    return saved


def propose_anew(work: Work, of: Sides, now: datetime) -> Booking:
    """Put other times in place of those that have gone; whose turn it is stays."""
    offer = scheduling.anew(work, of.booking, of.asker, of.peer, now)
    closes = max(of.booking.closes, offer.window[1])
    return work.bookings.save(replace(of.booking, times=offer.times, closes=closes))


def counter(work: Work, of: Sides, proposed: Sequence[datetime], now: datetime) -> Booking:
    """Propose other times: to move what is agreed, or in answer to what was proposed; the other is on turn then."""
    booking = of.booking
    check_times(work, of, proposed, now)
    countered = replace(
        booking,
        turn="peer" if of.me.id == booking.asker else "asker",
        times=tuple(sorted(set(proposed))),
        counters=booking.counters + 1,
        closes=max(booking.closes, max(proposed) + timedelta(minutes=booking.minutes)),
        suggested="",
    )
    read_at = teller.of(work, booking.workspace, now).readable(of.other, urgent=booking.urgent)
    # at night only what the morning would be too late for: the last of the times, or the one that stands
    if read_at >= min(countered.times[-1], booking.starts_at or countered.times[-1]):
        read_at = now
    saved = work.bookings.save(countered)
    if booking.state == "asked":
        wait = scheduling.first_wait(work, saved, of.other, read_at)
        steps.plan_only(work, saved.subject, *wait)
        requesting.take_back(work, booking)
    requesting.tell(
        work,
        saved,
        of.other,
        cards.proposal(saved, of.other, of.me, talk=saved.counters >= MANY),
        what=f"times:{saved.peer}:{saved.counters}",
        now=now,
        kind="ask",
        due=read_at,
        until=max(saved.times),
    )
    return saved


def check_times(work: Work, of: Sides, proposed: Sequence[datetime], now: datetime) -> None:
    """Raise UserError for times that cannot be: past, or taken already for one who proposes them."""
    if not proposed:
        raise UserError(
            "Which times would suit you? Write up to three: {example}",
            example="tue 10:00, wed 14:00",
        )
    taken = work.slots.taken([of.me.id], min(proposed), max(proposed) + timedelta(hours=3))
    own = taken[of.me.id]
    if of.booking.starts_at is not None and of.booking.state == "agreed":
        own = own - set(_quarters(of.booking.starts_at, of.booking.minutes))
    for at in proposed:
        if at <= now:
            raise UserError("One of these times is already past.")
        if own & set(_quarters(at, of.booking.minutes)):
            raise UserError(
                "You have another booking at one of these times. See them: {command}",
                command=Code("bookings"),
            )
        if of.booking.state == "agreed" and at == of.booking.starts_at:
            raise UserError("That is the time you already have. Which other time would suit you?")


def _quarters(at: datetime, minutes: int) -> list[datetime]:
    return [at + timedelta(minutes=n) for n in range(0, minutes, 15)]


def keep(work: Work, of: Sides, now: datetime) -> Booking:
    """Leave an agreed booking where it is, when it was proposed to move it."""
    saved = work.bookings.save(replace(of.booking, turn="", times=()))
    message = notices.kept(saved, of.other, of.me)
    what = f"kept:{saved.counters}"
    requesting.tell(work, saved, of.other, message, what=what, now=now, by=saved.starts_at)
    return saved


def decline(work: Work, of: Sides, reason: str, now: datetime) -> Booking:
    """Let the peer say no, with a private reason or none; the next best peer is offered to the asker at once."""
    booking = replace(
        of.booking,
        state="declined",
        turn="",
        times=(),
        reason=short(reason, LONGEST_REASON, say("A reason"), "reason"),
    )
    booking, found = requesting.suggest(work, booking, of.asker, now)
    saved = work.bookings.save(booking)
    steps.cancel(work, saved.subject)
    requesting.take_back(work, booking)
    requesting.came_to_nothing(work, saved, "declined", now, by=of.me.id)
    message = notices.declined(saved, of.asker, of.peer, found)
    what = f"declined:{of.peer.id}"
    requesting.tell(work, saved, of.asker, message, what=what, now=now, urgent=booking.urgent)
    return saved


def withdraw(work: Work, of: Sides, now: datetime) -> Booking:
    """Let the asker take a request back; the peer is told if they have heard of it."""
    if requesting.settle(work, of.booking, of.asker, now):
        requesting.came_to_nothing(work, of.booking, "withdrawn", now, by=of.me.id)
    steps.cancel(work, of.booking.subject)
    return work.bookings.save(
        replace(of.booking, state="withdrawn", turn="", times=(), suggested="")
    )


def cancel(work: Work, of: Sides, reason: str, now: datetime) -> Booking:
    """Call an agreed booking off, with a reason for the other alone or none; its time is free again."""
    words = short(reason, LONGEST_REASON, say("A reason"), "reason")
    saved = called_off(work, of.booking, words)
    requesting.keep(work, saved, "booking.cancelled", now, by=of.me.id)
    message = endings.cancelled(saved, of.other, of.me, work.address)
    what = f"cancelled:{of.other.id}:{saved.sequence}"
    requesting.tell(
        work, saved, of.other, message, what=what, now=now, urgent=True, by=saved.starts_at
    )
    return saved


def called_off(work: Work, booking: Booking, reason: str = "") -> Booking:
    """Return an agreed booking as cancelled: its time is free, its invitation has changed, nothing more is sent."""
    work.slots.release(booking.id)
    requesting.take_back(work, booking)
    steps.cancel(work, booking.subject)
    return work.bookings.save(
        replace(
            booking,
            state="cancelled",
            turn="",
            times=(),
            reason=reason,
            sequence=booking.sequence + 1,
        )
    )


def pass_on(
    work: Work, booking: Booking, asker: Member, now: datetime
) -> tuple[Booking, Candidate | None]:
    """End a request whose peer has not answered or is gone, and note who could be asked next."""
    booking, found = requesting.suggest(work, booking, asker, now)
    requesting.take_back(work, booking)
    steps.cancel(work, booking.subject)
    lapsed = replace(booking, state="lapsed", turn="", times=())
    return work.bookings.save(lapsed), found
