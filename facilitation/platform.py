"""What the core needs of a platform: to carry a delivery, and to look whether one arrived."""

from dataclasses import dataclass
from typing import Protocol

from facilitation.post.outbox import Delivery, Receipt


@dataclass(frozen=True, slots=True)
class Rate:
    """So many sends a second in the long run, and up to `burst` at once."""

    per_second: float
    burst: float = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How many sends a platform bears, every rate at the same time; none is as many as you like."""

    per_conversation: tuple[Rate, ...] = ()
    per_workspace: tuple[Rate, ...] = ()


class Platform(Protocol):
    """A place where people talk: Slack, Teams, or the playground."""

    pace: Pace
    readable: bool
    """Whether what it took can be read back; where not, each post is written down before it is begun."""

    async def deliver(self, delivery: Delivery) -> Receipt:
        """Send it and return where it arrived; raises Later, Never or Unsure (facilitation.errors).

        For several members at once it may return APART (facilitation.post.outbox) and send nothing.
        """

    async def look_for(self, delivery: Delivery) -> Receipt | None:
        """Read back whether the delivery arrived; None when it did not; raises Unsure when that cannot be known."""
