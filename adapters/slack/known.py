"""The installs as a running process knows them: kept for a moment, so that no request waits for the database."""

import asyncio
from collections.abc import Callable
from time import monotonic

import structlog

from adapters.slack import ids
from adapters.slack.installs import Install, Installs
from facilitation.talk.incoming import News, Uninstalled

log = structlog.get_logger(__name__)

KEPT = 30.0
"""Seconds that another process's change of an install may stay unseen."""
_MOST = 5_000

Hear = Callable[[News], None]


class Known:
    """Finds installs, and lets go of one that Slack has ended."""

    def __init__(
        self, installs: Installs, hear: Hear, monotonic: Callable[[], float] = monotonic
    ) -> None:
        """Find installs in `installs`; tell the core by `hear` when one is gone."""
        self._installs = installs
        self._hear = hear
        self._monotonic = monotonic
        self._kept: dict[str, tuple[float, Install]] = {}

    async def find(self, team: str, enterprise: str = "") -> Install | None:
        """Return the install that serves a team, or an organization where no team is named."""
        if not team:
            return await self.of(ids.workspace(enterprise))
        workspace = ids.workspace(team)
        return self._fresh(workspace) or self._keep(
            workspace, await asyncio.to_thread(self._installs.find, team, enterprise)
        )

    async def of(self, workspace: str) -> Install | None:
        """Return the install that serves a workspace."""
        return self._fresh(workspace) or self._keep(
            workspace, await asyncio.to_thread(self._installs.of, workspace)
        )

    def forget(self, workspace: str) -> None:
        """Read the install anew the next time."""
        self._kept.pop(workspace, None)

    async def gone(self, workspace: str) -> None:
        """Erase an install and its tokens, and tell the core, whose deliveries there end."""
        self._kept.clear()
        erased = await asyncio.to_thread(self._installs.erase, workspace)
        self._kept.clear()
        for ended in dict.fromkeys((*erased, workspace)):
            log.warning("slack install ended", workspace=ended)
            await asyncio.to_thread(self._hear, Uninstalled(workspace=ended))

    def _fresh(self, workspace: str) -> Install | None:
        since, install = self._kept.get(workspace, (0.0, None))
        return install if self._monotonic() - since < KEPT else None

    def _keep(self, workspace: str, install: Install | None) -> Install | None:
        if install is None:
            self._kept.pop(workspace, None)
            return None
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[workspace] = (self._monotonic(), install)
        return install
