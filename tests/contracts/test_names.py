"""Names of hosts are looked up beside the few threads that the database has, so that neither waits for the other."""

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from aiohttp import web
from yarl import URL

from adapters.slack.api import SlackApi
from adapters.teams.transport import wire


async def _said(request: web.Request) -> web.Response:
    return web.json_response({"ok": True})


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """A server on this machine, while every thread of the loop's own is taken."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", _said)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    free = threading.Event()
    held = asyncio.get_running_loop().run_in_executor(None, free.wait)
    yield runner.addresses[0][1]
    free.set()
    await held
    await runner.cleanup()


async def test_teams_is_called_by_name_while_every_thread_is_taken(port):
    async with wire.opened() as session, asyncio.timeout(10):
        url = URL(f"http://localhost:{port}/v3/conversations")
        assert (await wire.ask(session, "GET", url, wire.within(5))).body == {"ok": True}


async def test_slack_is_called_by_name_while_every_thread_is_taken(port):
    api = SlackApi(f"http://localhost:{port}/api/", timeout=5)
    async with asyncio.timeout(10):
        assert await api.call("xoxb-1", "auth.test") == {"ok": True}
    await api.close()
