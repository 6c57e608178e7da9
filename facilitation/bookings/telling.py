"""What people are told of a booking, each alone, and what is kept of it."""

from collections.abc import Mapping
from datetime import datetime

from facilitation.bookings.model import Booking, Vain
from facilitation.people.model import Member
from facilitation.post import journal, teller
from facilitation.post.facts import Booked, BookingKind
from facilitation.post.outbox import Kind, Personal
from facilitation.talk.messages import Message
from facilitation.work import Work


def tell(
    work: Work,
    booking: Booking,
    member: Member,
    message: Message,
    *,
    what: str,
    now: datetime,
    kind: Kind = "told",
    due: datetime | None = None,
    until: datetime | None = None,
    urgent: bool = False,
    by: datetime | None = None,
) -> None:
    """Owe a member a message when it is due, else as soon as they can be reached (`Teller.readable`)."""
    owe = teller.of(work, booking.workspace, now)
    due = due or owe.readable(member, urgent=urgent, by=by)
    its = key(booking, what)
    owe.to_member(member, message, key=its, kind=kind, about=booking.id, due=due, until=until)
    owe.send()


def key(booking: Booking, what: str) -> str:
    """Return the key of a message about a booking."""
    return f"{booking.id}:{what}"


def take_back(work: Work, booking: Booking, member: str = "") -> None:
    """Withdraw what is still on its way about a booking, to one member where named."""
    owed = work.outbox.pending(booking.workspace, booking.id)
    gone = [
        d.key for d in owed if not member or (isinstance(d.to, Personal) and d.to.member == member)
    ]
    work.outbox.withdraw(booking.workspace, gone)


def keep(work: Work, booking: Booking, kind: BookingKind, now: datetime, *, by: str = "") -> None:
    """Write what became of a booking, of its asker."""
    what = Booked(kind=kind, member=booking.asker, booking=booking.id, peer=booking.peer)
    journal.keep(work, booking.workspace, what, now, by=by)


def in_vain(work: Work, booking: Booking, vain: Vain, now: datetime, *, by: str = "") -> None:
    """Keep that asking a booking's peer came to nothing, and the fact."""
    kinds: Mapping[Vain, BookingKind] = {
        "declined": "booking.declined",
        "unanswered": "booking.unanswered",
        "withdrawn": "booking.withdrawn",
    }
    work.bookings.in_vain(booking, vain, now)
    keep(work, booking, kinds[vain], now, by=by)
