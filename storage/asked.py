"""The last question to each member in each place, in a table; gone with the next word there, and after a week."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, Index, Table, bindparam, delete, select, true

from facilitation.post.asked import Asked
from storage.columns import Words
from storage.declare import instant, kept, metadata, naming, person, words
from storage.rows import Revive, insert_new

asked = Table(
    "asked",
    metadata,
    person("member", goes=True, key=True),
    naming(Column("place", Words, primary_key=True)),
    naming(words("yes")),
    naming(words("no")),
    instant("at"),
    Index(None, "at"),
    info=kept("messages"),
)

_OVER = Revive(keys=("member", "place"), where=true(), keep=())
_THIS = (asked.c.member == bindparam("whose")) & (asked.c.place == bindparam("where"))
_ONE, _GONE = select(asked).where(_THIS), delete(asked).where(_THIS)


class LastAsked:
    """Where the last question to each member in each place is kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def of(self, member: str, place: str) -> Asked | None:
        """Return the last question to a member in a place, or None where none is open."""
        row = self._connection.execute(_ONE, {"whose": member, "where": place}).one_or_none()
        return Asked(**row._mapping) if row else None

    def put(self, asked_of: Sequence[Asked]) -> None:
        """Write these, each in place of what was asked before."""
        rows = [
            {"member": one.member, "place": one.place, "yes": one.yes, "no": one.no, "at": one.at}
            for one in asked_of
        ]
        if rows:
            self._connection.execute(insert_new(self._connection, asked, _OVER), rows)

    def close(self, member: str, place: str) -> None:
        """Take the question to a member in a place away, if there is one."""
        self._connection.execute(_GONE, {"whose": member, "where": place})


def forget(connection: Connection, before: datetime) -> int:
    """Forget what was asked before an instant; return how much."""
    return connection.execute(delete(asked).where(asked.c.at < before)).rowcount
