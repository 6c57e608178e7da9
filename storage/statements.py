"""What is told to a record store, and under which names, in two tables."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, delete, func, select, update

from facilitation.statements.model import Account, State, Statement
from storage.errands_tables import account, statement
from storage.rows import Rows, batches, insert_new

_STATEMENTS = Rows(Statement, statement, "id")
_ACCOUNTS = Rows(Account, account, "member")
_IDS = statement.c.id.in_(bindparam("ids", expanding=True))
_TURN = update(statement).where(_IDS).values(state=bindparam("how"), reason=bindparam("why"))
_GONE = delete(statement).where(_IDS)
_SOME = _STATEMENTS.select.where(_IDS)
_ABOUT = _STATEMENTS.select.where(statement.c.about == bindparam("of"))
_OF_MEMBERS = _STATEMENTS.select.where(
    statement.c.member.in_(bindparam("members", expanding=True))
).order_by(statement.c.at, statement.c.id)
_COUNTS = (
    select(statement.c.state, func.count().label("counted"))
    .where(statement.c.workspace == bindparam("of"))
    .group_by(statement.c.state)
)
_REFUSED = (
    _STATEMENTS.select.where(
        statement.c.workspace == bindparam("of"), statement.c.state == "refused"
    )
    .order_by(statement.c.at.desc(), statement.c.id)
    .limit(bindparam("most"))
)
_OPEN = _ACCOUNTS.select.where(account.c.member.in_(bindparam("members", expanding=True)))


class Statements:
    """Where statements are kept until their member is forgotten."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def add(self, statements: Sequence[Statement]) -> list[Statement]:
        """Write statements; return those that were not there yet."""
        known = {one.id for one in self.some([one.id for one in statements])}
        new = [one for one in statements if one.id not in known]
        if new:
            rows = [_STATEMENTS.row(one) for one in new]
            self._connection.execute(insert_new(self._connection, statement), rows)
        return new

    def some(self, ids: Collection[str]) -> list[Statement]:
        """Return the statements of these ids that are there."""
        return [
            one
            for some in batches(ids)
            for one in _STATEMENTS.all(self._connection, _SOME, ids=some)
        ]

    def about(self, record: str) -> list[Statement]:
        """Return what was told of a record."""
        return _STATEMENTS.all(self._connection, _ABOUT, of=record)

    def of_members(self, members: Collection[str]) -> list[Statement]:
        """Return what was told of members."""
        return [
            one
            for some in batches(members)
            for one in _STATEMENTS.all(self._connection, _OF_MEMBERS, members=some)
        ]

    def arrived(self, ids: Collection[str]) -> None:
        """Note that statements are sent, and let go of what was sent."""
        for some in batches(ids):
            row = {"ids": some, "how": "sent", "why": ""}
            self._connection.execute(_TURN.values(body={}), row)

    def turn(self, ids: Collection[str], state: State, reason: str = "") -> None:
        """Let statements stand so, for a reason."""
        for some in batches(ids):
            self._connection.execute(_TURN, {"ids": some, "how": state, "why": reason})

    def remove(self, ids: Collection[str]) -> None:
        """Let go of statements."""
        for some in batches(ids):
            self._connection.execute(_GONE, {"ids": some})

    def counts(self, workspace: str) -> dict[State, int]:
        """Return how many statements there are by how they stand."""
        return {
            row.state: row.counted for row in self._connection.execute(_COUNTS, {"of": workspace})
        }

    def refused(self, workspace: str, limit: int) -> list[Statement]:
        """Return the newest that were refused, newest first."""
        return _STATEMENTS.all(self._connection, _REFUSED, of=workspace, most=limit)

    def accounts(self, members: Collection[str]) -> dict[str, Account]:
        """Return the accounts of members that have one."""
        return {
            one.member: one
            for some in batches(members)
            for one in _ACCOUNTS.all(self._connection, _OPEN, members=some)
        }

    def open(self, accounts: Sequence[Account]) -> None:
        """Write accounts in place of those that there were."""
        if accounts:
            old = account.c.member.in_([one.member for one in accounts])
            self._connection.execute(delete(account).where(old))
            _ACCOUNTS.add_all(self._connection, accounts)
