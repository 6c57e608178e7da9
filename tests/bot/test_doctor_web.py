"""The doctor finds a proxy through which anybody reads the operator's figures."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from adapters.loopback import is_near
from bot import doctor, doctor_web
from bot.doctor import Finding
from bot.settings import Settings


@pytest.fixture
async def look() -> AsyncIterator[Callable[..., Any]]:
    """Give a function that looks at a server to which a proxy passes requests on with these headers."""
    runners: list[web.AppRunner] = []

    async def looked(**headers: str) -> Finding:
        async def metrics(request: web.Request) -> web.Response:
            passed_on = request.clone(headers={"Host": "127.0.0.1:3000", **headers})
            return web.Response(status=200 if is_near(passed_on) else 403)

        app = web.Application()
        app.add_routes([web.get("/metrics", metrics)])
        runners.append(web.AppRunner(app, access_log=None))
        await runners[-1].setup()
        await web.TCPSite(runners[-1], "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runners[-1].addresses[0][1]}"
        (found,) = await asyncio.to_thread(doctor.examine, [doctor_web.figures(address)])
        return found

    yield looked
    for runner in runners:
        await runner.cleanup()


async def test_a_proxy_that_hides_for_whom_it_speaks_is_found_with_a_cure(
    look: Callable[..., Any],
) -> None:
    found = await look()
    assert not found.ok
    assert "X-Forwarded-For" in found.cure
    assert "METRICS_PORT" in found.cure


@pytest.mark.parametrize(
    "headers", [{"X-Forwarded-For": "192.0.2.1"}, {"Host": "peerloop.example.org"}], ids=str
)
async def test_a_proxy_that_says_for_whom_it_speaks_is_well(
    look: Callable[..., Any], headers: dict[str, str]
) -> None:
    assert (await look(**headers)).ok


def test_an_address_that_does_not_answer_shows_nothing_to_anybody() -> None:
    (found,) = doctor.examine([doctor_web.figures("http://127.0.0.1:1")])
    assert found.ok
    assert "does not answer" in found.sentence


@pytest.mark.parametrize(
    ("url", "many"), [("", 0), ("http://localhost:3000", 0), ("https://peerloop.example", 1)]
)
def test_it_looks_where_the_world_comes_in_only(url: str, many: int) -> None:
    given = Settings(_env_file=None, public_url=url)  # type: ignore[call-arg]
    assert len(doctor_web.checks(given)) == many
