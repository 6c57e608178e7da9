"""The playground's chat: its tables and how its log is kept in them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import (
    Column,
    Engine,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    func,
    select,
    update,
)

from facilitation.talk.messages import MESSAGE, Message
from storage.audit_tables import audit, start_over
from storage.columns import Instant, Ordinal, Shape, Words
from storage.declare import kept, metadata, naming, person
from storage.rows import Rows, insert_new
from storage.upkeep import upkeep

C = TypeVar("C")
P = TypeVar("P")

playground_conversation = Table(
    "playground_conversation",
    metadata,
    Column("ordinal", Ordinal, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("kind", Words, nullable=False),
    Column("name", Words, nullable=False),
    naming(Column("members", Shape(TypeAdapter(tuple[str, ...])), nullable=False)),
    Column("opened_at", Instant),
    info=kept("nobody"),
)

# Personal chats have no record of their own, so a post refers to its conversation by name only.
playground_post = Table(
    "playground_post",
    metadata,
    Column("id", Ordinal, primary_key=True),
    Column("conversation", Words, nullable=False),
    Column("at", Instant, nullable=False),
    person("author", refers=False, said=("text",), told=False, typed=True),
    Column("text", Words, nullable=False),
    naming(Column("message", Shape(MESSAGE))),
    person("only_for", goes=True, refers=False, told=False),
    Column("thread", Words, nullable=False),
    Column("changes", Integer, nullable=False),
    naming(Column("key", Words, unique=True)),
    Index(None, "conversation", "id"),
    info=kept("nobody"),
)

playground_read = Table(
    "playground_read",
    metadata,
    person("member", goes=True, refers=False, told=False),
    Column("conversation", Words, nullable=False),
    Column("post", Ordinal, ForeignKey("playground_post.id", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("member", "conversation"),
    Index(None, "post"),
    info=kept("nobody"),
)

playground_note = Table(
    "playground_note",
    metadata,
    Column("name", Words, primary_key=True),
    naming(Column("value", Shape(TypeAdapter(Any)), nullable=False)),
    info=kept("nobody"),
)


class PlaygroundLog(Generic[C, P]):
    """Keeps conversations and posts; their records are given, and have fields named like the columns."""

    def __init__(self, engine: Engine, conversation: type[C], post: type[P]) -> None:
        """Take the database, and the records that rows become."""
        self._engine = engine
        self._conversations = Rows(conversation, playground_conversation, "id")
        self._posts = Rows(post, playground_post, "id")

    def conversations(self) -> list[C]:
        """Return channels first and then circles' chats, oldest first."""
        table = playground_conversation
        found = self._conversations.select.order_by(table.c.kind, table.c.ordinal)
        with self._engine.begin() as connection:
            return self._conversations.all(connection, found)

    def open(self, conversation: C) -> None:
        """Write a conversation; one that is there already is left as it is."""
        with self._engine.begin() as connection:
            row = self._conversations.row(conversation)
            connection.execute(insert_new(connection, playground_conversation), row)

    def add(
        self,
        *,
        conversation: str,
        at: datetime,
        author: str,
        text: str = "",
        message: Message | None = None,
        only_for: str = "",
        thread: str = "",
        key: str = "",
    ) -> P:
        """Write a post and return it; with a key that is there already, return the one that is there."""
        row = {
            "conversation": conversation,
            "at": at,
            "author": author,
            "text": text,
            "message": message,
            "only_for": only_for,
            "thread": thread,
            "changes": 0,
            "key": key or None,
        }
        table = playground_post
        with self._engine.begin() as connection:
            insert = insert_new(connection, table).returning(table.c.id)
            new = connection.execute(insert, row).scalar()
            where = table.c.key == key if new is None else table.c.id == new
            return self._posts.all(connection, self._posts.select.where(where))[0]

    def keyed(self, key: str) -> P | None:
        """Return the post that was written under this key, or None."""
        with self._engine.begin() as connection:
            found = self._posts.select.where(playground_post.c.key == key)
            return self._posts.first(connection, found)

    def get(self, post: int) -> P | None:
        """Return the post, or None."""
        with self._engine.begin() as connection:
            found = self._posts.select.where(playground_post.c.id == post)
            return self._posts.first(connection, found)

    def replace(self, post: int, message: Message) -> None:
        """Put another card in the post's place."""
        table = playground_post
        with self._engine.begin() as connection:
            connection.execute(
                update(table)
                .where(table.c.id == post)
                .values(message=message, changes=table.c.changes + 1)
            )

    def posts(
        self,
        conversations: Collection[str] | None = None,
        viewer: str = "",
        newest: int | None = None,
        after: int = 0,
    ) -> list[P]:
        """Return posts, oldest first: all, or of some conversations, that one member sees, the newest, after one."""
        table = playground_post
        found = self._posts.select.where(table.c.id > after)
        found = found.order_by(table.c.id.desc()).limit(newest)
        if conversations is not None:
            found = found.where(table.c.conversation.in_(conversations))
        if viewer:
            found = found.where(table.c.only_for.in_(("", viewer)))
        with self._engine.begin() as connection:
            return self._posts.all(connection, found)[::-1]

    def newest(self, viewer: str) -> Mapping[str, int]:
        """Return by conversation the newest post that others wrote and the member sees."""
        table = playground_post
        found = (
            select(table.c.conversation, func.max(table.c.id))
            .where(table.c.only_for.in_(("", viewer)), table.c.author != viewer)
            .group_by(table.c.conversation)
        )
        with self._engine.begin() as connection:
            return {row[0]: row[1] for row in connection.execute(found)}

    def read_up_to(self, member: str) -> Mapping[str, int]:
        """Return by conversation the newest post the member has had on the screen."""
        table = playground_read
        found = select(table.c.conversation, table.c.post).where(table.c.member == member)
        with self._engine.begin() as connection:
            return {row[0]: row[1] for row in connection.execute(found)}

    def mark_read(self, member: str, conversation: str, post: int) -> None:
        """Record that the member has had the conversation on the screen up to this post."""
        table = playground_read
        row = {"member": member, "conversation": conversation, "post": post}
        later = (
            update(table)
            .where(table.c.member == member, table.c.conversation == conversation)
            .values(post=post)
        )
        with self._engine.begin() as connection:
            if not connection.execute(later).rowcount:
                connection.execute(insert_new(connection, table), row)

    def note(self, name: str) -> object:
        """Return a JSON value kept by name, None when there is none."""
        table = playground_note
        with self._engine.begin() as connection:
            return connection.execute(select(table.c.value).where(table.c.name == name)).scalar()

    def keep(self, name: str, value: object) -> None:
        """Keep a JSON value by name."""
        table = playground_note
        with self._engine.begin() as connection:
            done = connection.execute(update(table).where(table.c.name == name).values(value=value))
            if not done.rowcount:
                row = {"name": name, "value": value}
                connection.execute(insert_new(connection, table), row)


def empty(engine: Engine) -> None:
    """Empty every table but the program's own notes on the database: the playground is to start over."""
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            if table is audit:
                start_over(connection)
            elif table is not upkeep:
                connection.execute(table.delete())
