"""A Teams tenant whose service URL is dead, deaf or answers 429: how much later another tenant is served."""

import asyncio
import logging
import sys
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Literal

import structlog
from aiohttp import web

from bot import interpreter, wiring
from bot.settings import Settings
from bot.teams import TeamsApp
from storage.engine import Engine
from tests.benchmarks.figures import Figure
from tests.benchmarks.teams_desk import owe, part, settle, some
from tests.simulators.teams import TeamsSimulator
from tests.simulators.teams.model import Company, Person

SECONDS = 60
ROUND = 400
"""People of the ill tenant who are owed something at the very beginning, as when a round starts."""
Ill = Literal["away", "dead", "deaf", "429"]

ILLS: dict[Ill, str] = {
    "dead": "refuses connections",
    "deaf": "accepts and never answers",
    "429": "answers 429 for a minute",
}


def run() -> list[Figure]:
    """Measure a minute of one tenant alone, and one for each way in which a service URL can be ill."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    calm, calm_said = asyncio.run(_minute("away"))
    figures = [
        Figure("alone: deliveries, p95", [part(calm, 0.95)], "s"),
        Figure("alone: words to card, p95", [part(calm_said, 0.95)], "s"),
    ]
    for ill, what in ILLS.items():
        took, said = asyncio.run(_minute(ill))
        delay = max(0.0, part(took, 0.95) - part(calm, 0.95))
        figures += [
            Figure(f"one {what}: the other's delay, p95", [delay], "s", 2),
            Figure(f"one {what}: the other's worst delivery", [max(took)], "s"),
            Figure(f"one {what}: the other's words to card, p95", [part(said, 0.95)], "s", 1),
            Figure(f"one {what}: the other's words to card, worst", [max(said)], "s"),
        ]
    return figures


async def _minute(ill: Ill) -> tuple[list[float], list[float]]:
    """Return in the well tenant the seconds from due to sent, and those from somebody's words to the card."""
    # as the real program has it
    sys.setswitchinterval(interpreter.SWITCH)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2))
    async with TeamsSimulator() as sim, _deaf() as deaf:
        other = sim.company("Fabrikam")
        other.service_url = {"dead": "http://127.0.0.1:9/", "deaf": deaf}.get(ill, "")
        here, there = sim.people(30), sim.people(ROUND, company=other)
        with tempfile.TemporaryDirectory() as folder:
            parts = wiring.base(_settings(sim, other, folder))
            for company, people in ((sim.home, here), (other, there)):
                for person in people:
                    person.installed = True
                settle(parts.engine, parts.store, sim.world, company, people)
            async with _running(sim, parts):
                said = await _lived(sim, parts, ill, here, there)
            took = _seconds(parts.engine, f"teams:{sim.tenant}")
            parts.engine.dispose()
    assert len(took) >= SECONDS * 2 - 4, len(took)
    return took, said


async def _lived(
    sim: TeamsSimulator,
    parts: wiring.Base,
    ill: Ill,
    here: list[Person],
    there: list[Person],
) -> list[float]:
    """Let a minute pass: the ill tenant's round, then every second two deliveries and one question in each."""
    other = there[0].company
    said: list[float] = []
    asking: list[asyncio.Task[object]] = []
    fault = sim.faults.add("*", "429", None, where=other, seconds=5) if ill == "429" else None
    if ill != "away":
        await asyncio.to_thread(owe, parts.store, other, there, parts.clock.now())
    for second in range(SECONDS):
        now = parts.clock.now()
        await asyncio.to_thread(owe, parts.store, sim.home, some(here, 2, second), now)
        asking.append(asyncio.create_task(_asks(sim, here[second % len(here)], said)))
        if ill != "away":
            await asyncio.to_thread(owe, parts.store, other, some(there, 2, second), now)
            says = sim.says(there[second % ROUND], "status", patience=0)
            asking.append(asyncio.create_task(says))
        await asyncio.sleep(1.0)
    if fault:
        fault.stop()
    await asyncio.gather(*asking)
    await asyncio.sleep(3.0)
    return said


async def _asks(sim: TeamsSimulator, person: Person, said: list[float]) -> None:
    """Ask something and wait for its very answer."""
    loop = asyncio.get_running_loop()
    began, seen = loop.time(), len(sim.world.shown)

    def answered() -> bool:
        found = sim.seen(person, seen)
        return any(one.summary == "What is next for you" for one in found)

    told = await sim.says(person, "status", patience=0)
    assert told.ok, told
    await sim.until(answered, 30)
    said.append(loop.time() - began)


def _settings(sim: TeamsSimulator, other: Company, folder: str) -> Settings:
    return Settings.model_validate(
        {
            "database_url": f"sqlite:///{Path(folder)}/p.db",
            "teams_app_id": sim.app_id,
            "teams_app_password": sim.password,
            "teams_tenant_id": sim.tenant,
            "teams_allowed_tenants": f"{sim.tenant},{other.id}",
            "teams_openid_metadata_url": sim.openid_url,
            "teams_login_url": sim.login_url,
            "teams_allowed_service_hosts": "127.0.0.1",
        }
    )


@asynccontextmanager
async def _running(sim: TeamsSimulator, parts: wiring.Base) -> AsyncIterator[TeamsApp]:
    """Run the door and the courier."""
    app = (await wiring.platforms_of(parts)).teams
    assert app is not None
    served = web.AppRunner(web.Application(), access_log=None, shutdown_timeout=1.0)
    served.app.add_routes(app.routes())
    await served.setup()
    await web.TCPSite(served, "127.0.0.1", 0).start()
    sim.bot_url = f"http://127.0.0.1:{served.addresses[0][1]}/api/messages"
    stop = asyncio.Event()
    carrying = asyncio.create_task(parts.courier({"teams": app.platform}).run(stop))
    try:
        yield app
    finally:
        stop.set()
        await carrying
        await app.stop(0.0)
        await served.cleanup()


@asynccontextmanager
async def _deaf() -> AsyncIterator[str]:
    """Open a place that takes every connection and never says a word."""

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while await reader.read(65536):
                pass
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()


def _seconds(engine: Engine, workspace: str) -> list[float]:
    """Return the seconds from due to sent of everything sent in a workspace."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT (julianday(sent_at) - julianday(due_at)) * 86400 FROM delivery "
            "WHERE workspace = ? AND state = 'sent'",
            (workspace,),
        ).all()
    return [float(row[0]) for row in rows]
