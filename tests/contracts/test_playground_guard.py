"""Who may open the playground's page, by who asks and by which name."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from adapters.playground.guard import guard
from bot.playground import _named
from bot.settings import Settings


async def page(_request: web.Request) -> web.Response:
    return web.Response(text="the page")


@pytest.fixture
async def opened() -> AsyncIterator[Callable[..., Any]]:
    """Give a function that serves the page to somebody whom the network says to be at an address."""
    runners: list[web.AppRunner] = []

    async def ask(settings: dict[str, str], peer: str, host: str) -> int:
        @web.middleware
        async def elsewhere(request: web.Request, handler: Any) -> web.StreamResponse:
            answer: web.StreamResponse = await handler(request.clone(remote=peer))
            return answer

        named = _named(Settings(_env_file=None, **settings))  # type: ignore[call-arg,arg-type]
        app = web.Application(middlewares=[elsewhere, guard(named)])
        app.add_routes([web.get("/play", page)])
        runners.append(web.AppRunner(app, access_log=None))
        await runners[-1].setup()
        await web.TCPSite(runners[-1], "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runners[-1].addresses[0][1]}/play"
        async with (
            aiohttp.ClientSession() as session,
            session.get(url, headers={"Host": host}) as answer,
        ):
            return answer.status

    yield ask
    for runner in runners:
        await runner.cleanup()


EVERYWHERE = {"host": "0.0.0.0"}


@pytest.mark.parametrize(
    ("settings", "peer", "host", "status"),
    [
        ({}, "127.0.0.1", "localhost:8000", 200),
        (EVERYWHERE, "127.0.0.1", "localhost:8000", 200),
        (EVERYWHERE, "::1", "[::1]:8000", 200),
        (EVERYWHERE, "192.0.2.7", "localhost:8000", 421),
        (EVERYWHERE, "192.0.2.7", "127.0.0.1", 421),
        (EVERYWHERE, "192.0.2.7", "0.0.0.0", 421),
        (EVERYWHERE, "192.0.2.7", "192.0.2.1", 421),
        ({"host": "192.0.2.1"}, "192.0.2.7", "192.0.2.1:8000", 200),
        ({"host": "192.0.2.1"}, "192.0.2.7", "localhost", 421),
        ({**EVERYWHERE, "public_url": "https://play.example"}, "192.0.2.7", "play.example", 200),
        (
            {**EVERYWHERE, "public_url": "http://localhost:8000"},
            "172.17.0.1",
            "localhost:8000",
            200,
        ),
        ({"public_url": "https://play.example"}, "127.0.0.1", "evil.example", 421),
    ],
)
async def test_others_may_open_the_page_where_the_operator_said_so(
    opened: Callable[..., Any], settings: dict[str, str], peer: str, host: str, status: int
) -> None:
    assert await opened(settings, peer, host) == status
