"""Decks that a workspace has of its own, as they are kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceDeck:
    """A deck of a workspace's own, as its file says it, and who brought it."""

    id: str
    workspace: str
    name: str
    text: str
    by: str
    at: datetime


class Decks(Protocol):
    """Where workspaces' own decks are kept."""

    def keep(self, deck: WorkspaceDeck) -> None:
        """Write a deck, in place of what the workspace had under that name."""

    def of(self, workspace: str) -> list[WorkspaceDeck]:
        """Return the workspace's decks, by name."""
