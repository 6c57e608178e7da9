"""Takes what is owed from the outbox to the platforms, and writes down what became of it."""

import asyncio
import math
import random
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.carrier import Carrier, Outcome, Terms, Trip
from bot.clock import Clock
from bot.departures import Departures
from bot.metrics import Metrics
from facilitation import outcomes as consequences
from facilitation.errors import Conflict
from facilitation.platform import Platform
from facilitation.post import teller
from facilitation.post.outbox import APART, Delivery
from facilitation.work import Store

log = structlog.get_logger(__name__)

FOREVER = float("inf")
RENEWED = 7 / 8
"""How much of a lease is left at least once it is renewed: what was claimed just now needs no writing."""
NEIGHBORS = 0.005
"""Seconds within which what comes back is settled together."""


class Courier:
    """Claims deliveries, keeps a pool of them in flight, settles them in batches, and reads back the unsure ones.

    `owner` must be new at each start: it is how the database tells our claims from another's, or from those of
    a process that died.
    """

    def __init__(
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        *,
        owner: str,
        clock: Clock,
        chance: random.Random,
        metrics: Metrics,
        terms: Terms | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Carry from `store` by `platforms`, keyed by what stands before ":" in a workspace's id."""
        self.owner = owner
        self.terms = terms or Terms()
        self.monotonic = monotonic
        self.carrier = Carrier(
            platforms,
            Departures(lambda *who: asyncio.to_thread(self._depart, *who)),
            chance=chance,
            metrics=metrics,
            terms=self.terms,
            monotonic=monotonic,
        )
        self._store = store
        self._clock = clock
        self._metrics = metrics
        self._woken = asyncio.Event()
        self._kept_at = -math.inf
        self._in_vain: Sequence[str] | None = None
        """Who was behind when nothing was found for anybody else, so that it is only looked again at the next poll."""
        self._again_at = -math.inf

    def wake(self) -> None:
        """Look for deliveries now rather than at the next poll; call it on the event loop."""
        self._in_vain = None
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Carry what is due until `stop` is set, then give back what was not posted and finish what was."""
        flight = _Flight(self, self._clock.now, Trip(self.terms.patience))
        async with _beside(self._keep_beating), _beside(self._keep_reconciling):
            while not stop.is_set():
                if not await self._once(flight):
                    await _first_of(stop, self._woken, flight.landed, within=self.terms.poll)
                    self._woken.clear()
                    await flight.neighbors(self._apart)
            flight.trip.leaving = True
            while flight.busy:
                await flight.some_landed()
                await self._land(flight)

    async def deliver_due(self, now: datetime) -> list[str]:
        """Carry everything that is due at `now`; return a line for each delivery that was tried."""
        flight = _Flight(self, lambda: now, Trip(FOREVER))
        lines: list[str] = []
        async with _beside(self._keep_beating):
            while await self._fill(flight) or flight.busy:
                await flight.some_landed()
                lines += [line for line in map(_line, await self._land(flight)) if line]
        return lines

    async def reconcile(self, now: datetime) -> list[str]:
        """Read back deliveries of which it is not known whether they arrived; return a line for each one settled."""
        lines: list[str] = []
        async with _beside(self._keep_beating):
            while unsure := await asyncio.to_thread(self._claim_unsure):
                looks = await asyncio.gather(*map(self.carrier.look, unsure))
                known = [outcome for outcome in looks if outcome]
                await self.settle(known, now, unsure=True)
                lines += [line for line in map(_line, known) if line]
        return lines

    def holds(self, claimed_at: float) -> bool:
        """Return whether what was claimed then is ours for a while yet, so that a post may begin."""
        until = max(claimed_at + self.terms.lease, self._kept_at + self.terms.lease * RENEWED)
        return until - self.monotonic() > self.terms.lease / 3

    async def settle(
        self, landed: Sequence[Outcome], at: datetime, *, unsure: bool = False
    ) -> None:
        """Write what became of deliveries, with its consequences; tries until the database takes it."""
        left = list(landed)
        for attempt in range(3 if left else 0):
            try:
                await asyncio.to_thread(self._settle, left, at, unsure)
            except Exception:
                self._metrics.failures.labels("settle").inc()
                log.warning("settling failed", tries=attempt + 1, count=len(left), exc_info=True)
                await asyncio.sleep(0.05 * (attempt + 1))
            else:
                return
        while left := [one for one in left if not await self._settle_one(one, at, unsure)]:
            # the database is away: what was sent stays known here until it is back
            await asyncio.sleep(self.terms.poll)

    @property
    def _apart(self) -> float:
        """How far apart posts come back that one transaction should settle: where a pace binds they come one by one.

        That this process alone knows of them for longer is well where others could read them back.
        """
        behind = self.carrier.behind()
        if not behind:
            return NEIGHBORS
        return self.terms.poll if self.carrier.readable(behind) else self.terms.poll / 2

    async def _once(self, flight: "_Flight") -> bool:
        try:
            filled = await self._fill(flight)
            return bool(await self._land(flight)) or filled
        except Exception:
            self._metrics.failures.labels("courier").inc()
            log.exception("the courier stumbled")
            return False

    async def _fill(self, flight: "_Flight") -> bool:
        room = self.terms.held - flight.busy
        if room < self.terms.held / 4:
            return False
        claimed_at = self.monotonic()
        behind = self.carrier.behind()
        if behind and self._in_vain == behind and claimed_at < self._again_at:
            return False
        room = int(min(room, self.carrier.room(flight.trip.patience)))
        claimed = await asyncio.to_thread(self._claim, flight.now(), room, behind)
        # whoever is behind has thousands to look past, at each one that lands
        self._in_vain = None if claimed else behind
        self._again_at = claimed_at + self.terms.poll
        flight.take(claimed, claimed_at)
        return bool(claimed)

    async def _land(self, flight: "_Flight") -> list[Outcome]:
        landed = flight.collect()
        await self.settle(landed, flight.now())
        return landed

    async def _keep_reconciling(self) -> None:
        while True:
            try:
                await self.reconcile(self._clock.now())
            except Exception:
                self._metrics.failures.labels("reconcile").inc()
                log.exception("reading back failed")
            await asyncio.sleep(self.terms.look_every)

    async def _keep_beating(self) -> None:
        """Renew the leases of what is held, for as long as the database can be reached."""
        while True:
            await asyncio.sleep(self.terms.beat)
            began = self.monotonic()
            try:
                await asyncio.to_thread(self._keep)
            except Exception:
                self._metrics.failures.labels("keep").inc()
                log.warning("leases were not renewed", exc_info=True)
            else:
                self._kept_at = began

    def _keep(self) -> None:
        lease = timedelta(seconds=self.terms.lease)
        with self._store.begin() as work:
            work.outbox.keep(self.owner, lease, lease * RENEWED)

    def _depart(self, ids: list[str], probes: dict[str, str]) -> set[str]:
        # a way that nobody has shut is tried in a moment; who dies there must not hold the others for long
        with self._store.begin() as work:
            return work.outbox.depart(
                self.owner, ids, probes, timedelta(seconds=self.terms.lease / 4)
            )

    def _claim(self, now: datetime, limit: int, shut: Sequence[str]) -> list[Delivery]:
        lease = timedelta(seconds=self.terms.lease)
        with self._store.begin() as work:
            return teller.said(work, work.outbox.claim(self.owner, now, lease, limit, shut))

    def _claim_unsure(self) -> list[Delivery]:
        lease = timedelta(seconds=self.terms.lease)
        with self._store.begin() as work:
            work.outbox.expire()
            unsure = work.outbox.claim_unsure(self.owner, lease, self.terms.in_flight)
            return teller.said(work, unsure)

    def _settle(self, landed: Sequence[Outcome], at: datetime, unsure: bool) -> None:
        gone = {one.delivery.id: one.gone for one in landed if one.gone}
        # one order for all workers, so that two of them cannot lock each other out
        settled = sorted((one.settled for one in landed), key=lambda one: one.id)
        with self._store.begin() as work:
            write = work.outbox.settle_unsure if unsure else work.outbox.settle
            written = write(self.owner, settled, at)
            if over := [each for each in written if each.state in {"sent", "dead"}]:
                consequences.settled(work, over, gone, at)

    async def _settle_one(self, one: Outcome, at: datetime, unsure: bool) -> bool:
        try:
            await asyncio.to_thread(self._settle, [one], at, unsure)
        except Conflict:
            return False
        except Exception:
            log.exception("the consequences of a delivery failed", delivery=one.delivery.key)
            if one.settled.receipt == APART:
                # nothing was sent yet: it is what follows that reaches people
                wait = self.terms.longest_retry
                waits = replace(one.settled, state="pending", receipt=None, wait=wait, tried=False)
                one = replace(one, settled=waits)
            with suppress(Exception):
                # that it was sent must not be forgotten, whatever is wrong with what follows from it
                await asyncio.to_thread(self._write, one, at, unsure)
                return True
            return False
        return True

    def _write(self, one: Outcome, at: datetime, unsure: bool) -> None:
        with self._store.begin() as work:
            write = work.outbox.settle_unsure if unsure else work.outbox.settle
            write(self.owner, [one.settled], at)


class _Flight:
    """The deliveries a courier holds at one time.

    The outbox gives out one for each target at a time, so all of them may fly at once.
    """

    def __init__(self, courier: Courier, now: Callable[[], datetime], trip: Trip) -> None:
        self.now = now
        self.trip = trip
        self.landed = asyncio.Event()
        self._courier = courier
        self._tasks: set[asyncio.Task[None]] = set()
        self._done: list[Outcome] = []
        self._out = 0

    @property
    def busy(self) -> int:
        """Return how many are held and not yet collected."""
        return self._out

    def take(self, claimed: Sequence[Delivery], claimed_at: float) -> None:
        """Set the claimed deliveries going."""
        self._out += len(claimed)
        holds = partial(self._courier.holds, claimed_at)
        for delivery in claimed:
            task = asyncio.create_task(self._carry(delivery, holds))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def collect(self) -> list[Outcome]:
        """Return what has come back since the last time."""
        done, self._done = self._done, []
        self._out -= len(done)
        self.landed.clear()
        return done

    async def some_landed(self) -> None:
        """Wait until something has come back, if anything is out."""
        if self._out:
            await self.landed.wait()
            await self.neighbors()

    async def neighbors(self, within: float = NEIGHBORS) -> None:
        """Where one has come back, let those right behind it come too, so that they are settled together."""
        if self.landed.is_set():
            await asyncio.sleep(within)

    async def _carry(self, delivery: Delivery, holds: Callable[[], bool]) -> None:
        try:
            outcome = await self._courier.carrier.carry(delivery, holds, self.trip)
        except Exception:
            # its lease runs out, and then it is read back
            log.exception("carrying failed", delivery=delivery.key)
            self._out -= 1
        else:
            self._done.append(outcome)
        self.landed.set()


@asynccontextmanager
async def _beside(keep: Callable[[], Coroutine[None, None, None]]) -> AsyncIterator[None]:
    """Do something beside, for as long as the block lasts."""
    task = asyncio.create_task(keep())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _first_of(*events: asyncio.Event, within: float) -> None:
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=within, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


_SAID: dict[str, str] = {"sent": "sent", "later": "put off", "never": "gave up", "unsure": "unsure"}


def _line(outcome: Outcome) -> str | None:
    if outcome.what == "held":
        return None
    reason = f": {outcome.settled.reason}" if outcome.settled.reason else ""
    owed = outcome.delivery
    return f"{_SAID[outcome.what]} “{owed.message.title}” ({owed.key}){reason}"
