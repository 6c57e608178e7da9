"""Carries errands: sets out in one transaction, is outside in none, comes back in another; any number may do so."""

import asyncio
import time
from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import structlog

from bot.clock import Clock
from bot.logs import Seldom
from bot.metrics import Metrics
from facilitation.errands import service
from facilitation.errands.model import Came, Kind, Later
from facilitation.errors import Conflict
from facilitation.work import Store

log = structlog.get_logger(__name__)


class Carrier(Protocol):
    """Who does errands of a kind."""

    async def carry(self, bodies: Mapping[str, Any], until: float) -> dict[str, Came]:
        """Do errands by record; return what came of each. After `until` (monotonic) begin nothing more."""

    async def close(self) -> None:
        """Let go of what is held."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How errands are carried: so many at once, in hand for so long, looked for so often."""

    load: int = 200
    lease: float = 180.0
    outside: float = 100.0
    """Seconds after which nothing more is begun outside; what was begun then ends before the lease does."""
    poll: float = 5.0


class Errands:
    """Carries errands of each kind that there is a carrier for."""

    def __init__(
        self,
        store: Store,
        kinds: Mapping[str, Kind],
        carriers: Mapping[str, Carrier],
        *,
        owner: str,
        clock: Clock,
        metrics: Metrics,
        terms: Terms = Terms(),
    ) -> None:
        """Carry as `owner`, whom no other process is."""
        self._store = store
        self._kinds = kinds
        self._carriers = carriers
        self._owner = owner
        self._clock = clock
        self._counted = metrics.errands
        self._terms = terms
        self._undone = Seldom(log, "warning", "errands could not be carried, and are tried again")

    async def run(self, stop: asyncio.Event) -> None:
        """Carry until `stop` is set."""
        while not stop.is_set():
            if not await self._round():
                try:
                    await asyncio.wait_for(stop.wait(), self._terms.poll)
                except TimeoutError:
                    continue

    async def carry_due(self) -> list[str]:
        """Carry all that may be carried now; return a line for each kind of which something was done."""
        done: Tally[str] = Tally()
        while came := await self._round():
            done += came
        return [f"{count} {kind}s carried" for kind, count in sorted(done.items())]

    async def close(self) -> None:
        """Let go of what the carriers hold."""
        for carrier in self._carriers.values():
            await carrier.close()

    async def _round(self) -> "Tally[str]":
        """Carry one load of each kind; return of how many something came that is not to be done later."""
        done: Tally[str] = Tally()
        for name, carrier in self._carriers.items():
            if settled := await self._load(name, carrier):
                done[name] += settled
        return done

    async def _load(self, name: str, carrier: Carrier) -> int:
        kind, terms = self._kinds[name], self._terms
        until = time.monotonic() + terms.outside
        load = await asyncio.to_thread(self._set_out, name, kind)
        if load is None:
            return 0
        came = await carrier.carry(load.bodies, until) if load.bodies else {}
        await asyncio.to_thread(self._come_back, name, kind, load, came)
        for one, count in Tally(type(one).__name__.lower() for one in came.values()).items():
            self._counted.labels(name, one).inc(count)
        waits = {one.why for one in came.values() if isinstance(one, Later)}
        if waits:
            self._undone(kind=name, why=min(waits))
        return len(load.errands) - sum(isinstance(one, Later) for one in came.values())

    def _set_out(self, name: str, kind: Kind) -> service.Load | None:
        lease = timedelta(seconds=self._terms.lease)
        with self._store.begin() as work:
            return service.set_out(work, self._owner, name, kind, lease, self._terms.load)

    def _come_back(
        self, name: str, kind: Kind, load: service.Load, came: Mapping[str, Came]
    ) -> None:
        try:
            self._settle(name, kind, load, came)
        except Conflict:
            self._settle(name, kind, load, came)

    def _settle(self, name: str, kind: Kind, load: service.Load, came: Mapping[str, Came]) -> None:
        with self._store.begin() as work:
            now = self._clock.now()
            service.come_back(work, self._owner, name, kind, load, came, now)
