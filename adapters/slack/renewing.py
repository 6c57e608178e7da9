"""Renewing tokens that end: well before they do, by one process, and kept before anyone uses the new one."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from adapters.slack import calling, errors
from adapters.slack.api import SlackApi
from adapters.slack.calling import App
from adapters.slack.errors import Trouble
from adapters.slack.installs import Install, Renewable

log = structlog.get_logger(__name__)

BEFORE = timedelta(hours=2)
"""How long before its end a token is renewed; it lives for twelve hours, and goes on beside the newer one."""
CLAIM = timedelta(minutes=1)
"""How long one process may take; longer than any answer of Slack's is waited for."""


class Renewals:
    """Renews what ends soon; to be called every few minutes, by any number of processes."""

    def __init__(
        self,
        app: App,
        installs: Renewable,
        api: SlackApi,
        now: Callable[[], datetime],
    ) -> None:
        """Take the app's credentials, where installs are kept, and how Slack is reached."""
        self._app = app
        self._installs = installs
        self._api = api
        self._now = now
        self._flying: set[asyncio.Task[bool]] = set()

    async def renew_due(self) -> int:
        """Renew every token that ends soon and that no other process is renewing; return how many."""
        ending = await asyncio.to_thread(self._installs.due, self._now() + BEFORE)
        # Whoever is cancelled while Slack answers would lose the new token, when the old can no longer be renewed.
        return sum([await asyncio.shield(self._begin(install)) for install in ending])

    async def drain(self) -> None:
        """Wait for what is being renewed; to be called before connections are closed."""
        await asyncio.gather(*self._flying, return_exceptions=True)

    def _begin(self, install: Install) -> "asyncio.Task[bool]":
        task = asyncio.ensure_future(self._renew(install))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)
        return task

    async def _renew(self, old: Install) -> bool:
        now = self._now()
        # What renews a token can be used once: two that try at one instant would leave neither with a token.
        if not await asyncio.to_thread(self._installs.claim, old, now, now + CLAIM):
            return False
        try:
            token, refresh, ends = await calling.renewed(
                self._app, self._api, old.refresh_token, now
            )
        except Trouble as error:
            _tell(old, error)
            return False
        new = replace(
            old, bot_token=token, refresh_token=refresh or old.refresh_token, expires_at=ends
        )
        kept = await asyncio.to_thread(self._installs.renewed, old, new)
        log.info("a token was renewed", workspace=old.workspace, kept=kept)
        return kept


def _tell(install: Install, error: Trouble) -> None:
    known = {"workspace": install.workspace, "error": error.code[:80], "ends": install.expires_at}
    if errors.passing(error):
        log.warning("slack could not renew a token, and is asked again", **known)
    else:
        log.error("slack refused to renew a token; install anew there before it ends", **known)
