"""Where people, channels and teams of Microsoft Teams are: their table, and how what is known of them grows."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    Column,
    Engine,
    Index,
    Insert,
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    or_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.columns import Words
from storage.declare import kept, metadata, person
from storage.rows import Rows, batches

F = TypeVar("F")  # a reference, as the adapter has it

teams_reference = Table(
    "teams_reference",
    metadata,
    person("id", goes=True, refers=False, key=True, told=False),  # or of a conversation
    Column("workspace", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("service_url", Words, nullable=False),
    Column("conversation", Words, nullable=False),
    Column("bot", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("team", Words, nullable=False),
    Index(None, "workspace", "kind"),
    Index(None, "workspace", "user"),
    Index(None, "workspace", "conversation"),
    Index(None, "team"),
    info=kept("who"),
)

_T = teams_reference.c


class TeamsReferences(Generic[F]):
    """Keeps references; their record is given, with fields named like the columns."""

    def __init__(self, engine: Engine, record: type[F]) -> None:
        """Keep them in `engine`'s database, which must be migrated."""
        self._engine = engine
        self._rows = Rows(record, teams_reference, "id")
        # asked for at every word that somebody says, and made once: it takes longer to say than to answer
        self._some = self._rows.select.where(_T.id.in_(bindparam("ids", expanding=True)))

    def of(self, id: str) -> F | None:
        """Return the reference of a member or a conversation, or None."""
        with self._engine.begin() as connection:
            return self._rows.named(connection, id)

    def some(self, ids: Iterable[str]) -> dict[str, F]:
        """Return the references of those that are known, by id."""
        found: list[Any] = []
        for batch in batches(ids):
            found += self._all(self._some, ids=batch)
        return {one.id: one for one in found}

    def by_user(self, workspace: str, user: str) -> F | None:
        """Return the reference of the member whom Teams calls `29:…`, or None."""
        return self._personal(workspace, _T.user == user) if user else None

    def by_chat(self, workspace: str, conversation: str) -> F | None:
        """Return the reference of the member whose chat the connector names so, or None."""
        return self._personal(workspace, _T.conversation == conversation) if conversation else None

    def channels(self, workspace: str) -> list[F]:
        """Return a workspace's channels that Peerloop knows; a team stands for its General channel."""
        known = (_T.workspace == workspace) & _T.kind.in_(("channel", "team"))
        return self._all(self._rows.select.where(known).order_by(_T.name, _T.id))

    def teams(self, workspace: str = "") -> list[F]:
        """Return the teams Peerloop is in, of one workspace or of all."""
        found = self._rows.select.where(_T.kind == "team").order_by(_T.id)
        return self._all(found.where(_T.workspace == workspace) if workspace else found)

    def in_team(self, team: str) -> list[F]:
        """Return the channels of a team, the team itself first."""
        of_it = or_(_T.id == team, and_(_T.team == team, _T.kind == "channel"))
        return self._all(self._rows.select.where(of_it).order_by(_T.id != team, _T.id))

    def save(self, reference: F) -> None:
        """Keep what a reference tells; what is empty in it stays as it was known."""
        self.save_all([reference])

    def save_all(self, references: Iterable[F]) -> None:
        """Keep what each of these tells, in one go."""
        # always in the same order, so that no two of these wait for each other
        rows = sorted(map(self._rows.row, references), key=lambda row: str(row["id"]))
        if rows:
            with self._engine.begin() as connection:
                connection.execute(_learn(connection.dialect.name), rows)

    def forget(self, id: str) -> None:
        """Forget a reference whole."""
        with self._engine.begin() as connection:
            connection.execute(delete(teams_reference).where(_T.id == id))

    def forget_chat(self, id: str, conversation: str) -> None:
        """Forget that this is the chat with a member, who stays known; nothing when there is another one by now."""
        same = (_T.id == id) & (_T.conversation == conversation)
        with self._engine.begin() as connection:
            connection.execute(update(teams_reference).where(same).values(conversation=""))

    def _personal(self, workspace: str, where: Any) -> F | None:
        of_a_member = (_T.workspace == workspace) & (_T.kind == "personal")
        found = self._rows.select.where(of_a_member, where).order_by(_T.id).limit(1)
        return next(iter(self._all(found)), None)

    def _all(self, statement: Select[Any], **values: Any) -> list[F]:
        with self._engine.begin() as connection:
            return self._rows.all(connection, statement, **values)


@cache
def _learn(dialect: str) -> Insert:
    """Return an insert that adds what is new to what is known; a team stays one when its General channel is told of."""
    kind = postgresql.insert if dialect == "postgresql" else sqlite.insert
    insert = kind(teams_reference).inline()
    new = insert.excluded
    general = (_T.kind == "team") & (new.kind == "channel")
    teams_own = ("kind", "name", "team")
    changed = {
        name: case(
            (or_(new[name] == "", general) if name in teams_own else new[name] == "", _T[name]),
            else_=new[name],
        )
        for name in _T.keys()  # noqa: SIM118  (a collection of columns gives columns)
        if name != "id"
    }
    return insert.on_conflict_do_update(index_elements=["id"], set_=changed)
