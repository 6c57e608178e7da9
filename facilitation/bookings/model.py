"""Bookings: a member's request for another's time, whose turn it is, and the time they agreed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from facilitation.sessions.agreement import Agreement
from facilitation.steps.model import Subject

State = Literal["asked", "agreed", "declined", "withdrawn", "lapsed", "cancelled", "over"]
"""Asked: somebody's turn. Declined by the peer, withdrawn by the asker, lapsed without an answer, or over and done."""
Vain = Literal["declined", "unanswered", "withdrawn"]
"""How a request comes to nothing."""
Step = Literal["again", "next", "remind", "ask"]
"""What happens next: the peer is asked once more, the asker is offered the next peer, both are reminded, both are
asked how it went."""


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
    gaps: tuple[tuple[datetime, datetime], ...] = ()
    """What of the window is not wanted, as in "mon or thu" or "not friday"."""
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

    @property
    def subject(self) -> Subject:
        """Return what its steps are of."""
        return Subject("booking", self.id, self.workspace)

    @property
    def agreement(self) -> Agreement:
        """Return the times that stand proposed, and who has said yes to them: whoever proposed them."""
        proposer = self.asker if self.turn == "peer" else self.peer
        return Agreement(self.people).propose(proposer, self.times if self.turn else ())


class Bookings(Protocol):
    """Where bookings are kept."""

    def get(self, booking_id: str) -> Booking:
        """Return the booking; raises NotFound."""

    def by_token(self, token: str) -> Booking | None:
        """Return the booking with this token, or None."""

    def save(self, booking: Booking) -> Booking:
        """Write the booking (inserted when its version is 0); raises Conflict when it has changed since it was read."""

    def in_vain(self, booking: Booking, vain: Vain, at: datetime) -> None:
        """Keep that asking the peer came to nothing; taken back, it is still what the peer made of it."""

    def vain_of(self, asker: str, since: datetime) -> list[tuple[str, Vain]]:
        """Return (peer, what came of it) of the asker's requests that came to nothing after `since`."""

    def of_member(self, member: str, since: datetime, limit: int = 20) -> list[Booking]:
        """Return bookings of a member as asker or peer that were made or take place after `since`, newest first."""

    def live(self, members: Sequence[str], since: datetime) -> list[Booking]:
        """Return what is asked or agreed of any of these members, made or taking place after `since`, newest first."""

    def open_of(self, members: Sequence[str]) -> dict[str, int]:
        """Return how many requests wait for each of these peers' answer."""
