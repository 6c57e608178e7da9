"""`find <skill>` among 20,000 members: the whole command through the assistant and a real store, on both databases."""

import random
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from statistics import quantiles

from sqlalchemy import text

from facilitation.bookings.model import Booking
from facilitation.people.model import Member
from facilitation.programs.model import Enrollment
from facilitation.skills.model import Evidence, Skill
from facilitation.talk.incoming import Say
from facilitation.talk.when.weeks import Week
from facilitation.work import Work
from storage.engine import make_engine
from storage.migrate import upgrade
from tests.benchmarks.bench_courier import durable_server
from tests.benchmarks.figures import Figure
from tests.company import START, WORKSPACE, Company, person
from tests.storage_fixtures import store_on

PEOPLE = 20_000
SKILLS = 300
TIMES = 1000
ZONES = ("Europe/Berlin", "Europe/Lisbon", "Europe/London", "America/New_York", "Asia/Singapore")
_POPULAR = [1 / (rank + 1) for rank in range(SKILLS)]
"""Zipf's law: the first skill is offered by thousands, the last by a few dozen."""


def run() -> list[Figure]:
    """Measure on both databases."""
    figures = []
    with tempfile.TemporaryDirectory() as folder, durable_server() as server:
        urls = {"SQLite": f"sqlite:///{folder}/find.db", "PostgreSQL": server.create_database()}
        for name, url in urls.items():
            took = measured(url)
            figures.append(Figure(f"find, 20,000 members, {name}, p50", took, "ms", 5))
            figures.append(Figure(f"find, {name}, p99", [quantiles(took, n=100)[-1]], "ms"))
    return figures


def measured(url: str) -> list[float]:
    """Return how many milliseconds each of many finds took, of skills by how popular they are."""
    upgrade(url)
    engine = make_engine(url)
    company = Company(store_on(engine))
    fill(company)
    # As databases do by themselves after a while: without, PostgreSQL takes tables just filled for empty ones.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    chance = random.Random(5)
    lines = [f"find skill {n}" for n in _skills(chance, TIMES)]
    find(company, "p1", lines[0])
    return [find(company, f"p{chance.randrange(PEOPLE)}", line) for line in lines]


def find(company: Company, who: str, line: str) -> float:
    """Return how many milliseconds one find took; it must show somebody."""
    began = time.perf_counter()
    said = company.says(who, line)
    took = (time.perf_counter() - began) * 1000
    assert isinstance(said, Say)
    assert "can help" in said.message.title, said
    return took


def fill(company: Company) -> None:
    """Let 20,000 people offer skills, rate each other, be in programs, avoid each other and be asked for time."""
    chance = random.Random(4)
    people = [_person(n, chance) for n in range(PEOPLE)]
    company.settle(*people)
    for name in ("Coffee", "Clinic"):
        company.program([], name)
    for fill_in in (_skill_records, _evidence, _enrollments, _avoids, _bookings):
        with company.store.begin() as work:
            fill_in(work, people, chance)


def _person(n: int, chance: random.Random) -> Member:
    return person(
        f"p{n}",
        team=f"t{chance.randrange(80)}",
        zone=chance.choice(ZONES),
        languages=chance.choice((("en",), ("en", "de"), ("en", "pt"))),
        offers=tuple(dict.fromkeys(f"skill {one}" for one in _skills(chance, 3))),
        wants=tuple(dict.fromkeys(f"skill {one}" for one in _skills(chance, 2))),
        work=Week.office(chance.choice(((540, 1020), (480, 960), (600, 1080)))),
        seen_at=START,
    )


def _skills(chance: random.Random, count: int) -> list[int]:
    return chance.choices(range(SKILLS), _POPULAR, k=count)


def _skill_records(work: Work, people: list[Member], chance: random.Random) -> None:
    for n in range(SKILLS):
        name = f"skill {n}"
        work.skills.save(
            Skill(id=work.new_id("skl"), workspace=WORKSPACE, name=name, key=name, created_at=START)
        )


def _evidence(work: Work, people: list[Member], chance: random.Random) -> None:
    def told(member: Member, skill: str, by: Member) -> Evidence:
        return Evidence(
            workspace=WORKSPACE,
            member=member.id,
            skill=skill,
            level=chance.randrange(1, 6),
            source="self" if by is member else "peer",
            by=by.id,
            at=START - timedelta(days=chance.randrange(700)),
        )

    work.skills.rate(
        [
            told(member, skill, by)
            for member in people
            for skill in member.offers
            for by in (member, chance.choice(people))
            if by is member or chance.random() < 0.3
        ]
    )


def _enrollments(work: Work, people: list[Member], chance: random.Random) -> None:
    for program in work.programs.of(WORKSPACE):
        for member in people:
            enrollment = Enrollment(
                program=program.id, member=member.id, workspace=WORKSPACE, joined_at=START
            )
            if chance.random() < 0.05:
                enrollment = replace(enrollment, state="paused", cause="asked")
            work.enrollments.save(enrollment)


def _avoids(work: Work, people: list[Member], chance: random.Random) -> None:
    for _ in range(PEOPLE // 10):
        one, other = chance.sample(people, 2)
        work.avoids.add(WORKSPACE, one.id, other.id)


def _bookings(work: Work, people: list[Member], chance: random.Random) -> None:
    for n in range(PEOPLE // 10):
        one, other = chance.sample(people, 2)
        at = START - timedelta(hours=chance.randrange(1, 600))
        work.bookings.save(
            Booking(
                id=work.new_id("bkg"),
                workspace=WORKSPACE,
                asker=one.id,
                peer=other.id,
                skill=other.offers[0],
                opens=at,
                closes=at + timedelta(days=7),
                token=f"token{n}",
                created_at=at,
                asked_at=at,
            )
        )
