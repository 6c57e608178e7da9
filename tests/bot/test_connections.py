"""Clients that are slow, and clients that are many: who is cut, and that nobody else notices."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any, cast

import pytest
from aiohttp import web

from bot import connections
from bot.connections import Door, Site, say_seldom_that_nobody_can_be_accepted
from bot.metrics import Metrics

HALF = b"GET /quick HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
HALF_POSTED = b"POST /taken HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf"
WHOLE = b"GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def quick(_request: web.Request) -> web.Response:
    return web.Response(text="quick")


async def long(_request: web.Request) -> web.Response:
    await asyncio.sleep(0.6)
    return web.Response(text="long")


async def large(_request: web.Request) -> web.Response:
    return web.Response(body=b"x" * 40_000_000)


async def taken(request: web.Request) -> web.Response:
    with suppress(ConnectionError):
        await request.read()
    return web.Response(text="taken")


class Served:
    """A server behind the door, on a free port."""

    def __init__(self, most: int) -> None:
        self.metrics = Metrics()
        self.door = Door(self.metrics, most)
        self.writers: list[asyncio.StreamWriter] = []

    async def open(self) -> None:
        app = web.Application(middlewares=[self.door.watch])
        app.add_routes([web.get("/quick", quick), web.get("/long", long), web.get("/large", large)])
        app.add_routes([web.post("/taken", taken)])
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self.runner.setup()
        await Site(self.runner, self.door, "127.0.0.1", 0).start()
        self.port: int = self.runner.addresses[0][1]
        self.keeping = asyncio.create_task(self.door.keep())

    async def close(self) -> None:
        self.keeping.cancel()
        for writer in self.writers:
            writer.close()
        for writer in self.writers:
            with suppress(ConnectionError):
                await writer.wait_closed()
        await self.runner.cleanup()

    async def say(self, words: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writers.append(writer)
        writer.write(words)
        with suppress(ConnectionError):
            await writer.drain()
        return reader, writer

    async def answer(self, words: bytes) -> bytes:
        """Return the start of the answer, an empty text where the connection was cut."""
        reader, writer = await self.say(words)
        answered = b""
        with suppress(ConnectionError):
            answered = await asyncio.wait_for(reader.read(15), 20)
        writer.close()
        return answered

    def cut(self) -> dict[str, float]:
        (family,) = self.metrics.cuts.collect()
        return {s.labels["why"]: s.value for s in family.samples if s.name.endswith("_total")}


@pytest.fixture
async def served(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Callable[..., Any]]:
    """Give a function that serves, with limits of a moment each unless a test wants one to be longer."""
    monkeypatch.setattr(connections, "_EVERY", 0.05)
    opened: list[Served] = []

    async def serve(most: int = 100, **limits: float) -> Served:
        short = dict.fromkeys(connections.LIMITS, 0.3)
        monkeypatch.setattr(connections, "LIMITS", {**short, **limits})
        opened.append(Served(most))
        await opened[-1].open()
        return opened[-1]

    yield serve
    for each in opened:
        await each.close()


async def until_cut(reader: asyncio.StreamReader) -> bytes:
    """Return what came before the connection was cut."""
    came = b""
    with suppress(ConnectionError):
        while some := await asyncio.wait_for(reader.read(1 << 20), 20):
            came += some
    return came


async def test_half_a_head_is_not_waited_for(served: Callable[..., Any]) -> None:
    server = await served(idle=60)
    halves = [await server.say(HALF) for _ in range(30)]
    for reader, _ in halves:
        assert await until_cut(reader) == b""
    assert server.cut() == {"head": 30}
    assert await server.answer(WHOLE) == b"HTTP/1.1 200 OK"


async def test_a_head_that_trickles_has_no_more_time_than_one_that_stopped(
    served: Callable[..., Any],
) -> None:
    server = await served()
    reader, writer = await server.say(HALF)

    async def trickle() -> None:
        while True:
            writer.write(b"x")
            await asyncio.sleep(0.02)

    trickling = asyncio.create_task(trickle())
    assert await until_cut(reader) == b""
    trickling.cancel()


async def test_half_a_body_is_not_waited_for(served: Callable[..., Any]) -> None:
    server = await served(head=60, idle=60)
    reader, _ = await server.say(HALF_POSTED)
    assert await until_cut(reader) == b""
    assert server.cut() == {"body": 1}


async def test_whoever_has_said_all_may_wait_for_a_long_answer(served: Callable[..., Any]) -> None:
    server = await served(head=0.2, body=0.2, answer=0.2, idle=60)
    asked = b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert await server.answer(asked) == b"HTTP/1.1 200 OK"
    posted = b"POST /taken HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody"
    assert await server.answer(posted) == b"HTTP/1.1 200 OK"
    assert server.cut() == {}


async def test_an_answer_that_nobody_takes_is_not_held_for_ever(served: Callable[..., Any]) -> None:
    server = await served(idle=60)
    reader, writer = await server.say(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
    writer.transport.pause_reading()
    async with asyncio.timeout(20):
        while not server.cut():
            await asyncio.sleep(0.05)
    assert server.cut() == {"answer": 1}
    writer.transport.resume_reading()
    assert len(await until_cut(reader)) < 40_000_000


async def test_a_connection_is_kept_between_requests_for_a_while(
    served: Callable[..., Any],
) -> None:
    server = await served(head=0.1, idle=0.5)
    reader, writer = await server.say(WHOLE)
    for _ in range(3):
        answer = await reader.readuntil(b"quick")
        assert answer.startswith(b"HTTP/1.1 200 OK")
        await asyncio.sleep(0.25)
        writer.write(WHOLE)
    assert (await until_cut(reader)).startswith(b"HTTP/1.1 200 OK")
    assert server.cut() == {}


@pytest.mark.parametrize("half", [HALF, HALF_POSTED, WHOLE], ids=["head", "body", "idle"])
async def test_a_crowd_makes_room_for_who_comes_last(
    served: Callable[..., Any], half: bytes
) -> None:
    server = await served(most=8, head=60, body=60, idle=60)
    halves = []
    for _ in range(10):
        halves += [await server.say(half) for _ in range(5)]
        assert await server.answer(WHOLE) == b"HTTP/1.1 200 OK"
    # what was being read when the next one came was not waiting yet
    assert server.cut()["crowd"] >= 40
    assert len(server.door._connections) <= 8


async def test_whoever_is_being_served_does_not_make_room(served: Callable[..., Any]) -> None:
    server = await served(most=4, head=60, idle=60)
    asked = b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answers = [asyncio.create_task(server.answer(asked)) for _ in range(3)]
    await asyncio.sleep(0.2)
    for _ in range(10):
        await server.say(HALF)
    assert await asyncio.gather(*answers) == [b"HTTP/1.1 200 OK"] * 3


class Wire(asyncio.Transport):
    """As much of a transport as the door asks of one."""

    def __init__(self, peer: str) -> None:
        super().__init__({"peername": (peer, 40_000)})
        self.aborted = False

    def abort(self) -> None:
        self.aborted = True


async def test_one_peer_may_have_half_of_all_and_this_machine_everything() -> None:
    door = Door(Metrics(), most=8)

    def knock(peer: str) -> Wire:
        wire = Wire(peer)
        door.protocol(asyncio.Protocol()).connection_made(wire)
        return wire

    first = [knock("192.0.2.1") for _ in range(6)]
    assert [wire.aborted for wire in first] == [True, True, False, False, False, False]
    # an address of IPv6 is one of many that a single machine has
    six = [knock(f"2001:db8::{n}") for n in range(4)]
    assert not any(wire.aborted for wire in six)
    near = [knock(name) for name in ("127.0.0.1", "::1", "::ffff:127.0.0.1") * 2]
    assert not any(wire.aborted for wire in near)
    assert [wire.aborted for wire in first] == [True] * 6


async def test_that_no_descriptor_is_left_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    loop = asyncio.get_running_loop()
    say_seldom_that_nobody_can_be_accepted(loop)
    try:
        for _ in range(200):
            loop.call_exception_handler({"message": "socket.accept() out of system resource"})
        with caplog.at_level(logging.ERROR):
            loop.call_exception_handler({"message": "something else"})
    finally:
        loop.set_exception_handler(None)
    assert "something else" in caplog.text
    assert cast(Any, caplog.text).count("out of system resource") == 0
