"""When one of the two is no longer there, or takes a break: requests go on, what was agreed is called off."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.bookings import agreeing, requesting, steps
from facilitation.bookings.model import Booking
from facilitation.bookings.words import endings
from facilitation.people.model import Member
from facilitation.talk.phrases import say
from facilitation.work import Work


def lost(work: Work, members: Sequence[Member], now: datetime) -> None:
    """See to the bookings of members who cannot be reached any more."""
    gone = {member.id: member for member in members}
    for booking in _live(work, list(gone), now):
        # where both have gone it ends with the asker: nobody else is asked for them
        member = gone.get(booking.asker) or gone[booking.peer]
        other = _other(work, booking, member)
        if booking.state == "agreed":
            _call_off(work, booking, member, (other,), f"{member.name} is no longer here", now)
        else:
            _end_request(work, booking, member, other, now)


def paused(work: Work, member: Member, returns_at: datetime | None, now: datetime) -> None:
    """See to the bookings of a member who has paused everything: those asked of them, and those in that time."""
    if not work.enrollments.on_break([member.id]):
        return
    for booking in _live(work, [member.id], now):
        other = _other(work, booking, member)
        if booking.state == "agreed":
            during = returns_at is None or (booking.starts_at or now) < returns_at
            if during:
                _call_off(
                    work,
                    booking,
                    member,
                    (other, member),
                    say("{member} is away", member=member.name),
                    now,
                )
        elif member.id == booking.peer:
            _end_request(work, booking, member, other, now)


def _live(work: Work, members: Sequence[str], now: datetime) -> list[Booking]:
    known = work.bookings.live(members, now - agreeing.LATELY)
    return [b for b in known if b.state == "asked" or _is_ahead(b, now)]


def _is_ahead(booking: Booking, now: datetime) -> bool:
    return booking.starts_at is not None and booking.starts_at > now


def _other(work: Work, booking: Booking, member: Member) -> Member:
    return work.members.get(booking.peer if member.id == booking.asker else booking.asker)


def _end_request(
    work: Work, booking: Booking, member: Member, other: Member, now: datetime
) -> None:
    """Offer the next best to the asker where the peer is gone, and settle the peer where the asker is."""
    if member.id == booking.peer:
        steps.pass_on(work, booking, other, member, now)
    else:
        agreeing.withdraw(work, agreeing.Sides(booking, member, other), now)


def _call_off(
    work: Work,
    booking: Booking,
    member: Member,
    told: Sequence[Member],
    why: str,
    now: datetime,
) -> None:
    """Cancel an agreed booking because a member is not there, and tell whom it concerns."""
    saved = agreeing.called_off(work, booking)
    requesting.keep(work, saved, "booking.cancelled", now)
    for reader in told:
        other = member if reader is not member else _other(work, booking, member)
        said = say("You are taking a break") if reader is member else why
        message = endings.called_off(saved, reader, other, work.address, why=said)
        what = f"cancelled:{reader.id}:{saved.sequence}"
        requesting.tell(work, saved, reader, message, what=what, now=now, by=saved.starts_at)
