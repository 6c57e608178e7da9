"""Duties in a table: who is what in a round without circles."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, true

from facilitation.rounds.model import Dealt, Duty, Role
from storage.agenda_tables import duty as table
from storage.rows import Revive, Rows, among, batches, insert_new
from storage.tables import part, session, turn

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

_SESSIONS = select(session.c.id).where(
    session.c.program == bindparam("program"),
    session.c.id.in_(select(part.c.session).where(among(part.c.member))),
)
_THERE = (
    select(session.c.round, session.c.circle, part.c.member)
    .join(part, part.c.session == session.c.id)
    .where(session.c.id.in_(_SESSIONS))
    .order_by(session.c.id, part.c.place)
)
_TURNS = (
    select(session.c.round, session.c.circle, turn.c.member, turn.c.role)
    .join(turn, (turn.c.circle == session.c.circle) & (turn.c.round == session.c.round))
    .where(session.c.id.in_(_SESSIONS))
)
_DECLINED = (
    select(session.c.round, session.c.circle, table.c.member, table.c.role)
    .join(table, table.c.round == session.c.round)
    .join(part, (part.c.session == session.c.id) & (part.c.member == table.c.member))
    .where(session.c.id.in_(_SESSIONS), table.c.declined)
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

    def dealt(self, program: str, members: Sequence[str]) -> list[Dealt]:
        """Return the program's sessions that any of these members was to be in, with who was asked to be what."""
        there: dict[tuple[str, str], list[str]] = {}
        asked: defaultdict[tuple[str, str], defaultdict[Role, set[str]]] = defaultdict(
            lambda: defaultdict(set)
        )
        for ids in batches(members):
            named = {"program": program, "members": ids}
            its: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
            for round, of, whom in self._connection.execute(_THERE, named):
                its[round, of].append(whom)
            there |= its
            for counted in (_TURNS, _DECLINED):
                for round, of, whom, role in self._connection.execute(counted, named):
                    asked[round, of][role].add(whom)
        return [Dealt(at[0], tuple(whom), asked[at]) for at, whom in there.items()]

    def asked(self, program: str, role: Role, members: Sequence[str]) -> dict[str, datetime]:
        """Return when each of these members was last asked to be something, who declined included."""
        named = {"program": program, "role": role}
        found: dict[str, datetime] = {}
        for ids in batches(members):
            rows = self._connection.execute(_ASKED, {**named, "members": ids})
            found |= {row[0]: row[1] for row in rows}
        return found
