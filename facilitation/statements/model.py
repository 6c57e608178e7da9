"""Statements: what is told of somebody to the record store, under which name, and how it stands with it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

Says = Literal["took part", "kept a takeaway", "example confirmed", "taken back"]
"""All that is ever told: what the others of a session saw; and that something of it was taken back."""

State = Literal["waiting", "sent", "refused", "stopped"]
"""`stopped` may have arrived before its member said no; nothing more is sent of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing told of a member, who is nobody where something is taken back; `about` is the record it is of.

    `body` is what is sent, word for word the same at each try; it goes once it has arrived.
    """

    id: str
    workspace: str
    member: str
    says: Says
    about: str
    at: datetime
    body: Mapping[str, Any] = field(default_factory=dict)
    state: State = "waiting"
    reason: str = ""
    """The store's words, where it refuses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Under which name, which says nothing of them, a member stands in the record store; `silent` if they say no."""

    member: str
    workspace: str
    name: str
    silent: bool = False


class Statements(Protocol):
    """Where statements are kept: until their member is forgotten, who must be able to have them taken back."""

    def add(self, statements: Sequence[Statement]) -> list[Statement]:
        """Write statements; return those that were not there yet."""

    def some(self, ids: Collection[str]) -> list[Statement]:
        """Return the statements of these ids that are there."""

    def about(self, record: str) -> list[Statement]:
        """Return what was told of a record."""

    def of_members(self, members: Collection[str]) -> list[Statement]:
        """Return what was told of members."""

    def arrived(self, ids: Collection[str]) -> None:
        """Note that statements are sent, and let go of what was sent."""

    def turn(self, ids: Collection[str], state: State, reason: str = "") -> None:
        """Let statements stand so, for a reason."""

    def remove(self, ids: Collection[str]) -> None:
        """Let go of statements."""

    def counts(self, workspace: str) -> dict[State, int]:
        """Return how many statements there are by how they stand."""

    def refused(self, workspace: str, limit: int) -> list[Statement]:
        """Return the newest that were refused, newest first."""

    def accounts(self, members: Collection[str]) -> dict[str, Account]:
        """Return the accounts of members that have one."""

    def open(self, accounts: Sequence[Account]) -> None:
        """Write accounts in place of those that there were."""
