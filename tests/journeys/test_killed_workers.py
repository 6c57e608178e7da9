"""Two workers on PostgreSQL are killed again and again, and nobody notices: each round once, each message once."""

import asyncio
import random
import signal
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from os import kill
from pathlib import Path

from sqlalchemy import Engine, func, select

from facilitation.rounds.model import Round
from facilitation.steps import service as steps
from facilitation.work import Store
from storage import tables
from storage.tables import delivery
from tests.company import Company, person
from tests.counts import upto
from tests.simulators.sink import Sink
from tests.simulators.workers import Nursery, ShiftedClock, nursery, shifted_clock
from tests.storage_fixtures import store_on

PROGRAMS = upto(80, 200)
KILLS = upto(10, 20)
SPREAD = upto(2.5, 5.0)
"""Seconds over which the rounds come due, while workers are killed."""
TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""Half past ten in Berlin: nobody's quiet hours."""
AFTERNOON = TUESDAY + timedelta(hours=4)
"""No later than this: what is said in the evening is due the next day, on a machine so slow that it comes to that."""
PEOPLE = [f"p{n:02}" for n in range(40)]


def many_rounds(store: Store) -> list[Round]:
    """Start programs of four people each, whose rounds are drawn one after the other from TUESDAY on."""
    company = Company(store, now=TUESDAY - timedelta(days=5))
    company.settle(*(person(name, takes_more=True) for name in PEOPLE))
    chance, rounds = random.Random(7), []
    for n in range(PROGRAMS):
        program = company.program(chance.sample(PEOPLE, 4), name=f"Coffee {n}")
        with store.begin() as work:
            planned = work.rounds.planned(program.id)
            assert planned is not None
            at = TUESDAY + timedelta(seconds=1 + SPREAD * n / PROGRAMS)
            rounds.append(work.rounds.save(replace(planned, opens_at=at)))
            steps.plan_only(work, planned.subject, "draw", at)
    return rounds


async def kill_at_random(workers: Nursery, chance: random.Random) -> None:
    """Kill one of two workers again and again, each time putting another in its place."""
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.4, 1.0))
        workers.kill(chance.choice(sorted(workers.pids)))
        workers.start()


def owed(engine: Engine) -> dict[str, str]:
    """Return the state of every delivery that is due by its key."""
    until = TUESDAY + timedelta(hours=6)
    with engine.connect() as connection:
        rows = connection.execute(
            select(delivery.c.key, delivery.c.state).where(delivery.c.due_at <= until)
        )
        return {row.key: row.state for row in rows}


def overtaken(engine: Engine, arrived: dict[str, int]) -> list[tuple[str, str]]:
    """Return what arrived behind something for the same target that was written later and owed no earlier."""
    place = {key: number for number, key in enumerate(arrived)}
    columns = delivery.c.lane, delivery.c.key, delivery.c.due_at
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).order_by(delivery.c.ordinal)).all()
    lanes: dict[str, list[tuple[str, datetime]]] = {}
    for lane, key, due_at in rows:
        if key in place:
            lanes.setdefault(lane, []).append((key, due_at))
    return [
        (first, then)
        for written in lanes.values()
        for number, (first, due_first) in enumerate(written)
        for then, due_then in written[number + 1 :]
        if due_first <= due_then and place[first] > place[then]
    ]


async def all_is_done(engine: Engine, rounds: list[Round], clock: ShiftedClock) -> None:
    """Wait until every round has been drawn and everything that is due has arrived.

    What a round says is due at the quarter of an hour that follows, so time is moved on by quarters.
    """

    def done() -> bool:
        with engine.connect() as connection:
            left = connection.scalar(undrawn)
        return not left and set(owed(engine).values()) == {"sent"}

    undrawn = select(func.count()).where(
        tables.round.c.id.in_([each.id for each in rounds]), tables.round.c.state != "open"
    )

    async with asyncio.timeout(150):
        while not await asyncio.to_thread(done):
            if clock.now() < AFTERNOON:
                clock.jump(clock.now() + timedelta(minutes=5))
            await asyncio.sleep(1.0)


async def test_kills_over_many_rounds_lose_nothing_and_repeat_nothing(
    postgres_engine: Engine, tmp_path: Path
) -> None:
    store = store_on(postgres_engine)
    rounds = many_rounds(store)
    url = postgres_engine.url.render_as_string(hide_password=False)
    log = tmp_path / "workers.log"
    clock = shifted_clock(tmp_path / "clock", TUESDAY)

    async with Sink(drops=0.02, errors=0.01, stalls=0.01, takes=0.1).serving() as sink:
        with log.open("w") as errors, nursery(url, sink.url, tmp_path / "clock", errors) as workers:
            workers.start()
            workers.start()
            await asyncio.gather(
                kill_at_random(workers, random.Random(11)),
                all_is_done(postgres_engine, rounds, clock),
            )
            for pid in workers.pids:
                kill(pid, signal.SIGTERM)
            workers.pids.clear()

    with store.begin() as work:
        for each in rounds:
            assert work.rounds.get(each.id).state == "open"
            seats = Counter(m for c in work.circles.of_round(each.id) for m in c.members)
            assert sorted(seats.values()) == [1, 1, 1, 1], "each round was drawn exactly once"
            assert len(work.journal.of_round(each.id, ["round.opened"])) <= 1
    intros = [key for key in owed(postgres_engine) if key.endswith(":intro")]
    assert len(intros) == 2 * PROGRAMS
    assert set(sink.arrived) >= set(intros), "nothing was lost"
    assert set(sink.arrived.values()) == {1}, "nothing was sent twice"
    assert overtaken(postgres_engine, sink.arrived) == [], "nothing was overtaken"
    assert sink.lost, "the sink lost answers, which had to be read back"
    assert "Traceback" not in log.read_text()
