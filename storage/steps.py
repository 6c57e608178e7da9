"""What is due, in one table."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select, true

from facilitation.steps.model import Step
from storage.columns import clock
from storage.people import ACTIVE
from storage.rows import Revive, Rows, batches, insert_new
from storage.tables import step as table

_STEPS = Rows(Step, table, "record", "name")

_MOVED = Revive(("record", "name"), true(), ())
_IN_ORDER = (table.c.at, table.c.kind, table.c.record)
_OF = _STEPS.select.where(table.c.record == bindparam("of")).order_by(*_IN_ORDER)
_LET_GO = table.c.held_until.is_(None) | (table.c.held_until < clock())
_DUE = (
    _STEPS.select.where(
        table.c.at <= bindparam("until"),
        # what follows from a workspace's own state follows when it is gone, too
        table.c.workspace.in_(ACTIVE) | (table.c.kind == "workspace"),
        _LET_GO,
    )
    .order_by(*_IN_ORDER)
    .limit(bindparam("most"))
)
_ALL = delete(table).where(table.c.record == bindparam("of"))
_SOME = _ALL.where(table.c.name.in_(bindparam("names", expanding=True)))
_FREE = (
    select(table.c.record, table.c.name)
    .where(
        table.c.record == bindparam("of"),
        table.c.name == bindparam("step"),
        table.c.at == bindparam("due"),
        _LET_GO | (table.c.holder == bindparam("me")),
    )
    .with_for_update(skip_locked=True)
    .cte("free")
)
_TAKE = (
    delete(table)
    .where(table.c.record.in_(select(_FREE.c.record)), table.c.name.in_(select(_FREE.c.name)))
    .returning(*_STEPS.select.selected_columns)
)


class Steps:
    """Where what is due is kept: one of each name for a record."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def put(self, step: Step, holder: str = "", held: timedelta = timedelta()) -> None:
        """Write the step; one of that name that the record has already is moved.

        With `holder` nobody else can claim it for so long, by the database's clock.
        """
        moved = insert_new(self._connection, table, _MOVED)
        row = _STEPS.row(step, holder=holder)
        if holder:
            self._connection.execute(moved.values(held_until=clock(held)), row)
        else:
            self._connection.execute(moved, row | {"held_until": None})

    def drop(self, record: str, names: Sequence[str] = ()) -> None:
        """Take back the record's steps of these names, or all of them."""
        if names:
            self._connection.execute(_SOME, {"of": record, "names": list(names)})
        else:
            self._connection.execute(_ALL, {"of": record})

    def drop_all(self, records: Sequence[str]) -> None:
        """Take back all steps of these records."""
        for some in batches(records):
            self._connection.execute(delete(table).where(table.c.record.in_(some)))

    def of(self, record: str) -> list[Step]:
        """Return the record's steps, earliest first."""
        return _STEPS.all(self._connection, _OF, of=record)

    def due(self, until: datetime, limit: int) -> list[Step]:
        """Return the steps due at or before `until` that nobody holds, earliest first."""
        return _STEPS.all(self._connection, _DUE, until=until, most=limit)

    def claim(self, step: Step, holder: str = "") -> Step | None:
        """Take the step out for this transaction, and return it as it is now.

        None when it is gone, was moved, is held by somebody else, or somebody has it in hand.
        """
        found = {"of": step.record, "step": step.name, "due": step.at, "me": holder}
        row = self._connection.execute(_TAKE, found).first()
        return None if row is None else _STEPS.one(row)
