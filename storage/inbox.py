"""What platforms have sent us, in a table."""

from datetime import datetime

from sqlalchemy import Connection, delete

from storage.rows import insert_new
from storage.tables import inbox


class Inbox:
    """What platforms have sent us, so that what comes twice is done once."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def first(self, workspace: str, key: str, at: datetime) -> bool:
        """Record the key and return True, or return False when it is known."""
        row = {"workspace": workspace, "key": key, "at": at}
        return self._connection.execute(insert_new(self._connection, inbox), row).rowcount == 1


def forget(connection: Connection, before: datetime) -> int:
    """Forget the keys that came before an instant; return how many."""
    return connection.execute(delete(inbox).where(inbox.c.at < before)).rowcount
