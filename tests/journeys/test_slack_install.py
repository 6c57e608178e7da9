"""A workspace installs Peerloop by OAuth, uses it and takes it out: the real parts, a simulated Slack."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web

from adapters import patience
from bot import wiring
from bot.clock import SimulatedClock
from bot.settings import Settings
from bot.slack import SlackApp
from tests.simulators.slack import SlackSimulator

START = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)
CANARY = "xoxb-canary-1"


async def test_a_workspace_installs_uses_and_takes_it_out(migrated_url):
    clock = SimulatedClock(START)
    async with SlackSimulator(clock) as sim:
        team = sim.team("T1", "Acme", token=CANARY)
        root, ana = team.user("root", "Root", admin=True), team.user("ana", "Ana")
        async with to_be_installed(sim, migrated_url, clock) as (parts, _, address):
            sim.server.authorizer = root
            await install(address)
            await sim.until(lambda: len(names(parts)) == 2)
            answer = await sim.says(ana, "/peer help")
            assert answer.ok
            assert "What would you like to do?" in answer.words
            with parts.engine.connect() as connection:
                rows = connection.exec_driver_sql("SELECT bot_token FROM slack_install").all()
            assert rows
            assert not any("xoxb" in row[0] for row in rows)
            await sim.uninstalls(team.state)
            await sim.until(lambda: gone(parts))


async def test_whoever_installs_in_a_large_company_reads_how_far_it_is_known_and_when_all_are(
    migrated_url, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(patience, "LONGEST", 0.5)
    clock = SimulatedClock(START)
    async with SlackSimulator(clock) as sim:
        team = sim.team("T1", "Acme", token=CANARY)
        root, *_ = team.user("root", "Root"), team.users(2_400)
        async with to_be_installed(sim, migrated_url, clock) as (parts, app, address):
            courier = parts.courier({"slack": app.platform})
            sim.server.authorizer = root
            sim.faults.limit("users.list", 11, seconds=600)
            await install(address)
            await sim.until(lambda: len(sim.calls("users.list")) > 11)
            clock.move(START + timedelta(minutes=1))
            await courier.deliver_due(clock.now())
            [so_far] = sim.messages(root)
            assert "I am getting to know everybody" in so_far.words
            assert "2198 people so far" in so_far.words
            sim.faults.clear()
            await sim.until(lambda: len(names(parts)) == 2_401)
            await app.directories.read_all()
            await courier.deliver_due(clock.now())
            assert "2401 people" in sim.messages(root)[-1].words
            assert len(sim.messages(root)) == 2


@asynccontextmanager
async def to_be_installed(
    sim: SlackSimulator, database_url: str, clock: SimulatedClock
) -> AsyncIterator[tuple[wiring.Base, SlackApp, str]]:
    """A Peerloop whose pages are open; give its parts, what it has of Slack, and its address."""
    settings = Settings.model_validate(
        {
            "database_url": database_url,
            "slack_client_id": sim.world.client_id,
            "slack_client_secret": sim.world.client_secret,
            "slack_signing_secret": sim.signing_secret,
            "slack_api_url": sim.api_url,
            "public_url": "https://peerloop.example.org",
            "secret_keys": "k" * 40,
        }
    )
    parts = wiring.base(settings, clock)
    app = (await wiring.platforms_of(parts)).slack
    assert app is not None
    served = web.AppRunner(web.Application(), access_log=None, shutdown_timeout=1.0)
    served.app.add_routes(app.routes())
    await served.setup()
    await web.TCPSite(served, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{served.addresses[0][1]}"
    sim.app_url = f"{address}/slack/events"
    await app.start(with_web=True, with_worker=False)
    try:
        yield parts, app, address
    finally:
        await app.stop()
        await served.cleanup()
        parts.engine.dispose()


async def install(address: str) -> None:
    """Go to the install page, through Slack's, and back with what it gives."""
    async with aiohttp.ClientSession() as browser:
        async with browser.get(f"{address}/slack/install", allow_redirects=False) as away:
            assert away.status == 302
            slack = away.headers["Location"]
            # a browser keeps a Secure cookie for https only; here we carry it by hand
            cookie = away.headers["Set-Cookie"].split(";")[0]
        async with browser.get(slack, allow_redirects=False) as agreed:
            query = urlsplit(agreed.headers["Location"]).query
        back = f"{address}/slack/oauth_redirect?{query}"
        async with browser.get(back, headers={"Cookie": cookie}) as page:
            assert page.status == 200, await page.text()
            assert "xoxb" not in await page.text()


def names(parts: wiring.Base) -> list[str]:
    with parts.store.begin() as work:
        if work.workspaces.find("slack:T1") is None:
            return []
        return [m.name for m in work.members.of("slack:T1")]


def gone(parts: wiring.Base) -> bool:
    with parts.engine.connect() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM slack_install").scalar_one()
    with parts.store.begin() as work:
        return left == 0 and work.workspaces.get("slack:T1").state == "gone"
