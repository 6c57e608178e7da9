"""Duties in a table: who is what in a round without circles."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, true

from facilitation.rounds.model import Duty, Role
from storage.agenda_tables import duty as table
from storage.rows import Revive, Rows, among, batches, insert_new

_DUTIES = Rows(Duty, table, "round", "member", "role")
_ANEW = Revive(("round", "member", "role"), true(), ())
_OF = _DUTIES.select.where(
    table.c.round == bindparam("round"), table.c.role == bindparam("role")
).order_by(table.c.at, table.c.member)

_ASKED = (
    select(table.c.member, func.max(table.c.at))
    .where(
        table.c.program == bindparam("program"),
        table.c.role == bindparam("role"),
        among(table.c.member),
    )
    .group_by(table.c.member)
)


class Duties:
    """Where duties are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def put(self, duty: Duty) -> None:
        """Write a duty; it takes the place of what was said of it before."""
        self._connection.execute(insert_new(self._connection, table, _ANEW), _DUTIES.row(duty))

    def drop(self, round: str, member: str, role: Role) -> None:
        """Take a duty back, as if it never was."""
        its = (table.c.round == round) & (table.c.member == member) & (table.c.role == role)
        self._connection.execute(delete(table).where(its))

    def of_round(self, round: str, role: Role) -> list[Duty]:
        """Return who is asked to be something in a round, in that order, those who declined included."""
        return _DUTIES.all(self._connection, _OF, round=round, role=role)

    def asked(self, program: str, role: Role, members: Sequence[str]) -> dict[str, datetime]:
        """Return when each of these members was last asked to be something, who declined included."""
        named = {"program": program, "role": role}
        found: dict[str, datetime] = {}
        for ids in batches(members):
            rows = self._connection.execute(_ASKED, {**named, "members": ids})
            found |= {row[0]: row[1] for row in rows}
        return found
