"""What is owed to people: deliveries, where they go, and what became of them."""

from collections.abc import Mapping, Sequence
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
    """To a conversation that exists, in a thread of it where one is named, or where a message of ours `stands`."""

    conversation: str
    thread: str = ""
    stands: str = ""
    kind: Literal["place"] = "place"


To = Annotated[Personal | Together | Place, Field(discriminator="kind")]
TO: TypeAdapter[Personal | Together | Place] = TypeAdapter(To)

Kind = Literal[
    "notice", "intro", "nudge", "ask", "told", "summary", "invite", "thread", "edit", "undelivered"
]
"""What a message is to whom it reaches; what follows when it arrives, or never does, depends on it."""

Twice = Literal["rather", "never"]

State = Literal["pending", "sending", "sent", "unsure", "dead", "withdrawn"]
Urgency = Literal["awaited", "broadcast"]

BROADCAST = frozenset({"notice", "nudge", "summary", "invite", "edit"})
"""The kinds that nobody waits for; every other is an answer, an introduction, a request: somebody waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message owed to someone, under a key that names the fact it tells (`ses_12:intro`).

    `about` is the id of the record it tells of (a circle, a round, a program). `due_at` is when it was owed, and never
    changes: what goes to one target goes in that order. `stale_at` is when it is no longer worth sending. `twice` says
    what to do when nobody can know whether it arrived: "rather" sends it again (introductions, answers owed), "never"
    lets it go (nudges).

    `attempts` counts posts that may have arrived, `put_off` how often it was put off without a time to come back.
    `first_sent_at` is by the database's clock, and `tried_for` how long ago that was when it was claimed. `posted` says
    that a post was begun, where that was written down, and nothing is known of it yet; `probe` that it is the one by
    which the way to its workspace is tried, `hurried` that somebody waits for what is owed there behind it.
    """

    id: str
    key: str
    workspace: str
    to: Personal | Together | Place
    message: Message
    kind: Kind
    about: str
    due_at: datetime
    stale_at: datetime | None = None
    twice: Twice = "rather"
    state: State = "pending"
    attempts: int = 0
    put_off: int = 0
    posted: bool = False
    first_sent_at: datetime | None = None
    sent_at: datetime | None = None
    conversation: str = ""
    message_id: str = ""
    reason: str = ""
    tried_for: timedelta = timedelta()
    probe: bool = False
    hurried: bool = False

    @property
    def urgency(self) -> Urgency:
        """Return whether somebody waits for it, or for what is owed behind it; that goes before what is broadcast."""
        return "broadcast" if self.kind in BROADCAST and not self.hurried else "awaited"

    @property
    def lane(self) -> tuple[str, Personal | Together | Place]:
        """Return the workspace and whom it goes to, the same for the same people: what shares it keeps its order."""
        if isinstance(self.to, Together):
            return self.workspace, Together(tuple(sorted(self.to.members)))
        return self.workspace, self.to


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a delivery arrived: the conversation and the message's id in it."""

    conversation: str
    message_id: str


APART = Receipt("", "")
"""For several members at once where the platform opens no chat of them: nothing was sent, and each is owed it alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of one claimed delivery.

    `wait` are the seconds until it is tried again (pending) or read back (unsure). `tried` says that a post of it may
    have arrived, `put_off` that it was refused without a time to come back. `shut` are the seconds that its whole
    workspace must wait; `probe` says that the way there was tried by it alone.
    """

    id: str
    state: Literal["sent", "pending", "unsure", "dead"]
    receipt: Receipt | None = None
    wait: float = 0.0
    reason: str = ""
    tried: bool = False
    put_off: bool = False
    shut: float = 0.0
    probe: bool = False


class Claims(Protocol):
    """What the courier does with deliveries; leases and waits run by the database's clock, whatever a worker's says."""

    def claim(
        self,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        not_workspaces: Sequence[str] = (),
    ) -> list[Delivery]:
        """Take deliveries due at `now` as `owner`, what is awaited first; of each target the first that is owed, alone.

        They become `sending`. Of a workspace that asked to wait none is taken, and afterwards one alone, as a `probe`.
        """

    def keep(self, owner: str, lease: timedelta, least: timedelta) -> None:
        """Renew the leases of what `owner` holds for less than `least` from now."""

    def depart(
        self, owner: str, ids: Sequence[str], probes: Mapping[str, str], lease: timedelta
    ) -> set[str]:
        """Write down that posts begin; return which may: still the owner's, and no workspace in the way.

        `probes` are deliveries by workspaces that each of them tries alone; others there wait meanwhile.
        """

    def settle(self, owner: str, settled: Sequence[Settled], at: datetime) -> list[Delivery]:
        """Write what became of deliveries that `owner` still holds (sending); return those as they now stand."""

    def lapse(self) -> None:
        """Let every lease and every wait run out, as time does: a clock was moved, and nobody holds anything."""

    def expire(self) -> int:
        """Make `unsure` each `sending` delivery whose lease has run out; return how many. A post begun is a try."""

    def claim_unsure(self, owner: str, lease: timedelta, limit: int) -> list[Delivery]:
        """Take unsure deliveries whose lease has run out, to be read back; they stay `unsure` but leased to `owner`."""

    def settle_unsure(self, owner: str, settled: Sequence[Settled], at: datetime) -> list[Delivery]:
        """Write what reading back found for unsure deliveries that `owner` still holds; return those."""

    def next_due(self, after: datetime | None = None) -> datetime | None:
        """Return when the earliest pending delivery is due, of those due after an instant where it is given."""

    def counts(self) -> dict[str, tuple[int, datetime | None]]:
        """Return by state how many deliveries are not sent, and the earliest `due_at` among them."""

    def forget(self, before: datetime, first: int) -> int | None:
        """Let go of the words of some old deliveries that are over, from the ordinal `first`; return where to go on.

        What was sent keeps its key, when and where, so that it is not told twice and can still be changed.
        """


class Outbox(Claims, Protocol):
    """What the core may do with deliveries; carrying them is the courier's."""

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Write deliveries; one whose key is there is left as it is, or owed anew when it had been taken back."""

    def get(self, delivery_id: str) -> Delivery:
        """Return the delivery; raises NotFound."""

    def find(self, workspace: str, key: str) -> Delivery | None:
        """Return the delivery with this key, or None."""

    def owed_or_sent(self, workspace: str, keys: Sequence[str]) -> set[str]:
        """Return those of the keys of which there are deliveries that were not taken back."""

    def arrived(self, workspace: str, keys: Sequence[str]) -> dict[str, datetime]:
        """Return those of the keys of which there are deliveries that have arrived, with when they did."""

    def pending(self, workspace: str, about: str) -> list[Delivery]:
        """Return the workspace's pending deliveries that tell of one record, earliest first."""

    def withdraw_about(
        self, workspace: str, records: Sequence[str], kind: Kind | None = None
    ) -> None:
        """Take back the workspace's deliveries that tell of these records and are still pending, or those of a kind."""

    def withdraw(self, workspace: str, keys: Sequence[str]) -> set[str]:
        """Take back the workspace's deliveries with these keys that are still pending; return of which there were."""

    def stop(self, workspace: str) -> None:
        """Take back everything that is still owed to a workspace."""
