"""Who is connected, and for how long they may keep us waiting: aiohttp itself would wait for ever, for everybody."""

import asyncio
import logging
import os
import resource
import socket
from collections import Counter
from collections.abc import Awaitable, Callable
from ipaddress import IPv6Address, ip_address
from typing import Any, cast

import structlog
from aiohttp import web
from aiohttp.http import HttpProcessingError

from bot.logs import Seldom
from bot.metrics import Metrics

log = structlog.get_logger(__name__)

LIMITS = {"head": 10.0, "body": 20.0, "idle": 75.0, "answer": 30.0}
"""Seconds that a client may take to send a request's head, its body, to ask again, and to take the answer; whoever
makes room is looked for in this order.

Proxies keep a connection for 60 s at most by default, and must be the first to let go of it.
"""

MOST = 2_000
"""The most connections at once, where there are descriptors for so many."""

_AT_ONCE = 8
"""How many are accepted before those accepted are counted: each costs a descriptor already."""
_QUEUE = 512
_EVERY = 1.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def most_connections() -> int:
    """Return how many connections leave descriptors for the database, the platforms and files."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if soft == resource.RLIM_INFINITY else max(8, min(MOST, soft * 2 // 3 - 32))


class Door:
    """Lets connections in, and cuts those that take too long or are too many; belongs to one event loop.

    When there are too many, in all or of one peer, the one that waits longest makes room: first of those that have
    not said what they want, then of those that have been answered. A peer may have half of all; this machine,
    where a proxy may speak for everybody, as many as there are.
    """

    def __init__(self, metrics: Metrics, most: int | None = None) -> None:
        """Let in as many as there are descriptors for, or `most`."""
        self._most = most or most_connections()
        self._connections: dict[asyncio.BaseTransport, _Connection] = {}
        self._peers: Counter[str] = Counter()
        # in each the one that has waited longest comes first, since all of them may wait equally long
        self._waiting: dict[str, dict[_Connection, float]] = {kind: {} for kind in LIMITS}
        self._cuts = metrics.cuts
        self._say = Seldom(log, "warning", "connections were cut")
        metrics.connections.set_function(lambda: len(self._connections))

    def protocol(self, inner: asyncio.Protocol) -> asyncio.Protocol:
        """Return the protocol of a connection that is about to be made, which `inner` serves."""
        return _Connection(self, inner)

    @web.middleware
    async def watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Follow a request on its connection (a middleware, the outermost)."""
        connection = self._connections.get(cast(asyncio.BaseTransport, request.transport))
        if connection is None:
            return await handler(request)
        connection.busy = True
        self.waits(connection, None if request.content.is_eof() else "body")
        request.content.on_eof(lambda: self._has_sent(connection))
        try:
            return await handler(request)
        finally:
            connection.busy = False
            self.waits(connection, "idle")

    async def keep(self) -> None:
        """Cut who takes too long, until cancelled."""
        while True:
            await asyncio.sleep(_EVERY)
            self.sweep()

    def sweep(self) -> None:
        """Cut every connection that has waited too long."""
        now = asyncio.get_running_loop().time()
        for kind, waiting in self._waiting.items():
            late = [each for each, until in waiting.items() if until <= now]
            for connection in late:
                self._cut(connection, kind)

    def came(self, connection: "_Connection", transport: asyncio.Transport) -> None:
        """Count a new connection, and make room where it is one too many."""
        connection.transport = transport
        connection.peer = _peer(transport)
        self._connections[transport] = connection
        self._peers[connection.peer] += 1
        # who comes is not yet among those that may make room
        if connection.peer and self._peers[connection.peer] > self._most // 2:
            self._cut(self._longest(connection.peer) or connection, "peer")
        elif len(self._connections) > self._most:
            self._cut(self._longest() or connection, "crowd")
        self.waits(connection, "head")

    def left(self, connection: "_Connection") -> None:
        """Forget a connection; one that was cut is forgotten already."""
        if self._connections.pop(connection.transport, None):
            self._peers[connection.peer] -= 1
            if not self._peers[connection.peer]:
                del self._peers[connection.peer]
        self.waits(connection, None)

    def waits(self, connection: "_Connection", kind: str | None) -> None:
        """Note what a connection keeps us waiting for, None when it is we who are at work."""
        if connection.for_ is not None:
            self._waiting[connection.for_].pop(connection, None)
        connection.for_ = kind
        if kind is not None and connection.transport in self._connections:
            until = asyncio.get_running_loop().time() + LIMITS[kind]
            self._waiting[kind][connection] = until

    def _has_sent(self, connection: "_Connection") -> None:
        if connection.for_ == "body":
            self.waits(connection, None)

    def _longest(self, peer: str = "") -> "_Connection | None":
        """Return the connection that has waited longest, of one peer or of all."""
        every = (each for waiting in self._waiting.values() for each in waiting)
        return next((each for each in every if not peer or each.peer == peer), None)

    def _cut(self, connection: "_Connection", why: str) -> None:
        self.left(connection)
        connection.transport.abort()
        if why != "idle":
            self._cuts.labels(why).inc()
            self._say(
                why=why, peer=connection.peer or "this machine", connected=len(self._connections)
            )


