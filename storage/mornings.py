"""What is asked of members' plans, and when their mornings' cards come, in tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, true, update

from facilitation.errors import Conflict, NotFound
from facilitation.reflections.model import FollowUp, Morning
from storage.reflection_tables import follow_up, morning
from storage.rows import Revive, Rows, batches, insert_new

_FOLLOW_UPS = Rows(FollowUp, follow_up, "id")
_MORNINGS = Rows(Morning, morning, "member")

_OF = _FOLLOW_UPS.select.where(follow_up.c.reflection == bindparam("reflection")).order_by(
    follow_up.c.due_at, follow_up.c.ordinal
)
_OF_MEMBERS = follow_up.c.member.in_(bindparam("members", expanding=True))
_UNSETTLED = _FOLLOW_UPS.select.where(
    _OF_MEMBERS, follow_up.c.settled_at.is_(None), follow_up.c.due_at <= bindparam("due")
).order_by(follow_up.c.due_at, follow_up.c.ordinal)
_NOT_ASKED = follow_up.c.asked_at.is_(None)
_COMING = (
    select(follow_up.c.member, func.min(follow_up.c.due_at))
    .where(_OF_MEMBERS, follow_up.c.settled_at.is_(None), _NOT_ASKED)
    .group_by(follow_up.c.member)
)
_TO_CONFIRM = (
    _FOLLOW_UPS.select.where(
        follow_up.c.witness == bindparam("witness"),
        follow_up.c.witness != "",
        follow_up.c.confirmed_at.is_(None),
    )
    .order_by(follow_up.c.ordinal)
    .limit(bindparam("most"))
)

_OVER = Revive(("member",), true(), ())
_DUE = (
    _MORNINGS.select.where(
        morning.c.workspace == bindparam("workspace"),
        morning.c.at <= bindparam("until"),
        morning.c.off.is_(False),
    )
    .order_by(morning.c.at, morning.c.member)
    .limit(bindparam("most"))
)


class FollowUps:
    """Where follow-ups are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, follow_up_id: str) -> FollowUp:
        """Return the follow-up; raises NotFound."""
        found = _FOLLOW_UPS.named(self._connection, follow_up_id)
        if found is None:
            raise NotFound("That plan is no longer there. See yours: commitments")
        return found

    def save(self, follow_up: FollowUp) -> FollowUp:
        """Write the follow-up; raises Conflict when it has changed meanwhile."""
        return _FOLLOW_UPS.save(self._connection, follow_up)

    def add_all(self, follow_ups: Sequence[FollowUp]) -> None:
        """Insert new follow-ups in one go."""
        _FOLLOW_UPS.add_all(self._connection, follow_ups)

    def of(self, reflection: str) -> list[FollowUp]:
        """Return a reflection's follow-ups, in the order in which they are due."""
        return _FOLLOW_UPS.all(self._connection, _OF, reflection=reflection)

    def unsettled(self, members: Sequence[str], due: datetime) -> list[FollowUp]:
        """Return what these members have not answered and is due by an instant, asked or not, earliest first."""
        return [
            each
            for ids in batches(members)
            for each in _FOLLOW_UPS.all(self._connection, _UNSETTLED, members=ids, due=due)
        ]

    def asked(self, follow_up_ids: Sequence[str], at: datetime) -> None:
        """Note that these were asked; raises Conflict where one of them was, or is gone."""
        for ids in batches(follow_up_ids):
            changed = update(follow_up).where(follow_up.c.id.in_(ids), _NOT_ASKED)
            values = {"asked_at": at, "version": follow_up.c.version + 1}
            if self._connection.execute(changed.values(values)).rowcount != len(ids):
                raise Conflict(f"some of {len(ids)} follow-ups were asked meanwhile")

    def drop(self, follow_up_ids: Sequence[str]) -> None:
        """Remove follow-ups."""
        for ids in batches(follow_up_ids):
            self._connection.execute(delete(follow_up).where(follow_up.c.id.in_(ids)))

    def end(self, reflections: Sequence[str]) -> None:
        """Remove what was not asked yet of these reflections."""
        for ids in batches(reflections):
            ahead = delete(follow_up).where(follow_up.c.reflection.in_(ids), _NOT_ASKED)
            self._connection.execute(ahead)

    def coming(self, members: Sequence[str]) -> Mapping[str, datetime]:
        """Return when each of these members is due to be asked next, of those who are."""
        return {
            member: at
            for ids in batches(members)
            for member, at in self._connection.execute(_COMING, {"members": ids})
        }

    def to_confirm(self, witness: str, limit: int = 5) -> list[FollowUp]:
        """Return the lines that a member was asked to confirm and has not, oldest first."""
        return _FOLLOW_UPS.all(self._connection, _TO_CONFIRM, witness=witness, most=limit)


class Mornings:
    """Where it is kept when each member's next card comes."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def of(self, member: str) -> Morning | None:
        """Return the member's, or None."""
        return _MORNINGS.named(self._connection, member)

    def due(self, workspace: str, until: datetime, limit: int) -> list[Morning]:
        """Return those of the workspace that are due by an instant, earliest first, but for who wants none."""
        values = {"workspace": workspace, "until": until, "most": limit}
        return _MORNINGS.all(self._connection, _DUE, **values)

    def sooner(self, mornings: Sequence[Morning]) -> None:
        """Let each come when it says, unless a sooner one is planned."""
        new = insert_new(self._connection, morning)
        later = morning.c.at.is_(None) | (morning.c.at > bindparam("soon"))
        move = update(morning).where(morning.c.member == bindparam("whose"), later)
        for one in mornings:
            self._connection.execute(new, _MORNINGS.row(one))
            self._connection.execute(
                move.values(at=bindparam("soon")), {"whose": one.member, "soon": one.at}
            )

    def put(self, mornings: Sequence[Morning]) -> None:
        """Write each, over what stood there."""
        over = insert_new(self._connection, morning, _OVER)
        if mornings:
            self._connection.execute(over, [_MORNINGS.row(one) for one in mornings])
