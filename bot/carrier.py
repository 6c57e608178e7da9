"""One delivery to its platform: when its turn is, the post itself, and what the answer means for it."""

import asyncio
import math
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Literal

import structlog

from bot import limits
from bot.metrics import Metrics
from facilitation.errors import Later, Never, Unsure
from facilitation.platform import Platform
from facilitation.post.outbox import Delivery, Settled

log = structlog.get_logger(__name__)

GUESSES = 3
"""Posts after which a delivery of which nobody will ever know is let be: more would only be copies."""
WARM = 1.0
"""Seconds for which a way that was open is taken to be open still; after that one goes first, and the others follow."""

What = Literal["sent", "later", "never", "unsure", "held"]
Depart = Callable[[Delivery, bool], Awaitable[bool]]
"""Writes down that a post begins, perhaps alone; returns whether it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How the courier works; times in seconds.

    A lease is short and renewed while its owner lives. What is `unsure` is read back when it has run out, so it is long
    enough for a post to show up. No more is held than can be posted within it.
    """

    in_flight: int = 50
    held: int = 100
    lease: float = 10.0
    timeout: float = 15.0
    patience: float = 2.0
    first_retry: float = 2.0
    longest_retry: float = 600.0
    attempts: int = 12
    give_up_after: float = 24 * 3600.0
    guess_after: float = 900.0
    poll: float = 1.0
    look_every: float = 2.0

    @property
    def beat(self) -> float:
        """Return how often leases are renewed."""
        return self.lease / 4


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

    patience: float
    """How many seconds a delivery may wait for its turn here."""
    leaving: bool = False


@dataclass(slots=True)
class _Way:
    """The way to one workspace, as this process knows it: shut for a while after a 429, and when it was last open."""

    shut_until: float = -math.inf
    open_at: float = -math.inf
    alone: asyncio.Lock = field(default_factory=asyncio.Lock)


