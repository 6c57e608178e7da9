"""Who hears the words that people write in threads: a slice that asks for them, and nobody else."""

from datetime import datetime
from typing import Protocol

from facilitation.people.model import Member
from facilitation.talk.incoming import Contributed, Reacted, Spoke, Where
from facilitation.work import Work


class Listener(Protocol):
    """A slice whose threads take words; what no listener asks for is dropped unread."""

    def asks(self, work: Work, workspace: str, where: Where, what: Spoke) -> bool:
        """Return whether words that are said, or changed, are asked for in this conversation, or this thread of it."""

    def hear(self, work: Work, member: Member, contributed: Contributed, now: datetime) -> None:
        """Take words in that were asked for."""

    def reacted(self, work: Work, reacted: Reacted) -> None:
        """Count a reaction to what stands in a thread, where it is one of theirs."""

    def addressed(self, work: Work, workspace: str, where: Where, now: datetime) -> None:
        """Learn that somebody spoke to Peerloop in a thread, which has news then."""
