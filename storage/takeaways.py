"""Takeaways in tables, and what came of them where they were tried."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    literal,
    or_,
    true,
    update,
)

from facilitation.errors import NotFound
from facilitation.knowledge.model import Takeaway, Trial, Wanted
from storage.help_tables import takeaway
from storage.knowledge_tables import trial
from storage.rows import Revive, Rows, batches, insert_new

TAKEAWAYS = Rows(Takeaway, takeaway, "id")
_TRIALS = Rows(Trial, trial, "takeaway", "member")
_AFRESH = Revive(_TRIALS.keys, true(), ())

_MEMBERS: BindParameter[str] = bindparam("members", expanding=True)
_OWNED = TAKEAWAYS.select.where(takeaway.c.owner.in_(_MEMBERS)).order_by(
    takeaway.c.owner, takeaway.c.ordinal
)
_GIVEN = TAKEAWAYS.select.where(takeaway.c.by.in_(_MEMBERS))


class Takeaways:
    """Where takeaways are kept, and what came of them."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def add(self, made: Takeaway) -> bool:
        """Write a new takeaway, unless its answer is kept already; tell whether it was written."""
        new = insert_new(self._connection, takeaway)
        return self._connection.execute(new, TAKEAWAYS.row(made, version=1)).rowcount == 1

    def save(self, changed: Takeaway) -> Takeaway:
        """Write the takeaway; raises Conflict when it has changed since it was read."""
        return TAKEAWAYS.save(self._connection, changed)

    def get(self, takeaway_id: str) -> Takeaway:
        """Return the takeaway; raises NotFound."""
        found = TAKEAWAYS.named(self._connection, takeaway_id)
        if found is None:
            raise NotFound(
                "That takeaway is no longer there. Type `takeaways` to see those that are."
            )
        return found

    def some(self, takeaway_ids: Sequence[str]) -> dict[str, Takeaway]:
        """Return those of the takeaways that exist, by id."""
        found: dict[str, Takeaway] = {}
        for ids in batches(takeaway_ids):
            asked = TAKEAWAYS.select.where(takeaway.c.id.in_(ids))
            found |= {one.id: one for one in TAKEAWAYS.all(self._connection, asked)}
        return found

    def remove(self, takeaway_id: str) -> None:
        """Remove a takeaway."""
        self._connection.execute(delete(takeaway).where(takeaway.c.id == takeaway_id))

    def listed(
        self, workspace: str, wanted: Wanted, limit: int = 5000, skip: int = 0
    ) -> list[Takeaway]:
        """Return a workspace's takeaways of those that are wanted, newest first."""
        asked = narrowed(TAKEAWAYS.select, wanted).where(takeaway.c.workspace == workspace)
        asked = asked.order_by(takeaway.c.ordinal.desc()).limit(limit).offset(skip)
        return TAKEAWAYS.all(self._connection, asked)

    def owned(self, members: Sequence[str]) -> list[Takeaway]:
        """Return what these members look after, oldest first of each."""
        return self._of(members, _OWNED)

    def given(self, members: Sequence[str]) -> list[Takeaway]:
        """Return what was kept of these members' words."""
        return self._of(members, _GIVEN)

    def _of(self, members: Sequence[str], asked: Select[Any]) -> list[Takeaway]:
        return [
            one
            for ids in batches(members)
            for one in TAKEAWAYS.all(self._connection, asked, members=ids)
        ]

    def hand_over(self, takeaways: Sequence[str], owner: str) -> None:
        """Let another member look after these takeaways."""
        for ids in batches(takeaways):
            changed = {"owner": owner, "version": takeaway.c.version + 1}
            self._connection.execute(update(takeaway).where(takeaway.c.id.in_(ids)).values(changed))

    def tried(self, said: Trial) -> None:
        """Keep what came of it, in place of what the member said before."""
        self._connection.execute(insert_new(self._connection, trial, _AFRESH), _TRIALS.row(said))

    def trials(self, takeaways: Sequence[str]) -> list[Trial]:
        """Return what came of these takeaways, newest first."""
        found: list[Trial] = []
        for ids in batches(takeaways):
            asked = _TRIALS.select.where(trial.c.takeaway.in_(ids))
            found += _TRIALS.all(self._connection, asked.order_by(trial.c.at.desc()))
        return found


def narrowed(asked: Select[Any], wanted: Wanted) -> Select[Any]:
    """Return the select of takeaways with what its reader may see, of what they want."""
    its = takeaway.c
    clauses: list[ColumnElement[bool]] = [
        or_(its.open, its.by == wanted.reader, its.kept_by == wanted.reader)
    ]
    if wanted.kind:
        clauses.append(its.kind == wanted.kind)
    if wanted.states:
        clauses.append(its.state.in_(wanted.states))
    if wanted.mine:
        clauses.append(its.owner == wanted.reader)
    if wanted.program:
        clauses.append(its.program == wanted.program)
    if wanted.skill:
        named = literal(", ") + its.skill + ", "
        clauses.append(named.contains(f", {wanted.skill}, ", autoescape=True))
    return asked.where(*clauses)
