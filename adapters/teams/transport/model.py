"""The port to the Bot Framework service: what the rest of the Teams adapter may ask of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Address:
    """Where to speak, and as whom; `conversation` as the connector names it, thread and all."""

    service_url: str
    conversation: str
    tenant: str
    bot: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an invoke is answered with."""

    status: int
    body: Json | None = None


class Refused(Exception):
    """A request that is not Microsoft's, or not for us: 401."""


class Trouble(Exception):
    """The service did not do what was asked; `status` 0 means that no answer came at all.

    `code` is the service's own word, or where it gave none one of ours: "HTTP <status>", "Unreachable"
    (no connection), "Timeout", "Disconnected", "Busy" (too many calls to that address are waiting;
    `retry_after` says how long, as it does when the address has been silent for a while), "NoId" (done, but
    the answer cannot be read), "ServiceUrlRefused", "BadAddress" and "Closed" (we would not even ask),
    "TokenRefused" (Entra takes neither our id nor our secret) and "TokenUnavailable". `retry_after` is in
    seconds; `sent` says whether the request may have arrived all the same.
    """

    def __init__(
        self,
        code: str,
        status: int = 0,
        retry_after: float | None = None,
        detail: str = "",
        sent: bool = False,
    ) -> None:
        super().__init__(f"{status} {code}: {detail}" if detail else f"{status} {code}")
        self.code = code
        self.status = status
        self.retry_after = retry_after
        self.detail = detail
        self.sent = sent


class Transport(Protocol):
    """A bot's way to and from Microsoft Teams; outbound calls raise `Trouble`."""

    async def authenticate(self, authorization: str, activity: Json) -> object:
        """Return what `process` wants to see; raise Refused, whatever went wrong."""

    async def process(
        self, passed: object, activity: Json, take: Callable[[], Awaitable[Answer | None]]
    ) -> Answer | None:
        """Run `take` as the turn of this activity; what it raises comes out of here."""

    async def send(self, at: Address, activity: Json, *, only: str = "") -> str:
        """Post a message and return its id, "" where Teams gave none; only "29:…" sees it where `only` says so."""

    async def update(self, at: Address, message: str, activity: Json) -> None:
        """Put another text or card where a message is."""

    async def open_personal(self, at: Address, user: str) -> str:
        """Return the id of the personal chat with `user` ("29:…"); no matter `at.conversation`."""

    async def start_thread(self, at: Address, activity: Json) -> tuple[str, str]:
        """Start a thread in the channel; return its conversation id and the message's id."""

    async def members(self, at: Address) -> list[Json]:
        """Return everybody in the conversation, every page of them."""

    async def member(self, at: Address, user: str) -> Json:
        """Return one member, by "29:…" id, aadObjectId or UPN."""

    async def channels(self, at: Address, team: str) -> list[Json]:
        """Return the channels of a team."""

    async def team(self, at: Address, team: str) -> Json:
        """Return what Teams knows of a team."""

    async def close(self) -> None:
        """Hang up."""
