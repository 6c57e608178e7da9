"""Calls of Slack's Web API: one session for all, no retries of its own; who calls knows what a second try would do."""

import json
import logging
from collections.abc import Mapping
from time import monotonic
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from adapters.slack.errors import TRANSPORT, Trouble, slowed, trouble
from adapters.slack.tiers import Budgets

Json = dict[str, Any]

API_URL = "https://slack.com/api/"
HOOKS = frozenset(("hooks.slack.com", "hooks.slack-gov.com"))
"""Where response URLs lead, besides the host of the Web API that we were given."""
TIMEOUT = 12.0
"""Seconds for one call; below the courier's own patience, so that it is we who say what became of it."""
_CLIENTS = 2_000


def quiet_logger() -> logging.Logger:
    """Return a logger for Slack's libraries, which at DEBUG would write every message and address down."""
    logger = logging.getLogger("adapters.slack.sdk")
    logger.setLevel(logging.INFO)
    return logger


class SlackApi:
    """Calls Slack for any workspace, by the token it is given; belongs to one event loop."""

    def __init__(self, api_url: str = API_URL, *, timeout: float = TIMEOUT) -> None:
        """Take the address of the Web API, which ends in `/api/`."""
        self.url = api_url if api_url.endswith("/") else f"{api_url}/"
        self._timeout = aiohttp.ClientTimeout(total=timeout, sock_connect=min(5.0, timeout))
        self.budgets = Budgets()
        self._session: aiohttp.ClientSession | None = None
        self._clients: dict[str, AsyncWebClient] = {}

    @property
    def session(self) -> aiohttp.ClientSession:
        """Return the one session, opened when it is first needed."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
            self._clients.clear()
        return self._session

    def client(self, token: str) -> AsyncWebClient:
        """Return a client that acts by a token, on the one session and without retries."""
        session = self.session
        if len(self._clients) >= _CLIENTS:
            self._clients.clear()
        if token not in self._clients:
            self._clients[token] = AsyncWebClient(
                token=token,
                base_url=self.url,
                session=session,
                retry_handlers=[],
                logger=quiet_logger(),
            )
        return self._clients[token]

    async def call(self, token: str, method: str, leave: int = 0, /, **given: object) -> Json:
        """Return the answer of a method; raises Trouble.

        Arguments go as a form, which every method understands; structures in it are JSON. A call beyond the method's
        tier is not made: it fails as Slack's own refusal would, with the seconds to wait; so does one that would not
        `leave` so many to others.
        """
        if wait := self.budgets.take(token, method, monotonic(), leave):
            raise Trouble("ratelimited", wait, ours=True)
        form = {name: _field(value) for name, value in given.items() if value is not None}
        try:
            answer = await self.client(token).api_call(method, data=form)
        except (*TRANSPORT, AttributeError) as error:
            # AttributeError: what slack_sdk makes of a page where JSON should be
            raise trouble(error) from error
        return answer.data if isinstance(answer.data, dict) else {}

    async def respond(self, url: str, payload: Mapping[str, object]) -> None:
        """Post to a response URL; raises Trouble, also for one that leads anywhere but to Slack."""
        to = self._at_slack(url)
        if to is None:
            raise Trouble("foreign_url")
        try:
            async with self.session.post(to, json=payload, allow_redirects=False) as answer:
                said = await answer.text()
                status, after = answer.status, answer.headers.get("Retry-After")
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise trouble(error) from error
        if status == 429:
            raise slowed(after)
        if status == 400 and "invalid_blocks" in said:
            raise Trouble("invalid_blocks", detail=said[:200])
        if status != 200 or '"ok":false' in said.replace(" ", ""):
            raise Trouble("expired_url" if status < 500 else "server_error", detail=said[:200])

    def _at_slack(self, url: str) -> URL | None:
        """Return the url, read as it will be called, if it leads to Slack."""
        try:
            given, ours = URL(url), URL(self.url)
        except ValueError:
            return None
        if given.scheme == "https" and given.host in HOOKS and given.port == 443:
            return given
        return given if (given.scheme, given.host) == (ours.scheme, ours.host) else None

    async def close(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()


def _field(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
