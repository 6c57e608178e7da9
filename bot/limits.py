"""How fast one may send: a pace for each conversation and each workspace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from facilitation.platform import Pace, Rate
from facilitation.post.outbox import Delivery, Personal, Place, Together

_MANY = 10_000


Key = tuple[str, Personal | Together | Place | None]
"""A workspace and a conversation in it, or None for all of it."""


def conversation(delivery: Delivery) -> Key:
    """Return what deliveries into one conversation have in common, whatever thread of it they go to."""
    workspace, to = delivery.lane
    return workspace, replace(to, thread="", stands="") if isinstance(to, Place) else to


class Limits:
    """Token buckets for conversations and workspaces, in this process.

    Each is kept as the instant at which its bucket is full again (the "generic cell rate algorithm"): one
    number, nothing to refill.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Measure by `monotonic`, in seconds."""
        self._monotonic = monotonic
        self._buckets: dict[tuple[Key, int], _Bucket] = {}

    def take(self, delivery: Delivery, pace: Pace, patience: float) -> float:
        """Return the seconds to wait before sending; a place in the queue is taken unless that is beyond `patience`."""
        now = self._monotonic()
        if len(self._buckets) > _MANY:
            self._buckets = {key: kept for key, kept in self._buckets.items() if kept.full_at > now}
        buckets = [
            self._buckets.setdefault((key, number), _Bucket.of(rate))
            for key, rates in (
                (conversation(delivery), pace.per_conversation),
                ((delivery.workspace, None), pace.per_workspace),
            )
            for number, rate in enumerate(rates)
        ]
        wait = max((bucket.wait(now) for bucket in buckets), default=0.0)
        if wait <= patience:
            for bucket in buckets:
                bucket.full_at = max(bucket.full_at, now) + bucket.each
        return wait

    def room(self, patience: float, rates: Sequence[Rate]) -> int:
        """Return how many deliveries could go within `patience` to the workspaces that are not behind, of those known.

        Where none is, as many as to one of whom nothing is known, by the platforms' `rates`.
        """
        now = self._monotonic()
        of_all = [bucket for (key, _), bucket in self._buckets.items() if key[1] is None]
        known = sum(b.room(now, patience) for b in of_all if b.wait(now) <= patience / 2)
        return known or min(_Bucket.of(rate).room(now, patience) for rate in rates)

    def behind(self, patience: float) -> list[str]:
        """Return the workspaces in which a delivery would wait longer than `patience`."""
        now = self._monotonic()
        return [
            key[0]
            for (key, _), bucket in self._buckets.items()
            if key[1] is None and bucket.wait(now) > patience
        ]


@dataclass(slots=True)
class _Bucket:
    each: float
    """Seconds that one send takes up."""
    burst: float
    """Seconds' worth of sends that may go ahead of their time."""
    full_at: float = 0.0

    @classmethod
    def of(cls, rate: Rate) -> "_Bucket":
        return cls(1 / rate.per_second, (rate.burst - 1) / rate.per_second)

    def room(self, now: float, patience: float) -> int:
        """Return how many may be sent of which none has to wait for longer than `patience`."""
        return int((patience + self.burst - max(0.0, self.full_at - now)) / self.each) + 1

    def wait(self, now: float) -> float:
        return max(0.0, self.full_at - now - self.burst)