class Carrier:
    """Carries deliveries one at a time each; knows which workspaces and conversations must wait."""

    def __init__(
        self,
        platforms: Mapping[str, Platform],
        depart: Depart,
        *,
        chance: random.Random,
        metrics: Metrics,
        terms: Terms,
        monotonic: Callable[[], float],
    ) -> None:
        """Carry by `platforms`, keyed by what stands before ":" in a workspace's id."""
        self._platforms = platforms
        self._depart = depart
        self._chance = chance
        self._metrics = metrics
        self._terms = terms
        self._monotonic = monotonic
        self._limits = limits.Limits(monotonic)
        self._slots = asyncio.Semaphore(terms.in_flight)
        self._ways: dict[str, _Way] = {}

    def behind(self) -> list[str]:
        """Return the workspaces whose queue here is long enough."""
        # half: claimed again only when there is room for more than one
        return self._limits.behind(self._terms.patience / 2)

    def readable(self, workspaces: Iterable[str]) -> bool:
        """Return whether all that goes to these workspaces can be read back."""
        return all(self._platforms[one.partition(":")[0]].readable for one in workspaces)

    def room(self, patience: float) -> float:
        """Return how many are worth claiming: what would only be given back again is better left where it is."""
        paces = [platform.pace.per_workspace for platform in self._platforms.values()]
        if not paces or not all(paces) or patience == math.inf:
            return math.inf
        return self._limits.room(patience, [rate for pace in paces for rate in pace])

    async def carry(self, delivery: Delivery, holds: Callable[[], bool], trip: Trip) -> Outcome:
        """Send it, unless it must wait longer than the trip has patience for; `holds` says whether it is still ours."""
        platform = self._platform(delivery)
        if platform is None:
            reason = f"Peerloop is not connected to {_name(delivery)} here"
            return self._put_off(delivery, None, reason)
        wait = self._limits.take(delivery, platform.pace, trip.patience)
        if wait > 0:
            self._metrics.held(_name(delivery), "pace", wait)
        if wait > trip.patience:
            return self._hold(delivery, wait)
        if wait > 0:
            await asyncio.sleep(wait)
        way = self._ways.setdefault(delivery.workspace, _Way())
        if self._must_try(platform, delivery, way):
            async with way.alone:
                if self._must_try(platform, delivery, way):
                    return await self._go(platform, delivery, holds, trip, way, alone=True)
        written = wait > 0 or not platform.readable
        return await self._go(platform, delivery, holds, trip, way, written=written)

    async def look(self, delivery: Delivery) -> Outcome | None:
        """Read back whether it arrived; None leaves it unsure, to be looked for again."""
        platform = self._platform(delivery)
        if platform is None:
            return None
        if not (platform.readable or delivery.posted):
            return self._again(delivery, 0.0, "it was not begun")
        try:
            async with asyncio.timeout(self._terms.timeout):
                receipt = await platform.look_for(delivery)
        except Later as error:
            return self._guess(delivery, error.reason, wait=error.retry_after or 0.0)
        except Unsure as error:
            return self._guess(delivery, error.reason, for_good=error.for_good)
        except TimeoutError:
            return self._guess(delivery, "no answer")
        except Exception:
            self._metrics.failures.labels("look_for").inc()
            log.exception("reading back failed", delivery=delivery.key)
            return self._guess(delivery, "reading back failed")
        if receipt is not None:
            return self._done(delivery, "sent", "sent", receipt=receipt, tried=not delivery.posted)
        return self._again(delivery, 0.0, "it had not arrived")

    def _platform(self, delivery: Delivery) -> Platform | None:
        return self._platforms.get(_name(delivery))

    def _must_try(self, platform: Platform, delivery: Delivery, way: _Way) -> bool:
        """Return whether it must be found out first, by one alone, whether the way is open."""
        cold = self._monotonic() - way.open_at > WARM
        return cold and bool(platform.pace.per_workspace) and not delivery.probe

    async def _go(
        self,
        platform: Platform,
        delivery: Delivery,
        holds: Callable[[], bool],
        trip: Trip,
        way: _Way,
        *,
        alone: bool = False,
        written: bool = False,
    ) -> Outcome:
        """Post it, unless the way is shut by now, or it is no longer ours to post."""
        async with self._slots:
            # what was not posted is known not to have arrived, so it need not become unsure
            if way.shut_until > self._monotonic() or trip.leaving or not holds():
                return self._hold(delivery)
            if (alone or written) and not await self._depart(delivery, alone):
                return self._hold(delivery)
            outcome = await self._post(platform, delivery, way)
        if outcome.what in ("sent", "never"):
            way.open_at = self._monotonic()
        probe = alone or delivery.probe
        return replace(outcome, settled=replace(outcome.settled, probe=probe)) if probe else outcome

    async def _post(self, platform: Platform, delivery: Delivery, way: _Way) -> Outcome:
        try:
            async with asyncio.timeout(self._terms.timeout):
                receipt = await platform.deliver(delivery)
        except Later as error:
            return self._refused(delivery, error, way)
        except Never as error:
            return self._done(delivery, "never", "dead", reason=error.reason, gone=error.gone)
        except Unsure as error:
            return self._unclear(delivery, error.reason)
        except TimeoutError:
            return self._unclear(delivery, "no answer in time")
        except Exception as error:
            self._metrics.failures.labels("deliver").inc()
            log.exception("a platform failed in an unexpected way", delivery=delivery.key)
            return self._unclear(delivery, f"unexpected {type(error).__name__}")
        return self._done(delivery, "sent", "sent", receipt=receipt, tried=True)

    def _unclear(self, delivery: Delivery, reason: str) -> Outcome:
        return self._done(delivery, "unsure", "unsure", reason=reason, tried=True)

    def _refused(self, delivery: Delivery, error: Later, way: _Way) -> Outcome:
        """Put it off, however often: what was refused has not arrived, and so is no try."""
        if error.retry_after is None or not error.everywhere:
            return self._put_off(delivery, error.retry_after, error.reason)
        seconds = max(1.0, error.retry_after)
        now = self._monotonic()
        if way.shut_until <= now:
            # not once for each of those that were on their way
            log.warning("asked to wait", workspace=delivery.workspace, seconds=seconds)
        way.shut_until = max(way.shut_until, now + seconds)
        way.open_at = -math.inf
        self._metrics.held(_name(delivery), "platform", seconds)
        return self._done(delivery, "later", "pending", reason=error.reason, shut=seconds)

    def _put_off(self, delivery: Delivery, seconds: float | None, reason: str) -> Outcome:
        wait = self._backoff(delivery) if seconds is None else max(1.0, seconds)
        unknown = seconds is None
        return self._done(delivery, "later", "pending", wait=wait, reason=reason, put_off=unknown)

    def _again(
        self, delivery: Delivery, wait: float | None, reason: str, *, tried: bool = False
    ) -> Outcome:
        """Let it be posted once more, unless it was often enough and for long enough."""
        attempts = delivery.attempts + tried
        for_long = delivery.tried_for >= timedelta(seconds=self._terms.give_up_after)
        if attempts >= self._terms.attempts and for_long:
            reason = f"given up after {attempts} tries: {reason}"
            return self._done(delivery, "never", "dead", reason=reason, tried=tried)
        unknown = wait is None
        wait = self._backoff(delivery) if wait is None else wait
        return self._done(
            delivery, "later", "pending", wait=wait, reason=reason, tried=tried, put_off=unknown
        )

    def _guess(
        self, delivery: Delivery, reason: str, *, wait: float = 0.0, for_good: bool = False
    ) -> Outcome | None:
        early = delivery.tried_for < timedelta(seconds=self._terms.guess_after)
        if early and not for_good:
            again = self._done(delivery, "held", "unsure", wait=wait, reason=delivery.reason)
            return again if wait else None
        tried = not delivery.posted
        if delivery.twice == "never" or (for_good and delivery.attempts + tried >= GUESSES):
            reason = (
                f"nobody can know whether it arrived ({reason}), and it is not worth saying twice"
            )
            return self._done(delivery, "never", "dead", reason=reason, tried=tried)
        reason = f"nobody can know whether it arrived ({reason})"
        return self._again(delivery, None if for_good else 0.0, reason, tried=tried)

    def _backoff(self, delivery: Delivery) -> float:
        longest = self._terms.longest_retry
        delay = min(longest, self._terms.first_retry * math.ldexp(1, min(30, delivery.put_off)))
        return delay * self._chance.uniform(0.5, 1.0)

    def _hold(self, delivery: Delivery, wait: float = 0.0) -> Outcome:
        return self._done(delivery, "held", "pending", wait=wait, reason=delivery.reason)

    def _done(
        self,
        delivery: Delivery,
        what: What,
        state: Literal["sent", "pending", "unsure", "dead"],
        *,
        gone: tuple[str, ...] = (),
        **more: Any,
    ) -> Outcome:
        self._metrics.outcomes.labels(_name(delivery), what).inc()
        return Outcome(delivery, Settled(id=delivery.id, state=state, **more), what, gone)


def _name(delivery: Delivery) -> str:
    return delivery.workspace.partition(":")[0]
