"""Reports that are sent every month, in a table."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete

from facilitation.reports.model import Order
from storage.report_tables import report_order
from storage.rows import Rows

_ORDERS = Rows(Order, report_order, "id")
_OF = _ORDERS.select.where(report_order.c.program == bindparam("program")).order_by(
    report_order.c.ordinal
)


class Orders:
    """Where it is kept which reports are sent every month."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def add(self, order: Order) -> None:
        """Write an order."""
        _ORDERS.add_all(self._connection, [order])

    def find(self, order_id: str) -> Order | None:
        """Return the order, or None."""
        return _ORDERS.named(self._connection, order_id)

    def of(self, program: str) -> list[Order]:
        """Return the orders of a program, oldest first."""
        return _ORDERS.all(self._connection, _OF, program=program)

    def drop(self, order_ids: Sequence[str]) -> None:
        """Remove orders."""
        gone = delete(report_order).where(report_order.c.id.in_(order_ids))
        self._connection.execute(gone)
