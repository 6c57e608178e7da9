"""Workers are killed at random moments while clinics go from stage to stage: none is skipped, none begins twice."""

import asyncio
import random
import signal
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from os import kill
from pathlib import Path

from sqlalchemy import Engine, select

from facilitation.discussions.clinics import opening
from facilitation.discussions.clinics.model import STAGES
from facilitation.work import Store
from storage.engine import make_engine
from storage.tables import delivery
from tests.company import WORKSPACE, Company, person
from tests.counts import upto
from tests.facilitation.discussed import placed
from tests.simulators.sink import Sink
from tests.simulators.workers import Nursery, ShiftedClock, nursery, shifted_clock
from tests.storage_fixtures import store_on

KILLS = upto(3, 200)
CLINICS = upto(3, 40)
PACE = upto((1, 1, 1, 1, 1), (2, 10, 15, 2, 2))
WHOLE = timedelta(minutes=sum(PACE))
TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""Half past ten in Berlin: nobody's quiet hours."""


def brought(store: Store) -> list[str]:
    """Let Ana bring problems, and return the ids of the discussions that they are."""
    company = Company(store, now=TUESDAY)
    company.settle(person("ana", role="facilitator"), person("ben"))
    placed(company, company.program(["ana", "ben"], "Design"))
    with store.begin() as work:
        [program] = work.programs.of(WORKSPACE)
        ana = work.members.get(f"{WORKSPACE}:ana")
        return [
            opening.put(work, program, ana, ana, f"Problem {n}", PACE, TUESDAY)[0].id
            for n in range(CLINICS)
        ]


async def kill_at_random(workers: Nursery, clock: ShiftedClock, chance: random.Random) -> None:
    """Move time on and kill a worker soon after, again and again, each time putting another in its place."""
    for _ in range(KILLS):
        clock.jump(clock.now() + WHOLE / KILLS)
        await asyncio.sleep(chance.uniform(0.02, 0.5))
        workers.kill(chance.choice(sorted(workers.pids)))
        workers.start()


def stages(engine: Engine) -> dict[str, list[tuple[str, datetime]]]:
    """Return which stages were owed to each thread, by the discussion, and when."""
    columns = delivery.c.key, delivery.c.due_at
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).order_by(delivery.c.ordinal)).all()
    found: dict[str, list[tuple[str, datetime]]] = {}
    for key, at in rows:
        discussion, _, stage = key.partition(":stage:")
        if stage:
            found.setdefault(discussion, []).append((stage, at))
    return found


async def all_have_begun(engine: Engine, ids: list[str]) -> None:
    """Wait until every card stands in the channel, so that its first stage has begun."""
    async with asyncio.timeout(30):
        while len(await asyncio.to_thread(stages, engine)) < len(ids):
            await asyncio.sleep(0.05)


async def all_are_over(store: Store, ids: list[str], clock: ShiftedClock) -> None:
    """Let time go on until every clinic is over and all that it said has arrived."""

    def over() -> bool:
        with store.begin() as work:
            ended = all(work.discussions.get(id).state == "ended" for id in ids)
            return ended and not any(work.outbox.pending(WORKSPACE, id) for id in ids)

    async with asyncio.timeout(60):
        while not await asyncio.to_thread(over):
            clock.jump(clock.now() + timedelta(seconds=30))
            await asyncio.sleep(0.2)


async def test_clinics_go_through_every_stage_once_however_often_a_worker_is_killed(
    migrated_url: str, tmp_path: Path
) -> None:
    engine = make_engine(migrated_url)
    store = store_on(engine)
    ids = brought(store)
    log, clock = tmp_path / "workers.log", shifted_clock(tmp_path / "clock", TUESDAY)
    chance = random.Random(5)
    async with Sink(drops=0.02, errors=0.02).serving() as sink:
        with log.open("w") as errors:
            url = engine.url.render_as_string(hide_password=False)
            with nursery(url, sink.url, tmp_path / "clock", errors) as workers:
                for _ in range(1 if engine.dialect.name == "sqlite" else 2):
                    workers.start()
                await all_have_begun(engine, ids)
                await kill_at_random(workers, clock, chance)
                await all_are_over(store, ids, clock)
                for pid in workers.pids:
                    kill(pid, signal.SIGTERM)
                workers.pids.clear()

    found = stages(engine)
    engine.dispose()
    for id in ids:
        assert [stage for stage, _ in found[id]] == list(STAGES), "none skipped, none twice"
        at = [when for _, when in found[id]]
        long = [later - first for first, later in pairwise(at)]
        least = [timedelta(minutes=n) for n in PACE[:-1]]
        assert all(had >= whole for had, whole in zip(long, least, strict=True)), "none was short"
        assert [sink.arrived[f"{id}:stage:{stage}"] for stage in STAGES] == [1] * len(STAGES)
    assert "Traceback" not in log.read_text()
