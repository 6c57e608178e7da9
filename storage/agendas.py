"""What people bring to agendas and wish for, and who is for it, in tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, text, union_all

from facilitation.agendas.model import Item
from facilitation.errors import NotFound
from facilitation.talk.phrases import say
from storage.agenda_tables import agenda_item, agenda_vote
from storage.discussion_tables import contribution
from storage.rows import Rows, batches, insert_new

_ITEMS = Rows(Item, agenda_item, "id")
_OF_PROGRAM = agenda_item.c.program == bindparam("program")
_WAITING = _ITEMS.select.where(_OF_PROGRAM, agenda_item.c.state == "open").order_by(
    agenda_item.c.ordinal
)
_OF_ROUND = _ITEMS.select.where(
    agenda_item.c.round == bindparam("round"),
    # written out, not bound: a prepared plan finds the partial index by the very words
    text("agenda_item.round <> ''"),
    agenda_item.c.state.in_(("planned", "done")),
).order_by(agenda_item.c.ordinal)
_VOTED = (
    select(agenda_vote.c.member)
    .join(agenda_item, agenda_item.c.id == agenda_vote.c.item)
    .where(_OF_PROGRAM, agenda_item.c.state == "done", agenda_item.c.kind != "wish")
)
_WROTE = (
    select(contribution.c.member)
    .join(agenda_item, agenda_item.c.discussion == contribution.c.discussion)
    .where(
        _OF_PROGRAM,
        agenda_item.c.state == "done",
        agenda_item.c.discussion != "",
        contribution.c.member != agenda_item.c.member,
    )
    .group_by(contribution.c.discussion, contribution.c.member)
)
_HEARD = union_all(_VOTED, _WROTE).subquery()
_LISTENED = select(_HEARD.c.member, func.count()).group_by(_HEARD.c.member)


class Agendas:
    """Where what people bring and wish for is kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, item_id: str) -> Item:
        """Return the item; raises NotFound."""
        found = _ITEMS.named(self._connection, item_id)
        if found is None:
            raise NotFound(say("I do not know that any more."))
        return found

    def save(self, item: Item) -> Item:
        """Write the item; raises Conflict when it has changed since it was read."""
        return _ITEMS.save(self._connection, item)

    def waiting(self, program: str) -> list[Item]:
        """Return what waits in a program, wishes among it, oldest first."""
        return _ITEMS.all(self._connection, _WAITING, program=program)

    def of_round(self, round: str) -> list[Item]:
        """Return what is or was on the agenda of a round, in its order."""
        return _ITEMS.all(self._connection, _OF_ROUND, round=round)

    def vote(self, item: str, member: str, at: datetime) -> bool:
        """Let a member be for an item, or no longer; return whether they are now."""
        its = (agenda_vote.c.item == item) & (agenda_vote.c.member == member)
        if self._connection.execute(delete(agenda_vote).where(its)).rowcount:
            return False
        row = {"item": item, "member": member, "at": at}
        self._connection.execute(insert_new(self._connection, agenda_vote), row)
        return True

    def votes(self, items: Sequence[str]) -> dict[str, int]:
        """Return by item how many are for it; those that nobody is for are not in it."""
        found: dict[str, int] = {}
        for some in batches(items):
            counted = (
                select(agenda_vote.c.item, func.count())
                .where(agenda_vote.c.item.in_(some))
                .group_by(agenda_vote.c.item)
            )
            found |= dict(self._connection.execute(counted).all())
        return found

    def listened(self, program: str) -> dict[str, int]:
        """Return by member how often they took part as listeners: found something useful, or wrote in its thread."""
        return dict(self._connection.execute(_LISTENED, {"program": program}).all())
