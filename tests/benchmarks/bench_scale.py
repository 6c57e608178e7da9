"""A company of 200, 2,000 and 20,000: what each step of a round costs, and who waits for it meanwhile."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from sqlalchemy import Engine, event, text

from bot import interpreter
from facilitation.runs import RUNS
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.work import Store, Work
from storage import retention
from storage.engine import make_engine
from storage.migrate import upgrade
from tests.benchmarks import askers, bench_outbox, bench_start
from tests.benchmarks.bench_courier import durable_server
from tests.benchmarks.figures import Figure
from tests.company import Company, person
from tests.storage_fixtures import store_on

SIZES = tuple(int(n) for n in os.environ.get("SCALE", "200 2000 20000").split())
"""Members of the one program; SCALE, numbers with blanks between, names others."""

WORKERS, PROGRAMS, EACH = 2, 50, 400
READY = "ready\n"
"""What a worker says when it is up, and is told when the minute has come."""
ADMIN = {
    "set coffee cadence every 3w on wed at 10:00": 50,
    "preview coffee": 500,
    "gaps": 100,
}
"""What an admin types, and the milliseconds that its first answer may take."""

OF_A_STEP = {
    "statements": ("statements in one transaction", "", 100),
    "longest": ("the longest transaction", "s", 2),
    "worked": ("our processor time of one transaction at the most", "s", None),
    "whole": ("whole", "s", None),
}
"""What is found of a step: how it reads, its unit, and what it must not exceed."""

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
PATIENCE = {SQLITE: 1000, POSTGRESQL: 100}
"""Milliseconds for which a member may wait for a command while a step is being done."""

ROUNDS_A_YEAR, ROUNDS_IN_WORDS, ROUNDS_WITH_WHY = 26, 2, 7
"""Rounds of a fortnightly program, those of which deliveries are still kept, and why people were put together."""

ZONES = ("Europe/Berlin", "Europe/Lisbon", "Europe/London", "America/New_York", "Asia/Singapore")


def run() -> list[Figure]:
    """Measure every size on both databases, each in a process of its own; then fifty programs in one minute."""
    figures = []
    with tempfile.TemporaryDirectory() as folder, durable_server() as server:
        for size in SIZES:
            for name in (SQLITE, POSTGRESQL):
                url = f"sqlite:///{folder}/{size}.db"
                url = url if name == SQLITE else server.create_database()
                figures += _figures(f"{size} on {name}", name, _process(url, "live", str(size)))
        figures += _together(server.create_database())
    return [*figures, *bench_outbox.run(), *bench_start.web()]


def _figures(where: str, database: str, found: dict[str, dict[str, float]]) -> list[Figure]:
    return [
        *(
            Figure(f"{where}: {step}, {what}", [most], unit, bar)
            for name, (what, unit, bar) in OF_A_STEP.items()
            for step, most in found[name].items()
        ),
        Figure(
            f"{where}: a member's command meanwhile, p99",
            [found["meanwhile"]["p99"]],
            "ms",
            PATIENCE[database],
        ),
        *(
            Figure(f"{where}: “{line}”", [took], "ms", ADMIN[line])
            for line, took in found["admin"].items()
        ),
        *(
            Figure(f"{where}: kept of a member and year", [kept], "KB", 30)
            for kept in found["kept"].values()
        ),
    ]


def _process(url: str, *what: str) -> dict[str, dict[str, float]]:
    """Do something to a database in a process of its own; return what it prints."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_scale", url, *what],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, dict[str, float]] = json.loads(said.stdout)
    return found


