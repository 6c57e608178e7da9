"""`peerloop playground` from start to first page, fresh and going on; and what `peerloop web` takes to stand idle."""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from storage.migrate import upgrade
from tests.benchmarks.figures import Figure
from tests.journeys.client import playground
from tests.simulators.servers import free_port

RUNS = 5


def run() -> list[Figure]:
    """Measure from starting the process to having read the page."""
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{Path(folder)}/{n}.db" for n in range(RUNS)]
        fresh, again = ([_seconds(url) for url in urls] for _ in range(2))
    return [
        Figure("fresh database", [took for took, _ in fresh], "s", 3),
        Figure("processor time of that, and of its end", [worked for _, worked in fresh], "s"),
        Figure("going on", [took for took, _ in again], "s", 3),
        Figure("processor time of that, and of its end", [worked for _, worked in again], "s"),
        *web(),
    ]


def web() -> list[Figure]:
    """Measure `peerloop web` on a database that is there, from its start until it is idle."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/web.db"
        upgrade(url)
        found = [_idle(url) for _ in range(RUNS)]
    return [
        Figure("processor time of a start of the web", [worked for worked, _ in found], "s", 1.5),
        Figure("its memory when idle", [kept for _, kept in found], "MB", 100),
    ]


def _idle(url: str) -> tuple[float, float]:
    """Return the seconds of processor time until the web listens, and the megabytes that it has then."""
    env = {**os.environ, "DATABASE_URL": url, "PORT": str(free_port()), "LOG_FORMAT": "json"}
    web = subprocess.Popen(
        [sys.executable, "-m", "bot", "web"], env=env, stderr=subprocess.PIPE, text=True
    )
    assert web.stderr is not None
    while "listening" not in web.stderr.readline():
        assert web.poll() is None
    spent = Path(f"/proc/{web.pid}/stat").read_text().rsplit(")", 1)[1].split()
    status = Path(f"/proc/{web.pid}/status").read_text()
    web.terminate()
    web.communicate()
    kilobytes = re.search(r"VmRSS:\s+(\d+)", status)
    assert kilobytes
    return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK"), int(kilobytes[1]) / 1024


def _seconds(url: str) -> tuple[float, float]:
    """Return the seconds to the first page, and those of processor time, which a busy machine changes less."""
    began, before = time.perf_counter(), _worked()
    with playground(url) as play, urllib.request.urlopen(play.address) as page:
        assert b"Peerloop" in page.read()
        took = time.perf_counter() - began
    return took, _worked() - before


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
