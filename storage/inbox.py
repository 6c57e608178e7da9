"""What platforms have sent us, in a table."""

from collections.abc import Container
from datetime import datetime

from sqlalchemy import Connection, delete, update

from storage.rows import insert_new
from storage.tables import inbox, promise

Key = tuple[str, str]
"""A workspace, and what the platform calls one thing that it sent."""


class Inbox:
    """What platforms have sent us, so that what comes twice is done once."""

    def __init__(self, connection: Connection, promised: Container[Key] = ()) -> None:
        """Work on this connection's transaction; `promised` is what was acknowledged before it was carried out."""
        self._connection = connection
        self._promised = promised
        self._taken: list[Key] = []

    def first(self, workspace: str, key: str, at: datetime) -> bool:
        """Record the key and return True, or return False when it is known."""
        self._taken.append((workspace, key))
        row = {"workspace": workspace, "key": key, "at": at}
        return self._connection.execute(insert_new(self._connection, inbox), row).rowcount == 1

    def settle(self) -> None:
        """Erase the words of what was promised and is carried out in this transaction, at its end."""
        for workspace, key in self._taken:
            # asked only now: patience may have run out while the work was under way
            if (workspace, key) in self._promised:
                which = (promise.c.workspace == workspace, promise.c.key == key)
                self._connection.execute(update(promise).where(*which).values(what=""))


def forget(connection: Connection, before: datetime) -> int:
    """Forget the keys that came before an instant; return how many."""
    return connection.execute(delete(inbox).where(inbox.c.at < before)).rowcount
