"""Facts in a table, only ever added to."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, bindparam, update

from facilitation.errors import Conflict, NotFound
from facilitation.post.journal import Fact
from storage.rows import Rows
from storage.tables import fact

_FACTS = Rows(Fact, fact, "id")
_NEWEST = _FACTS.select.order_by(fact.c.at.desc(), fact.c.ordinal.desc()).limit(bindparam("most"))
_OF_PROGRAM = _NEWEST.where(fact.c.program == bindparam("program"))
_CHANGES = _NEWEST.where(fact.c.workspace == bindparam("workspace"), fact.c.before.is_not(None))
_ABOUT = _NEWEST.where(
    fact.c.member == bindparam("member"), fact.c.kind.in_(bindparam("kinds", expanding=True))
)


class Journal:
    """Where facts are kept, newest last."""

    def __init__(
        self, connection: Connection, told: Callable[[Sequence[Fact]], None] = lambda _: None
    ) -> None:
        """Work on this connection's transaction; `told` hears of what is written."""
        self._connection = connection
        self._told = told

    def add(self, facts: Sequence[Fact]) -> None:
        """Write facts."""
        _FACTS.add_all(self._connection, facts)
        self._told(facts)

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
        return _FACTS.all(self._connection, _OF_PROGRAM, program=program, most=limit)

    def changes(self, workspace: str, limit: int = 20) -> list[Fact]:
        """Return the newest changes (facts with a before) in a workspace, newest first."""
        return _FACTS.all(self._connection, _CHANGES, workspace=workspace, most=limit)

    def about_member(
        self, member: str, kinds: Sequence[str], round: str = "", limit: int = 20
    ) -> list[Fact]:
        """Return the newest facts about a member of these kinds, of one round when named, newest first."""
        theirs = _ABOUT.where(fact.c.round == round) if round else _ABOUT
        return _FACTS.all(self._connection, theirs, member=member, kinds=list(kinds), most=limit)

    def of_round(self, round: str, kinds: Sequence[str]) -> list[Fact]:
        """Return a round's facts of these kinds, oldest first."""
        theirs = _FACTS.select.where(fact.c.round == round, fact.c.kind.in_(kinds))
        return _FACTS.all(self._connection, theirs.order_by(fact.c.at, fact.c.ordinal))
