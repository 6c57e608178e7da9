"""Workspaces and members: who is there, what is known of them, and what they may do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from facilitation.talk.incoming import Replies
from facilitation.talk.when.weeks import OFFICE, Week

Role = Literal["member", "facilitator", "admin"]
State = Literal["active", "unreachable", "gone"]


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
    replies: Replies = ""
    """How replies in the threads that Peerloop opened come to it here, as far as the platform has shown."""
    spare: int = 90
    """How many minutes a week are to be asked of anybody here at the most."""
    least: int = 5
    """The smallest number of people that anything is said of."""
    created_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in a workspace; `work` are the hours of their week, by their own clock."""

    id: str
    workspace: str
    name: str
    handle: str = ""
    email: str = ""
    zone: str = "UTC"
    role: Role = "member"
    team: str = ""
    location: str = ""
    level: int = 0
    """How experienced they are in their work, 1 to 8; 0 where nobody has said."""
    languages: tuple[str, ...] = ()
    locale: str = ""
    """The language in which their platform speaks to them, such as "de-DE"; empty where it does not tell."""
    offers: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    work: Week = OFFICE
    manager: str = ""
    smallest: int = 2
    """The smallest circle they want to sit in: 2, or 3 for circles of three or more only."""
    takes_more: bool = False
    """Whether several programs may put them into new circles in one week."""
    state: State = "active"
    seen_at: datetime | None = None
    version: int = 0


class Workspaces(Protocol):
    """Where workspaces are kept."""

    def get(self, workspace_id: str) -> Workspace:
        """Return the workspace; raises NotFound."""

    def find(self, workspace_id: str) -> Workspace | None:
        """Return the workspace, or None."""

    def with_member(
        self, workspace_id: str, member_id: str, place: str
    ) -> "tuple[Workspace, Member | None, bool]":
        """Return the workspace, the member or None, and whether they were asked something there; raises NotFound."""

    def save(self, workspace: Workspace) -> Workspace:
        """Write the workspace (inserted when its version is 0); raises Conflict when it has changed meanwhile."""

    def hold(self, workspace_id: str) -> None:
        """Let whoever holds the workspace too wait until this transaction is over."""

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

    def teams(self, workspace: str) -> dict[str, int]:
        """Return how many active members of the workspace each team has."""

    def of(self, workspace: str) -> list[Member]:
        """Return the workspace's active members, by name."""

    def ids(self, workspace: str, state: State) -> set[str]:
        """Return the ids of the workspace's members of a state."""

    def taking_more(self, workspace: str) -> set[str]:
        """Return the ids of the workspace's members whom several programs may put into new circles in one week."""

    def named(self, workspace: str, word: str, *, left: bool = False) -> list[Member]:
        """Return the active members, or those who are not, whose handle, name, first name or email is `word`.

        It is compared case folded, and without @.
        """

    def answered_to(self, workspace: str, words: Collection[str]) -> set[str]:
        """Return those of the words that name active members, all looked up in one go."""

    def names(self, workspace: str) -> list[tuple[str, str]]:
        """Return (folded name, id) of the active members: their handles, names and first names."""

    def in_role(self, workspace: str, role: Role) -> list[Member]:
        """Return the active members of a role."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What was last told of a rate: of how many answers or people, for how many it was true, and what was said."""

    cell: str
    workspace: str
    count: int
    number: int
    told: int


class Shares(Protocol):
    """Where it is kept what was last told of rates."""

    def of(self, cell: str) -> Share | None:
        """Return what was told of a cell, or None."""

    def put(self, share: Share) -> None:
        """Write what is told of a cell, in place of what was."""
