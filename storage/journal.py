"""Facts in a table, only ever added to."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, update

from facilitation.errors import Conflict, NotFound
from facilitation.journal import Fact
from storage.rows import Rows, batches
from storage.tables import fact

_FACTS = Rows(Fact, fact, "id")


class Journal:
    """Where facts are kept, newest last."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def add(self, facts: Sequence[Fact]) -> None:
        """Write facts."""
        _FACTS.add_all(self._connection, facts)

    def get(self, fact_id: str) -> Fact:
        """Return the fact; raises NotFound."""
        found = _FACTS.named(self._connection, fact_id)
        if found is None:
            raise NotFound("That entry is not in the history. Type `history` to see what is.")
        return found

    def mark_undone(self, fact_id: str, by_fact: str) -> None:
        """Record that another fact took the change back; raises NotFound, or Conflict when one has been first."""
        standing = update(fact).where(fact.c.id == fact_id, fact.c.undone_by == "")
        if not self._connection.execute(standing.values(undone_by=by_fact)).rowcount:
            undone_by = self.get(fact_id).undone_by
            raise Conflict(f"fact {fact_id} was undone by {undone_by} already")

    def of_program(self, program: str, limit: int = 20) -> list[Fact]:
        """Return the newest facts of a program, newest first."""
        return self._newest(_FACTS.select.where(fact.c.program == program), limit)

    def changes(self, workspace: str, limit: int = 20) -> list[Fact]:
        """Return the newest changes (facts with a before) in a workspace, newest first."""
        changes = _FACTS.select.where(fact.c.workspace == workspace, fact.c.before.is_not(None))
        return self._newest(changes, limit)

    def about_member(
        self, member: str, kinds: Sequence[str], round: str = "", limit: int = 20
    ) -> list[Fact]:
        """Return the newest facts about a member of these kinds, of one round when named, newest first."""
        theirs = _FACTS.select.where(fact.c.member == member, fact.c.kind.in_(kinds))
        return self._newest(theirs.where(fact.c.round == round) if round else theirs, limit)

    def newest_of(self, members: Sequence[str], kind: str) -> dict[str, Fact]:
        """Return by member the newest fact of this kind about each of them that has one."""
        found: dict[str, Fact] = {}
        for some in batches(members):
            theirs = _FACTS.select.where(fact.c.member.in_(some), fact.c.kind == kind)
            oldest_first = theirs.order_by(fact.c.at, fact.c.ordinal)
            found |= {one.member: one for one in _FACTS.all(self._connection, oldest_first)}
        return found

    def of_round(self, round: str, kinds: Sequence[str]) -> list[Fact]:
        """Return a round's facts of these kinds, oldest first."""
        theirs = _FACTS.select.where(fact.c.round == round, fact.c.kind.in_(kinds))
        return _FACTS.all(self._connection, theirs.order_by(fact.c.at, fact.c.ordinal))

    def _newest(self, chosen: Select[Any], limit: int) -> list[Fact]:
        newest = chosen.order_by(fact.c.at.desc(), fact.c.ordinal.desc())
        return _FACTS.all(self._connection, newest.limit(limit))
