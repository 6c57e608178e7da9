"""What was last told of rates, in a table."""

from sqlalchemy import Connection, delete

from facilitation.people.model import Share
from storage.report_tables import share as table
from storage.rows import Rows

_SHARES = Rows(Share, table, "cell")


class Shares:
    """Where it is kept what was last told of rates."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def of(self, cell: str) -> Share | None:
        """Return what was told of a cell, or None."""
        return _SHARES.named(self._connection, cell)

    def put(self, share: Share) -> None:
        """Write what is told of a cell, in place of what was."""
        self._connection.execute(delete(table).where(table.c.cell == share.cell))
        _SHARES.add_all(self._connection, [share])
