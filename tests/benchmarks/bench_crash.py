"""Throughput of three workers of which one is killed every two seconds, beside the same ones left alone; PostgreSQL."""

import asyncio
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from facilitation.post.outbox import Delivery, Personal
from facilitation.talk.messages import Message, text
from storage.engine import make_engine
from storage.migrate import upgrade
from tests.benchmarks.bench_courier import durable_server
from tests.benchmarks.figures import Figure
from tests.simulators.sink import Sink
from tests.simulators.workers import nursery, shifted_clock
from tests.storage_fixtures import store_on

DELIVERIES, PEOPLE, WORKERS, RUNS = 30_000, 2_000, 3, 2
SECONDS, EVERY = 24.0, 2.0
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def run() -> list[Figure]:
    """Measure in turns."""
    healthy, killed = [], []
    with durable_server() as server:
        for _ in range(RUNS):
            healthy.append(asyncio.run(_arrived(server.create_database(), kills=False)))
            killed.append(asyncio.run(_arrived(server.create_database(), kills=True)))
    ratio = [some / all_ for some, all_ in zip(killed, healthy, strict=True)]
    return [
        Figure("left alone", healthy, "/s"),
        Figure(f"a kill every {EVERY:g} s", killed, "/s"),
        Figure("of the healthy throughput", ratio, "x", 0.5, at_least=True),
    ]


async def _arrived(url: str, *, kills: bool) -> float:
    """Return how many arrive a second, each once."""
    upgrade(url)
    engine, chance = make_engine(url), random.Random(1)
    owed = [
        Delivery(
            id=f"dlv_{n:06}",
            key=f"ses_{n:06}:intro",
            workspace="playground:acme",
            to=Personal(f"playground:acme:m{n % PEOPLE}"),
            message=Message("Meet Ana and Bo", (text("Both of you know Kubernetes."),)),
            kind="told",
            about="",
            due_at=NOON,
        )
        for n in range(DELIVERIES)
    ]
    with store_on(engine).begin() as work:
        work.outbox.add(owed)
    with tempfile.TemporaryDirectory() as folder:
        shifted_clock(Path(folder, "clock"), NOON + timedelta(hours=1))
        async with Sink(takes=0.05).serving() as sink:
            with nursery(
                url, sink.url, Path(folder, "clock"), sys.stderr, terms="plain"
            ) as workers:
                for _ in range(WORKERS):
                    workers.start()
                while not sink.arrived:
                    await asyncio.sleep(0.05)
                began = time.perf_counter()
                while (passed := time.perf_counter() - began) < SECONDS:
                    await asyncio.sleep(EVERY)
                    if kills:
                        workers.kill(chance.choice(sorted(workers.pids)))
                        workers.start()
                count = len(sink.arrived)
        assert count < DELIVERIES, "there was not enough to do"
        assert set(sink.arrived.values()) == {1}
    engine.dispose()
    return count / passed
