"""Workspaces and members: who is there, what is known of them, and what they may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Role = Literal["member", "facilitator", "admin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One Slack workspace, one Teams tenant, or the playground's company."""

    id: str
    platform: str
    name: str
    zone: str = "UTC"
    holidays: tuple[str, ...] = ()
    """Country codes (ISO 3166) whose public holidays are nobody's working days here."""
    state: Literal["active", "gone"] = "active"
    created_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in a workspace; `work` is the start and end of their day in minutes after local midnight."""

    id: str
    workspace: str
    name: str
    handle: str = ""
    email: str = ""
    zone: str = "UTC"
    role: Role = "member"
    team: str = ""
    location: str = ""
    level: int = 3
    languages: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    work: tuple[int, int] = (540, 1020)
    manager: str = ""
    smallest: int = 2
    """The smallest circle they want to sit in: 2, or 3 for circles of three or more only."""
    state: Literal["active", "unreachable", "gone"] = "active"
    seen_at: datetime | None = None
    version: int = 0


class Workspaces(Protocol):
    """Where workspaces are kept."""

    def get(self, workspace_id: str) -> Workspace:
        """Return the workspace; raises NotFound."""

    def find(self, workspace_id: str) -> Workspace | None:
        """Return the workspace, or None."""

    def save(self, workspace: Workspace) -> Workspace:
        """Write the workspace (inserted when its version is 0); raises Conflict when it has changed meanwhile."""

    def all(self, *, gone: bool = False) -> list[Workspace]:
        """Return every active workspace, and those that took Peerloop out where asked for."""


def placeholder(member_id: str) -> str:
    """Return what stands for the name of a member whose name is not known yet."""
    return member_id.rsplit(":", 1)[-1]


class Members(Protocol):
    """Where members are kept."""

    def get(self, member_id: str) -> Member:
        """Return the member; raises NotFound."""

    def find(self, member_id: str) -> Member | None:
        """Return the member, or None."""

    def some(self, member_ids: Sequence[str]) -> dict[str, Member]:
        """Return those of the members that exist, by id."""

    def of(self, workspace: str) -> list[Member]:
        """Return the workspace's active members, by name."""

    def named(self, workspace: str, word: str) -> list[Member]:
        """Return the active members whose handle, name, first name or email is `word` (case folded, no @)."""

    def admins(self, workspace: str) -> list[Member]:
        """Return the active admins."""

    def has_admin(self, workspace: str) -> bool:
        """Return whether anyone there is an admin, reachable just now or not."""

    def save(self, member: Member) -> Member:
        """Write the member (inserted when its version is 0); raises Conflict when it has changed since it was read."""

    def save_each(self, members: Sequence[Member]) -> None:
        """Update known members, each once, in one go; raises Conflict when one has changed since it was read."""

    def save_all(self, members: Sequence[Member]) -> None:
        """Insert new members and update known ones in one go, without a check of versions (directory, import)."""

    def seen(self, member_id: str, at: datetime) -> None:
        """Record a sign of life; does not touch the version."""


class Avoids(Protocol):
    """Who does not want to be put together with whom; confidential."""

    def add(self, workspace: str, member: str, avoided: str) -> None:
        """Record that `member` avoids `avoided`; twice is once."""

    def remove(self, member: str, avoided: str) -> None:
        """Forget it."""

    def of(self, member: str) -> list[str]:
        """Return the ids that `member` avoids."""

    def around(self, member: str) -> set[str]:
        """Return the ids that `member` avoids and those that avoid them."""

    def pairs(self, workspace: str) -> list[tuple[str, str]]:
        """Return every (member, avoided) of the workspace."""


Names = Mapping[str, str]
"""Display names by member id."""
