"""The worker runs timetable and courier until it is told to stop, and then finishes what is in hand."""

import asyncio
import os
import signal
from dataclasses import replace
from datetime import UTC, datetime

from bot import worker
from bot.carrier import Terms
from bot.courier import Courier
from bot.metrics import Metrics
from bot.timetable import Timetable
from facilitation.steps import service as steps
from facilitation.work import Store
from tests.bot.helpers import courier, owed, put
from tests.company import START, Company, person
from tests.simulators.scripted import Scripted

PEOPLE = ("ana", "bo", "cy", "di")


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - APScheduler reads the real one too


def made(store: Store, sink: Scripted) -> worker.Worker:
    clock = WallClock()
    carrying: Courier = courier(
        store,
        {"playground": sink, "sink": sink},
        clock=clock,  # type: ignore[arg-type]
        terms=Terms(poll=0.05),
    )
    table = Timetable(store, clock=clock, metrics=Metrics(), after_step=carrying.wake, every=0.1)
    return worker.Worker(table, carrying, patience=5)


async def test_a_round_is_drawn_and_what_is_owed_arrives_by_itself(store: Store) -> None:
    sink, stop, now = Scripted(), asyncio.Event(), WallClock().now()
    company = Company(store)
    company.settle(*(person(name) for name in PEOPLE))
    program = company.program(PEOPLE)
    put(store, [owed("k", due_at=START)])
    with store.begin() as work:
        planned = work.rounds.planned(program.id)
        assert planned is not None
        work.rounds.save(replace(planned, opens_at=now))
        steps.plan_only(work, planned.subject, "draw", now)

    def drawn() -> int:
        with store.begin() as work:
            return len(work.circles.of_round(planned.id))

    running = asyncio.create_task(made(store, sink).run(stop))
    async with asyncio.timeout(20):
        while not ("k" in sink.arrived and drawn()):
            await asyncio.sleep(0.02)
    stop.set()
    async with asyncio.timeout(5):
        await running

    assert drawn() == 2
    assert sink.arrived.count("k") == 1


async def test_sigterm_lets_what_is_in_flight_arrive_and_takes_nothing_new(
    sqlite_store: Store,
) -> None:
    sink, stop = Scripted(lambda _d, _n: 0.3), asyncio.Event()
    put(sqlite_store, [owed("flying", due_at=START)])
    worker.stop_on_signals(stop)

    running = asyncio.create_task(made(sqlite_store, sink).run(stop))
    async with asyncio.timeout(10):
        while not sink.calls:
            await asyncio.sleep(0.01)
        put(sqlite_store, [owed("new", due_at=START)])
        os.kill(os.getpid(), signal.SIGTERM)
        await running
    asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)
    asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)

    assert sink.arrived == ["flying"]
    with sqlite_store.begin() as work:
        assert work.outbox.get("dlv_flying").state == "sent"
        assert work.outbox.get("dlv_new").state == "pending"


async def test_a_part_that_falls_over_is_started_again(sqlite_store: Store) -> None:
    sink, stop = Scripted(), asyncio.Event()
    working = made(sqlite_store, sink)
    falls = 0
    carry = working.courier.run

    async def falling(stop: asyncio.Event) -> None:
        nonlocal falls
        falls += 1
        if falls == 1:
            raise KeyError("oops")
        await carry(stop)

    working.courier.run = falling  # type: ignore[method-assign]
    put(sqlite_store, [owed("k", due_at=START)])
    running = asyncio.create_task(working.run(stop))
    async with asyncio.timeout(10):
        while not sink.arrived:
            await asyncio.sleep(0.02)
        stop.set()
        await running

    assert falls == 2