class _Connection(asyncio.Protocol):
    """One connection: what the server does about it, and what it keeps us waiting for."""

    transport: asyncio.Transport

    def __init__(self, door: Door, inner: asyncio.Protocol) -> None:
        self._door = door
        self._inner = inner
        self.peer = ""
        self.for_: str | None = None
        self.busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._inner.connection_made(transport)
        self._door.came(self, cast(asyncio.Transport, transport))

    def connection_lost(self, error: Exception | None) -> None:
        self._door.left(self)
        self._inner.connection_lost(error)

    def data_received(self, data: bytes) -> None:
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()
        self._door.waits(self, "answer")

    def resume_writing(self) -> None:
        self._inner.resume_writing()
        self._door.waits(self, None if self.busy else "idle")


class Site(web.BaseSite):
    """An address at which an application is served through the door."""

    def __init__(self, runner: web.AppRunner, door: Door, host: str, port: int) -> None:
        """Be about to listen there."""
        super().__init__(runner)
        self._door = door
        self._host = host
        self._port = port

    @property
    def name(self) -> str:
        """Return the address as it was asked for."""
        return f"http://{self._host}:{self._port}"

    async def start(self) -> None:
        """Listen."""
        await super().start()
        handler = self._runner.server
        assert handler is not None
        loop = asyncio.get_running_loop()
        self._server = server = await loop.create_server(
            lambda: self._door.protocol(handler()), self._host, self._port, backlog=_AT_ONCE
        )
        # asyncio accepts as many at once as it lets queue up, and so many would take every descriptor
        for bound in server.sockets:
            with socket.socket(fileno=os.dup(bound.fileno())) as same:
                same.listen(_QUEUE)


def say_seldom_that_nobody_can_be_accepted(loop: asyncio.AbstractEventLoop) -> None:
    """Log once a minute that no descriptor is left, which the loop tells many times a second."""
    say = Seldom(log, "error", "no descriptor is left for connections")

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if "out of system resource" in str(context.get("message")):
            say(limit=resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        else:
            loop.default_exception_handler(context)

    loop.set_exception_handler(handle)


def brief_logger() -> logging.Logger:
    """Return a logger for aiohttp that says once a minute, in a line, what scanners send all the time."""
    say = Seldom(log, "info", "requests were sent that are none")

    def brief(record: logging.LogRecord) -> bool:
        unread = record.exc_info and isinstance(record.exc_info[1], HttpProcessingError)
        if unread:
            say()
        return not unread

    found = logging.Logger("aiohttp.server")  # noqa: LOG001  (not everybody's: it has a filter of ours)
    found.parent = logging.getLogger()
    found.addFilter(brief)
    return found


def _peer(transport: asyncio.BaseTransport) -> str:
    """Return who is at the other end, an empty text for this machine; of IPv6 the network, since a host has many."""
    name = transport.get_extra_info("peername")
    try:
        address = ip_address(name[0])
    except (ValueError, TypeError, IndexError):
        return ""
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback:
        return ""
    return str(address) if address.version == 4 else ":".join(address.exploded.split(":")[:4])
