"""`peerloop playground` from start to first page, on a fresh database and on one that is there."""

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
        fresh = [_seconds(f"sqlite:///{Path(folder)}/{n}.db") for n in range(RUNS)]
        again = [_seconds(f"sqlite:///{Path(folder)}/{n}.db") for n in range(RUNS)]
    return [
        Figure("fresh database", fresh, "s", 3),
        Figure("going on", again, "s", 3),
    ]


def _seconds(url: str) -> float:
    began = time.perf_counter()
    with playground(url) as play, urllib.request.urlopen(play.address) as page:
        assert b"Peerloop" in page.read()
        return time.perf_counter() - began
