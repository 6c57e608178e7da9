"""Bookings in tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, func, select, update

from facilitation.bookings.model import Booking, Vain
from facilitation.errors import NotFound
from storage import holding
from storage.help_tables import booking, booking_ask
from storage.rows import Rows, batches, insert_new
from storage.standing import WAITS_FOR_PEER

_BOOKINGS = Rows(Booking, booking, "id")


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
_LIVE = _BOOKINGS.select.where(
    booking.c.ordinal.in_(
        select(booking.c.ordinal)
        .where(booking.c.asker.in_(_MEMBERS))
        .union(select(booking.c.ordinal).where(booking.c.peer.in_(_MEMBERS)))
    ),
    booking.c.state.in_(("asked", "agreed")),
    (booking.c.created_at >= bindparam("since")) | (booking.c.starts_at >= bindparam("since")),
).order_by(booking.c.ordinal.desc())
_OPEN_OF = (
    select(booking.c.peer, func.count())
    .where(booking.c.peer.in_(_MEMBERS), WAITS_FOR_PEER)
    .group_by(booking.c.peer)
)


_IN_VAIN = (
    update(booking_ask)
    .where(booking_ask.c.booking == bindparam("of"), booking_ask.c.member == bindparam("who"))
    .values(vain=bindparam("what"), vain_at=bindparam("on"))
)
_TAKEN_BACK = _IN_VAIN.where(booking_ask.c.vain == "")
_VAIN_OF = (
    select(booking_ask.c.member, booking_ask.c.vain)
    .join(booking, booking.c.id == booking_ask.c.booking)
    .where(
        booking.c.asker == bindparam("asker"),
        booking_ask.c.vain != "",
        booking_ask.c.vain_at > bindparam("since"),
    )
)


class Bookings:
    """Where bookings are kept."""

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
            row = {"booking": booking.id, "member": booking.peer, "at": at, "vain": ""}
            new = insert_new(self._connection, booking_ask)
            if self._connection.execute(new, row).rowcount == 1:
                holding.asked(self._connection, booking.peer, at)
        return saved

    def of_member(self, member: str, since: datetime, limit: int = 20) -> list[Booking]:
        """Return bookings of a member as asker or peer that were made or take place after `since`, newest first."""
        values = {"member": member, "since": since, "most": limit}
        return _BOOKINGS.all(self._connection, _OF_MEMBER, **values)

    def live(self, members: Sequence[str], since: datetime) -> list[Booking]:
        """Return what is asked or agreed of any of these members, made or taking place after `since`, newest first."""
        found: dict[str, Booking] = {}
        for ids in batches(members):
            its = _BOOKINGS.all(self._connection, _LIVE, members=ids, since=since)
            found |= {one.id: one for one in its}
        return list(found.values())

    def in_vain(self, booking: Booking, vain: Vain, at: datetime) -> None:
        """Keep that asking the peer came to nothing; taken back, it is still what the peer made of it."""
        values = {"of": booking.id, "who": booking.peer, "what": vain, "on": at}
        self._connection.execute(_TAKEN_BACK if vain == "withdrawn" else _IN_VAIN, values)

    def vain_of(self, asker: str, since: datetime) -> list[tuple[str, Vain]]:
        """Return (peer, what came of it) of the asker's requests that came to nothing after `since`."""
        values = {"asker": asker, "since": since}
        return [(peer, vain) for peer, vain in self._connection.execute(_VAIN_OF, values)]

    def open_of(self, members: Sequence[str]) -> dict[str, int]:
        """Return how many requests wait for each of these peers' answer."""
        waiting = dict.fromkeys(members, 0)
        for ids in batches(members):
            for peer, count in self._connection.execute(_OPEN_OF, {"members": ids}):
                waiting[peer] = count
        return waiting
