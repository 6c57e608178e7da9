"""However often the record store fails and those who carry are killed, it ends with exactly what is told."""

import asyncio
import random
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update

from facilitation.sessions.model import Part, Session
from facilitation.statements import service as statements
from facilitation.work import Store
from storage.columns import clock
from storage.errands_tables import errand, statement
from tests.company import START, WORKSPACE, Company, person
from tests.counts import upto
from tests.simulators.carriers import nursery
from tests.simulators.record_store import RecordStoreSimulator, Statement
from tests.storage_fixtures import store_on

SESSIONS, KILLS, CIRCLE = upto(40, 12_500), upto(3, 100), 8


def refuses(one: Statement) -> int:
    """Refuse a few for good, in each of three ways."""
    number = uuid.UUID(one["id"]).int % upto(77, 777)
    return {0: 400, 1: 413, 2: 422}.get(number, 0)


def told(store: Store) -> dict[str, Statement]:
    """Let many sessions of eight be told; return what is to arrive, by id."""
    company = Company(store)
    names = [f"p{n}" for n in range(CIRCLE)]
    company.settle(*map(person, names))
    parts = tuple(Part(member=f"{WORKSPACE}:{name}", outcome="met") for name in names)
    first, step = 0, 250
    while first < SESSIONS:
        with store.begin() as work:
            for n in range(first, min(first + step, SESSIONS)):
                session = Session(
                    id=f"ses_{n}",
                    workspace=WORKSPACE,
                    parts=parts,
                    outcome="met",
                    answered_at=START + timedelta(seconds=n),
                )
                statements.session_was_told(work, session, START)
        first += step
    with store.begin() as work:
        ids = {f"{WORKSPACE}:{name}" for name in names}
        return {one.id: dict(one.body) for one in work.statements.of_members(ids)}


def left(engine: Engine) -> int:
    """Return how many errands are left, and let none of them wait that nobody has in hand."""
    waiting = (
        select(errand.c.record)
        .where(errand.c.owner == "", errand.c.free_at > clock())
        .limit(5_000)
        .with_for_update(skip_locked=True)
    )
    with engine.begin() as connection:
        found = connection.scalars(waiting).all()
        connection.execute(update(errand).where(errand.c.record.in_(found)).values(free_at=clock()))
        return connection.execute(select(func.count()).select_from(errand)).scalar_one()


@pytest.mark.parametrize("engine", upto(["postgresql"], ["sqlite", "postgresql"]), indirect=True)
async def test_a_storm_and_kills_lose_nothing_and_one_bad_statement_holds_nobody(
    engine: Engine, tmp_path: Path
) -> None:
    store = store_on(engine)
    store.record_home = "https://peerloop.example"
    ours = told(store)
    # a stranger has taken one of our ids, and one of ours has arrived before, as after a restored backup
    taken, there = [id for id in sorted(ours) if not refuses(ours[id])][:2]
    simulator = RecordStoreSimulator(storm=0.1, refuses=refuses)
    simulator.stored |= {taken: ours[taken] | {"actor": {}}, there: ours[there]}
    chance, log = random.Random(3), tmp_path / "carriers.log"
    url = engine.url.render_as_string(hide_password=False)
    engine.dispose()

    async with simulator.serving(), asyncio.timeout(upto(90, 3_000)):
        with (
            log.open("w") as errors,
            nursery(url, simulator.url, simulator.known, errors) as carriers,
        ):
            carriers.start()
            carriers.start()
            kills = 0
            while await asyncio.to_thread(left, engine) or kills < KILLS:
                await asyncio.sleep(chance.uniform(0.05, upto(0.4, 3.0)))
                if kills < KILLS:
                    carriers.kill(chance.choice(sorted(carriers.pids)))
                    carriers.start()
                    kills += 1

    bad = {id for id, one in ours.items() if refuses(one)} | {taken}
    assert simulator.stored.keys() == ours.keys() - {id for id in bad if id != taken}
    assert all(simulator.stored[id] == one for id, one in ours.items() if id not in bad)
    with engine.connect() as connection:
        states = {
            row.id: (row.state, row.reason)
            for row in connection.execute(
                select(statement.c.id, statement.c.state, statement.c.reason)
            )
        }
    assert {id for id, (state, _) in states.items() if state == "sent"} == ours.keys() - bad
    assert {id for id, (state, _) in states.items() if state == "refused"} == bad
    assert "to our liking" in states[next(iter(bad - {taken}))][1]
    assert states[taken] == ("refused", f"409: {taken} is there")
    assert simulator.answered.keys() >= {200, 400, 409, 413, 422}
    assert simulator.answered.keys() & {0, 500, 502, 503, 504}
    assert "Traceback" not in log.read_text()
