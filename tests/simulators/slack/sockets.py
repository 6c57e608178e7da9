"""Socket Mode: links by one-time tickets, envelopes and their acks, refreshes, and what can go wrong with a link."""

import asyncio
import itertools
import json
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.simulators.slack.model import Json
from tests.simulators.slack.world import World

MOST = 10
TRIES = 4


@dataclass(eq=False)
class Link:
    """One connection of the app; a hung one neither reads nor answers."""

    socket: web.WebSocketResponse
    number: int
    hung: bool = False
    sent: list[Json] = field(default_factory=list)
    request: web.Request | None = field(default=None, repr=False)

    def drop(self) -> None:
        """Cut it without a word."""
        assert self.request is not None
        assert self.request.transport is not None
        self.request.transport.abort()


class Links:
    """The links that are open, and the envelopes that wait for their acks."""

    def __init__(self, world: World) -> None:
        """Begin with none."""
        self.world = world
        self.open: list[Link] = []
        self.opened = 0
        """How many there ever were."""
        self.refused = 0
        """How many handshakes failed."""
        self.refusing = 0
        """So many handshakes to come fail, and their tickets are spent all the same."""
        self.redelivered: list[Json] = []
        self._waiting: dict[str, tuple[Link, asyncio.Future[Json]]] = {}
        self._turn = itertools.count()

    def routes(self) -> list[web.RouteDef]:
        """Return where it listens."""
        return [web.get("/link/", self._handle)]

    async def warn(self) -> None:
        """Say that every link will be closed soon."""
        await self._disconnect("warning")

    async def refresh(self) -> None:
        """Ask for a new link in place of every open one."""
        await self._disconnect("refresh_requested")

    async def disable(self) -> None:
        """Say that Socket Mode was switched off, and close every link."""
        await self._disconnect("link_disabled")
        for link in list(self.open):
            await link.socket.close()

    def hang(self) -> None:
        """Let every open link fall silent without closing."""
        for link in self.open:
            link.hung = True

    def drop(self) -> None:
        """Cut every open link."""
        for link in list(self.open):
            link.drop()

    async def close(self) -> None:
        """Close every link at the end."""
        for link in list(self.open):
            await link.socket.close()

    async def deliver(
        self, kind: str, payload: Json, *, within: float, attempt: int = 0, reason: str = ""
    ) -> Json | None:
        """Send an envelope and return the ack's payload; events are redelivered, the rest fails with None."""
        event = kind == "events_api"
        for number in range(attempt, TRIES if event else attempt + 1):
            acked = await self._try(kind, payload, within, number, reason)
            if acked is not None:
                return acked
            reason = "timeout"
        return None

    async def _try(
        self, kind: str, payload: Json, within: float, attempt: int, reason: str
    ) -> Json | None:
        link = await self._some_link(within if kind == "events_api" else 0)
        if link is None:
            return None
        key = f"envelope-{self.world.number()}"
        envelope: Json = {
            "envelope_id": key,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        if attempt:
            self.redelivered.append(envelope)
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[key] = (link, waiting)
        try:
            link.sent.append(envelope)
            await link.socket.send_json(envelope)
            return await asyncio.wait_for(waiting, within)
        except (TimeoutError, ConnectionError):
            return None
        finally:
            del self._waiting[key]

    async def _some_link(self, patience: float) -> Link | None:
        """Return any link, as Slack does; waits for one."""
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        while not self.open and loop.time() < until:
            await asyncio.sleep(0.01)
        return self.open[next(self._turn) % len(self.open)] if self.open else None

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        expires = self.world.tickets.pop(request.query.get("ticket", ""), None)
        if self.refusing:
            self.refusing -= 1
            self.refused += 1
            return web.Response(status=503)
        if expires is None or expires < self.world.now():
            self.refused += 1
            return web.Response(status=403, text="invalid ticket")
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        if len(self.open) >= MOST:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self.opened += 1
        link = Link(socket, self.opened, request=request)
        self.open.append(link)
        try:
            await socket.send_json(self._hello())
            await self._read(link)
        finally:
            self.open.remove(link)
            for other, waiting in list(self._waiting.values()):
                if other is link and not waiting.done():
                    waiting.set_exception(ConnectionError("the link was closed"))
        return socket

    async def _read(self, link: Link) -> None:
        async for message in link.socket:
            if link.hung:
                continue
            if message.type is WSMsgType.PING:
                await link.socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                said = json.loads(message.data)
                _, waiting = self._waiting.get(said.get("envelope_id", ""), (link, None))
                if waiting is not None and not waiting.done():
                    waiting.set_result(said.get("payload") or {})

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "debug_info": {
                "host": "simulated",
                "build_number": 1,
                "approximate_connection_time": 18_060,
            },
            "connection_info": {"app_id": self.world.app_id},
        }

    async def _disconnect(self, reason: str) -> None:
        for link in list(self.open):
            told = {"type": "disconnect", "reason": reason, "debug_info": {"host": "simulated"}}
            await link.socket.send_json(told)
