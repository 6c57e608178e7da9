"""Errands in a table: who has which in hand and until when, by the database's clock."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Float, bindparam, delete, select, update

from facilitation.errands.model import Dropped, Errand
from storage.columns import clock
from storage.errands_tables import errand
from storage.rows import Rows, batches, insert_new

_ERRANDS = Rows(Errand, errand, "kind", "record")
_KIND = errand.c.kind == bindparam("of_kind")
_THESE = errand.c.record.in_(bindparam("records", expanding=True))
_MINE = errand.c.owner == bindparam("me")
_SECONDS = clock(bindparam("seconds", type_=Float()))

_FREE = (
    select(errand.c.record)
    .where(_KIND, errand.c.free_at <= clock())
    .order_by(errand.c.free_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_TAKE = (
    update(errand)
    .where(_KIND, _THESE)
    .values(owner=bindparam("me"), tries=errand.c.tries + 1, free_at=_SECONDS)
    .returning(*_ERRANDS.select.selected_columns)
)
_FINISH = delete(errand).where(_KIND, _THESE, _MINE).returning(errand.c.record)
_PUT_BACK = (
    update(errand)
    .where(_KIND, _THESE, _MINE)
    .values(owner="", why=bindparam("said"), free_at=_SECONDS)
)
_DROP = (
    delete(errand)
    .where(_KIND, _THESE)
    .returning(errand.c.record, errand.c.tries, errand.c.owner, errand.c.free_at, clock())
)
_WHY = (
    select(errand.c.why)
    .where(_KIND, errand.c.workspace == bindparam("of_workspace"), errand.c.why != "")
    .order_by(errand.c.free_at.desc())
    .limit(1)
)


class Errands:
    """Where errands are kept until they are done."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def add(self, errands: Sequence[Errand], wait: float = 0.0) -> None:
        """Write errands, to be carried in `wait` seconds; one that is there is left as it is."""
        if not errands:
            return
        free_at: datetime = self._connection.execute(
            select(clock(timedelta(seconds=wait)))
        ).scalar_one()
        rows = [_ERRANDS.row(one, owner="", free_at=free_at) for one in errands]
        self._connection.execute(insert_new(self._connection, errand), rows)

    def claim(self, owner: str, kind: str, lease: timedelta, limit: int) -> list[Errand]:
        """Let `owner` set out with errands of a kind that nobody has in hand, what has waited longest first."""
        asked = {"of_kind": kind, "most": limit}
        records = list(self._connection.scalars(_FREE, asked))
        if not records:
            return []
        taken = {"of_kind": kind, "records": records, "me": owner, "seconds": lease.total_seconds()}
        return _ERRANDS.all(self._connection, _TAKE, **taken)  # type: ignore[arg-type]

    def finish(self, owner: str, kind: str, records: Collection[str]) -> set[str]:
        """Let go of errands that were carried; return those of them that `owner` still had in hand."""
        return {
            done
            for some in batches(records)
            for done in self._connection.scalars(
                _FINISH, {"of_kind": kind, "records": some, "me": owner}
            )
        }

    def put_back(
        self, owner: str, kind: str, records: Collection[str], wait: float, why: str
    ) -> None:
        """Let errands that `owner` has in hand be carried again by anybody, after so many seconds."""
        for some in batches(records):
            these = {"of_kind": kind, "records": some, "me": owner}
            self._connection.execute(_PUT_BACK, these | {"said": why, "seconds": wait})

    def drop(self, kind: str, records: Collection[str]) -> dict[str, Dropped]:
        """Take errands back; return those that there were, by record."""
        return {
            row.record: Dropped(row.tries > 0, _left(row.owner, row.free_at - row[-1]))
            for some in batches(records)
            for row in self._connection.execute(_DROP, {"of_kind": kind, "records": some})
        }

    def waiting(self, workspace: str, kind: str) -> str:
        """Return why an errand of a kind came back undone last, "" where none did."""
        asked = {"of_kind": kind, "of_workspace": workspace}
        return self._connection.scalar(_WHY, asked) or ""


def _left(owner: str, lease: timedelta) -> float:
    return max(0.0, lease.total_seconds()) if owner else 0.0
