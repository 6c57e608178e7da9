"""Rounds in tables."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from facilitation.errors import NotFound
from facilitation.rounds.model import Round
from storage.rows import Rows, among, batches, insert_new
from storage.tables import round as table

_ROUNDS = Rows(Round, table, "id")

_OF_PROGRAM = _ROUNDS.select.where(table.c.program == bindparam("program"))
_PLANNED = _OF_PROGRAM.where(table.c.state == "planned").limit(1)
_BETWEEN = _ROUNDS.select.where(
    table.c.workspace == bindparam("workspace"),
    table.c.state.in_(bindparam("states", expanding=True)),
    table.c.opens_at >= bindparam("since"),
    table.c.opens_at < bindparam("until"),
)
_RESTING = _OF_PROGRAM.where(table.c.state == "resting").limit(1)
_PLANNED_OF = _ROUNDS.select.where(table.c.state == "planned", among(table.c.program, "programs"))
_LATEST = _OF_PROGRAM.where(table.c.state.in_(("open", "closed"))).order_by(
    table.c.opens_at.desc(), table.c.ordinal.desc()
)


class Rounds:
    """Where rounds are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection
        self._of: dict[tuple[str, str], Round | None] = {}

    def get(self, round_id: str) -> Round:
        """Return the round; raises NotFound."""
        found = _ROUNDS.named(self._connection, round_id)
        if found is None:
            raise NotFound("That round is no longer there. Type `status` to see what is next.")
        return found

    def save(self, round: Round) -> Round:
        """Write the round; raises Conflict when it has changed since it was read."""
        self._of.clear()
        return _ROUNDS.save(self._connection, round)

    def add_if_new(self, round: Round) -> bool:
        """Insert the round unless the program has that occurrence or another planned one; tell whether it did."""
        self._of.clear()
        row = _ROUNDS.row(round, version=1)
        return self._connection.execute(insert_new(self._connection, table), row).rowcount == 1

    def planned(self, program: str) -> Round | None:
        """Return the program's round to come, or None; read once, until one is written."""
        return self._first("planned", _PLANNED, program)

    def look_ahead(self, programs: Sequence[str]) -> None:
        """Read the rounds to come of these programs in one go; `planned` is not asked for them one by one then."""
        fresh = [each for each in programs if ("planned", each) not in self._of]
        for ids in batches(fresh):
            found = _ROUNDS.all(self._connection, _PLANNED_OF, programs=ids)
            theirs = {each.program: each for each in found}
            self._of |= {("planned", each): theirs.get(each) for each in ids}

    def between(
        self, workspace: str, since: datetime, until: datetime, states: Sequence[str] = ("planned",)
    ) -> list[Round]:
        """Return the workspace's rounds of these states that open from `since` on and before `until`."""
        values = {"workspace": workspace, "since": since, "until": until, "states": list(states)}
        return _ROUNDS.all(self._connection, _BETWEEN, **values)

    def resting(self, program: str) -> Round | None:
        """Return the program's round that was planned and was laid to rest, or None."""
        return _ROUNDS.first(self._connection, _RESTING, program=program)

    def latest(self, program: str) -> Round | None:
        """Return the newest round that has opened (open or closed), or None; read once, until one is written."""
        return self._first("latest", _LATEST, program)

    def _first(self, which: str, chosen: Select[Any], program: str) -> Round | None:
        if (which, program) not in self._of:
            found = _ROUNDS.first(self._connection, chosen, program=program)
            self._of[which, program] = found
        return self._of[which, program]

    def of(self, program: str, limit: int = 50) -> list[Round]:
        """Return the program's rounds, newest first."""
        theirs = _ROUNDS.select.where(table.c.program == program)
        newest = theirs.order_by(table.c.opens_at.desc(), table.c.ordinal.desc())
        return _ROUNDS.all(self._connection, newest.limit(limit))

    def occurrences(self, program: str) -> set[str]:
        """Return the nominal occurrences that have a round."""
        found = select(table.c.occurrence).where(table.c.program == program)
        return set(self._connection.scalars(found))
