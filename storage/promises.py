"""What was acknowledged before it was carried out, in a table: sealed, leased to who has it in hand, then erased."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

import structlog
from sqlalchemy import Connection, delete, exists, select, tuple_, update

from storage.columns import clock
from storage.rows import Revive, Rows, batches, insert_new
from storage.tables import inbox, promise
from storage.work import Store

log = structlog.get_logger(__name__)

P = TypeVar("P")  # a promise, as the adapters have it

_T = promise.c
_KEY = tuple_(_T.workspace, _T.key)
# what comes again, since its keeper died before the ack, is no longer that one's
_LEFT = Revive(keys=("workspace", "key"), where=_T.lease_until <= clock(), keep=())


@dataclass(frozen=True, slots=True)
class Terms:
    """How promises are kept: in whose name, for how long without a sign of life, and what seals them."""

    owner: str
    lease: timedelta
    seal: Callable[[str], str]
    open: Callable[[str], str]


class Promises(Generic[P]):
    """Keeps promises of one platform; their record is given and has fields named like the columns."""

    def __init__(self, store: Store, record: type[P], platform: str, terms: Terms) -> None:
        """Take the store in whose transactions they are carried out, and the beginning of its workspaces' ids."""
        self._store = store
        self._rows = Rows(record, promise, "workspace", "key")
        self._ours = _T.workspace.startswith(f"{platform}:", autoescape=True)
        self._terms = terms

    def write(self, new: Sequence[P], done: Sequence[P]) -> None:
        """Keep some, leased to us, and erase others that nothing is left to do about; in one transaction."""
        owner = self._terms.owner
        rows = [self._rows.row(one) | {"owner": owner} for one in new]
        for row in rows:
            row["what"] = self._terms.seal(row["what"])
        # first, so that a transaction that ends meanwhile erases what it carried out
        self._store.promised.update(_key(row) for row in rows)
        gone = [_key(self._rows.row(one)) for one in done]
        with self._store.transaction() as connection:
            if rows:
                keep = insert_new(connection, promise, _LEFT)
                connection.execute(keep.values(lease_until=clock(self._terms.lease)), rows)
            for some in batches(gone):
                connection.execute(delete(promise).where(_KEY.in_(some), _T.owner == owner))
        self._store.promised.difference_update(gone)

    def renew(self) -> None:
        """Give a sign of life for everything that is leased to us."""
        with self._store.transaction() as connection:
            self._lease(connection, self._terms.lease)

    def release(self) -> None:
        """Leave everything that is leased to us to whoever looks next."""
        with self._store.transaction() as connection:
            self._lease(connection, timedelta())

    def claim(self, most: int) -> list[P]:
        """Take up to so many whose keeper gave no sign of life, oldest first, each with what became of it."""
        oldest = select(promise).where(self._ours, _T.lease_until <= clock()).order_by(_T.at)
        free = oldest.limit(most).with_for_update(skip_locked=True)
        ours = {"owner": self._terms.owner, "lease_until": clock(self._terms.lease)}
        with self._store.transaction() as connection:
            rows = [dict(row) for row in connection.execute(free).mappings()]
            if not rows:
                return []
            which = _KEY.in_([_key(row) for row in rows])
            connection.execute(update(promise).where(which).values(**ours))
            known = exists().where(inbox.c.workspace == _T.workspace, inbox.c.key == _T.key)
            carried = connection.execute(select(_T.workspace, _T.key).where(which, known)).all()
        self._store.promised.update(_key(row) for row in rows)
        return [self._opened(row, _key(row) in set(map(tuple, carried))) for row in rows]

    def begin(self, one: P) -> None:
        """Count that one is begun: one that ends every process is to be told from those that only waited there."""
        self._set(one, tries=_T.tries + 1)

    def put_off(self, one: P) -> None:
        """Leave one to whoever looks when its lease has run out."""
        self._set(one, owner="")

    def _set(self, one: P, **values: Any) -> None:
        row = self._rows.row(one)
        its = update(promise).where(_T.workspace == row["workspace"], _T.key == row["key"])
        with self._store.transaction() as connection:
            connection.execute(its.values(**values))

    def _lease(self, connection: Connection, lease: timedelta) -> None:
        ours = update(promise).where(self._ours, _T.owner == self._terms.owner)
        connection.execute(ours.values(lease_until=clock(lease)))

    def _opened(self, row: dict[str, Any], done: bool) -> P:
        try:
            what = self._terms.open(row["what"]) if row["what"] else ""
        except Exception as error:
            # sealed with a key that is no longer here: nobody can carry it out, and the person is told
            log.error(
                "what was acknowledged cannot be read", workspace=row["workspace"], why=str(error)
            )
            what = ""
        known: dict[str, Any] = {name: row[name] for name in self._rows.names}
        return self._rows.record(**known | {"what": what, "done": done})


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["workspace"], row["key"]
