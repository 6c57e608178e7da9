"""Duties in a table: who is what in a round without circles."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, select, true

from facilitation.rounds.model import Duty, Role
from storage.agenda_tables import duty as table
from storage.rows import Revive, Rows, batches, insert_new
from storage.tables import part, session

_DUTIES = Rows(Duty, table, "round", "member", "role")
_ANEW = Revive(("round", "member", "role"), true(), ())
_OF = _DUTIES.select.where(
    table.c.round == bindparam("round"), table.c.role == bindparam("role")
).order_by(table.c.at, table.c.member)
_ALL_OF_IT = part.alias("all_of_it")
_THERE = (
    select(func.count())
    .where(_ALL_OF_IT.c.session == part.c.session)
    .correlate(part)
    .scalar_subquery()
)
_SHARES = (
    select(part.c.member, func.sum(1.0 / _THERE))
    .join(session, session.c.id == part.c.session)
    .where(
        part.c.member.in_(bindparam("members", expanding=True)),
        session.c.program == bindparam("program"),
    )
    .group_by(part.c.member)
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

    def shares(self, program: str, members: Sequence[str]) -> dict[str, float]:
        """Return by member the sum of one over how many took part, over the program's sessions that they were in."""
        found = dict.fromkeys(members, 0.0)
        for ids in batches(members):
            rows = self._connection.execute(_SHARES, {"program": program, "members": ids})
            found |= {member: float(share) for member, share in rows}
        return found
