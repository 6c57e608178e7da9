"""Formats: half a year of one in dates, read and all, and the opening of a mentoring term for 2,000 members."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from facilitation.programs.formats import file, library, preview
from facilitation.rounds import planning
from storage.engine import make_engine
from storage.migrate import upgrade
from tests.benchmarks import bench_round
from tests.benchmarks.figures import Figure
from tests.company import Company
from tests.storage_fixtures import store_on

LUNCH = Path(__file__).parents[1] / "facilitation" / "formats" / "lunch.yaml"
RUNS = 5
START = datetime(2026, 11, 20, tzinfo=UTC)


def run() -> list[Figure]:
    """Measure the command from start to end, and the reading and the preview alone."""
    text = LUNCH.read_text("utf-8")
    whole = [_show() for _ in range(RUNS)]
    read, shown = [], []
    for _ in range(RUNS):
        file.read.cache_clear()
        read.append(_seconds(lambda: file.read(text)))
        shown.append(_seconds(lambda: list(preview.preview(file.read(text), START, 26))))
    with tempfile.TemporaryDirectory() as folder:
        term = _term(f"sqlite:///{folder}/term.db")
    return [
        Figure(
            "opening a mentoring term for 2,000, times for all, processor time",
            [term["seconds"]],
            "s",
            10,
        ),
        Figure("peak memory of it", [term["megabytes"]], "MB", 400),
        Figure("peerloop format show FILE --weeks 26, processor time", whole, "s", 1),
        Figure("reading the file", read, "s", 0.2),
        Figure("working out 26 weeks", shown, "s", 0.2),
    ]


def _term(url: str) -> dict[str, float]:
    """Open a term in a new process, so that the memory is its own."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_formats", url],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(said.stdout)
    return found


def open_term(url: str) -> dict[str, float]:
    """Fill a database with people and open their mentoring term; return seconds and megabytes."""
    upgrade(url)
    company = Company(store_on(make_engine(url)))
    company.settle(*bench_round._people())
    program = company.program([f"p{n}" for n in range(bench_round.PEOPLE)])
    settings = replace(library.ours()["mentoring"].defaults, zone="Europe/Berlin", notice_days=0)
    with company.store.begin() as work:
        program = work.programs.save(replace(program, format="mentoring", settings=settings))
        planned = planning.replan(work, program, company.now)
    assert planned is not None
    while (due := bench_round._due(company)) and due.name == "goals":
        company._run(due)
    company.now = planned.opens_at
    began = time.process_time()
    lines = []
    while due := bench_round._due(company):
        lines.append(company._run(due))
    seconds = time.process_time() - began
    assert "circles introduced" in str(lines), lines
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": peak}


def _show() -> float:
    before = _worked()
    show = [sys.executable, "-m", "bot", "format", "show", str(LUNCH), "--weeks", "26"]
    subprocess.run(show, check=True, capture_output=True)
    return _worked() - before


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _seconds(do: object) -> float:
    began = time.perf_counter()
    do()  # type: ignore[operator]
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(open_term(sys.argv[1])))
