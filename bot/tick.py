"""Does by hand what a worker does by itself: everything that is due at an instant, and time moved on step by step."""

import asyncio
from datetime import datetime

import structlog

from bot import timetable
from bot.clock import SimulatedClock
from bot.courier import Courier
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.work import Store

log = structlog.get_logger(__name__)

_LIMIT = 100


async def tick(store: Store, courier: Courier, now: datetime, deliver: bool = True) -> list[str]:
    """Do everything that is due at `now`, late steps included; return a line for each thing done.

    A step that fails is logged and gets a line, and does not keep the others from being done.
    """
    lines: list[str] = []
    tried: set[Step] = set()
    while True:
        done = await _steps(store, now, tried)
        if deliver:
            done += await courier.deliver_due(now)
            done += await courier.reconcile(now)
        if not done:
            return lines
        lines += done


async def advance(
    store: Store, courier: Courier, clock: SimulatedClock, until: datetime
) -> list[str]:
    """Move `clock` to `until`, stopping at each instant at which something is due and doing it there."""
    lines = await tick(store, courier, clock.now())
    while at := await asyncio.to_thread(next_instant, store, clock.now(), until):
        clock.move(at)
        lines += await tick(store, courier, at)
    clock.move(until)
    return lines


def next_instant(store: Store, after: datetime, until: datetime | None = None) -> datetime | None:
    """Return the first instant after `after` at which a step or a delivery is due, or None up to `until`."""
    horizon = until or datetime.max.replace(tzinfo=after.tzinfo)
    with store.begin() as work:
        coming = [due.at for due in steps.due(work, horizon, _LIMIT)]
        coming += [at for at in (work.outbox.next_due(after),) if at]
    return min((at for at in coming if after < at <= horizon), default=None)


def is_due(store: Store, now: datetime) -> bool:
    """Return whether a step or a delivery is due at `now`."""
    with store.begin() as work:
        owed = work.outbox.next_due()
        return bool(owed and owed <= now) or bool(steps.due(work, now, 1))


async def _steps(store: Store, now: datetime, tried: set[Step]) -> list[str]:
    lines: list[str] = []
    while True:
        dues = await asyncio.to_thread(_due, store, now, _LIMIT + len(tried))
        fresh = [due for due in dues if due not in tried]
        if not fresh:
            return lines
        # one at a time: what a step leaves behind may be due before the next one
        due = fresh[0]
        tried.add(due)
        try:
            line = await asyncio.to_thread(timetable.run_step, store, due, now)
        except Exception as error:
            log.exception("a step failed", step=due.name, record=due.record)
            line = f"failed {due.name} of {due.record}: {type(error).__name__}, see the log"
        if line:
            lines.append(line)


def _due(store: Store, now: datetime, limit: int) -> list[Step]:
    with store.begin() as work:
        return steps.due(work, now, limit)
