"""The sessions of bookings: how one took place, as both tell it, each in a message of their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitation.bookings import agreeing
from facilitation.bookings.model import Booking
from facilitation.bookings.words import afterwards, cards
from facilitation.errors import NotAllowed, UserError
from facilitation.people.model import Member
from facilitation.sessions.model import HAPPENED, Part, Session
from facilitation.sessions.origins import About
from facilitation.talk.incoming import Where
from facilitation.talk.messages import Code, Message, Time
from facilitation.talk.phrases import say
from facilitation.work import Work

LATELY = timedelta(days=7)
"""So long after its end people may speak of a booking without saying which."""


def session_of(work: Work, booking: Booking) -> Session:
    """Return the session that a booking has become, now that its time is over; written when it is not there yet."""
    known = work.sessions.of_booking(booking.id)
    if known is not None:
        return known
    return work.sessions.save(
        Session(
            id=work.new_id("ses"),
            workspace=booking.workspace,
            booking=booking.id,
            parts=tuple(Part(member=m) for m in booking.people),
            starts_at=booking.starts_at,
            minutes=booking.minutes,
        )
    )


@dataclass(frozen=True, slots=True)
class OfBookings:
    """Sessions of bookings: both are asked alone, and whoever asked for it tells whether it helped."""

    def made(self, session: Session) -> bool:
        """Return whether it is a booking's."""
        return bool(session.booking)

    def named(self, work: Work, member: Member, id: str, now: datetime) -> Session | None:
        """Return the session of a booking, named by the booking's id; raises UserError before it has taken place."""
        if not id.startswith(agreeing.ID):
            return None
        booking = agreeing.find(work, member, id)
        agreeing.sides(work, member, booking)
        if not _is_over(booking, now):
            raise UserError(
                "That booking has not taken place yet. See yours: {command}",
                command=Code("bookings"),
            )
        return session_of(work, booking)

    def check(self, work: Work, member: Member, session: Session) -> None:
        """Raise NotAllowed for who is not one of the two."""
        agreeing.sides(work, member, work.bookings.get(session.booking))

    def open_of(self, work: Work, member: Member, now: datetime) -> list[Session]:
        """Return the sessions of the member's bookings that took place of late, newest first."""
        booked = work.bookings.of_member(member.id, now - LATELY)
        over = [b for b in booked if _is_over(b, now) and (b.ends_at or now) > now - LATELY]
        return [session_of(work, booking) for booking in over]

    def here(self, work: Work, member: Member, where: Where) -> list[Session]:
        """Return none: each of the two is spoken to alone."""
        return []

    def called(self, work: Work, member: Member, session: Session) -> str:
        """Return the other's name and when it was."""
        of = self._sides(work, member, session)
        when = session.starts_at
        if when is None:
            return of.other.name
        return say("{other}, {when}", other=of.other.name, when=Time(when))

    def question(self, work: Work, member: Member, session: Session) -> Message:
        """Ask one of the two once more, showing what both have said."""
        of = self._sides(work, member, session)
        names = work.members.some(session.people)
        return cards.after(of.booking, session, of.other, names=names)

    def answered(
        self, work: Work, member: Member, session: Session, now: datetime, *, first: bool
    ) -> Message:
        """Ask who asked whether it helped, or thank the other."""
        of = self._sides(work, member, session)
        shown = afterwards.met if session.outcome in HAPPENED else afterwards.missed
        return shown(of.booking, session, of.me, of.other)

    def about(self, work: Work, member: Member, session: Session) -> About:
        """Return the peer and the skill they were asked about; raises NotAllowed for the peer."""
        of = self._sides(work, member, session)
        if of.me.id != of.booking.asker:
            raise NotAllowed("Only the one who asked can say whether it helped.")
        return About(of.peer, of.booking.skill)

    def _sides(self, work: Work, member: Member, session: Session) -> agreeing.Sides:
        return agreeing.sides(work, member, work.bookings.get(session.booking))


def _is_over(booking: Booking, now: datetime) -> bool:
    ends_at = booking.ends_at
    ended = booking.state == "agreed" and ends_at is not None and ends_at <= now
    return booking.state == "over" or ended
