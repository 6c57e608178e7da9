"""What was answered to the questions of rounds, in a table."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, true

from facilitation.rounds.model import Collected as Answer
from storage.format_tables import collected as table
from storage.rows import Revive, Rows, batches, insert_new
from storage.tables import round as round_

_ANSWERS = Rows(Answer, table, "round", "step", "member")
_ANEW = Revive(("round", "step", "member"), true(), ())
_OF = _ANSWERS.select.where(
    table.c.round == bindparam("round"), table.c.step == bindparam("step")
).order_by(table.c.at, table.c.member)
_NEWEST = (
    _ANSWERS.select.join(round_, round_.c.id == table.c.round)
    .where(
        table.c.member.in_(bindparam("members", expanding=True)),
        table.c.step == bindparam("step"),
        round_.c.program == bindparam("program"),
        round_.c.number >= bindparam("since"),
    )
    .order_by(round_.c.number)
)


class Collected:
    """Where answers to the questions of rounds are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def put(self, answer: Answer) -> None:
        """Write an answer; it takes the place of what the member said before."""
        new = insert_new(self._connection, table, _ANEW)
        self._connection.execute(new, _ANSWERS.row(answer))

    def of(self, round: str, step: str) -> list[Answer]:
        """Return what was answered to a step of a round, oldest first."""
        return _ANSWERS.all(self._connection, _OF, round=round, step=step)

    def newest(
        self, program: str, step: str, members: Sequence[str], since: int
    ) -> dict[str, Answer]:
        """Return by member what they last answered to a step of the program's rounds from a number on."""
        named = {"program": program, "step": step, "since": since}
        found = (
            answer
            for ids in batches(members)
            for answer in _ANSWERS.all(self._connection, _NEWEST, members=ids, **named)
        )
        return {answer.member: answer for answer in found}