@dataclass
class Watched:
    """A store that keeps of each transaction its statements, its seconds, and those of our processor time."""

    store: Store
    engine: Engine
    counted: int = 0
    took: list[tuple[int, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Count what is asked of the database from now on."""
        event.listen(self.engine, "before_cursor_execute", self._count)

    def _count(self, *_: object) -> None:
        self.counted += 1

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """Open one transaction of the store beneath."""
        before, began, worked = self.counted, time.perf_counter(), time.thread_time()
        with self.store.begin() as work:
            yield work
        took, worked = time.perf_counter() - began, time.thread_time() - worked
        self.took.append((self.counted - before, took, worked))


def live(url: str, size: int) -> dict[str, dict[str, float]]:
    """Live through a program's first round to its end, a member giving commands meanwhile; then let an admin ask."""
    sys.setswitchinterval(interpreter.SWITCH)
    upgrade(url)
    engine = make_engine(url)
    store = Watched(store_on(engine), engine)
    company = _company(store_on(engine), [range(size)])
    interpreter.spare_the_collector()
    kept = [_kilobytes(engine)]
    found: dict[str, dict[str, float]] = {name: {} for name in OF_A_STEP}
    until = company.now + timedelta(days=16)
    with askers.member(engine, size) as member:
        while (now := company.next_at(until)) is not None or _due(company):
            company.now = now or company.now
            while due := _due(company):
                store.took.clear()
                with member.asking(company.now):
                    began = time.perf_counter()
                    steps.run(store, due, company.now, RUNS)
                    spent = time.perf_counter() - began
                most = (max(each) for each in zip(*store.took, strict=True))
                for name, value in zip(OF_A_STEP, (*most, spent), strict=True):
                    found[name][due.name] = max(found[name].get(due.name, 0), value)
            _arrive(engine)
    waited = sorted(member.waited)
    found["meanwhile"] = {"p99": waited[int(len(waited) * 0.99)]}
    found["admin"] = {line: _middle(company, line) for line in ADMIN}
    found["kept"] = _kept(engine, company, kept[0], size)
    return found


def _arrive(engine: Engine) -> None:
    """Let all that is owed have arrived, without what carries it."""
    with engine.begin() as connection:
        for done in (
            "UPDATE delivery SET state = 'sent', sent_at = due_at WHERE state = 'pending'",
            "UPDATE circle SET conversation = id WHERE conversation = ''",
        ):
            connection.execute(text(done))


def _kilobytes(engine: Engine) -> float:
    """Return how much there is on disk once all that is free is given back; nothing where it is not asked."""
    if engine.dialect.name != "postgresql":
        return 0.0
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM FULL"))
        size: int = connection.scalar(text("SELECT pg_database_size(current_database())"))
        return size / 1024


def _kept(engine: Engine, company: Company, before: float, size: int) -> dict[str, float]:
    """Return the kilobytes a member and year, from those of one round before and after each thing that goes."""
    if not before:
        return {}
    first: int | None = 0
    worded = _kilobytes(engine)
    while first is not None:
        with company.store.begin() as work:
            first = work.outbox.forget(company.now + timedelta(days=30), first)
    wordless = _kilobytes(engine)
    with engine.begin() as connection:
        retention.reasons(connection, company.now)
    bare = _kilobytes(engine)
    some = (worded - wordless) * ROUNDS_IN_WORDS + (wordless - bare) * ROUNDS_WITH_WHY
    return {"year": ((bare - before) * ROUNDS_A_YEAR + some) / size}


def _middle(company: Company, line: str) -> float:
    """Return the milliseconds an admin waits for an answer, of five times the third."""
    took = []
    for _ in range(5):
        began = time.perf_counter()
        company.says("root", line)
        took.append((time.perf_counter() - began) * 1000)
    return median(took)


def _together(url: str) -> list[Figure]:
    """Let two workers open fifty programs of 400 in the same minute."""
    upgrade(url)
    print("  … fifty programs", file=sys.stderr, flush=True)
    members = [range(n * EACH, (n + 1) * EACH) for n in range(PROGRAMS)]
    company = _company(store_on(make_engine(url)), members, notice_days=0)
    while (due := _due(company)) is None or due.name != "draw":
        company.now = company.next_at(company.now + timedelta(days=9)) or company.now
        while (due := _due(company)) is not None and due.name != "draw":
            company._run(due)
    at = company.now.isoformat()
    command = [sys.executable, "-m", "tests.benchmarks.bench_scale", url, "open", at]
    workers = [
        subprocess.Popen(
            [*command, str(n)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for n in range(WORKERS)
    ]
    assert all(worker.stdout and worker.stdout.readline() == READY for worker in workers)
    began = time.perf_counter()
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write(READY)
        worker.stdin.flush()
    longest = [json.loads(worker.communicate()[0])["longest"]["open"] for worker in workers]
    spent = time.perf_counter() - began
    what = f"{PROGRAMS} programs of {EACH} opening at once"
    return [
        Figure(f"{what}, {WORKERS} workers, whole", [spent], "s", 20),
        Figure(f"{what}, the longest transaction", [max(longest)], "s", 1),
    ]


def open_all(url: str, at: str, seed: str) -> dict[str, dict[str, float]]:
    """Do all that is due from a word on, as one of several workers that are up, until there is nothing."""
    engine = make_engine(url)
    company = Company(store_on(engine, seed=int(seed) + 3))
    company.now = company.now.fromisoformat(at)
    store = Watched(company.store, engine)
    chance = random.Random(seed)
    print(READY, end="", flush=True)
    sys.stdin.readline()
    while due := _all_due(company):
        steps.run(store, chance.choice(due), company.now, RUNS)
    return {"longest": {"open": max((took for _, took, _ in store.took), default=0)}}


def _due(company: Company) -> Step | None:
    return next(iter(_all_due(company)), None)


def _all_due(company: Company) -> Sequence[Step]:
    with company.store.begin() as work:
        return steps.due(work, company.now, 10)


def _company(store: Store, programs: Sequence[range], **settings: object) -> Company:
    """Return a company with programs of these members, and an admin."""
    chance = random.Random(3)
    size = sum(map(len, programs))
    skills = [f"skill {n}" for n in range(60)]
    people = [
        person(
            f"p{n}",
            team=f"t{chance.randrange(size // 25)}",
            location=f"l{chance.randrange(13)}",
            zone=chance.choice(ZONES),
            level=chance.randrange(1, 6),
            languages=("en",),
            offers=tuple(chance.sample(skills, 3)),
            wants=tuple(chance.sample(skills, 3)),
        )
        for n in range(size)
    ]
    company = Company(store)
    company.settle(person("root", role="admin"), *people)
    for number, members in enumerate(programs):
        name = f"Coffee {number}" if number else "Coffee"
        company.program([f"p{n}" for n in members], name=name, **settings)
    return company


if __name__ == "__main__":
    address, what, *rest = sys.argv[1:]
    json.dump(
        live(address, int(rest[0])) if what == "live" else open_all(address, *rest), sys.stdout
    )
