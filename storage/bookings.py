"""Bookings and the quarters of an hour they take up, in tables."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, select, text

from facilitation.bookings.model import SLOT, Booking
from facilitation.errors import NotFound
from storage import holding
from storage.help_tables import booking, booking_ask, booking_slot
from storage.people import ACTIVE
from storage.rows import Rows, batches, insert_new

_BOOKINGS = Rows(Booking, booking, "id")

_ANY_QUARTER = datetime(1970, 1, 1, tzinfo=UTC)

_MEMBERS: BindParameter[str] = bindparam("members", expanding=True)
_BY_TOKEN = _BOOKINGS.select.where(booking.c.token == bindparam("token"))
# By two indexes, one after the other: PostgreSQL would read the whole table for an OR of both.
_OF_MEMBER = (
    _BOOKINGS.select.where(
        booking.c.ordinal.in_(
            select(booking.c.ordinal)
            .where(booking.c.asker == bindparam("member"))
            .union(select(booking.c.ordinal).where(booking.c.peer == bindparam("member")))
        ),
        (booking.c.created_at >= bindparam("since")) | (booking.c.starts_at >= bindparam("since")),
    )
    .order_by(booking.c.ordinal.desc())
    .limit(bindparam("most"))
)
# written out, not bound: a prepared plan finds the partial index by the very words
_WAITS_FOR_PEER = text("booking.state = 'asked' AND booking.turn = 'peer'")
_OPEN_OF = (
    select(booking.c.peer, func.count())
    .where(booking.c.peer.in_(_MEMBERS), _WAITS_FOR_PEER)
    .group_by(booking.c.peer)
)
_ASKED_SINCE = (
    select(booking_ask.c.member, booking_ask.c.at)
    .where(booking_ask.c.member.in_(_MEMBERS), booking_ask.c.at >= bindparam("since"))
    .order_by(booking_ask.c.at)
)
_DUE = (
    _BOOKINGS.select.where(booking.c.step_at <= bindparam("until"), booking.c.workspace.in_(ACTIVE))
    .order_by(booking.c.step_at, booking.c.ordinal)
    .limit(bindparam("most"))
)
_TAKEN = select(booking_slot.c.member, booking_slot.c.at).where(
    booking_slot.c.member.in_(_MEMBERS),
    booking_slot.c.at > bindparam("after"),
    booking_slot.c.at < bindparam("before"),
)
_HELD = select(booking_slot.c.member, booking_slot.c.at).where(
    booking_slot.c.booking == bindparam("booking")
)
_LET_GO = delete(booking_slot).where(
    booking_slot.c.member == bindparam("of"), booking_slot.c.at == bindparam("on")
)
_RELEASE = delete(booking_slot).where(booking_slot.c.booking == bindparam("of"))


class Bookings:
    """Where bookings and the quarters of an hour they take up are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, booking_id: str) -> Booking:
        """Return the booking; raises NotFound."""
        found = _BOOKINGS.named(self._connection, booking_id)
        if found is None:
            raise NotFound("That booking is no longer there. Type `bookings` to see yours.")
        return found

    def by_token(self, token: str) -> Booking | None:
        """Return the booking with this token, or None."""
        return _BOOKINGS.first(self._connection, _BY_TOKEN, token=token)

    def save(self, booking: Booking) -> Booking:
        """Write the booking, and that its peer is asked; raises Conflict when it has changed since it was read."""
        saved = _BOOKINGS.save(self._connection, booking)
        if booking.state == "asked":
            at = booking.asked_at or booking.created_at
            row = {"booking": booking.id, "member": booking.peer, "at": at}
            new = insert_new(self._connection, booking_ask)
            if self._connection.execute(new, row).rowcount == 1:
                holding.asked(self._connection, booking.peer, at)
        return saved

    def of_member(self, member: str, since: datetime, limit: int = 20) -> list[Booking]:
        """Return bookings of a member as asker or peer that were made or take place after `since`, newest first."""
        values = {"member": member, "since": since, "most": limit}
        return _BOOKINGS.all(self._connection, _OF_MEMBER, **values)

    def open_of(self, members: Sequence[str]) -> dict[str, int]:
        """Return how many requests wait for each of these peers' answer."""
        waiting = dict.fromkeys(members, 0)
        for ids in batches(members):
            for peer, count in self._connection.execute(_OPEN_OF, {"members": ids}):
                waiting[peer] = count
        return waiting

    def asked_since(self, members: Sequence[str], since: datetime) -> dict[str, list[datetime]]:
        """Return when each of these was asked for time since an instant, oldest first."""
        asked: dict[str, list[datetime]] = {member: [] for member in members}
        for ids in batches(members):
            values = {"members": ids, "since": since}
            for member, at in self._connection.execute(_ASKED_SINCE, values):
                asked[member].append(at)
        return asked

    def due(self, until: datetime, limit: int = 100) -> list[Booking]:
        """Return the bookings with a step at or before `until`, earliest first."""
        return _BOOKINGS.all(self._connection, _DUE, until=until, most=limit)

    def taken(
        self, members: Sequence[str], start: datetime, end: datetime
    ) -> Mapping[str, set[datetime]]:
        """Return by member the quarters of an hour between two instants that are taken up."""
        taken: dict[str, set[datetime]] = {member: set() for member in members}
        for ids in batches(members):
            values = {"members": ids, "after": start - SLOT, "before": end}
            for member, at in self._connection.execute(_TAKEN, values):
                taken[member].add(at)
        return taken

    def take(self, booking: Booking) -> bool:
        """Take the quarters of an hour of an agreed booking for both, or none of them and return False.

        They take the place of those it holds already, which it keeps where it gets none. Of two that want the same
        quarter at once, in two processes, one gets it.
        """
        held = {(who, at) for who, at in self._connection.execute(_HELD, {"booking": booking.id})}
        wanted = {(who, at) for who in booking.people for at in _quarters(booking)}
        # New ones before old ones go, and in one order: so no two of these wait for each other.
        new = [
            {"member": who, "at": at, "booking": booking.id} for who, at in sorted(wanted - held)
        ]
        over = [{"of": who, "on": at} for who, at in sorted(held - wanted)]
        if new:
            with self._connection.begin_nested() as attempt:
                taking = insert_new(self._connection, booking_slot)
                if self._connection.execute(taking, new).rowcount != len(new):
                    attempt.rollback()
                    return False
        if over:
            self._connection.execute(_LET_GO, over)
        return True

    def release(self, booking_id: str) -> None:
        """Give a booking's quarters of an hour free."""
        self._connection.execute(_RELEASE, {"of": booking_id})


def _quarters(booking: Booking) -> Iterator[datetime]:
    """Give every quarter of an hour that the booking touches; raises ValueError when no time is agreed."""
    if booking.starts_at is None or booking.ends_at is None:
        raise ValueError(f"no time is agreed for {booking.id}")
    at = booking.starts_at - (booking.starts_at - _ANY_QUARTER) % SLOT
    while at < booking.ends_at:
        yield at
        at += SLOT
