"""What the tests of the running program share: deliveries, a courier, and instants."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.carrier import Terms
from bot.clock import SimulatedClock
from bot.courier import Courier
from bot.metrics import Metrics
from facilitation.platform import Platform
from facilitation.post.outbox import Delivery, Personal
from facilitation.talk.messages import Message, text
from facilitation.work import Store

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WORKSPACE = "sink:one"
BRISK = Terms(poll=0.02, look_every=0.05)
"""Looks often; leases are as long as ever, since time can be let pass, and a busy machine takes its own."""


def owed(key: str, **changed: object) -> Delivery:
    """Return a delivery due now, to a member of its own unless said otherwise."""
    made = Delivery(
        id=f"dlv_{key}",
        key=key,
        workspace=WORKSPACE,
        to=Personal(f"{WORKSPACE}:{key}"),
        message=Message(f"About {key}", (text("Hello."),)),
        kind="told",
        about="",
        due_at=NOW,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def put(store: Store, deliveries: Sequence[Delivery]) -> None:
    """Write the deliveries."""
    with store.begin() as work:
        work.outbox.add(deliveries)


def now_is(store: Store, key: str) -> Delivery:
    """Return how the delivery that `owed` made stands."""
    with store.begin() as work:
        return work.outbox.get(f"dlv_{key}")


def courier(
    store: Store,
    platforms: Mapping[str, Platform] | Platform,
    *,
    owner: str = "me",
    clock: SimulatedClock | None = None,
    terms: Terms | None = None,
    metrics: Metrics | None = None,
    monotonic: Callable[[], float] = time.monotonic,
) -> Courier:
    """Return a courier with a clock that stands still and chance that repeats itself."""
    return Courier(
        store,
        platforms if isinstance(platforms, Mapping) else {"sink": platforms},
        owner=owner,
        clock=clock or SimulatedClock(NOW),
        chance=random.Random(1),
        metrics=metrics or Metrics(),
        terms=terms or Terms(),
        monotonic=monotonic,
    )


def later(seconds: float) -> datetime:
    """Return the instant so many seconds from NOW."""
    return NOW + timedelta(seconds=seconds)
