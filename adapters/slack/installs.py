"""Where Peerloop is installed: one record for each workspace, with the token it acts by there."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from adapters.reading import Unreadable
from adapters.slack import ids

STATE_LIFE = timedelta(minutes=10)
"""How long an install may take from its first page to its last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Install:
    """One workspace where Peerloop is; without `team` an organization, whose token serves all its workspaces."""

    workspace: str
    team: str
    enterprise: str
    name: str
    bot_token: str = field(repr=False)
    bot_user: str
    bot_id: str
    app_id: str
    scopes: tuple[str, ...]
    installed_by: str
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None

    @property
    def installer(self) -> str:
        """Return the member who installed it, empty where Slack did not tell."""
        with suppress(Unreadable):
            return ids.member(self.workspace, self.installed_by)
        return ""

    def serving(self, team: str, name: str = "") -> "Install":
        """Return an organization's install as the one of a workspace of it."""
        return replace(self, workspace=ids.workspace(team), team=team, name=name or self.name)


class Installs(Protocol):
    """Keeps installs and the states of those under way; all of it may block."""

    def find(self, team: str, enterprise: str = "") -> Install | None:
        """Return the install that serves a team, its organization's where it has none of its own."""

    def of(self, workspace: str) -> Install | None:
        """Return the install that serves a workspace of ours, or None."""

    def save(self, install: Install, teams: dict[str, str] | None = None) -> None:
        """Keep an install in place of an older one; `teams` are an organization's workspaces with their names."""

    def erase(self, workspace: str) -> tuple[str, ...]:
        """Erase an install and its tokens; return the workspaces that are no longer served."""

    def all(self) -> list[Install]:
        """Return the install of every workspace that is served."""

    def new_state(self, state: str, at: datetime) -> None:
        """Remember that an install began."""

    def use_state(self, state: str, at: datetime) -> bool:
        """Return whether such an install began less than ten minutes ago; true once for each."""


class Renewable(Installs, Protocol):
    """Installs whose tokens can be renewed, by one process at a time."""

    def due(self, before: datetime) -> list[Install]:
        """Return the installs whose own token ends before an instant."""

    def claim(self, install: Install, at: datetime, until: datetime) -> bool:
        """Take the renewing of a token upon oneself; false when another has it, or when the token was renewed."""

    def renewed(self, old: Install, new: Install) -> bool:
        """Keep the new token; false when the install was erased or made anew meanwhile."""


class OneWorkspace:
    """The one install of an app that is set up by SLACK_BOT_TOKEN; nothing of it is stored."""

    def __init__(self, install: Install) -> None:
        """Take the install, as adapters.slack.calling.one_workspace found it."""
        self._install: Install | None = install

    def find(self, team: str, enterprise: str = "") -> Install | None:
        """Return the install when it is this team's."""
        return self.of(ids.workspace(team)) if team else None

    def of(self, workspace: str) -> Install | None:
        """Return the install when it is this workspace's."""
        found = self._install
        return found if found and found.workspace == workspace else None

    def save(self, install: Install, teams: dict[str, str] | None = None) -> None:
        """Take another install in its place."""
        self._install = install

    def erase(self, workspace: str) -> tuple[str, ...]:
        """Forget the token, which Slack no longer takes."""
        if self.of(workspace) is None:
            return ()
        self._install = None
        return (workspace,)

    def all(self) -> list[Install]:
        """Return the install, unless it was erased."""
        return [self._install] if self._install else []

    def new_state(self, state: str, at: datetime) -> None:
        """Begin nothing: without SLACK_CLIENT_ID there is no install page."""

    def use_state(self, state: str, at: datetime) -> bool:
        """Return false: nothing was begun."""
        return False
