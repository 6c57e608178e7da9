"""What comes back to people as questions, in tables: who wants it, when each is due, what was written to be asked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select, true, update

from facilitation.knowledge.model import Recall
from storage.help_tables import takeaway
from storage.knowledge_tables import recall, recall_question, recall_reader
from storage.rows import Revive, Rows, batches, insert_new

_RECALLS = Rows(Recall, recall, "takeaway", "member")
_AFRESH = Revive(("takeaway", "member"), true(), ())
_ANEW = Revive(("takeaway",), true(), ())
_OF = (
    _RECALLS.select.where(recall.c.member == bindparam("member"))
    .order_by(recall.c.due_at, recall.c.takeaway)
    .limit(bindparam("most"))
)
_DUE = _OF.where(recall.c.due_at <= bindparam("now"))


def is_situation() -> ColumnElement[bool]:
    """Return whether what is asked about a takeaway is what one would do in a situation from work."""
    other = select(recall_question.c.takeaway).where(recall_question.c.situation.is_(False))
    return takeaway.c.id.not_in(other)


class Recalls:
    """Where it is kept what comes back to whom, and when."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def read(self, member: str, at: datetime) -> None:
        """Let a member be asked."""
        new = insert_new(self._connection, recall_reader)
        self._connection.execute(new, {"member": member, "at": at})

    def stop(self, member: str) -> None:
        """Let a member be asked no more, and let go of what they answered."""
        for table in (recall, recall_reader):
            self._connection.execute(delete(table).where(table.c.member == member))

    def readers(self, members: Sequence[str]) -> set[str]:
        """Return those of the members who want to be asked."""
        return {
            found
            for some in batches(members)
            for found in self._connection.scalars(
                select(recall_reader.c.member).where(recall_reader.c.member.in_(some))
            )
        }

    def add(self, recalls: Sequence[Recall]) -> None:
        """Write what is to come back; what comes back to somebody already stays as it is."""
        rows = [_RECALLS.row(one) for one in recalls]
        if rows:
            self._connection.execute(insert_new(self._connection, recall), rows)

    def save(self, changed: Recall) -> None:
        """Write when something comes back, and what is remembered of it."""
        self._connection.execute(
            insert_new(self._connection, recall, _AFRESH), _RECALLS.row(changed)
        )

    def find(self, takeaway_id: str, member: str) -> Recall | None:
        """Return what comes back of a takeaway to a member, or None."""
        return _RECALLS.named(self._connection, takeaway_id, member)

    def due(self, member: str, now: datetime, limit: int) -> list[Recall]:
        """Return what is due for a member, what waits longest first."""
        return _RECALLS.all(self._connection, _DUE, member=member, now=now, most=limit)

    def of(self, member: str, limit: int) -> list[Recall]:
        """Return what comes back to a member, the next first."""
        return _RECALLS.all(self._connection, _OF, member=member, most=limit)

    def unasked(self, members: Sequence[str], now: datetime) -> list[str]:
        """Return who is to be asked of these members, once for each thing that is due and stood on no card yet."""
        found: list[str] = []
        for some in batches(members):
            due = recall.c.member.in_(some), recall.c.due_at <= now, recall.c.asked_at.is_(None)
            asked = select(recall.c.member).where(*due).order_by(recall.c.due_at)
            found += self._connection.scalars(asked)
        return found

    def asked(self, members: Sequence[str], now: datetime) -> None:
        """Note that what is due for these members stood on a card."""
        for some in batches(members):
            due = recall.c.member.in_(some), recall.c.due_at <= now, recall.c.asked_at.is_(None)
            self._connection.execute(update(recall).where(*due).values(asked_at=now))

    def coming(self, members: Sequence[str]) -> dict[str, datetime]:
        """Return by member when the next thing is due that stood on no card yet."""
        found: dict[str, datetime] = {}
        for some in batches(members):
            asked = (
                select(recall.c.member, func.min(recall.c.due_at).label("at"))
                .where(recall.c.member.in_(some), recall.c.asked_at.is_(None))
                .group_by(recall.c.member)
            )
            found |= {row.member: row.at for row in self._connection.execute(asked)}
        return found

    def write(self, takeaway_id: str, question: str, by: str, *, situation: bool) -> None:
        """Keep what is asked about a takeaway, in place of what was, and if it puts people into a situation."""
        row = {"takeaway": takeaway_id, "question": question, "by": by, "situation": situation}
        self._connection.execute(insert_new(self._connection, recall_question, _ANEW), row)

    def situated(self, takeaway_id: str) -> bool:
        """Return whether what is asked about a takeaway puts people into a situation."""
        asked = select(takeaway.c.id).where(takeaway.c.id == takeaway_id, is_situation())
        return self._connection.scalar(asked) is not None

    def written(self, takeaways: Sequence[str]) -> dict[str, str]:
        """Return by takeaway what was written to be asked about it."""
        found: dict[str, str] = {}
        for some in batches(takeaways):
            asked = select(recall_question.c.takeaway, recall_question.c.question).where(
                recall_question.c.takeaway.in_(some)
            )
            found |= {row.takeaway: row.question for row in self._connection.execute(asked)}
        return found
