"""Workspaces, members, and who avoids whom, in tables."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from facilitation.errors import NotFound
from facilitation.people.model import Member, Workspace
from storage import holding
from storage.columns import storable
from storage.rows import Rows, batches, insert_new, insert_or_update
from storage.tables import avoid, member, workspace

ACTIVE = select(workspace.c.id).where(workspace.c.state == "active")
"""The ids of the workspaces that have not taken Peerloop out."""

_WORKSPACES = Rows(Workspace, workspace, "id")
MEMBERS = Rows(Member, member, "id")

_AROUND = (
    select(avoid.c.avoided)
    .where(avoid.c.member == bindparam("id"))
    .union(select(avoid.c.member).where(avoid.c.avoided == bindparam("id")))
)


class Workspaces:
    """Where workspaces are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, workspace_id: str) -> Workspace:
        """Return the workspace; raises NotFound."""
        found = self.find(workspace_id)
        if found is None:
            raise NotFound(
                "This workspace is not known here yet. Please say hello to Peerloop in it first."
            )
        return found

    def find(self, workspace_id: str) -> Workspace | None:
        """Return the workspace, or None."""
        return _WORKSPACES.named(self._connection, workspace_id)

    def save(self, workspace: Workspace) -> Workspace:
        """Write the workspace; raises Conflict when it has changed since it was read."""
        return _WORKSPACES.save(self._connection, workspace)

    def all(self, *, gone: bool = False) -> list[Workspace]:
        """Return every active workspace, oldest first, and those that took Peerloop out where asked for."""
        wanted = ("active", "gone") if gone else ("active",)
        theirs = _WORKSPACES.select.where(workspace.c.state.in_(wanted))
        found = _WORKSPACES.all(self._connection, theirs)
        return sorted(found, key=lambda each: (each.created_at, each.id))


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
            for found in MEMBERS.all(self._connection, MEMBERS.select.where(member.c.id.in_(ids)))
        }

    def of(self, workspace: str) -> list[Member]:
        """Return the workspace's active members, by name."""
        return self._active(member.c.workspace == workspace)

    def named(self, workspace: str, word: str) -> list[Member]:
        """Return the active members whose handle, name, first name or email is `word` (case folded, no @)."""
        called = folded(word).removeprefix("@").strip()
        if not called:
            return []
        says = member.c.called.contains(f"\n{called}\n", autoescape=True)
        return self._active(member.c.workspace == workspace, says)

    def admins(self, workspace: str) -> list[Member]:
        """Return the active admins, by name."""
        return self._active(member.c.workspace == workspace, member.c.role == "admin")

    def has_admin(self, workspace: str) -> bool:
        """Return whether anyone there is an admin, reachable just now or not."""
        found = select(member.c.id).where(
            member.c.workspace == workspace, member.c.role == "admin", member.c.state != "gone"
        )
        return self._connection.execute(found.limit(1)).first() is not None

    def save(self, member: Member) -> Member:
        """Write the member; raises Conflict when it has changed since it was read."""
        saved = MEMBERS.save(self._connection, member, called=_called(member))
        holding.keep(self._connection, [saved])
        return saved

    def save_each(self, members: Sequence[Member]) -> None:
        """Update known members, each once, in one go; raises Conflict when one has changed since it was read."""
        # In one order, so that no two of these wait for each other.
        told = sorted(members, key=lambda each: each.id)
        MEMBERS.save_each(self._connection, [(each, {"called": _called(each)}) for each in told])
        holding.keep(self._connection, told)

    def save_all(self, members: Sequence[Member]) -> None:
        """Insert new members and update known ones in one go, versions unchecked; `seen_at` stays as it is."""
        last = list({each.id: each for each in members}.values())
        if last:
            written = insert_or_update(self._connection, member, ["id"], keep=["seen_at"])
            rows = [MEMBERS.row(each, called=_called(each), version=1) for each in last]
            self._connection.execute(written, rows)
            holding.keep(self._connection, last)

    def seen(self, member_id: str, at: datetime) -> None:
        """Record a sign of life; does not touch the version."""
        self._connection.execute(update(member).where(member.c.id == member_id).values(seen_at=at))

    def _active(self, *where: object) -> list[Member]:
        active = MEMBERS.select.where(member.c.state == "active", *where)  # type: ignore[arg-type]
        # By name as people see it: databases disagree on the order of letters.
        return sorted(
            MEMBERS.all(self._connection, active), key=lambda each: (folded(each.name), each.id)
        )


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


def folded(words: str) -> str:
    """Return the words as they compare: composed, in one case, with single spaces."""
    return " ".join(
        unicodedata.normalize("NFC", unicodedata.normalize("NFC", words).casefold()).split()
    )


def _called(member: Member) -> str:
    """Return everything the member answers to, a line each, for `named`."""
    name = folded(storable(member.name))
    names = {
        name,
        name.split(" ")[0],
        folded(member.handle).removeprefix("@"),
        folded(member.email),
    }
    return "\n" + "".join(f"{each}\n" for each in sorted(names) if each)
