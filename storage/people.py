"""Workspaces, members, and who avoids whom, in tables."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    bindparam,
    delete,
    exists,
    func,
    select,
    update,
)

from facilitation.errors import NotFound
from facilitation.people.model import Member, Role, State, Workspace
from facilitation.people.plainly import folded
from facilitation.talk.phrases import say
from storage import called, holding
from storage.asked import asked
from storage.rows import Rows, among, batches, insert_new, insert_or_update
from storage.tables import avoid, member, workspace

ACTIVE = select(workspace.c.id).where(workspace.c.state == "active")
"""The ids of the workspaces that have not taken Peerloop out."""

_WORKSPACES = Rows(Workspace, workspace, "id")
MEMBERS = Rows(Member, member, "id")

_UNKNOWN = say("This workspace is not known here yet. Please say hello to Peerloop in it first.")
# What is asked for at each word that somebody says, in one go.
_WITH_MEMBER = (
    select(
        exists().where(asked.c.member == bindparam("member"), asked.c.place == bindparam("place")),
        *_WORKSPACES.select.selected_columns,
        *MEMBERS.select.selected_columns,
    )
    .select_from(workspace.outerjoin(member, member.c.id == bindparam("member")))
    .where(workspace.c.id == bindparam("workspace"))
)
_TEAMS = (
    select(member.c.team, func.count())
    .where(member.c.workspace == bindparam("workspace"), member.c.state == "active")
    .group_by(member.c.team)
)
_AROUND = (
    select(avoid.c.avoided)
    .where(avoid.c.member == bindparam("id"))
    .union(select(avoid.c.member).where(avoid.c.avoided == bindparam("id")))
)


def replies(engine: Engine) -> list[tuple[str, str]]:
    """Return by the name of each active workspace how replies in threads come to us there."""
    wanted = select(workspace.c.name, workspace.c.replies).where(workspace.c.state == "active")
    with engine.connect() as connection:
        return [(name, how) for name, how in connection.execute(wanted.order_by(workspace.c.name))]


class Workspaces:
    """Where workspaces are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection
        self._known: dict[str, Workspace] = {}

    def get(self, workspace_id: str) -> Workspace:
        """Return the workspace; raises NotFound."""
        found = self.find(workspace_id)
        if found is None:
            raise NotFound(_UNKNOWN)
        return found

    def find(self, workspace_id: str) -> Workspace | None:
        """Return the workspace, or None; one that was read in this transaction is not read again."""
        if workspace_id not in self._known:
            found = _WORKSPACES.named(self._connection, workspace_id)
            if found is None:
                return None
            self._known[workspace_id] = found
        return self._known[workspace_id]

    def with_member(
        self, workspace_id: str, member_id: str, place: str
    ) -> tuple[Workspace, Member | None, bool]:
        """Return the workspace, the member or None, and whether they were asked something there; raises NotFound."""
        values = {"workspace": workspace_id, "member": member_id, "place": place}
        row = self._connection.execute(_WITH_MEMBER, values).first()
        if row is None:
            raise NotFound(_UNKNOWN)
        known = 1 + len(_WORKSPACES.names)
        found = self._known[workspace_id] = _WORKSPACES.one(row[1:known])
        return found, None if row[known] is None else MEMBERS.one(row[known:]), row[0]

    def save(self, workspace: Workspace) -> Workspace:
        """Write the workspace; raises Conflict when it has changed since it was read."""
        self._known.pop(workspace.id, None)
        return _WORKSPACES.save(self._connection, workspace)

    def hold(self, workspace_id: str) -> None:
        """Let whoever holds the workspace too wait until this transaction is over; on SQLite all do so anyway."""
        self._known.pop(workspace_id, None)
        held = select(workspace.c.id).where(workspace.c.id == workspace_id)
        self._connection.execute(held.with_for_update(key_share=True))

    def all(self, *, gone: bool = False) -> list[Workspace]:
        """Return every active workspace, oldest first, and those that took Peerloop out where asked for."""
        wanted = ("active", "gone") if gone else ("active",)
        theirs = _WORKSPACES.select.where(workspace.c.state.in_(wanted))
        found = _WORKSPACES.all(self._connection, theirs)
        return sorted(found, key=lambda each: (each.created_at, each.id))


_SEEN = update(member).where(member.c.id == bindparam("whose")).values(seen_at=bindparam("at"))
_SOME = MEMBERS.select.where(among(member.c.id, "ids"))


