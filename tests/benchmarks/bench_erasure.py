"""A start on a backup from before 10,000 people asked to be forgotten: all of them are forgotten before it serves."""

import tempfile
import time
from pathlib import Path

from facilitation.privacy import forgetting
from storage.ledger import Entry, InFile, digest
from tests.benchmarks import bench_report
from tests.benchmarks.figures import Figure
from tests.company import WORKSPACE

PEOPLE = bench_report.PEOPLE
SALT = "s" * 64


def run() -> list[Figure]:
    """Measure how long it takes, of people who met every second week for a year."""
    with tempfile.TemporaryDirectory() as folder:
        return [Figure(f"{PEOPLE:,} requests of the ledger", [_start(Path(folder))], "s", 60)]


def _start(folder: Path) -> float:
    company = bench_report.company(folder)
    ledger = InFile(folder / "forgotten", lambda: SALT)
    salt = ledger.salt()
    ledger.add(
        [Entry(f"ers_{n}", digest(salt, f"{WORKSPACE}:m{n}"), company.now) for n in range(PEOPLE)]
    )
    company.store._ledger = ledger  # type: ignore[attr-defined]
    began = time.perf_counter()
    with company.store.begin() as work:
        done = forgetting.catch_up(work, company.now)
    took = time.perf_counter() - began
    assert done == PEOPLE
    return took
