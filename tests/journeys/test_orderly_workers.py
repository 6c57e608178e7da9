"""Three workers whose clocks are minutes apart are killed again and again: each message once, and none overtaken."""

import asyncio
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.engine import make_url

from facilitation.post.outbox import Delivery, Personal
from storage.tables import delivery
from tests.bot.helpers import NOW, owed
from tests.simulators.sink import Sink
from tests.simulators.workers import Nursery, nursery, shifted_clock
from tests.storage_fixtures import store_on

LANES = 24
PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin"
"""Where pgbouncer may be."""
APART = (0.0, 90.0, -90.0)
"""Seconds by which the workers' clocks are off."""


def backlog(count: int) -> list[Delivery]:
    """Return so many deliveries to a few people, due one after the other."""
    chance = random.Random(5)
    return [
        owed(
            f"{n:05}",
            to=Personal(f"playground:acme:p{chance.randrange(LANES)}"),
            workspace="playground:acme",
            due_at=NOW,
        )
        for n in range(count)
    ]


def left(engine: Engine) -> int:
    """Return how many are not sent."""
    with engine.connect() as connection:
        states = connection.scalars(select(delivery.c.state)).all()
    return sum(state != "sent" for state in states)


async def kill_in_turn(workers: Nursery, kills: int, chance: random.Random) -> None:
    """Kill a worker every now and then, each time putting another with the next clock in its place."""
    for n in range(kills):
        await asyncio.sleep(chance.uniform(0.3, 0.9))
        workers.kill(chance.choice(sorted(workers.pids)))
        workers.start(APART[n % len(APART)])


@contextmanager
def pgbouncer(url: str) -> Iterator[str]:
    """Give the url of the same database behind pgbouncer in transaction mode, which as root runs as nobody."""
    with tempfile.TemporaryDirectory() as folder, _pgbouncer(url, Path(folder)) as behind:
        yield behind


@contextmanager
def _pgbouncer(url: str, folder: Path) -> Iterator[str]:
    parsed = make_url(url)
    host, name = parsed.query["host"], parsed.database
    assert isinstance(host, str)
    folder.chmod(0o777)
    (folder / "users.txt").write_text('"postgres" ""\n')
    (folder / "b.ini").write_text(
        f"[databases]\n{name} = host={host} dbname={name} user=postgres\n"
        f"[pgbouncer]\npool_mode = transaction\nlisten_addr =\nunix_socket_dir = {folder}\n"
        f"listen_port = 6432\nauth_type = any\nlogfile = {folder}/log\npidfile = {folder}/pid\n"
        f"default_pool_size = 10\nmax_client_conn = 200\n"
    )
    program = shutil.which("pgbouncer", path=PATH)
    assert program
    nobody = ["-u", "nobody"] if os.geteuid() == 0 else []
    with subprocess.Popen([program, "-q", *nobody, str(folder / "b.ini")]) as process:
        behind = parsed.set(query={"host": str(folder), "port": "6432"}, database=name)
        made = behind.set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            until = time.monotonic() + 10
            while True:
                try:
                    psycopg.connect(made).close()
                    break
                except psycopg.OperationalError:
                    if time.monotonic() > until:
                        raise
                    time.sleep(0.05)
            yield made
        finally:
            process.terminate()


def libfaketime() -> str:
    """Return where libfaketime is, or an empty text."""
    return next((str(each) for each in Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), "")


def missing(why: str) -> NoReturn:
    """Leave the test out, and in CI let it fail."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.mark.parametrize("way", ["by the system's clock", "behind pgbouncer"])
async def test_kills_clocks_apart_and_a_moody_platform_overtake_double_and_lose_nothing(
    postgres_engine: Engine, tmp_path: Path, long: Any, way: str
) -> None:
    faketime = libfaketime() if way == "by the system's clock" else ""
    if way == "behind pgbouncer" and not shutil.which("pgbouncer", path=PATH):
        missing("No pgbouncer here, so it is left out: apt-get install pgbouncer.")
    if way == "by the system's clock" and not faketime:
        missing("No libfaketime here, so only our own clock is set: apt-get install libfaketime.")
    count, kills = long(400, 2_300), long(10, 60)
    with store_on(postgres_engine).begin() as work:
        work.outbox.add(backlog(count))
    url = postgres_engine.url.render_as_string(hide_password=False)
    log, clock = tmp_path / "workers.log", tmp_path / "clock"
    sink = Sink(drops=0.02, errors=0.02, stalls=0.01, limits=0.01, takes=0.02)
    shifted_clock(clock, NOW + timedelta(hours=3))

    async with sink.serving():
        with (
            pooled(url, way) as at,
            log.open("w") as errors,
            nursery(at, sink.url, clock, errors, faketime=faketime) as workers,
        ):
            for off in APART:
                workers.start(off)
            await kill_in_turn(workers, kills, random.Random(3))
            async with asyncio.timeout(long(150, 500)):
                while await asyncio.to_thread(left, postgres_engine):
                    await asyncio.sleep(0.5)

    arrived = list(sink.arrived)
    with postgres_engine.connect() as connection:
        lane = dict(connection.execute(select(delivery.c.key, delivery.c.lane)).all())
    lanes = {each: [key for key in arrived if lane[key] == each] for each in set(lane.values())}
    assert [keys for keys in lanes.values() if keys != sorted(keys)] == [], "nothing is overtaken"
    assert {key: n for key, n in sink.arrived.items() if n != 1} == {}, "nothing came twice"
    assert len(arrived) == count, "nothing was lost"
    assert sink.lost
    assert sink.limited
    assert "Traceback" not in log.read_text()
    assert "cannot be preloaded" not in log.read_text(), "libfaketime was there, and took no part"


@contextmanager
def pooled(url: str, way: str) -> Iterator[str]:
    """Give the url by which workers reach the database."""
    if way == "behind pgbouncer":
        with pgbouncer(url) as behind:
            yield behind
    else:
        yield url
