"""Runs steps when they are due: APScheduler is the clock that wakes us, the table says what there is to do."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from bot.metrics import Metrics
from facilitation.runs import RUNS
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.work import Store

log = structlog.get_logger(__name__)

_AT_ONCE = 4
_LIMIT = 200
_LONGEST_BACKOFF = 600.0


@dataclass(frozen=True, slots=True)
class Chore:
    """Something done now and then, such as forgetting what is old; `run` opens its own transaction."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


def run_step(store: Store, due: Step, now: datetime) -> str | None:
    """Run a step; return what was done, an empty line where there is nothing to say of it, None when nothing was."""
    return steps.run(store, due, now, RUNS)


class Timetable:
    """Looks every few seconds for the steps that are coming and runs each at its instant.

    Every worker does so: the claim in the database makes sure that one of them does it. A step that fails is
    tried again, at first after one tick and then ever more rarely.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        metrics: Metrics,
        after_step: Callable[[], None] | None = None,
        chores: Sequence[Chore] = (),
        every: float = 5.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Tick `every` so many seconds by `clock`, the wall clock; `after_step` is called when a step was done."""
        self._store = store
        self._clock = clock
        self._metrics = metrics
        self._after_step = after_step
        self._chores = chores
        self._every = every
        self._monotonic = monotonic
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._steps: dict[str, asyncio.Task[None]] = {}
        self._in_hand: set[asyncio.Task[object]] = set()
        self._failed: dict[str, tuple[int, float]] = {}
        self._begun = self._ended = monotonic()
        self._asked = False

    def last_tick_age(self) -> float:
        """Return the seconds since a tick last ended."""
        return self._monotonic() - self._ended

    async def run(self, stop: asyncio.Event) -> None:
        """Tick until `stop` is set, then let the steps in hand finish."""
        self._begun = self._ended = self._monotonic()
        self._start()
        try:
            while not stop.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), self._every)
                if not stop.is_set():
                    self._watch()
        finally:
            await self._finish()

    async def tick(self) -> None:
        """Plan every step that comes before the next tick but one; never raises."""
        self._begun = self._monotonic()
        self._asked = False
        try:
            now = self._clock.now()
            with self._holding():
                for due in await asyncio.to_thread(self._coming, now):
                    self._plan(due, now)
        except Exception:
            self._metrics.failures.labels("tick").inc()
            log.exception("a tick failed")
        finally:
            self._ended = self._monotonic()

    def _start(self) -> None:
        now = self._clock.now()
        self.scheduler = AsyncIOScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            executors={"default": AsyncIOExecutor()},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        seconds = IntervalTrigger(seconds=self._every, timezone=UTC)
        self.scheduler.add_job(self.tick, seconds, id="tick", next_run_time=now)
        for chore in self._chores:
            rarely = IntervalTrigger(seconds=chore.every.total_seconds(), timezone=UTC)
            self.scheduler.add_job(self._do, rarely, args=[chore], next_run_time=now)
        self.scheduler.start()

    def _watch(self) -> None:
        ticking = self._ended < self._begun
        if ticking or self._monotonic() - self._begun <= 3 * self._every:
            return
        self._metrics.failures.labels("clock").inc()
        log.warning("the clock stood still", tick_age=self.last_tick_age())
        # a wall clock set back and a lost timer are both mended by asking for a tick; what is not, by a new scheduler
        if not self._asked:
            self._asked = True
            with suppress(Exception):
                self.scheduler.modify_job("tick", next_run_time=self._clock.now())
                return
        with suppress(Exception):
            self.scheduler.shutdown(wait=False)
        self._start()

    async def _finish(self) -> None:
        with suppress(Exception):
            self.scheduler.pause()
        # a scheduler that is shut down cancels what it runs, and tells of it as of an error
        await asyncio.gather(*self._in_hand, *self._steps.values(), return_exceptions=True)
        with suppress(Exception):
            self.scheduler.shutdown(wait=False)

    @contextmanager
    def _holding(self) -> Iterator[None]:
        """Let the end wait for the task that does this."""
        task = asyncio.current_task()
        assert task is not None
        self._in_hand.add(task)
        try:
            yield
        finally:
            self._in_hand.discard(task)

    def _coming(self, now: datetime) -> list[Step]:
        until = now + timedelta(seconds=2 * self._every)
        with self._store.begin() as work:
            return steps.due(work, until, _LIMIT + len(self._failed))

    def _plan(self, due: Step, now: datetime) -> None:
        key = f"{due.record}:{due.name}:{due.at.isoformat()}"
        _, not_before = self._failed.get(key, (0, 0.0))
        if key in self._steps or not_before > self._monotonic():
            return
        at = DateTrigger(max(due.at, now), timezone=UTC)
        self.scheduler.add_job(self._run, at, args=[key, due], id=key, replace_existing=True)

    async def _run(self, key: str, due: Step) -> None:
        # a task of its own, so that a scheduler that is given up does not take the step with it
        if key not in self._steps:
            self._steps[key] = asyncio.create_task(self._step(key, due))
            self._steps[key].add_done_callback(lambda _: self._steps.pop(key, None))

    async def _step(self, key: str, due: Step) -> None:
        outcome = "failed"
        async with self._slots:
            now = self._clock.now()
            try:
                line = await asyncio.to_thread(run_step, self._store, due, now)
                outcome = "gone" if line is None else "done"
                self._failed.pop(key, None)
            except Exception as error:
                self._put_off(key, due, error)
        self._metrics.steps.labels(due.name, outcome).inc()
        if outcome == "done":
            self._metrics.lateness.labels(due.name).observe(
                max(0.0, (now - due.at).total_seconds())
            )
            log.info("step done", step=due.name, record=due.record, what=line)
            if self._after_step:
                self._after_step()
            # what follows may be due at once
            with suppress(Exception):
                self.scheduler.modify_job("tick", next_run_time=self._clock.now())

    def _put_off(self, key: str, due: Step, error: Exception) -> None:
        times = self._failed.get(key, (0, 0.0))[0] + 1
        wait = min(_LONGEST_BACKOFF, self._every * 2.0 ** min(times, 10))
        self._failed[key] = (times, self._monotonic() + wait)
        self._metrics.failures.labels("step").inc()
        log.error("a step failed", step=due.name, record=due.record, again_in=wait, exc_info=error)

    async def _do(self, chore: Chore) -> None:
        try:
            with self._holding():
                await asyncio.to_thread(chore.run, self._clock.now())
        except Exception:
            self._metrics.failures.labels("chore").inc()
            log.exception("a chore failed", chore=chore.name)
