"""Steps run when they are due, once, whatever becomes of the clock that wakes us."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot import timetable
from bot.metrics import Metrics
from bot.timetable import Chore, Timetable
from facilitation.errors import Conflict
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.work import Store, Work
from tests.company import START, Company, person


class WallClock:
    """The real time of day, which can be set back or forward."""

    def __init__(self) -> None:
        self.off_by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.off_by  # noqa: TID251 - APScheduler reads the real one too


class Plan:
    """Stands in for the two functions of steps: what is due, and what happens when it is run."""

    def __init__(self) -> None:
        self.owed: list[Step] = []
        self.run_at: list[tuple[str, datetime]] = []
        self.fault: Callable[[Step, int], Exception | None] = lambda _due, _nth: None
        self.asked = 0

    def owe(self, name: str, at: datetime) -> None:
        self.owed.append(Step(kind="round", record=name, name="draw", at=at, workspace="w"))

    def due(self, _work: Work, until: datetime, limit: int = 100) -> list[Step]:
        self.asked += 1
        return sorted((d for d in self.owed if d.at <= until), key=lambda d: d.at)[:limit]

    def run(self, _store: Store, due: Step, now: datetime, _runs: object) -> str | None:
        self.run_at.append((due.record, now))
        if fault := self.fault(due, self.times(due.record)):
            raise fault
        if due not in self.owed:
            return None
        self.owed.remove(due)
        return f"{due.record} done"

    def times(self, name: str) -> int:
        return sum(name == ran for ran, _ in self.run_at)


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Iterator[Plan]:
    made = Plan()
    monkeypatch.setattr(steps, "due", made.due)
    monkeypatch.setattr(steps, "run", made.run)
    return made  # type: ignore[return-value]


class Running:
    """A timetable that runs for as long as the block lasts."""

    def __init__(self, store: Store, **changed: object) -> None:
        self.clock = WallClock()
        self.metrics = Metrics()
        self.woken = 0
        self.timetable = Timetable(
            store,
            clock=self.clock,
            metrics=self.metrics,
            after_step=self._wake,
            **{"every": 0.05} | changed,  # type: ignore[arg-type]
        )
        self._stop = asyncio.Event()

    def _wake(self) -> None:
        self.woken += 1

    async def __aenter__(self) -> "Running":
        self._task = asyncio.create_task(self.timetable.run(self._stop))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop.set()
        async with asyncio.timeout(10):
            await self._task

    async def until(self, done: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not done():
                await asyncio.sleep(0.01)


async def test_steps_run_at_their_instant_late_ones_at_once(
    sqlite_store: Store, plan: Plan
) -> None:
    async with Running(sqlite_store, every=0.2) as running:
        now = running.clock.now()
        plan.owe("late", now - timedelta(hours=3))
        plan.owe("soon", now + timedelta(seconds=0.5))
        plan.owe("tomorrow", now + timedelta(days=1))
        await running.until(lambda: plan.times("soon") == 1)

        ran = dict(plan.run_at)
        assert ran["late"] < ran["soon"]
        assert ran["soon"] >= now + timedelta(seconds=0.5)
        assert plan.times("tomorrow") == 0
        await running.until(lambda: running.woken == 2)

    assert (plan.times("late"), plan.times("soon")) == (1, 1)
    figures = running.metrics.text().decode()
    assert 'peerloop_steps_total{outcome="done",step="draw"} 2.0' in figures
    assert 'peerloop_step_lateness_seconds_bucket{le="3600.0",step="draw"} 1.0' in figures


async def test_a_step_that_lost_a_race_runs_once_more(sqlite_store: Store, plan: Plan) -> None:
    plan.fault = lambda _due, nth: Conflict("somebody was first") if nth == 1 else None
    async with Running(sqlite_store) as running:
        plan.owe("raced", running.clock.now())
        await running.until(lambda: not plan.owed)

    assert plan.times("raced") == 2


async def test_a_step_that_fails_is_tried_again_more_rarely_and_holds_nobody(
    sqlite_store: Store, plan: Plan
) -> None:
    plan.fault = lambda due, nth: KeyError("oops") if due.record == "bad" and nth < 3 else None
    async with Running(sqlite_store) as running:
        plan.owe("bad", running.clock.now() - timedelta(minutes=1))
        plan.owe("good", running.clock.now())
        await running.until(lambda: not plan.owed)

    tries = [at for name, at in plan.run_at if name == "bad"]
    assert tries[1] - tries[0] >= timedelta(seconds=0.1)
    assert tries[2] - tries[1] >= timedelta(seconds=0.2)
    assert 'peerloop_failures_total{where="step"} 2.0' in running.metrics.text().decode()


async def test_a_database_that_is_away_stops_no_clock(sqlite_store: Store, plan: Plan) -> None:
    class Away:
        failing = True

        def begin(self) -> object:
            if self.failing:
                raise ConnectionError("away")
            return sqlite_store.begin()

    away = Away()
    async with Running(away) as running:  # type: ignore[arg-type]
        plan.owe("step", running.clock.now())
        await asyncio.sleep(0.3)
        assert plan.asked == 0
        away.failing = False
        await running.until(lambda: plan.times("step") == 1)


async def test_the_watchdog_revives_a_clock_that_lost_its_timer(
    sqlite_store: Store, plan: Plan
) -> None:
    async with Running(sqlite_store) as running:
        await running.until(lambda: plan.asked > 1)
        running.timetable.scheduler._stop_timer()
        await asyncio.sleep(0.1)
        stood_at = plan.asked
        await running.until(lambda: plan.asked > stood_at + 2)

    assert 'peerloop_failures_total{where="clock"}' in running.metrics.text().decode()


async def test_the_watchdog_revives_a_clock_whose_wall_time_was_set_back(
    sqlite_store: Store, plan: Plan
) -> None:
    async with Running(sqlite_store) as running:
        await running.until(lambda: plan.asked > 1)
        # what a clock set back by an hour looks like: the next tick is an hour away
        in_an_hour = running.clock.now() + timedelta(hours=1)
        running.timetable.scheduler.modify_job("tick", next_run_time=in_an_hour)
        await asyncio.sleep(0.1)
        stood_at = plan.asked
        await running.until(lambda: plan.asked > stood_at + 2)


@pytest.mark.parametrize("damage", ["shut down", "tick gone", "store broken"])
async def test_a_clock_beyond_help_is_replaced(
    sqlite_store: Store, plan: Plan, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Running(sqlite_store) as running:
        await running.until(lambda: plan.asked > 1)
        dead = running.timetable.scheduler
        match damage:
            case "shut down":
                dead.shutdown(wait=False)
            case "tick gone":
                dead.remove_job("tick")
            case _:

                def broken() -> None:
                    raise ConnectionError("the job store is gone")

                monkeypatch.setattr(dead, "_process_jobs", broken)
                asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        await asyncio.sleep(0.1)
        stood_at = plan.asked
        plan.owe("step", running.clock.now())
        await running.until(lambda: plan.asked > stood_at + 2 and plan.times("step") == 1)

        assert running.timetable.scheduler is not dead


async def test_the_age_of_the_last_tick_grows_while_the_clock_stands(
    sqlite_store: Store, plan: Plan
) -> None:
    class Seconds:
        at = 0.0

        def __call__(self) -> float:
            return self.at

    seconds = Seconds()
    async with Running(sqlite_store, every=30.0, monotonic=seconds) as running:
        await running.until(lambda: plan.asked == 1)
        await running.until(lambda: running.timetable._ended == 0.0)
        seconds.at = 61.0
        assert running.timetable.last_tick_age() == 61.0


async def test_a_step_in_hand_finishes_before_the_timetable_stops(
    sqlite_store: Store, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(store: Store, due: Step, now: datetime, runs: object) -> str | None:
        begun.set()
        go_on.wait(10)
        return plan.run(store, due, now, runs)

    monkeypatch.setattr(steps, "run", slow)
    async with Running(sqlite_store) as running:
        plan.owe("slow", running.clock.now())
        await running.until(begun.is_set)
        running._stop.set()
        await asyncio.sleep(0.05)
        go_on.set()

    assert plan.times("slow") == 1


async def test_chores_are_done_at_the_start_and_a_failing_one_hurts_nobody(
    sqlite_store: Store, plan: Plan
) -> None:
    done: list[datetime] = []

    def failing(_now: datetime) -> None:
        raise KeyError("oops")

    chores = [
        Chore("fails", timedelta(days=1), failing),
        Chore("forget", timedelta(seconds=0.1), done.append),
    ]
    async with Running(sqlite_store, chores=chores) as running:
        await running.until(lambda: len(done) >= 2)

    assert 'peerloop_failures_total{where="chore"} 1.0' in running.metrics.text().decode()


async def test_what_the_clock_has_begun_is_finished_at_a_stop_and_not_told_of_as_an_error(
    sqlite_store: Store, plan: Plan, caplog: pytest.LogCaptureFixture
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    ended: list[datetime] = []

    def slow(now: datetime) -> None:
        begun.set()
        go_on.wait(10)
        ended.append(now)

    async with Running(sqlite_store, chores=[Chore("slow", timedelta(days=1), slow)]) as running:
        await running.until(begun.is_set)
        running._stop.set()
        await asyncio.sleep(0.05)
        go_on.set()

    await asyncio.sleep(0)
    assert len(ended) == 1
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_a_real_round_is_drawn_once_however_often_its_step_is_run(store: Store) -> None:
    company = Company(store)
    company.settle(*(person(name) for name in ("ana", "bo", "cy", "di")))
    company.program(("ana", "bo", "cy", "di"))
    until = START + timedelta(days=10)

    ran = []
    for _ in range(4):
        with store.begin() as work:
            coming = steps.due(work, until)
        ran += [timetable.run_step(store, due, due.at) for due in coming for _ in range(2)]

    assert len([line for line in ran if line and "round 1" in line]) == 3
    assert len(ran) > 3
