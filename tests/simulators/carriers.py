"""Real processes that carry errands to a record store, quick to start and made to be killed (see workers.py)."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from adapters.record_store import Access, RecordStore
from bot import logs
from bot.clock import WallClock
from bot.errands import Errands, Terms
from bot.metrics import Metrics
from facilitation.statements.service import ERRAND, ERRANDS
from storage.engine import make_engine
from storage.work import Store
from tests.simulators.workers import Nursery

TERMS = Terms(load=100, lease=2.0, outside=1.0, poll=0.1)


@contextmanager
def nursery(
    database_url: str, store_url: str, known: tuple[str, str], errors: IO[str]
) -> Iterator[Nursery]:
    """Give a nursery for as long as the block lasts; carriers still there are killed. Their logs go to `errors`."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.simulators.carriers", database_url, store_url, *known],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
    ) as process:
        made = Nursery(process)
        try:
            yield made
        finally:
            for pid in list(made.pids):
                made.kill(pid)
            assert process.stdin is not None
            process.stdin.close()


async def _carry(database_url: str, access: Access) -> None:
    chance = random.Random(f"{os.getpid()} {time.perf_counter_ns()}")
    store = Store(
        make_engine(database_url), lambda prefix: f"{prefix}_{chance.getrandbits(80):x}", lambda: 1
    )
    errands = Errands(
        store,
        {ERRAND: ERRANDS},
        {ERRAND: RecordStore(access)},
        owner=f"carrier {os.getpid()} {chance.getrandbits(40)}",
        clock=WallClock(),
        metrics=Metrics(),
        terms=TERMS,
    )
    await errands.run(asyncio.Event())


def main(database_url: str, store_url: str, username: str, password: str) -> None:
    """Fork a carrier for each line of standard input; end when it closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    logs.configure("json", "ERROR")
    access = Access(f"{store_url}/xapi", username, password, f"{store_url}/token")
    for _ in iter(sys.stdin.readline, ""):
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(0)
            try:
                asyncio.run(_carry(database_url, access))
            finally:
                os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
