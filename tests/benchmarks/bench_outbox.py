"""A claim among millions that were sent, and how long a booking card stands behind 20,000 notices at Slack's pace."""

import asyncio
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import Engine

from adapters.slack.installs import Install, OneWorkspace
from adapters.slack.platform import SlackPlatform
from bot.clock import WallClock
from bot.courier import Courier
from bot.metrics import Metrics
from facilitation.people.model import Workspace
from facilitation.post.outbox import Delivery, Kind, Personal
from facilitation.talk.messages import Message, text
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.outbox import Outbox
from tests import postgres
from tests.benchmarks.figures import Figure
from tests.contracts.slack_desk import install_of
from tests.handed import Handed
from tests.simulators.slack import SlackSimulator
from tests.storage.examples import HOUR, LEASE, NOW
from tests.storage.outboxes import believe
from tests.storage_fixtures import store_on

SENT, OWED, CLAIMED, RUNS = 1_800_000, 20_000, 200, 5
AHEAD = 20.0
"""Seconds for which there are notices alone before the card is owed: what was claimed by then is on its way."""


def run() -> list[Figure]:
    """Measure both on PostgreSQL."""
    with postgres.server() as server:
        claims, counts = _among_millions(server.create_database())
        waited, worked = asyncio.run(_card(server.create_database()))
    return [
        Figure(
            f"a claim of {CLAIMED} among {SENT} sent, statistics of an idle time", claims, "ms", 50
        ),
        Figure(f"what /metrics tells of {SENT} deliveries", counts, "ms", 10),
        Figure(f"a booking card behind {OWED} notices", [waited], "s", 30),
        Figure("processor time of a post while the pace binds", [worked], "ms", 5),
    ]


def _among_millions(url: str) -> tuple[list[float], list[float]]:
    """Return the milliseconds of some claims, each of the next deliveries, and of some counts."""
    upgrade(url)
    engine = make_engine(url)
    took, counted = [], []
    with engine.connect() as connection:
        transaction = connection.begin()
        believe(connection, "idle", SENT, OWED)
        outbox = Outbox(connection)
        for _ in range(RUNS):
            began = time.perf_counter()
            claimed = outbox.claim("bench", NOW + HOUR, LEASE, CLAIMED)
            took.append((time.perf_counter() - began) * 1000)
            assert len(claimed) == CLAIMED
            began = time.perf_counter()
            outbox.counts()
            counted.append((time.perf_counter() - began) * 1000)
        transaction.rollback()
    engine.dispose()
    return took, counted


async def _card(url: str) -> tuple[float, float]:
    """Return the seconds from owing a card to somebody until they have it, while everybody is owed a notice.

    And the milliseconds of processor time that each post takes meanwhile.
    """
    upgrade(url)
    engine, clock, stop = make_engine(url), WallClock(), asyncio.Event()
    with _slack() as (api_url, install, people):
        with store_on(engine).begin() as work:
            work.workspaces.save(
                Workspace(id="slack:T1", platform="slack", name="Acme", created_at=clock.now())
            )
        platform = SlackPlatform(
            OneWorkspace(install), lambda news: None, files=Handed(), api_url=api_url
        )
        courier = Courier(
            store_on(engine),
            {"slack": platform},
            owner="bench",
            clock=clock,
            chance=random.Random(1),
            metrics=Metrics(),
        )
        _owe(engine, clock, people, "notice")
        carrying = asyncio.create_task(courier.run(stop))
        await asyncio.sleep(AHEAD / 2)
        posts, worked = _sent(engine, "notice"), time.process_time()
        await asyncio.sleep(AHEAD / 2)
        worked = (time.process_time() - worked) / max(1, _sent(engine, "notice") - posts) * 1000
        began = time.perf_counter()
        _owe(engine, clock, people[-1:], "ask")
        while not _sent(engine, "ask"):
            await asyncio.sleep(0.1)
        waited = time.perf_counter() - began
        stop.set()
        await carrying
        await platform.close()
    engine.dispose()
    return waited, worked


@contextmanager
def _slack() -> Iterator[tuple[str, Install, list[str]]]:
    """Let a simulated Slack serve in a process of its own; give its address, our install there, and its people."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_outbox"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        yield told["url"], Install(**told["install"]), told["people"]
        process.stdin.close()


async def _serve() -> None:
    """Be that Slack, until nobody needs it."""
    async with SlackSimulator() as sim:
        team = sim.team("T1", "Acme")
        people = [f"slack:T1:{user.id}" for user in team.users(OWED)]
        told = {"url": sim.api_url, "install": asdict(install_of(team)), "people": people}
        print(json.dumps(told), flush=True)
        await asyncio.to_thread(sys.stdin.read)


def _owe(engine: Engine, clock: WallClock, people: list[str], kind: Kind) -> None:
    now = clock.now()
    owed = [
        Delivery(
            id=f"dlv_{kind}_{n}",
            key=f"{kind}_{n}",
            workspace="slack:T1",
            to=Personal(who),
            message=Message("Hello", (text("There you are."),)),
            kind=kind,
            about="",
            due_at=now,
            stale_at=now + timedelta(hours=9),
        )
        for n, who in enumerate(people)
    ]
    with store_on(engine).begin() as work:
        work.outbox.add(owed)


def _sent(engine: Engine, kind: str) -> int:
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            f"SELECT count(*) FROM delivery WHERE kind = '{kind}' AND state = 'sent'"
        )
        return int(found.scalar() or 0)


if __name__ == "__main__":
    asyncio.run(_serve())
