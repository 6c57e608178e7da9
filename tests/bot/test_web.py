"""What operators' machines are told, and what nobody is told."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot import web as server
from bot.clock import SimulatedClock
from bot.connections import Door
from bot.metrics import Metrics
from bot.settings import Settings
from bot.web import Health
from facilitation.work import Store
from tests.bot.helpers import NOW, later, owed, put

CANARY = "canary-in-the-error"


async def broken(_request: web.Request) -> web.Response:
    raise RuntimeError(CANARY)


async def slow(request: web.Request) -> web.Response:
    request.app[BEGUN].set()
    await asyncio.sleep(0.3)
    return web.Response(text="done")


async def read(request: web.Request) -> web.Response:
    request.app[BEGUN].set()
    try:
        return web.Response(body=await request.read())
    finally:
        request.app[ENDED].set()


BEGUN: web.AppKey[asyncio.Event] = web.AppKey("begun", asyncio.Event)
ENDED: web.AppKey[asyncio.Event] = web.AppKey("ended", asyncio.Event)


class Served:
    """The application, served on a free port."""

    def __init__(self, store: Store, health: Health, **more: Any) -> None:
        self.health = health
        self.metrics = Metrics()
        self.beside: list[tuple[web.Application, str, int]] = []
        self.stop = asyncio.Event()
        known = {"health": health, "metrics": self.metrics, "store": store}
        routes = [web.get("/broken", broken), web.get("/slow", slow), web.post("/read", read)]
        self.app = server.make(
            clock=SimulatedClock(later(90)),
            new_id=lambda prefix: f"{prefix}_1",
            **{**known, "routes": routes, **more},
        )
        self.app[BEGUN], self.app[ENDED] = asyncio.Event(), asyncio.Event()

    async def open(self) -> None:
        address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.task = asyncio.create_task(
            server.serve(
                self.app,
                host="127.0.0.1",
                port=0,
                stop=self.stop,
                health=self.health,
                notice=0.5,
                started=address.set_result,
                beside=self.beside,
            )
        )
        self.session = aiohttp.ClientSession(await address)

    async def get(self, path: str, **more: Any) -> tuple[int, str]:
        async with self.session.get(path, **more) as answer:
            return answer.status, await answer.text()

    async def close(self) -> None:
        await self.session.close()
        self.stop.set()
        await self.task


Opened = Callable[..., Any]


@pytest.fixture
async def opened(sqlite_store: Store) -> AsyncIterator[Opened]:
    all_served: list[Served] = []

    async def open_(health: Health, **more: Any) -> Served:
        served = Served(sqlite_store, health, **more)
        await served.open()
        all_served.append(served)
        return served

    yield open_
    for served in all_served:
        await served.close()


async def test_a_process_is_alive_until_its_worker_stops_ticking(opened: Opened) -> None:
    age = 5.0
    served = await opened(Health(tick_age=lambda: age))
    assert (await served.get("/healthz"))[0] == 200

    age = 61.0
    status, body = await served.get("/healthz")
    assert status == 503
    assert json.loads(body)["status"] == "no tick for 61 s"


async def test_a_process_without_a_worker_has_no_tick_to_miss(opened: Opened) -> None:
    served = await opened(Health())

    assert await served.get("/healthz") == (200, '{"status": "ok"}')


async def test_a_process_is_fit_when_every_check_is(opened: Opened) -> None:
    problems: dict[str, str | None] = {"database": None, "schema": None}
    served = await opened(
        Health(checks={name: lambda name=name: problems[name] for name in problems})  # type: ignore[misc]
    )
    assert (await served.get("/readyz"))[0] == 200

    problems["schema"] = "is older than this program"
    status, body = await served.get("/readyz")
    assert status == 503
    assert json.loads(body)["problems"] == {"schema": "is older than this program"}


async def test_a_check_that_breaks_is_a_problem_and_leaks_nothing(opened: Opened) -> None:
    def check() -> str | None:
        raise RuntimeError(CANARY)

    served = await opened(Health(checks={"database": check}))
    status, body = await served.get("/readyz")

    assert status == 503
    assert "cannot be checked" in body
    assert CANARY not in body


async def test_the_figures_tell_of_the_outbox_the_tick_and_the_requests(
    opened: Opened, sqlite_store: Store
) -> None:
    served = await opened(Health())
    served.metrics.follow_tick(lambda: 7.0)
    put(sqlite_store, [owed("a"), owed("b", due_at=later(30))])
    await served.get("/healthz")

    status, text = await served.get("/metrics")

    assert status == 200
    assert 'peerloop_deliveries{state="pending"} 2.0' in text
    assert 'peerloop_oldest_delivery_seconds{state="pending"} 90.0' in text
    assert "peerloop_last_tick_age_seconds 7.0" in text
    assert 'peerloop_handling_seconds_count{route="/healthz"} 1.0' in text


STRANGERS = [
    {"X-Forwarded-For": "192.0.2.1"},
    {"Forwarded": "for=192.0.2.1"},
    {"X-Real-IP": "192.0.2.1"},
    {"Via": "1.1 proxy"},
    {"Host": "peerloop.example.org"},
    {"Host": "["},
]
TOKEN = "a-token-of-some-length"


@pytest.mark.parametrize("headers", STRANGERS, ids=str)
async def test_a_proxy_on_this_machine_reads_no_figures_and_no_reasons_to_others(
    opened: Opened, headers: dict[str, str]
) -> None:
    served = await opened(Health(checks={"schema": lambda: "is older than this program"}))

    assert (await served.get("/metrics", headers=headers))[0] == 403
    assert await served.get("/readyz", headers=headers) == (503, '{"status": "unfit"}')
    status, body = await served.get("/readyz")
    assert (status, "is older" in body) == (503, True)


@pytest.mark.parametrize("headers", STRANGERS, ids=str)
async def test_whoever_has_the_token_reads_figures_and_reasons(
    opened: Opened, headers: dict[str, str]
) -> None:
    served = await opened(
        Health(checks={"schema": lambda: "is older than this program"}),
        trusted=server.bearer(TOKEN),
    )
    for given, status in (
        (f"Bearer {TOKEN}", 200),
        (f"Bearer {TOKEN}x", 403),
        (TOKEN, 403),
        ("é", 403),
    ):
        with_it = {**headers, "Authorization": given}
        assert (await served.get("/metrics", headers=with_it))[0] == status
        _, body = await served.get("/readyz", headers=with_it)
        assert ("is older" in body) == (status == 200)
    assert (await served.get("/metrics"))[0] == 200


@pytest.mark.parametrize(("token", "strangers"), [("", 200), (TOKEN, 403)])
async def test_figures_may_have_an_address_of_their_own(
    sqlite_store: Store, unused_tcp_port_factory: Callable[[], int], token: str, strangers: int
) -> None:
    port = unused_tcp_port_factory()
    given = {"metrics_port": port, "metrics_token": token or None}
    settings = Settings(_env_file=None, **given)  # type: ignore[call-arg,arg-type]
    made = Served(sqlite_store, Health())

    def make(**more: Any) -> web.Application:
        return Served(sqlite_store, made.health, **more).app

    made.app, made.beside = server.front(settings, make, [], door := Door(made.metrics))
    await made.open()
    try:
        assert (await made.get("/metrics"))[0] == 404
        url = f"http://127.0.0.1:{port}/metrics"
        async with made.session.get(url, headers=STRANGERS[0]) as answer:
            assert answer.status == strangers
        # one door for both, so that their connections are counted together
        assert len(door._connections) == 2
    finally:
        await made.close()


async def test_an_error_is_a_sentence_with_a_reference_and_its_trace_stays_in_the_log(
    opened: Opened, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    served = await opened(Health())

    status, body = await served.get("/broken")
    assert status == 500
    assert "req_1" in body
    assert CANARY not in body
    assert "Traceback" not in body
    logged = caplog.text + "".join(capsys.readouterr())
    assert CANARY in logged


async def test_a_request_keeps_a_sensible_id_it_came_with(opened: Opened) -> None:
    served = await opened(Health())
    for given, kept in (("abc-1", "abc-1"), ("no spaces!", "req_1"), ("x" * 99, "req_1")):
        async with served.session.get("/healthz", headers={"X-Request-ID": given}) as answer:
            assert answer.headers["X-Request-ID"] == kept


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("POST", "/healthz", 405), ("GET", "/%00", 404)],
)
async def test_what_is_not_there_is_said_in_one_sentence(
    opened: Opened, method: str, path: str, status: int
) -> None:
    served = await opened(Health())
    async with served.session.request(method, path) as answer:
        assert answer.status == status
        assert set(await answer.json()) == {"error"}


async def test_told_to_stop_it_says_so_and_finishes_what_is_in_hand(
    opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    served = await opened(Health())
    hanging = asyncio.create_task(served.get("/slow"))
    await served.app[BEGUN].wait()

    served.stop.set()
    await asyncio.sleep(0.05)
    assert (await served.get("/healthz"))[0] == 503
    assert await hanging == (200, "done")
    await served.task
    with pytest.raises(aiohttp.ClientConnectionError):
        await served.get("/healthz")


def test_an_age_never_goes_below_zero() -> None:
    metrics = Metrics()
    metrics.outbox({"pending": (1, later(60)), "sent": (3, NOW)}, NOW)

    text = metrics.text().decode()
    assert 'peerloop_oldest_delivery_seconds{state="pending"} 0.0' in text
    assert 'peerloop_deliveries{state="sent"}' not in text, "there may be millions of them"
    assert 'peerloop_deliveries{state="dead"} 0.0' in text


async def test_what_is_no_request_is_a_line_a_minute_in_the_log(
    opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    served = await opened(Health())
    url = served.session._base_url
    with capture_logs() as logged:
        for words in (
            b"\x16\x03\x01" * 40,
            b"GARBAGE\r\n\r\n",
            b"GET /%s HTTP/1.1\r\n" % (b"a" * 9000),
        ):
            reader, writer = await asyncio.open_connection(url.host, url.port)
            writer.write(words)
            assert b" 400 " in await reader.readline()
            writer.close()
            await writer.wait_closed()
    assert [one["event"] for one in logged] == ["requests were sent that are none"]
    assert "Traceback" not in caplog.text


async def test_who_goes_away_in_the_middle_of_a_request_leaves_no_trace_in_the_log(
    opened: Opened,
) -> None:
    served = await opened(Health())
    url = served.session._base_url
    _, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(b"POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf")
    await writer.drain()
    await served.app[BEGUN].wait()
    with capture_logs() as logged:
        writer.close()
        await writer.wait_closed()
        await served.app[ENDED].wait()
        assert await served.get("/healthz") == (200, '{"status": "ok"}')
    assert [one for one in logged if one["log_level"] != "debug"] == []
