"""Durable deliveries a second, ours beside PgQueuer's: two workers, PostgreSQL that syncs each commit, an easy sink."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from sqlalchemy import Engine, func, select

from facilitation.post.outbox import Delivery, Personal
from facilitation.talk.messages import Button, Message, buttons, text
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.tables import delivery
from tests import postgres
from tests.benchmarks import pgqueuer_worker
from tests.benchmarks.figures import Figure
from tests.simulators.sink import Sink
from tests.simulators.workers import nursery, shifted_clock
from tests.storage_fixtures import store_on

DELIVERIES = 6_000
RUNS = 3
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
_DURABLE = """
import sys
from pathlib import Path
from tests import postgres
on = {"fsync=on", "synchronous_commit=on", "full_page_writes=on"}
kept = [each for each in postgres._SETTINGS if each.split("=")[0] + "=on" not in on]
postgres._SETTINGS = (*kept, *on, "shared_buffers=128MB")
postgres._sit(Path(sys.argv[1]))
"""


def run() -> list[Figure]:
    """Measure, from the first claim to the last settled one, in turns."""
    ours, theirs, spent = [], [], []
    with durable_server() as server:
        for _ in range(RUNS):
            speed, processor = asyncio.run(_once(server.create_database()))
            ours.append(speed)
            spent.append(processor)
            theirs.append(asyncio.run(_pgqueuer(server.create_database())))
    ratio = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    return [
        Figure(f"{DELIVERIES} deliveries", ours, "/s", 800, at_least=True),
        Figure("the workers' processor time for each", spent, "ms"),
        Figure("PgQueuer, the same posts", theirs, "/s"),
        Figure("ours to PgQueuer's", ratio, "x", 1.2, at_least=True),
    ]


@contextmanager
def durable_server() -> Iterator[postgres.Server]:
    """Give a PostgreSQL server that loses nothing in a power cut and has the usual memory, unlike the one for tests."""
    binaries = str(postgres._binaries())
    with subprocess.Popen(
        [sys.executable, "-c", _DURABLE, binaries],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as sitter:
        assert sitter.stdin is not None
        assert sitter.stdout is not None
        home = sitter.stdout.readline().strip()
        try:
            yield postgres.Server(f"postgresql://postgres@/postgres?host={home}")
        finally:
            sitter.stdin.close()


async def _once(url: str) -> tuple[float, float]:
    """Return the deliveries a second, and the milliseconds of the workers' processor time for each."""
    upgrade(url)
    engine = make_engine(url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW fsync").scalar() == "on"
    with tempfile.TemporaryDirectory() as folder:
        clock = shifted_clock(Path(folder, "clock"), NOON)
        async with Sink().serving() as sink:
            with nursery(
                url, sink.url, Path(folder, "clock"), sys.stderr, terms="plain"
            ) as workers:
                workers.start()
                workers.start()
                _owe(engine)
                # all of it at one instant, when both workers are up
                clock.jump(NOON + timedelta(hours=1))
                while (left := _left(engine)) > 0:
                    await asyncio.sleep(0.2 if left > 500 else 0.05)
                spent = sum(map(processor_seconds, workers.pids))
        assert set(sink.arrived.values()) == {1}
        assert len(sink.arrived) == DELIVERIES
        speed = DELIVERIES / _seconds(engine, clock.shift)
    engine.dispose()
    return speed, spent / DELIVERIES * 1000


def processor_seconds(pid: int) -> float:
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _pgqueuer(url: str) -> float:
    """Return the jobs a second of two of PgQueuer's workers, from the first picked to the last logged one."""
    jobs = [{"key": f"ses_{n:06}:intro", "title": "Meet Ana and Bo"} for n in range(DELIVERIES)]
    await pgqueuer_worker.owe(url, jobs)
    async with Sink().serving() as sink:
        command = [sys.executable, "-m", "tests.benchmarks.pgqueuer_worker", url, sink.url]
        workers = [subprocess.Popen(command) for _ in range(2)]  # noqa: ASYNC220 - quick
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                while True:
                    found = connection.execute(_LOGGED).fetchone()
                    assert found is not None
                    done, seconds = found
                    if done == DELIVERIES:
                        break
                    await asyncio.sleep(0.2 if done < DELIVERIES - 500 else 0.05)
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
        assert set(sink.arrived.values()) == {1}
        assert len(sink.arrived) == DELIVERIES
    return DELIVERIES / float(seconds)


_LOGGED = """
SELECT count(*) FILTER (WHERE status = 'successful'),
    extract(epoch FROM max(created) - min(created) FILTER (WHERE status = 'picked'))
FROM pgqueuer_log WHERE status IN ('picked', 'successful')
"""


def _owe(engine: Engine) -> None:
    message = Message(
        "Meet Ana and Bo",
        (
            text("You are together this time because both of you know Kubernetes."),
            text("What was the last thing at work that surprised you?"),
            buttons(Button("We met", "met ses_1"), Button("Why us?", "why")),
        ),
    )
    owed = [
        Delivery(
            id=f"dlv_{n:06}",
            key=f"ses_{n:06}:intro",
            workspace="playground:acme",
            to=Personal(f"playground:acme:m{n}"),
            message=message,
            kind="told",
            about="",
            due_at=NOON + timedelta(minutes=30),
        )
        for n in range(DELIVERIES)
    ]
    with store_on(engine).begin() as work:
        work.outbox.add(owed)


def _left(engine: Engine) -> int:
    with engine.connect() as connection:
        found = select(func.count()).select_from(delivery).where(delivery.c.state != "sent")
        return connection.scalar(found) or 0


def _seconds(engine: Engine, shift: timedelta) -> float:
    """Return the seconds from the first claim, by the database's clock, to the last settling, by the shifted one."""
    with engine.connect() as connection:
        first, last = connection.execute(
            select(func.min(delivery.c.first_sent_at), func.max(delivery.c.sent_at))
        ).one()
    return float((last - shift - first).total_seconds())
