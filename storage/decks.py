"""Workspaces' own decks in a table."""

from sqlalchemy import Connection, bindparam, delete

from facilitation.programs.decks.model import WorkspaceDeck
from storage.discussion_tables import workspace_deck
from storage.rows import Rows

_DECKS = Rows(WorkspaceDeck, workspace_deck, "id")
_OF = _DECKS.select.where(workspace_deck.c.workspace == bindparam("workspace")).order_by(
    workspace_deck.c.name
)


class Decks:
    """Where workspaces' own decks are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def keep(self, deck: WorkspaceDeck) -> None:
        """Write a deck, in place of what the workspace had under that name."""
        same = (workspace_deck.c.workspace == deck.workspace) & (workspace_deck.c.name == deck.name)
        self._connection.execute(delete(workspace_deck).where(same))
        _DECKS.add_all(self._connection, [deck])

    def of(self, workspace: str) -> list[WorkspaceDeck]:
        """Return the workspace's decks, by name."""
        return _DECKS.all(self._connection, _OF, workspace=workspace)
