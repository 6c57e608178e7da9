"""What a slice that brings sessions about says of its own: circles of rounds do, and so do bookings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from facilitation.people.model import Member
from facilitation.sessions.model import Session
from facilitation.talk.incoming import Where
from facilitation.talk.messages import Message
from facilitation.work import Work


@dataclass(frozen=True, slots=True)
class About:
    """What a session was about as one of its people tells of it: who helped, and in which skill; either may be open."""

    whom: Member | None = None
    skill: str = ""


class Origin(Protocol):
    """One kind of sessions: how its people are asked, and what follows when they answer."""

    def made(self, session: Session) -> bool:
        """Return whether this is one of its sessions."""

    def named(self, work: Work, member: Member, id: str, now: datetime) -> Session | None:
        """Return the session of the record with this id; None for an id that is none of its; raises NotFound."""

    def check(self, work: Work, member: Member, session: Session) -> None:
        """Raise NotFound or NotAllowed where the member cannot tell of the session."""

    def open_of(self, work: Work, member: Member, now: datetime) -> list[Session]:
        """Return the member's sessions of these days, newest first."""

    def here(self, work: Work, member: Member, where: Where) -> list[Session]:
        """Return the member's sessions that a conversation is about, newest first."""

    def called(self, work: Work, member: Member, session: Session) -> str:
        """Return in a few words which session it is, for one of its people."""

    def question(self, work: Work, member: Member, session: Session) -> Message:
        """Return the question how it went, once more."""

    def answered(
        self, work: Work, member: Member, session: Session, now: datetime, *, first: bool
    ) -> Message:
        """Draw the consequences of an answer that is kept, and return what its giver reads.

        It is the `first` time that they met somebody, as far as they have said.
        """

    def about(self, work: Work, member: Member, session: Session) -> About:
        """Return what it was about; raises NotAllowed for who cannot say whether it helped."""


Origins = Sequence[Origin]


def of(origins: Origins, session: Session) -> Origin:
    """Return what a session comes from."""
    return next(origin for origin in origins if origin.made(session))
