"""What the core needs of a platform: to carry a delivery, and to look whether one arrived."""

from dataclasses import dataclass
from typing import Protocol

from facilitation.outbox import Delivery, Receipt


@dataclass(frozen=True, slots=True)
class Pace:
    """How many sends a platform bears; 0 is as many as you like."""

    per_conversation: float = 0.0
    """Sends a second to one conversation."""
    per_workspace: float = 0.0
    """Sends a second to one workspace."""


class Platform(Protocol):
    """A place where people talk: Slack, Teams, or the playground."""

    pace: Pace

    async def deliver(self, delivery: Delivery) -> Receipt:
        """Send it and return where it arrived; raises Later, Never or Unsure (facilitation.errors)."""

    async def look_for(self, delivery: Delivery) -> Receipt | None:
        """Read back whether the delivery arrived; None when it did not; raises Unsure when that cannot be known."""
