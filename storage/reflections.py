"""What members take from sessions, in tables."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from facilitation.errors import NotFound
from facilitation.reflections.model import Reflection
from storage.reflection_tables import reflection
from storage.rows import Rows, batches

_REFLECTIONS = Rows(Reflection, reflection, "id")
_MINE = reflection.c.member == bindparam("member")
_ABOUT = _REFLECTIONS.select.where(
    _MINE, reflection.c.about == bindparam("about"), reflection.c.about != ""
)
_OPEN = (
    _REFLECTIONS.select.where(_MINE, reflection.c.state == "open")
    .order_by(reflection.c.ordinal.desc())
    .limit(bindparam("most"))
)


class Reflections:
    """Where reflections are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, reflection_id: str) -> Reflection:
        """Return the reflection; raises NotFound."""
        found = _REFLECTIONS.named(self._connection, reflection_id)
        if found is None:
            raise NotFound("That plan is no longer there. See yours: commitments")
        return found

    def save(self, reflection: Reflection) -> Reflection:
        """Write the reflection; raises Conflict when it has changed since it was read."""
        return _REFLECTIONS.save(self._connection, reflection)

    def about(self, member: str, about: str) -> Reflection | None:
        """Return what a member said after a session or discussion, or None."""
        return _REFLECTIONS.first(self._connection, _ABOUT, member=member, about=about)

    def said_of(self, members: Sequence[str], abouts: Sequence[str]) -> set[tuple[str, str]]:
        """Return who of these members said something after which of these sessions and discussions."""
        known = select(reflection.c.member, reflection.c.about).where(
            reflection.c.about.in_(abouts)
        )
        return {
            (member, about)
            for some in batches(members)
            for member, about in self._connection.execute(
                known.where(reflection.c.member.in_(some))
            )
        }

    def some(self, reflection_ids: Sequence[str]) -> dict[str, Reflection]:
        """Return those of the reflections that exist, by id."""
        return {
            each.id: each
            for ids in batches(reflection_ids)
            for each in _REFLECTIONS.all(
                self._connection, _REFLECTIONS.select.where(reflection.c.id.in_(ids))
            )
        }

    def open_of(self, member: str, limit: int = 50) -> list[Reflection]:
        """Return a member's reflections whose commitments are neither done nor dropped, newest first."""
        return _REFLECTIONS.all(self._connection, _OPEN, member=member, most=limit)
