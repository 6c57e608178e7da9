"""`peerloop playground` from start to first page, on a fresh database and on one that is there."""

import resource
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.journeys.client import playground

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
    ]


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
