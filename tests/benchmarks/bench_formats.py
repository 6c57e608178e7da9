"""Formats: half a year of each for 2,000 members as it is looked ahead at, and the opening of a mentoring term."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from facilitation.filing import previews
from facilitation.programs.formats import file, library, preview
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.rounds.circles import foreseeing, looking
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
        term = _apart("open_term", f"sqlite:///{folder}/term.db")
        ahead = _apart("look_ahead", f"sqlite:///{folder}/ahead.db")
    return [
        *(
            Figure(f"preview for 2,000, {name}, processor time", [seconds], "s", 2)
            for name, seconds in (ahead | {"mentoring in its term": term["preview"]}).items()
        ),
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


def _apart(do: str, url: str) -> dict[str, float]:
    """Measure in a new process, so that the memory is its own."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_formats", do, url],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(said.stdout)
    return found


def look_ahead(url: str) -> dict[str, float]:
    """Look ahead at half a year of each format, and at who would meet whom in its next round; seconds by format."""
    company, program = _full(url)
    took = {}
    for name in sorted(library.ours()):
        _turn_into(company, program, name)
        took[name] = _preview(company, program)
    return took


def _preview(company: Company, program: Program) -> float:
    began = time.process_time()
    with company.store.begin() as work:
        program = work.programs.get(program.id)
        format = library.of(work, program)
        assert previews.would_do(format, company.now, program.settings.zone)
    drawn = foreseeing.drawn(company.store.begin, program, None, company.now)
    with company.store.begin() as work:
        seen = foreseeing.would_be(work, program, None, drawn, company.now)
        assert seen.circles
        looking.shown(work, program, seen)
    return time.process_time() - began


def _full(url: str) -> tuple[Company, Program]:
    """Return a company whose 2,000 members are all in a program."""
    upgrade(url)
    company = Company(store_on(make_engine(url)))
    company.settle(*bench_round._people())
    return company, company.program([f"p{n}" for n in range(bench_round.PEOPLE)])


def _turn_into(company: Company, program: Program, format: str) -> datetime:
    """Let a program be of a format, with its own settings; return when its next round opens."""
    settings = replace(library.ours()[format].defaults, zone="Europe/Berlin", notice_days=0)
    with company.store.begin() as work:
        now = work.programs.get(program.id)
        work.programs.save(replace(now, format=format, settings=settings))
        planned = planning.replan(work, work.programs.get(program.id), company.now)
    assert planned is not None
    return planned.opens_at


def open_term(url: str) -> dict[str, float]:
    """Fill a database with people and open their mentoring term; return seconds and megabytes."""
    company, program = _full(url)
    opens_at = _turn_into(company, program, "mentoring")
    while (due := bench_round._due(company)) and due.name == "goals":
        company._run(due)
    company.now = opens_at
    began = time.process_time()
    lines = []
    while due := bench_round._due(company):
        lines.append(company._run(due))
    seconds = time.process_time() - began
    assert "circles introduced" in str(lines), lines
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": peak, "preview": _preview(company, program)}


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
    print(json.dumps({"open_term": open_term, "look_ahead": look_ahead}[sys.argv[1]](sys.argv[2])))
