"""Socket Mode: two connections at a time, each rebuilt when it hangs, and the same door behind both."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters import reading
from adapters.reading import Unreadable
from adapters.slack.api import API_URL, quiet_logger
from adapters.slack.errors import TRANSPORT, trouble

log = structlog.get_logger(__name__)

CONNECTIONS = 2
"""While one is being renewed, clicks and commands need another."""
HUNG = 30.0
"""Seconds without a connection after which it is rebuilt from nothing, with a new ticket."""
FIRST = 2.0
"""Seconds that a connection may take to come up before another is tried, each time twice as long."""
SLOWEST = 60.0
"""The longest wait before another try; Slack limits how often a connection may be asked for."""


class SlackSocket:
    """Keeps Socket Mode connections open and takes what comes in on them."""

    def __init__(
        self,
        dispatch: Callable[[dict[str, Any]], Awaitable[BoltResponse]],
        app_token: str,
        *,
        api_url: str = API_URL,
        connections: int = CONNECTIONS,
        hung: float = HUNG,
        ping: float = 5.0,
    ) -> None:
        """Hand payloads to `dispatch`; `app_token` starts with `xapp-`."""
        self._dispatch = dispatch
        self._token = app_token
        self._url = api_url
        self._count = connections
        self._hung = hung
        self._ping = ping
        self._stopping = asyncio.Event()
        self._keepers: list[asyncio.Task[None]] = []
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._connected = [False] * connections

    @property
    def connected(self) -> int:
        """Return how many connections are open."""
        return sum(self._connected)

    async def start(self) -> None:
        """Begin to connect; what fails is tried again."""
        self._stopping.clear()
        self._keepers = [asyncio.create_task(self._keep(place)) for place in range(self._count)]

    async def stop(self, patience: float = 5.0) -> None:
        """Finish and acknowledge what has come in, then close every connection."""
        self._stopping.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._idle.wait()
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        self._keepers = []

    async def _keep(self, place: int) -> None:
        """Keep one connection: open it, watch it, and open another when it hangs."""
        wait, patience = 1.0, min(FIRST, self._hung)
        while True:
            ticket = await self._ticket()
            client = self._client(ticket)
            connecting = asyncio.create_task(self._connect(client))
            try:
                lasted = await self._watch(client, place, patience)
            finally:
                connecting.cancel()
                self._connected[place] = False
                await self._close(client)
            # one that never came up is asked for less and less often
            wait = 1.0 if lasted else wait
            patience = min(FIRST if lasted else patience * 2, self._hung)
            log.warning("slack socket hung, opening another", place=place, seconds=wait)
            await asyncio.sleep(min(wait, self._hung))
            wait = min(SLOWEST, wait * 2)

    async def _watch(self, client: SocketModeClient, place: int, patience: float) -> bool:
        """Return once it did not come up with `patience`, or has been down for too long; true when it had been up."""
        loop = asyncio.get_running_loop()
        since, ever = loop.time(), False
        while loop.time() - since < (self._hung if ever else patience):
            up = await client.is_connected()
            if up:
                since, ever = loop.time(), True
            self._connected[place] = up
            await asyncio.sleep(min(0.25, self._hung / 10))
        return ever

    async def _connect(self, client: SocketModeClient) -> None:
        try:
            await client.connect()  # type: ignore[no-untyped-call]
        except Exception as error:
            log.warning("slack socket not opened", error=type(error).__name__)

    async def _ticket(self) -> str:
        """Return an address to connect to, asked for no more often than Slack allows."""
        wait = 1.0
        while True:
            try:
                answer = await self._web().apps_connections_open(app_token=self._token)
                return str(answer["url"])
            except TRANSPORT as error:
                found = trouble(error)
                log.warning("slack gives no socket", error=found.code)
                await asyncio.sleep(found.retry_after or wait)
                wait = min(SLOWEST, wait * 2)

    def _web(self) -> AsyncWebClient:
        return AsyncWebClient(
            token=self._token, base_url=self._url, retry_handlers=[], logger=quiet_logger()
        )

    def _client(self, ticket: str) -> SocketModeClient:
        client = SocketModeClient(
            app_token=self._token,
            logger=quiet_logger(),
            web_client=self._web(),
            ping_interval=self._ping,
        )
        client.wss_uri = ticket
        client.socket_mode_request_listeners.append(self._take)
        return client

    async def _close(self, client: SocketModeClient) -> None:
        tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
        try:
            await client.close()  # type: ignore[no-untyped-call]
        except Exception as error:
            log.info("slack socket did not close", error=type(error).__name__)
        await asyncio.gather(*(task for task in tasks if task), return_exceptions=True)

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Handle one envelope and acknowledge it, unless it is to come again."""
        if self._stopping.is_set():
            # not acknowledged, so Slack gives it to another connection
            return
        self._busy += 1
        self._idle.clear()
        try:
            payload = await self._answer(request.payload)
            if payload is not None:
                await client.send_socket_mode_response(
                    SocketModeResponse(request.envelope_id, payload or None)
                )
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    async def _answer(self, payload: object) -> dict[str, Any] | None:
        """Return what rides on the ack, empty for nothing; None when it was not done and is to come again."""
        if not isinstance(payload, dict) or not reading.shallow(payload):
            return {}
        try:
            response = await self._dispatch(payload)
        except Unreadable as error:
            log.info("slack sent what cannot be read", what=str(error))
            return {}
        if response.status != 200:
            return None
        if not response.body:
            return {}
        if not response.body.startswith("{"):
            return {"text": response.body}
        said: dict[str, Any] = json.loads(response.body)
        return said
