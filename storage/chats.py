"""Conversations that were opened in Slack: their table, so that a restart opens none of them again."""

from sqlalchemy import Column, Engine, PrimaryKeyConstraint, Table, delete, select, true

from storage.columns import Words
from storage.declare import kept, metadata
from storage.rows import Revive, insert_new

# `people` is a digest of who they are: the row names nobody.
slack_chat = Table(
    "slack_chat",
    metadata,
    Column("workspace", Words, nullable=False),
    Column("people", Words, nullable=False),
    Column("channel", Words, nullable=False),
    PrimaryKeyConstraint("workspace", "people"),
    info=kept("nobody"),
)

_T = slack_chat.c
_OVER = Revive(keys=("workspace", "people"), where=true(), keep=())


class SlackChats:
    """Keeps the conversations that were opened, by workspace and by a digest of who is in them."""

    def __init__(self, engine: Engine) -> None:
        """Keep them in `engine`'s database, which must be migrated."""
        self._engine = engine

    def of(self, workspace: str, people: str) -> str:
        """Return the conversation with these people, or an empty text."""
        its = select(_T.channel).where(_T.workspace == workspace, _T.people == people)
        with self._engine.begin() as connection:
            return connection.scalar(its) or ""

    def keep(self, workspace: str, people: str, channel: str) -> None:
        """Remember that this is the conversation with these people."""
        row = {"workspace": workspace, "people": people, "channel": channel}
        with self._engine.begin() as connection:
            connection.execute(insert_new(connection, slack_chat, _OVER), row)

    def forget(self, workspace: str, people: str) -> None:
        """Forget that conversation, which is not there any more."""
        with self._engine.begin() as connection:
            connection.execute(
                delete(slack_chat).where(_T.workspace == workspace, _T.people == people)
            )
