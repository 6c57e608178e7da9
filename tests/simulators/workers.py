"""Real worker processes on one database, quick to start and made to be killed.

A nursery process (this file run as a program) imports everything once and forks a worker for each line it reads, so
that a worker is at work a few milliseconds after the one before it was killed.
"""

import asyncio
import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import IO

import aiohttp
import psycopg  # noqa: F401 - or each worker would import it when it connects first, for a tenth of its life

from bot import interpreter, logs, worker
from bot.carrier import Terms
from bot.courier import Courier
from bot.metrics import Metrics
from bot.timetable import Timetable
from facilitation.pairing import engine as _drawing  # noqa: F401 - or each worker would import it at its first draw
from storage.engine import make_engine
from storage.work import Store
from tests.simulators.sink import SinkPlatform

UNCACHED = {"FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1"}
"""What lets each forked worker choose its own time of day, and leaves timeouts alone."""


class Nursery:
    """Where workers come from."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Talk to the nursery's process."""
        self._process = process
        self._numbers = itertools.count(1)
        self.pids: set[int] = set()

    def start(self, off: float = 0.0) -> int:
        """Start a worker whose clock is `off` by so many seconds; return its process id."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{next(self._numbers)} {off}\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        self.pids.add(pid)
        return pid

    def kill(self, pid: int) -> None:
        """Kill a worker as a power cut would."""
        self.pids.remove(pid)
        os.kill(pid, signal.SIGKILL)


@contextmanager
def nursery(
    database_url: str,
    sink_url: str,
    clock: Path,
    errors: IO[str],
    *,
    terms: str = "brisk",
    faketime: str = "",
) -> Iterator[Nursery]:
    """Give a nursery for as long as the block lasts; workers still there are killed.

    Their time is shifted as the file `clock` says, their logs go to `errors`. With the path of `faketime` a worker's
    clock is off for all that asks the system, libraries too, and not only for what asks our clock.
    """
    arguments = [database_url, sink_url, str(clock), terms]
    faked = {"LD_PRELOAD": faketime, "FAKETIME": "+0", **UNCACHED} if faketime else {}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.simulators.workers", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, **faked},
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


class ShiftedClock:
    """The time of day, before the real one by as many seconds as stand in a file, which may change."""

    def __init__(self, file: Path, off: float = 0.0) -> None:
        """Read the shift from `file` each time, and be `off` by some seconds more."""
        self._file = file
        self._off = off

    def now(self) -> datetime:
        """Return the shifted instant."""
        return datetime.now(UTC) + self.shift  # noqa: TID251 - workers live in real time

    @property
    def shift(self) -> timedelta:
        """How far it is before the real time."""
        return timedelta(seconds=float(self._file.read_text()) + self._off)

    def jump(self, to: datetime) -> None:
        """Set every clock on this file to an instant."""
        off_by = self.shift + (to - self.now())
        # at one stroke, for whoever is reading
        new = self._file.with_suffix(".new")
        new.write_text(str(off_by.total_seconds()))
        new.replace(self._file)


def shifted_clock(file: Path, at: datetime) -> ShiftedClock:
    """Return a clock on a new file that shows `at` now."""
    file.write_text("0")
    clock = ShiftedClock(file)
    clock.jump(at)
    return clock


TERMS = {
    "brisk": Terms(
        in_flight=3,
        held=12,
        lease=2.5,
        timeout=0.8,
        poll=0.1,
        look_every=0.3,
        first_retry=0.2,
    ),
    "plain": Terms(),
}


async def _work(
    database_url: str, sink_url: str, clock: ShiftedClock, name: str, terms: Terms
) -> None:
    chance = random.Random(f"{os.getpid()} {time.perf_counter_ns()}")

    def new_id(prefix: str) -> str:
        return f"{prefix}_{chance.getrandbits(80):020x}"

    metrics, stop = Metrics(), asyncio.Event()
    worker.stop_on_signals(stop)
    store = Store(make_engine(database_url), new_id, lambda: chance.getrandbits(31))
    async with aiohttp.ClientSession() as session:
        courier = Courier(
            store,
            {"playground": SinkPlatform(sink_url, session)},
            owner=new_id(name),
            clock=clock,
            chance=chance,
            metrics=metrics,
            terms=terms,
        )
        timetable = Timetable(
            store, clock=clock, metrics=metrics, after_step=courier.wake, every=0.3
        )
        await worker.Worker(timetable, courier, patience=5).run(stop)


def _shift_apscheduler(clock: ShiftedClock) -> None:
    """Let APScheduler live in the shifted time too: it asks for the time of day by itself."""
    import apscheduler.schedulers.base as base

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Shifted":
            return super().now(tz) + clock.shift

    base.datetime = Shifted


def main(database_url: str, sink_url: str, clock_file: str, terms: str) -> None:
    """Fork a worker for each line of standard input; end when it closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    clock = ShiftedClock(Path(clock_file))
    _shift_apscheduler(clock)
    logs.configure("json", "WARNING")
    # as the real program has it
    sys.setswitchinterval(interpreter.SWITCH)
    interpreter.spare_the_collector()
    for line in iter(sys.stdin.readline, ""):
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(0)
            number, off = line.split()
            if "FAKETIME" in os.environ:
                os.environ["FAKETIME"], off = f"{float(off):+}", "0"
            own = ShiftedClock(Path(clock_file), float(off))
            work = _work(database_url, sink_url, own, f"w{number}", TERMS[terms])
            try:
                asyncio.run(work)
            finally:
                os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
