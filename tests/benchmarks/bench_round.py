"""Opening a pairs round of 2,000 members: draw, sessions, journal, deliveries and commit."""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from facilitation.steps import service as steps
from facilitation.steps.model import Step
from storage.engine import make_engine
from storage.migrate import upgrade
from tests.benchmarks.bench_courier import durable_server
from tests.benchmarks.figures import Figure
from tests.company import WORKSPACE, Company, person
from tests.storage_fixtures import store_on

PEOPLE = 2000
RUNS = 3
ZONES = ("Europe/Berlin", "Europe/Lisbon", "Europe/London", "America/New_York", "Asia/Singapore")


def run() -> list[Figure]:
    """Measure on both databases."""
    with tempfile.TemporaryDirectory() as folder, durable_server() as server:
        light = [_measured(f"sqlite:///{Path(folder)}/{n}.db") for n in range(RUNS)]
        heavy = [_measured(server.create_database()) for _ in range(RUNS)]
    return [
        Figure("2,000 members on SQLite", [one["seconds"] for one in light], "s", 4),
        Figure("2,000 members on PostgreSQL", [one["seconds"] for one in heavy], "s", 6),
        Figure("peak memory", [one["megabytes"] for one in light + heavy], "MB", 300),
    ]


def _measured(url: str) -> dict[str, float]:
    """Open a round in a new process, so that the memory is its own."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_round", url],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(said.stdout)
    return found


def open_round(url: str) -> dict[str, float]:
    """Fill a database with people and open their first round; return seconds and megabytes."""
    upgrade(url)
    company = Company(store_on(make_engine(url)))
    company.settle(*_people())
    program = company.program([f"p{n}" for n in range(PEOPLE)], notice_days=0)
    with company.store.begin() as work:
        planned = work.rounds.planned(program.id)
    assert planned is not None
    company.now = planned.opens_at
    began = time.perf_counter()
    lines = []
    while due := _due(company):
        lines.append(company._run(due))
    seconds = time.perf_counter() - began
    assert lines == ["", "Coffee, round 1: 1000 circles introduced"], lines
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": peak}


def _due(company: Company) -> Step | None:
    with company.store.begin() as work:
        return next(iter(steps.due(work, company.now, 1)), None)


def _people() -> list:
    chance = random.Random(3)
    skills = [f"skill {n}" for n in range(60)]
    return [
        person(
            f"p{n}",
            team=f"t{chance.randrange(80)}",
            location=f"l{chance.randrange(13)}",
            zone=chance.choice(ZONES),
            level=chance.randrange(1, 6),
            languages=("en",),
            manager=f"{WORKSPACE}:p{chance.randrange(n)}" if n else "",
            offers=tuple(chance.sample(skills, 3)),
            wants=tuple(chance.sample(skills, 3)),
        )
        for n in range(PEOPLE)
    ]


if __name__ == "__main__":
    print(json.dumps(open_round(sys.argv[1])))
