"""Discussions on SQLite: a thread of 2,000 contributions, 1,000 open at once, 500 threads read, clinics on time."""

import asyncio
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from adapters.slack.threads import LEFT_OVER, REPLIES
from adapters.slack.tiers import TIERS, Budgets
from bot import logs
from bot.clock import WallClock
from bot.listening import LOOK_EVERY, Listening
from bot.metrics import Metrics
from bot.timetable import Timetable
from facilitation.assistant import Assistant
from facilitation.discussions.clinics import opening
from facilitation.discussions.clinics.model import PACE
from facilitation.discussions.model import Contribution, Discussion
from facilitation.discussions.reading import Thread
from facilitation.errors import Later
from facilitation.steps import service as steps
from facilitation.talk.incoming import Contributed, Sender, Typed, Where
from storage.engine import make_engine
from storage.migrate import upgrade
from tests.benchmarks.figures import Figure
from tests.company import WORKSPACE, Company, person
from tests.facilitation.discussed import QUESTION, opened, talking
from tests.storage_fixtures import store_on

LONG, MANY, THREADS, MINUTES = 2_000, 1_000, 500, 15
CLINICS, SPREAD = 200, 10.0
"""So many clinics go on to their next stage within so many seconds, while one worker lives."""


def run() -> list[Figure]:
    """Measure each in turn."""
    logs.configure("json", "WARNING")
    with tempfile.TemporaryDirectory() as folder:
        company = _company(Path(folder))
        found = opened(company, f'discuss "{QUESTION}" for 5d')
        _contribute(company, found, LONG)
        hands = Hands(company.assistant())
        one = [hands.says("ben", f"contribute {found.id} Number {n}") for n in range(50)]
        form = [hands.says("ana", f"close {found.id}") for _ in range(20)]
        _open(company, found, MANY)
        beside, alone = _commands(hands, Hands(_company(Path(folder, "alone")).assistant()))
        asked, longest = asyncio.run(_read_back(company))
        late = asyncio.run(_stages(_company(Path(folder, "clinics"))))
    return [
        Figure(f"one more in a thread of {LONG:,}", one, "ms", 10),
        Figure(f"the closing form of {LONG:,}", form, "ms", 200),
        Figure(
            f"a command beside {MANY:,} open discussions, against none", [beside / alone], "×", 1.2
        ),
        Figure(f"{THREADS} open threads: readings a minute", asked, "", TIERS[REPLIES]),
        Figure("the longest that a thread waited for its reading", [longest], "min"),
        Figure(f"the latest stage of {CLINICS} clinics in {SPREAD:g} s", [max(late)], "s", 1),
        Figure("a stage after its time, as all can see it", late, "s", 1),
    ]


def _company(folder: Path) -> Company:
    folder.mkdir(exist_ok=True)
    url = f"sqlite:///{folder}/p.db"
    upgrade(url)
    company = talking(store_on(make_engine(url)))
    company.settle(*(person(f"p{n}") for n in range(100)))
    return company


def _contribute(company: Company, found: Discussion, many: int) -> None:
    with company.store.begin() as work:
        for n in range(many):
            member = f"{WORKSPACE}:p{n % 100}"
            said = Contribution(
                id=f"con_{n}",
                discussion=found.id,
                member=member,
                message=f"m{n}",
                words=f"Something of some length that somebody says, number {n}. " * 4,
                at=company.now + timedelta(seconds=n),
            )
            work.discussions.add(said)


def _open(company: Company, like: Discussion, many: int) -> None:
    with company.store.begin() as work:
        for n in range(many):
            made = replace(like, id=f"dis_{n}", thread=f"t{n}", version=0)
            work.discussions.save(made)
            if n < THREADS:
                work.discussions.read_at(made.id, company.now)
        work.discussions.read_at(like.id, None)
        space = work.workspaces.get(WORKSPACE)
        work.workspaces.save(replace(space, replies="read"))


class Hands:
    """People's hands, with a watch."""

    def __init__(self, door: Assistant) -> None:
        """Knock at this door."""
        self._door = door

    def says(self, who: str, line: str) -> float:
        """Say a line and return how many milliseconds it took."""
        by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{who}", name=who.title())
        typed = Typed(by=by, line=line, where=Where(f"personal:{who}", "personal"))
        began = time.perf_counter()
        self._door.handle(typed)
        return (time.perf_counter() - began) * 1000


def _commands(*several: Hands) -> list[float]:
    """Return what a command takes each of these, in the middle of many said by turns."""
    lines = ("home", "status", "programs", "skip", "find python") * 40
    took = [[one.says("cleo", line) for one in several] for line in lines]
    return [median(each) for each in zip(*took, strict=True)]


async def _read_back(company: Company) -> tuple[list[float], float]:
    """Let time pass with 500 threads to be read; return the readings of each minute, and the longest wait."""
    budgets, start = Budgets(), company.now
    minutes: Counter[int] = Counter()
    last: dict[str, float] = {}
    waits: list[float] = []

    def seconds() -> float:
        return (company.now - start).total_seconds()

    async def read(thread: Thread) -> list[Contributed]:
        if wait := budgets.take("token", REPLIES, seconds(), LEFT_OVER):
            raise Later(wait, "not our turn")
        minutes[int(seconds() // 60)] += 1
        waits.append((seconds() - last.get(thread.discussion, 0.0)) / 60)
        last[thread.discussion] = seconds()
        return []

    async def heard(words: Contributed) -> None:
        """Nothing is said."""

    listening = Listening(
        company.store, _Clock(company), read, heard, lambda news: None, "playground"
    )
    while seconds() < MINUTES * 60:
        await listening.look()
        company.now += timedelta(seconds=LOOK_EVERY)
    return [float(minutes[n]) for n in range(MINUTES)], max(waits)


async def _stages(company: Company) -> list[float]:
    """Let a worker of this process keep the time of clinics; return how many seconds late each stage was written."""
    clock = WallClock()
    planned = await asyncio.to_thread(_clinics, company, clock.now() + timedelta(seconds=8))
    stop, timetable = asyncio.Event(), Timetable(company.store, clock=clock, metrics=Metrics())
    working = asyncio.create_task(timetable.run(stop))
    late: dict[str, float] = {}

    def look() -> None:
        with company.store.begin() as work:
            for id in planned.keys() - late.keys():
                if work.clinics.of(id).stage == "clarify":
                    late[id] = (clock.now() - planned[id]).total_seconds()

    while len(late) < CLINICS:
        await asyncio.to_thread(look)
        await asyncio.sleep(0.02)
    stop.set()
    await working
    return list(late.values())


def _clinics(company: Company, first: datetime) -> dict[str, datetime]:
    """Return by the discussion when each of many clinics goes on to its second stage."""
    planned: dict[str, datetime] = {}
    with company.store.begin() as work:
        [program] = work.programs.of(WORKSPACE)
        ana = work.members.get(f"{WORKSPACE}:ana")
        for n in range(CLINICS):
            made, clinic = opening.put(work, program, ana, ana, "Why?", PACE, first)
            at = planned[made.id] = first + timedelta(seconds=SPREAD * n / CLINICS)
            work.clinics.save(replace(clinic, stage="present", until=at))
            steps.plan_only(work, made.subject, "clarify", at)
    return planned


class _Clock:
    def __init__(self, company: Company) -> None:
        self._company = company

    def now(self) -> datetime:
        """Return the company's time."""
        return self._company.now
