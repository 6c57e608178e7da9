"""The quarters of an hour that sessions take up, in a table: a member has each of them once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from facilitation.sessions.model import SLOT
from storage.help_tables import slot
from storage.rows import batches, insert_new

_ANY_QUARTER = datetime(1970, 1, 1, tzinfo=UTC)
_MEMBERS: BindParameter[str] = bindparam("members", expanding=True)
_TAKEN = select(slot.c.member, slot.c.at).where(
    slot.c.member.in_(_MEMBERS),
    slot.c.at > bindparam("after"),
    slot.c.at < bindparam("before"),
)
_HELD = select(slot.c.member, slot.c.at).where(slot.c.by == bindparam("holder"))
_LET_GO = delete(slot).where(slot.c.member == bindparam("of"), slot.c.at == bindparam("on"))
_RELEASE = delete(slot).where(slot.c.by.in_(bindparam("holders", expanding=True)))


class Slots:
    """Where the quarters of an hour are kept that people have given away."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

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

    def take(self, by: str, people: Sequence[str], start: datetime, end: datetime) -> bool:
        """Take the quarters of an hour of all these people for a record, or none of them and return False.

        They take the place of those it holds already, which it keeps where it gets none. Of two that want the same
        quarter at once, in two processes, one gets it.
        """
        held = {(who, at) for who, at in self._connection.execute(_HELD, {"holder": by})}
        wanted = {(who, at) for who in people for at in _quarters(start, end)}
        # New ones before old ones go, and in one order: so no two of these wait for each other.
        new = [{"member": who, "at": at, "by": by} for who, at in sorted(wanted - held)]
        over = [{"of": who, "on": at} for who, at in sorted(held - wanted)]
        if new:
            with self._connection.begin_nested() as attempt:
                taking = insert_new(self._connection, slot)
                if self._connection.execute(taking, new).rowcount != len(new):
                    attempt.rollback()
                    return False
        if over:
            self._connection.execute(_LET_GO, over)
        return True

    def release(self, *by: str) -> None:
        """Give the quarters of an hour free that records hold."""
        for holders in batches(by):
            self._connection.execute(_RELEASE, {"holders": holders})


def _quarters(start: datetime, end: datetime) -> Iterator[datetime]:
    """Give every quarter of an hour that is touched between two instants."""
    at = start - (start - _ANY_QUARTER) % SLOT
    while at < end:
        yield at
        at += SLOT
