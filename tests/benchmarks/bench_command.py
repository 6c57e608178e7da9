"""A command through the assistant and SQLite: 30 members in a program, each command a few hundred times."""

import tempfile
import time
from pathlib import Path

from storage.engine import make_engine
from storage.migrate import upgrade
from tests.benchmarks.figures import Figure
from tests.company import Company, person
from tests.storage_fixtures import store_on

TIMES = 300
LINES = (
    "",
    "status",
    "join coffee",
    "leave coffee",
    "skip",
    "unskip",
    "programs",
    "why",
    "set coffee",
)


def run() -> list[Figure]:
    """Measure every command in turn, and all of them together."""
    with tempfile.TemporaryDirectory() as folder:
        company = _company(Path(folder))
        took: dict[str, list[float]] = {line: [] for line in LINES}
        for turn in range(TIMES):
            for line in LINES:
                took[line].append(_milliseconds(company, f"p{turn % 30}", line))
    every = sorted(one for runs in took.values() for one in runs)
    worst = every[int(len(every) * 0.99)]
    return [
        Figure("any command, median", every, "ms", 3),
        Figure("any command, p99", [worst], "ms", 15),
        *(Figure(f"“{line or 'home'}”", runs, "ms") for line, runs in took.items()),
    ]


def _company(folder: Path) -> Company:
    url = f"sqlite:///{folder}/p.db"
    upgrade(url)
    company = Company(store_on(make_engine(url)))
    company.settle(*(person(f"p{n}", team=f"t{n % 5}") for n in range(30)))
    company.program([f"p{n}" for n in range(30)])
    return company


def _milliseconds(company: Company, who: str, line: str) -> float:
    began = time.perf_counter()
    company.says(who, line)
    return (time.perf_counter() - began) * 1000
