"""Bookings: a member's request for another's time, whose turn it is, and the time they agreed on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

State = Literal["asked", "agreed", "declined", "withdrawn", "lapsed", "cancelled", "over"]
"""Asked: somebody's turn. Declined by the peer, withdrawn by the asker, lapsed without an answer, or over and done."""
Step = Literal["", "again", "next", "remind", "ask"]
"""What happens at `step_at`: the peer is asked once more, the asker is offered the next peer, both are reminded, both
are asked how it went."""

SLOT = timedelta(minutes=15)
"""Bookings begin and end on quarters of an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One request for time, from the asking to the check-in after it; all instants are UTC.

    With `skill` empty it was asked of one person by name. `times` are what stands proposed now, by whoever's turn it is
    not. `passed` are the peers who were asked before and did not take it.
    """

    id: str
    workspace: str
    asker: str
    peer: str
    skill: str = ""
    """The skill's name."""
    topic: str = ""
    minutes: int = 30
    opens: datetime
    closes: datetime
    """The window in which a time is wanted."""
    urgent: bool = False
    state: State = "asked"
    turn: Literal["", "peer", "asker"] = "peer"
    times: tuple[datetime, ...] = ()
    counters: int = 0
    """How often other times were proposed since the first three."""
    starts_at: datetime | None = None
    passed: tuple[str, ...] = ()
    suggested: str = ""
    """The next best peer, offered to the asker while the first is silent."""
    reason: str = ""
    """Why it was declined or cancelled, in its giver's words; for the other one alone."""
    token: str
    """The unguessable part of the address of its invitation."""
    sequence: int = 0
    """How often the invitation has changed (RFC 5545)."""
    step: Step = ""
    step_at: datetime | None = None
    created_at: datetime
    asked_at: datetime | None = None
    """When this peer was asked; None for the first, who is asked as the booking is made."""
    version: int = 0

    @property
    def ends_at(self) -> datetime | None:
        """Return when it ends, once a time is agreed."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def people(self) -> tuple[str, str]:
        """Return the ids of both."""
        return (self.asker, self.peer)


class Bookings(Protocol):
    """Where bookings and the quarters of an hour they take up are kept."""

    def get(self, booking_id: str) -> Booking:
        """Return the booking; raises NotFound."""

    def by_token(self, token: str) -> Booking | None:
        """Return the booking with this token, or None."""

    def save(self, booking: Booking) -> Booking:
        """Write the booking (inserted when its version is 0); raises Conflict when it has changed since it was read."""

    def of_member(self, member: str, since: datetime, limit: int = 20) -> list[Booking]:
        """Return bookings of a member as asker or peer that were made or take place after `since`, newest first."""

    def open_of(self, members: Sequence[str]) -> dict[str, int]:
        """Return how many requests wait for each of these peers' answer."""

    def asked_since(self, members: Sequence[str], since: datetime) -> dict[str, list[datetime]]:
        """Return when each of these was asked for time since an instant, oldest first."""

    def due(self, until: datetime, limit: int = 100) -> list[Booking]:
        """Return the bookings with a step at or before `until`, earliest first."""

    def taken(
        self, members: Sequence[str], start: datetime, end: datetime
    ) -> Mapping[str, set[datetime]]:
        """Return by member the quarters of an hour between two instants that are taken up."""

    def take(self, booking: Booking) -> bool:
        """Take the quarters of an hour of an agreed booking for both, or none of them and return False.

        Of two that want the same quarter at once, in two processes, one gets it.
        """

    def release(self, booking_id: str) -> None:
        """Give a booking's quarters of an hour free."""
