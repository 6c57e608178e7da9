"""How many statements a worker carries to a record store in a second, one of a thousand of them refused."""

import asyncio
import time
import uuid
from datetime import timedelta

from adapters.record_store import Access, RecordStore
from bot.clock import WallClock
from bot.errands import Errands
from bot.metrics import Metrics
from facilitation.runs import ERRANDS
from facilitation.sessions.model import Part, Session
from facilitation.statements import service
from facilitation.work import Store
from storage.engine import make_engine
from storage.migrate import upgrade
from tests import postgres
from tests.benchmarks.figures import Figure
from tests.company import START, WORKSPACE, Company, person
from tests.simulators.record_store import RecordStoreSimulator
from tests.storage_fixtures import store_on

SESSIONS, CIRCLE = 2_500, 8


def run() -> list[Figure]:
    """Measure on PostgreSQL."""
    with postgres.server() as server:
        url = server.create_database()
        upgrade(url)
        engine = make_engine(url)
        store = store_on(engine)
        store.record_home = "https://peerloop.example"
        began = time.perf_counter()
        _tell(store)
        told = time.perf_counter() - began
        took = asyncio.run(_carry(store))
        engine.dispose()
    whole = SESSIONS * CIRCLE
    return [
        Figure(f"{whole} statements written with what they tell", [whole / told], "/s"),
        Figure(f"{whole} statements carried", [whole / took], "/s"),
    ]


def _tell(store: Store) -> None:
    company = Company(store)
    names = [f"p{n}" for n in range(CIRCLE)]
    company.settle(*map(person, names))
    parts = tuple(Part(member=f"{WORKSPACE}:{name}", outcome="met") for name in names)
    for n in range(SESSIONS):
        at = START + timedelta(seconds=n)
        session = Session(
            id=f"ses_{n}", workspace=WORKSPACE, parts=parts, outcome="met", answered_at=at
        )
        with store.begin() as work:
            service.session_was_told(work, session, START)


async def _carry(store: Store) -> float:
    simulator = RecordStoreSimulator(
        refuses=lambda one: (uuid.UUID(one["id"]).int % 1_000 == 0 and 422) or 0
    )
    async with simulator.serving():
        access = Access(f"{simulator.url}/xapi", *simulator.known, f"{simulator.url}/token")
        carrying = Errands(
            store,
            ERRANDS,
            {service.ERRAND: RecordStore(access)},
            owner="bench",
            clock=WallClock(),
            metrics=Metrics(),
        )
        began = time.perf_counter()
        await carrying.carry_due()
        took = time.perf_counter() - began
        await carrying.close()
    assert len(simulator.stored) > SESSIONS * CIRCLE * 0.99
    return took
