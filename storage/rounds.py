"""Rounds and sessions in tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from facilitation.errors import NotFound
from facilitation.rounds.model import Round, Session
from storage.people import ACTIVE
from storage.rows import Rows, batches, insert_new
from storage.tables import round as table
from storage.tables import session

_ROUNDS = Rows(Round, table, "id")
_SESSIONS = Rows(Session, session, "id")

_PLANNED = _ROUNDS.select.where(
    table.c.program == bindparam("program"), table.c.state == "planned"
).limit(1)


class Rounds:
    """Where rounds are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, round_id: str) -> Round:
        """Return the round; raises NotFound."""
        found = _ROUNDS.named(self._connection, round_id)
        if found is None:
            raise NotFound("That round is no longer there. Type `status` to see what is next.")
        return found

    def save(self, round: Round) -> Round:
        """Write the round; raises Conflict when it has changed since it was read."""
        return _ROUNDS.save(self._connection, round)

    def add_if_new(self, round: Round) -> bool:
        """Insert the round unless the program has that occurrence or another planned one; tell whether it did."""
        row = _ROUNDS.row(round, version=1)
        return self._connection.execute(insert_new(self._connection, table), row).rowcount == 1

    def claim(self, round_id: str, step: str, step_at: datetime) -> Round | None:
        """Take the step for this transaction, or return None when it is no longer next or somebody has it in hand."""
        free = (
            select(table.c.ordinal)
            .where(table.c.id == round_id, table.c.step == step, table.c.step_at == step_at)
            .with_for_update(skip_locked=True)
            .cte("free")
        )
        taken = (
            update(table)
            .where(table.c.ordinal.in_(select(free.c.ordinal)))
            .values(version=table.c.version + 1)
            .returning(*_ROUNDS.select.selected_columns)
        )
        row = self._connection.execute(taken).first()
        return None if row is None else _ROUNDS.one(row)

    def due(self, until: datetime, limit: int = 100) -> list[Round]:
        """Return the rounds with a step at or before `until`, earliest first."""
        due = _ROUNDS.select.where(table.c.step_at <= until, table.c.workspace.in_(ACTIVE))
        return _ROUNDS.all(
            self._connection, due.order_by(table.c.step_at, table.c.ordinal).limit(limit)
        )

    def planned(self, program: str) -> Round | None:
        """Return the program's round that has not opened yet, or None."""
        return _ROUNDS.first(self._connection, _PLANNED, program=program)

    def latest(self, program: str) -> Round | None:
        """Return the program's newest round that has opened (open or closed), or None."""
        opened = _ROUNDS.select.where(
            table.c.program == program, table.c.state.in_(("open", "closed"))
        )
        return _ROUNDS.first(
            self._connection, opened.order_by(table.c.opens_at.desc(), table.c.ordinal.desc())
        )

    def of(self, program: str, limit: int = 50) -> list[Round]:
        """Return the program's rounds, newest first."""
        theirs = _ROUNDS.select.where(table.c.program == program)
        newest = theirs.order_by(table.c.opens_at.desc(), table.c.ordinal.desc())
        return _ROUNDS.all(self._connection, newest.limit(limit))

    def occurrences(self, program: str) -> set[str]:
        """Return the nominal occurrences that have a round."""
        found = select(table.c.occurrence).where(table.c.program == program)
        return set(self._connection.scalars(found))


class Sessions:
    """Where sessions are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, session_id: str) -> Session:
        """Return the session; raises NotFound."""
        return self._found(_SESSIONS.named(self._connection, session_id))

    def save(self, session: Session) -> Session:
        """Write the session; raises Conflict when it has changed since it was read."""
        return _SESSIONS.save(self._connection, session)

    def add_all(self, sessions: Sequence[Session]) -> None:
        """Insert new sessions in one go."""
        _SESSIONS.add_all(self._connection, sessions)

    def asked_all(self, session_ids: Sequence[str]) -> None:
        """Count one more asking for each of the sessions."""
        for ids in batches(session_ids):
            self._connection.execute(
                update(session)
                .where(session.c.id.in_(ids))
                .values(asked=session.c.asked + 1, version=session.c.version + 1)
            )

    def of_circle(self, circle: str) -> Session:
        """Return the circle's newest session; raises NotFound."""
        theirs = _SESSIONS.select.where(session.c.circle == circle)
        newest = theirs.order_by(session.c.ordinal.desc())
        return self._found(_SESSIONS.first(self._connection, newest))

    def of_round(self, round: str) -> dict[str, Session]:
        """Return the round's sessions by circle id, the newest of each."""
        theirs = _SESSIONS.select.where(session.c.round == round)
        found = _SESSIONS.all(self._connection, theirs.order_by(session.c.ordinal))
        return {each.circle: each for each in found}

    def _found(self, session: Session | None) -> Session:
        if session is None:
            raise NotFound("That session is no longer there. Type `status` to see what is next.")
        return session
