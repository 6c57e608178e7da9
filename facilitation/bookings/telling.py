"""What people are told of a booking: each alone, outside their quiet hours where it can wait."""

from datetime import datetime

from facilitation.bookings.model import Booking
from facilitation.journal import Fact
from facilitation.outbox import Delivery, Personal
from facilitation.people import daysoff, hours
from facilitation.people.hours import Quiet
from facilitation.people.model import Member
from facilitation.rounds.telling import Kind
from facilitation.talk.messages import Message
from facilitation.talk.walltime import local
from facilitation.work import Work


def quiet_of(work: Work, workspace: str, now: datetime) -> Quiet:
    """Return the quiet hours of the workspace's members."""
    return daysoff.quiet_of(work.workspaces.get(workspace), now.year)


def readable_at(work: Work, member: Member, now: datetime, *, urgent: bool = False) -> datetime:
    """Return when a member is reached at the earliest; at once with something urgent while they work."""
    quiet = quiet_of(work, member.workspace, now)
    if urgent and is_working(member, now, quiet):
        return now
    return hours.next_open(now, member.zone, quiet)


def is_working(member: Member, at: datetime, quiet: Quiet) -> bool:
    """Return whether an instant is in a member's working hours, on a working day."""
    wall = local(at, member.zone)
    minute = wall.hour * 60 + wall.minute
    off = wall.weekday() in quiet.weekend or wall.date() in quiet.holidays
    return not off and member.work[0] <= minute < member.work[1]


def tell(
    work: Work,
    booking: Booking,
    member: Member,
    message: Message,
    *,
    what: str,
    kind: Kind = "told",
    due_at: datetime,
    stale_at: datetime | None = None,
) -> None:
    """Owe a member a message about a booking; nothing to who is no longer there."""
    if member.state != "active":
        return
    delivery = Delivery(
        id=work.new_id("dlv"),
        key=key(booking, what),
        workspace=booking.workspace,
        to=Personal(member.id),
        message=message,
        kind=kind,
        about=booking.id,
        due_at=due_at,
        stale_at=stale_at,
    )
    work.outbox.add([delivery])


def soon(
    work: Work,
    booking: Booking,
    member: Member,
    message: Message,
    *,
    what: str,
    now: datetime,
    kind: Kind = "told",
    urgent: bool = False,
    by: datetime | None = None,
) -> None:
    """Owe a member a message as soon as their quiet hours allow, or at once where that is too late, `by` an instant."""
    due_at = readable_at(work, member, now, urgent=urgent)
    if by is not None and due_at >= by:
        due_at = now
    tell(work, booking, member, message, what=what, kind=kind, due_at=due_at)


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


def keep(
    work: Work, booking: Booking, what: str, now: datetime, *, by: str = "", **data: str
) -> None:
    """Write a fact about a booking, of its asker."""
    work.journal.add(
        [
            Fact(
                id=work.new_id("fct"),
                workspace=booking.workspace,
                at=now,
                kind=f"booking.{what}",
                by=by,
                member=booking.asker,
                data={"booking": booking.id, "peer": booking.peer, **data},
            )
        ]
    )
