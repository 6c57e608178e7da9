"""The times that circles have for each round, in a table."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete

from facilitation.rounds.times.model import Series
from storage.agenda_tables import series as table
from storage.rows import Rows, batches

_SERIES = Rows(Series, table, "circle")
_SOME = _SERIES.select.where(table.c.circle.in_(bindparam("circles", expanding=True)))


class AllSeries:
    """Where it is kept which circles meet at the same time each round."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def of_circle(self, circle: str) -> Series | None:
        """Return a circle's, or None."""
        return _SERIES.named(self._connection, circle)

    def of_circles(self, circles: Sequence[str]) -> dict[str, Series]:
        """Return those of circles, by circle id."""
        return {
            one.circle: one
            for ids in batches(circles)
            for one in _SERIES.all(self._connection, _SOME, circles=ids)
        }

    def put(self, series: Series) -> None:
        """Write a circle's, in place of what it had."""
        self.drop(series.circle)
        _SERIES.add_all(self._connection, [series])

    def drop(self, circle: str) -> None:
        """Let go of a circle's."""
        self._connection.execute(delete(table).where(table.c.circle == circle))
