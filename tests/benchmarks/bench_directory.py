"""A directory of 20,000: taken in for the first time, as it is known, and with people gone, on both databases."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from facilitation.talk.incoming import Profile, Roster
from facilitation.work import Store, Work
from storage.engine import make_engine
from storage.migrate import upgrade
from tests.benchmarks.bench_courier import durable_server
from tests.benchmarks.figures import Figure
from tests.company import WORKSPACE, Company
from tests.storage_fixtures import store_on

PEOPLE = 20_000
IN_CIRCLES = 1000
GONE = 200
ZONES = ("Europe/Berlin", "Europe/Lisbon", "America/New_York", "Asia/Singapore", "Mars/Olympus")


@dataclass
class Timed:
    """A store that notes how long each of its units of work lasts."""

    store: Store
    lasted: list[float] = field(default_factory=list)

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """Open a unit of work."""
        began = time.perf_counter()
        with self.store.begin() as work:
            yield work
        self.lasted.append(time.perf_counter() - began)


def run() -> list[Figure]:
    """Measure on both databases."""
    figures = []
    with tempfile.TemporaryDirectory() as folder, durable_server() as server:
        urls = {"SQLite": f"sqlite:///{folder}/p.db", "PostgreSQL": server.create_database()}
        for name, url in urls.items():
            figures += _measured(name, url)
    return figures


def _measured(name: str, url: str) -> list[Figure]:
    upgrade(url)
    engine = make_engine(url)
    store = Timed(store_on(engine))
    company = Company(store)
    everybody = directory()
    first = _seconds(company, everybody)
    known = [_seconds(company, everybody) for _ in range(3)]
    longest = max(store.lasted)
    # everybody who leaves sits in a circle, which takes the longest
    program = company.program([f"p{n}" for n in range(IN_CIRCLES)], notice_days=0)
    with store.begin() as work:
        planned = work.rounds.planned(program.id)
    assert planned is not None
    company.now = planned.opens_at
    company.work_through()
    store.lasted.clear()
    gone = _seconds(company, replace(everybody, profiles=everybody.profiles[GONE:]))
    with store.begin() as work:
        assert len(work.members.ids(WORKSPACE, "gone")) == GONE
    engine.dispose()
    return [
        Figure(f"20,000 for the first time, {name}", [first], "s", 6),
        Figure(f"20,000 who are known, {name}", known, "s", 2),
        Figure(f"longest transaction of these, {name}", [longest], "s", 2),
        Figure(f"the same without {GONE} who are in circles, {name}", [gone], "s"),
        Figure(f"longest transaction of that, {name}", [max(store.lasted)], "s", 2),
    ]


def directory() -> Roster:
    """Return a directory with everything a platform tells of people."""
    profiles = (
        Profile(
            member=f"{WORKSPACE}:p{n}",
            name=f"Person {n} Surname",
            handle=f"p{n}",
            email=f"person{n}@acme.example",
            zone=ZONES[n % len(ZONES)],
            admin=n < 5,
        )
        for n in range(PEOPLE)
    )
    return Roster(
        workspace=WORKSPACE,
        platform="playground",
        name="Acme",
        zone="Europe/Berlin",
        profiles=tuple(profiles),
        whole=True,
    )


def _seconds(company: Company, roster: Roster) -> float:
    began = time.perf_counter()
    company.assistant().hear(roster)
    return time.perf_counter() - began