class Members:
    """Where members are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, member_id: str) -> Member:
        """Return the member; raises NotFound."""
        found = self.find(member_id)
        if found is None:
            raise NotFound("I do not know that person here. Try @ and their name.")
        return found

    def find(self, member_id: str) -> Member | None:
        """Return the member, or None."""
        return MEMBERS.named(self._connection, member_id)

    def some(self, member_ids: Sequence[str]) -> dict[str, Member]:
        """Return those of the members that exist, by id."""
        return {
            found.id: found
            for ids in batches(member_ids)
            for found in MEMBERS.all(self._connection, _SOME, ids=ids)
        }

    def teams(self, workspace: str) -> dict[str, int]:
        """Return how many active members of the workspace each team has."""
        return dict(self._connection.execute(_TEAMS, {"workspace": workspace}).all())

    def of(self, workspace: str) -> list[Member]:
        """Return the workspace's active members, by name."""
        return self._active(member.c.workspace == workspace)

    def ids(self, workspace: str, state: State) -> set[str]:
        """Return the ids of the workspace's members of a state."""
        theirs = (member.c.workspace == workspace) & (member.c.state == state)
        return set(self._connection.scalars(select(member.c.id).where(theirs)))

    def taking_more(self, workspace: str) -> set[str]:
        """Return the ids of the workspace's members whom several programs may put into new circles in one week."""
        theirs = (member.c.workspace == workspace) & member.c.takes_more
        return set(self._connection.scalars(select(member.c.id).where(theirs)))

    def named(self, workspace: str, word: str, *, left: bool = False) -> list[Member]:
        """Return the active members, or those who are not, whose handle, name, first name or email is `word`.

        It is compared case folded, and without @.
        """
        ids = called.find(self._connection, workspace, [word], left=left).get(word, ())
        return _by_name(self.some(ids).values())

    def answered_to(self, workspace: str, words: Collection[str]) -> set[str]:
        """Return those of the words that name active members, all looked up in one go."""
        return set(called.find(self._connection, workspace, words))

    def names(self, workspace: str) -> list[tuple[str, str]]:
        """Return (folded name, id) of the active members: their handles, names and first names."""
        return called.everyone(self._connection, workspace)

    def in_role(self, workspace: str, role: Role) -> list[Member]:
        """Return the active members of a role, by name."""
        return self._active(member.c.workspace == workspace, member.c.role == role)

    def has_admin(self, workspace: str) -> bool:
        """Return whether anyone there is an admin, reachable just now or not."""
        found = select(member.c.id).where(
            member.c.workspace == workspace, member.c.role == "admin", member.c.state != "gone"
        )
        return self._connection.execute(found.limit(1)).first() is not None

    def save(self, member: Member) -> Member:
        """Write the member; raises Conflict when it has changed since it was read."""
        saved = MEMBERS.save(self._connection, member)
        self._index([saved])
        return saved

    def save_each(self, members: Sequence[Member]) -> None:
        """Update known members, each once, in one go; raises Conflict when one has changed since it was read."""
        # In one order, so that no two of these wait for each other.
        told = sorted(members, key=lambda each: each.id)
        MEMBERS.save_each(self._connection, [(each, {}) for each in told])
        self._index(told)

    def save_all(self, members: Sequence[Member]) -> None:
        """Insert new members and update known ones in one go, versions unchecked; `seen_at` stays as it is."""
        last = list({each.id: each for each in members}.values())
        if last:
            written = insert_or_update(self._connection, member, ["id"], keep=["seen_at"])
            rows = [MEMBERS.row(each, version=1) for each in last]
            self._connection.execute(written, rows)
            self._index(last)

    def seen(self, member_id: str, at: datetime) -> None:
        """Record a sign of life; does not touch the version."""
        self._connection.execute(_SEEN, {"whose": member_id, "at": at})

    def _index(self, members: Sequence[Member]) -> None:
        """Let the indexes say what members, who are written already, hold and answer to."""
        holding.keep(self._connection, members)
        called.keep(self._connection, members)

    def _active(self, *where: ColumnElement[bool]) -> list[Member]:
        found = MEMBERS.select.where(member.c.state == "active", *where)
        return _by_name(MEMBERS.all(self._connection, found))


def _by_name(members: Iterable[Member]) -> list[Member]:
    """Return members by name as people see it: databases disagree on the order of letters."""
    return sorted(members, key=lambda each: (folded(each.name), each.id))


class Avoids:
    """Who does not want to be put together with whom; confidential."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def add(self, workspace: str, member: str, avoided: str) -> None:
        """Record that `member` avoids `avoided`; twice is once."""
        self._connection.execute(
            insert_new(self._connection, avoid),
            {"workspace": workspace, "member": member, "avoided": avoided},
        )

    def remove(self, member: str, avoided: str) -> None:
        """Forget it."""
        self._connection.execute(
            delete(avoid).where(avoid.c.member == member, avoid.c.avoided == avoided)
        )

    def of(self, member: str) -> list[str]:
        """Return the ids that `member` avoids, in order."""
        found = select(avoid.c.avoided).where(avoid.c.member == member)
        return sorted(self._connection.scalars(found))

    def around(self, member: str) -> set[str]:
        """Return the ids that `member` avoids and those that avoid them, by an index of each."""
        return set(self._connection.scalars(_AROUND, {"id": member}))

    def pairs(self, workspace: str) -> list[tuple[str, str]]:
        """Return every (member, avoided) of the workspace, in order."""
        found = select(avoid.c.member, avoid.c.avoided).where(avoid.c.workspace == workspace)
        return sorted((who, whom) for who, whom in self._connection.execute(found))
