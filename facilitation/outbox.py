"""What is owed to people: deliveries, where they go, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal, Protocol

from pydantic import Field, TypeAdapter

from facilitation.talk.messages import Message


@dataclass(frozen=True, slots=True)
class Personal:
    """To one member alone."""

    member: str
    kind: Literal["personal"] = "personal"


@dataclass(frozen=True, slots=True)
class Together:
    """To several members in one chat, opened when there is none yet."""

    members: tuple[str, ...]
    kind: Literal["together"] = "together"


@dataclass(frozen=True, slots=True)
class Place:
    """To a conversation that exists, in a thread of it where one is named."""

    conversation: str
    thread: str = ""
    kind: Literal["place"] = "place"


To = Annotated[Personal | Together | Place, Field(discriminator="kind")]
TO: TypeAdapter[Personal | Together | Place] = TypeAdapter(To)

State = Literal["pending", "sending", "sent", "unsure", "dead", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message owed to someone, under a key that names the fact it tells (`ses_12:intro`).

    `about` is the id of the record it tells of (a circle, a round, a program). `stale_at` is when it is no longer worth
    sending. `twice` says what to do when nobody can know whether it arrived: "rather" sends it again (introductions,
    answers owed), "never" lets it go (nudges).
    """

    id: str
    key: str
    workspace: str
    to: Personal | Together | Place
    message: Message
    kind: str
    about: str
    due_at: datetime
    stale_at: datetime | None = None
    twice: Literal["rather", "never"] = "rather"
    state: State = "pending"
    attempts: int = 0
    first_sent_at: datetime | None = None
    sent_at: datetime | None = None
    conversation: str = ""
    message_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a delivery arrived: the conversation and the message's id in it."""

    conversation: str
    message_id: str


APART = Receipt("", "")
"""For several members at once where the platform opens no chat of them: nothing was sent, and each is owed it alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of one claimed delivery; `due_at` is when to try again where the state is pending."""

    id: str
    state: Literal["sent", "pending", "unsure", "dead"]
    receipt: Receipt | None = None
    due_at: datetime | None = None
    reason: str = ""


class Outbox(Protocol):
    """What the core may do with deliveries; carrying them is the courier's."""

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Write deliveries; one whose key is there is left as it is, or owed anew when it had been taken back."""

    def get(self, delivery_id: str) -> Delivery:
        """Return the delivery; raises NotFound."""

    def find(self, workspace: str, key: str) -> Delivery | None:
        """Return the delivery with this key, or None."""

    def owed_or_sent(self, workspace: str, keys: Sequence[str]) -> set[str]:
        """Return those of the keys of which there are deliveries that were not taken back."""

    def pending(self, workspace: str, about: str) -> list[Delivery]:
        """Return the workspace's pending deliveries that tell of one record, earliest first."""

    def withdraw(self, workspace: str, keys: Sequence[str]) -> None:
        """Take back the workspace's deliveries with these keys that are still pending."""

    def stop(self, workspace: str) -> None:
        """Take back everything that is still owed to a workspace."""

    def claim(
        self,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        not_workspaces: Sequence[str] = (),
    ) -> list[Delivery]:
        """Take pending deliveries due at `now`, earliest first, as `owner`.

        They become `sending`, leased by the database's clock.
        """

    def settle(self, owner: str, settled: Sequence[Settled], at: datetime) -> list[Delivery]:
        """Write what became of deliveries that `owner` still holds (sending); return those as they now stand."""

    def expire(self) -> int:
        """Make `unsure` every `sending` delivery whose lease has run out by the database's clock; return how many."""

    def claim_unsure(self, owner: str, lease: timedelta, limit: int) -> list[Delivery]:
        """Take unsure deliveries whose lease has run out, to be read back; they stay `unsure` but leased to `owner`."""

    def settle_unsure(self, owner: str, settled: Sequence[Settled], at: datetime) -> list[Delivery]:
        """Write what reading back found for unsure deliveries that `owner` still holds; return those."""

    def next_due(self) -> datetime | None:
        """Return when the earliest pending delivery is due."""

    def counts(self) -> dict[str, tuple[int, datetime | None]]:
        """Return by state how many deliveries there are, and the earliest `due_at` among them."""
