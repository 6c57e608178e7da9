"""Carries one delivery to its platform: in its turn, at the platform's pace, and says what became of it."""

import asyncio
import math
import random
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import structlog

from bot import limits
from bot.metrics import Metrics
from facilitation.errors import Later, Never, Unsure
from facilitation.outbox import Delivery, Receipt, Settled
from facilitation.platform import Platform

log = structlog.get_logger(__name__)

GUESSES = 3
"""Tries after which a delivery of which nobody will ever know is let be: more would only be copies."""

What = Literal["sent", "later", "never", "unsure", "held"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How the courier works; times in seconds.

    A lease outlives the longest post by far, so that what is `unsure` has had time to show up where it is read back.
    """

    in_flight: int = 50
    held: int = 400
    batch: int = 200
    lease: float = 60.0
    timeout: float = 15.0
    patience: float = 2.0
    first_retry: float = 2.0
    longest_retry: float = 600.0
    attempts: int = 12
    give_up_after: float = 24 * 3600.0
    guess_after: float = 900.0
    poll: float = 1.0
    look_every: float = 10.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try; `gone` are the members it showed to be out of reach."""

    delivery: Delivery
    settled: Settled
    what: What
    gone: tuple[str, ...] = ()


@dataclass(slots=True)
class Trip:
    """What deliveries carried together have in common; once `leaving`, what is not yet posted is given back."""

    now: Callable[[], datetime]
    patience: float
    """How many seconds a delivery may wait for its turn here."""
    leaving: bool = False


@dataclass(slots=True)
class _Gate:
    """The way to one workspace: shut after a 429, then tried by one post at a time until one passes."""

    shut_until: datetime | None = None
    doubtful: bool = False
    probe: asyncio.Lock = field(default_factory=asyncio.Lock)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        if not self.doubtful:
            yield
            return
        async with self.probe:
            yield


class Carrier:
    """Carries deliveries one at a time each; knows which workspaces and conversations must wait."""

    def __init__(
        self,
        platforms: Mapping[str, Platform],
        *,
        chance: random.Random,
        metrics: Metrics,
        terms: Terms,
        monotonic: Callable[[], float],
    ) -> None:
        """Carry by `platforms`, keyed by what stands before ":" in a workspace's id."""
        self._platforms = platforms
        self._chance = chance
        self._metrics = metrics
        self._terms = terms
        self._monotonic = monotonic
        self._limits = limits.Limits(monotonic)
        self._slots = asyncio.Semaphore(terms.in_flight)
        self._gates: dict[str, _Gate] = {}
        self._lanes: dict[tuple[str, ...], datetime] = {}

    def shut(self, now: datetime) -> list[str]:
        """Return the workspaces that must wait: they asked for it, or their queue here is long enough."""
        asked = [
            name for name, gate in self._gates.items() if gate.shut_until and gate.shut_until > now
        ]
        # half: claimed again only when there is room for more than one
        return asked + self._limits.behind(self._terms.patience / 2)

    async def carry(self, delivery: Delivery, lease_ends: float, trip: Trip) -> Outcome:
        """Send it, unless it must wait longer than the trip has patience for."""
        platform = self._platform(delivery)
        if platform is None:
            reason = f"Peerloop is not connected to {_name(delivery)} here"
            return self._again(delivery, trip.now(), None, reason)
        gate = self._gates.setdefault(delivery.workspace, _Gate())
        if until := self._held_until(delivery, trip.now()):
            return self._hold(delivery, until)
        room = lease_ends - self._monotonic() - self._terms.timeout
        wait = self._limits.take(delivery, platform.pace, min(trip.patience, room))
        if wait > 0:
            self._metrics.held(_name(delivery), "pace", wait)
        if wait > min(trip.patience, room):
            return await self._too_long(delivery, wait, trip)
        if wait > 0:
            await asyncio.sleep(wait)
        async with gate.turn(), self._slots:
            if until := self._held_until(delivery, trip.now()):
                return self._hold(delivery, until)
            if trip.leaving or self._monotonic() + self._terms.timeout >= lease_ends:
                # what was not posted is known not to have arrived, so it need not become unsure
                return self._hold(delivery, delivery.due_at)
            outcome = await self._post(platform, delivery, trip.now)
            gate.doubtful = gate.doubtful and outcome.what != "sent"
            return outcome

    async def look(self, delivery: Delivery, now: datetime) -> Outcome | None:
        """Read back whether it arrived; None leaves it unsure, to be looked for again."""
        platform = self._platform(delivery)
        if platform is None:
            return None
        try:
            async with asyncio.timeout(self._terms.timeout):
                receipt = await platform.look_for(delivery)
        except (Unsure, Later, TimeoutError) as error:
            for_good = isinstance(error, Unsure) and error.for_good
            return self._guess(delivery, now, str(error) or "no answer", for_good=for_good)
        except Exception:
            self._metrics.failures.labels("look_for").inc()
            log.exception("reading back failed", delivery=delivery.key)
            return self._guess(delivery, now, "reading back failed")
        if receipt is not None:
            return self._sent(delivery, receipt)
        return self._again(delivery, now, 0.0, "it had not arrived")

    def _platform(self, delivery: Delivery) -> Platform | None:
        return self._platforms.get(_name(delivery))

    async def _post(
        self, platform: Platform, delivery: Delivery, now: Callable[[], datetime]
    ) -> Outcome:
        try:
            async with asyncio.timeout(self._terms.timeout):
                receipt = await platform.deliver(delivery)
        except Later as error:
            seconds = None if error.retry_after is None else max(1.0, error.retry_after)
            if seconds is not None and error.everywhere:
                self._shut(delivery, now(), seconds)
            elif seconds is not None:
                self._keep_order(delivery, now() + timedelta(seconds=seconds))
            return self._again(delivery, now(), seconds, error.reason)
        except Never as error:
            return self._done(delivery, "never", "dead", reason=error.reason, gone=error.gone)
        except Unsure as error:
            return self._done(delivery, "unsure", "unsure", reason=error.reason)
        except TimeoutError:
            return self._done(delivery, "unsure", "unsure", reason="no answer in time")
        except Exception as error:
            self._metrics.failures.labels("deliver").inc()
            log.exception("a platform failed in an unexpected way", delivery=delivery.key)
            reason = f"unexpected {type(error).__name__}"
            return self._done(delivery, "unsure", "unsure", reason=reason)
        return self._sent(delivery, receipt)

    def _sent(self, delivery: Delivery, receipt: Receipt) -> Outcome:
        return self._done(delivery, "sent", "sent", receipt=receipt)

    def _again(
        self, delivery: Delivery, now: datetime, retry_after: float | None, reason: str
    ) -> Outcome:
        if self._spent(delivery, now):
            reason = f"given up after {delivery.attempts} tries: {reason}"
            return self._done(delivery, "never", "dead", reason=reason)
        if retry_after is None:
            delay = self._backoff(delivery.attempts)
            self._keep_order(delivery, now + timedelta(seconds=delay))
        else:
            delay = retry_after
        due_at = now + timedelta(seconds=delay)
        return self._done(delivery, "later", "pending", due_at=due_at, reason=reason)

    def _guess(
        self, delivery: Delivery, now: datetime, reason: str, *, for_good: bool = False
    ) -> Outcome | None:
        tried = delivery.first_sent_at
        early = tried and now - tried < timedelta(seconds=self._terms.guess_after)
        if early and not for_good:
            return None
        if delivery.twice == "never" or (for_good and delivery.attempts >= GUESSES):
            reason = (
                f"nobody can know whether it arrived ({reason}), and it is not worth saying twice"
            )
            return self._done(delivery, "never", "dead", reason=reason)
        wait = None if for_good else 0.0
        return self._again(delivery, now, wait, f"nobody can know whether it arrived ({reason})")

    def _spent(self, delivery: Delivery, now: datetime) -> bool:
        tried = delivery.first_sent_at
        return (
            delivery.attempts >= self._terms.attempts
            and tried is not None
            and now - tried >= timedelta(seconds=self._terms.give_up_after)
        )

    def _backoff(self, attempts: int) -> float:
        longest = self._terms.longest_retry
        delay = min(longest, self._terms.first_retry * math.ldexp(1, min(30, max(0, attempts - 1))))
        return delay * self._chance.uniform(0.5, 1.0)

    def _shut(self, delivery: Delivery, now: datetime, seconds: float) -> None:
        gate = self._gates.setdefault(delivery.workspace, _Gate())
        until = now + timedelta(seconds=seconds)
        if gate.shut_until is None or gate.shut_until <= now:
            # not once for each of those that were on their way
            log.warning("asked to wait", workspace=delivery.workspace, seconds=seconds)
        gate.shut_until = max(gate.shut_until or until, until)
        gate.doubtful = True
        self._metrics.held(_name(delivery), "platform", seconds)

    def _keep_order(self, delivery: Delivery, until: datetime) -> None:
        # what comes behind it for the same target is put back to the same instant, and so stays behind it
        self._lanes[limits.lane(delivery)] = until

    def _held_until(self, delivery: Delivery, now: datetime) -> datetime | None:
        lane = limits.lane(delivery)
        if lane in self._lanes and self._lanes[lane] <= now:
            del self._lanes[lane]
        waits = (self._gates[delivery.workspace].shut_until, self._lanes.get(lane))
        return max((at for at in waits if at and at > now), default=None)

    async def _too_long(self, delivery: Delivery, wait: float, trip: Trip) -> Outcome:
        if trip.patience < wait:
            until = trip.now() + timedelta(seconds=wait)
            self._keep_order(delivery, until)
            return self._hold(delivery, until)
        # whoever has patience without end claims it again at once; let some of the wait pass first
        await asyncio.sleep(min(wait, 1.0))
        return self._hold(delivery, delivery.due_at)

    def _hold(self, delivery: Delivery, until: datetime) -> Outcome:
        return self._done(delivery, "held", "pending", due_at=until, reason=delivery.reason)

    def _done(
        self,
        delivery: Delivery,
        what: What,
        state: Literal["sent", "pending", "unsure", "dead"],
        *,
        receipt: Receipt | None = None,
        due_at: datetime | None = None,
        reason: str = "",
        gone: tuple[str, ...] = (),
    ) -> Outcome:
        self._metrics.outcomes.labels(_name(delivery), what).inc()
        settled = Settled(
            id=delivery.id, state=state, receipt=receipt, due_at=due_at, reason=reason
        )
        return Outcome(delivery, settled, what, gone)


def _name(delivery: Delivery) -> str:
    return delivery.workspace.partition(":")[0]
