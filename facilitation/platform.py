"""What the core needs of a platform: to carry a delivery, and to look whether one arrived."""

from dataclasses import dataclass
from typing import Protocol

from facilitation.post.outbox import Delivery, Receipt
from facilitation.talk.messages import Message


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


LARGEST_FILE = 20 * 1024 * 1024
"""Bytes that go as a file; what is larger goes by link. Teams takes 60 MB at one go, Slack more."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file, as it goes to its one reader."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that its one reader may take within a quarter of an hour, once, by a token that nobody can guess."""

    token: str
    name: str
    size: int


class Files(Protocol):
    """Makes the files that go with deliveries, for adapters at the moment of sending; each call blocks."""

    def made(self, delivery: Delivery) -> Made:
        """Return the file of a delivery to one person; raises Never where they may not have it any more."""

    def linked(self, delivery: Delivery) -> Message:
        """Return what a delivery says, with a link to its file in the file's place, or why there is none."""

    def offered(self, delivery: Delivery) -> Offer:
        """Return by what its one reader takes the file later; raises Never where they may not have it any more."""

    def taken(self, token: str, member: str) -> Made | None:
        """Return the file that was offered to a member; None where that is over, or was to somebody else."""

    def settled(self, token: str) -> None:
        """Let an offer end, as the file was taken or declined."""
