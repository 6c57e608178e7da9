"""A report's page of 10,000 members and a year on SQLite: counted, drawn and written; and 2,000 figures told."""

import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from bot import png, report_page
from facilitation.people.withholding import Rule
from facilitation.reports import periods, pictures, service
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.tables import circle, part, session
from storage.tables import round as round_
from tests.benchmarks.figures import Figure
from tests.company import WORKSPACE, Company, person
from tests.storage_fixtures import store_on

PEOPLE, ROUNDS, TEAMS, CELLS = 10_000, 26, 40, 2_000
ZONE = "Europe/Berlin"


def run() -> list[Figure]:
    """Measure the page of the year, and how long telling takes."""
    with tempfile.TemporaryDirectory() as folder:
        made = company(Path(folder))
        pages = [_page(made) for _ in range(5)]
        drawn = [_picture(made) for _ in range(5)]
    return [
        Figure(f"the page of {PEOPLE:,} members and a year", pages, "s", 1.5),
        Figure("the picture for a chat", drawn, "s", 1.5),
        Figure(f"{CELLS:,} figures told", [_told() for _ in range(5)], "s", 1),
    ]


def company(folder: Path) -> Company:
    """Return a company of so many people whose program is a year old, in a database in a folder."""
    engine = make_engine(f"sqlite:///{folder / 'report.db'}")
    upgrade(engine)
    made = Company(store_on(engine, 1))
    made.settle(*(person(f"m{n}", team=f"Team {n * n % TEAMS}") for n in range(PEOPLE)))
    made.settle(person("root", role="admin"))
    program = made.program([])
    with made.store.begin() as work:
        work.programs.save(replace(program, created_at=made.now - timedelta(days=365)))
    for number in range(ROUNDS):
        opens = made.now - timedelta(days=14 * number + 1)
        with made.store.transaction() as connection:  # type: ignore[attr-defined]
            connection.execute(insert(round_), _round(program.id, number, opens))
            for table, rows in _sessions(program.id, number, opens).items():
                connection.execute(insert(table), rows)
    return made


def _round(program: str, number: int, opens):
    return {
        "id": f"rnd_x{number}",
        "workspace": WORKSPACE,
        "program": program,
        "number": 100 + number,
        "occurrence": f"x{number}",
        "opens_at": opens,
        "seed": 1,
        "state": "closed",
        "missed": 0,
        "version": 1,
    }


def _sessions(program: str, number: int, at):
    of = {"workspace": WORKSPACE, "program": program, "round": f"rnd_x{number}"}
    pairs = range(PEOPLE // 2)
    ids = [f"{number}_{n}" for n in pairs]
    circles = [
        {**of, "id": f"cir_{id}", "created_at": at, "until": 0, "conversation": "", "thread": ""}
        | {"heard_at": None, "dissolved": False, "version": 1}
        for id in ids
    ]
    sessions = [
        {**of, "id": f"ses_{id}", "circle": f"cir_{id}", "booking": "", "starts_at": None}
        | {"minutes": 30, "times": (), "proposals": 0, "token": "", "sequence": 0}
        | {"outcome": "met" if n % 5 else "unknown", "answered_by": "", "answered_at": at}
        | {"asked": 1, "version": 1}
        for n, id in enumerate(ids)
    ]
    parts = [
        {"session": f"ses_{id}", "place": place, "outcome": "met", "helped": "yes", "at": at}
        | {"member": f"{WORKSPACE}:m{(2 * n + place * (2 * number + 1)) % PEOPLE}", "suits": None}
        for n, id in enumerate(ids)
        for place in (0, 1)
    ]
    return {circle: circles, session: sessions, part: parts}


def _taken(company: Company):
    with company.store.begin() as work:
        (program,) = work.programs.of(WORKSPACE)
        year = periods.read("this year", company.now, ZONE)
        made = service.take(work, program, year, ZONE)
        return made, pictures.take(work, made, company.now)


def _page(company: Company) -> float:
    began = time.perf_counter()
    report_page.html(*_taken(company))
    return time.perf_counter() - began


def _picture(company: Company) -> float:
    made, others = _taken(company)
    drawn = report_page.drawings(made, others)[-1]
    began = time.perf_counter()
    png.made(drawn)
    return time.perf_counter() - began


def _told() -> float:
    began = time.perf_counter()
    rule = Rule("secret")
    for n in range(CELLS):
        rule.shown({str(row): row * n % 37 for row in range(10)}, f"cell {n}")
    return time.perf_counter() - began
