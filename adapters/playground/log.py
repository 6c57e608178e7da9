"""What the chat is made of, and the small protocol for keeping it (storage/playground.py does)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from facilitation.talk.messages import Message

BOT = "peerloop"
"""The author of whatever the bot says; everyone else is a member id."""

BOT_NAME = "Peerloop"
GONE = "Somebody who has left"
"""What those are called who were forgotten."""

Kind = Literal["personal", "channel", "circle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Where people talk: their own chat with Peerloop, a channel of everyone, or a circle's chat."""

    id: str
    kind: Kind
    name: str = ""
    """The channel's name without the #; other conversations are named after their people."""
    members: tuple[str, ...] = ()
    """Who sees it; nobody named means everyone."""
    opened_at: datetime | None = None

    def shows(self, member: str) -> bool:
        """Return whether the member sees this conversation."""
        return not self.members or member in self.members


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One entry of the chat: words by a person, or a card by Peerloop; its id grows with time."""

    id: int
    conversation: str
    at: datetime
    author: str
    text: str = ""
    message: Message | None = None
    only_for: str = ""
    """The member who alone sees it, or empty."""
    thread: str = ""
    """The id of the post that this one answers, or empty."""
    changes: int = 0
    """How often the card was replaced."""
    key: str | None = None
    """What it was written under, where that must not happen twice."""

    def shows(self, member: str) -> bool:
        """Return whether the member sees this post, given that they see its conversation."""
        return self.only_for in ("", member)


class ChatLog(Protocol):
    """Where the chat is kept, so that a restart goes on where one was; plain calls, each its own transaction."""

    def conversations(self) -> list[Conversation]:
        """Return channels first and then circles' chats, oldest first; personal chats need no record."""

    def open(self, conversation: Conversation) -> None:
        """Write a conversation; one that is there already is left as it is."""

    def add(
        self,
        *,
        conversation: str,
        at: datetime,
        author: str,
        text: str = "",
        message: Message | None = None,
        only_for: str = "",
        thread: str = "",
        key: str = "",
    ) -> Post:
        """Write a post and return it; with a key that is there already, return the one that is there."""

    def keyed(self, key: str) -> Post | None:
        """Return the post that was written under this key, or None."""

    def get(self, post: int) -> Post | None:
        """Return the post, or None."""

    def replace(self, post: int, message: Message) -> None:
        """Put another card in the post's place."""

    def posts(
        self,
        conversations: Collection[str] | None = None,
        viewer: str = "",
        newest: int | None = None,
        after: int = 0,
    ) -> list[Post]:
        """Return posts, oldest first: all, or of some conversations, that one member sees, the newest, after one."""

    def newest(self, viewer: str) -> Mapping[str, int]:
        """Return by conversation the newest post that others wrote and the member sees."""

    def read_up_to(self, member: str) -> Mapping[str, int]:
        """Return by conversation the newest post the member has had on the screen."""

    def mark_read(self, member: str, conversation: str, post: int) -> None:
        """Record that the member has had the conversation on the screen up to this post."""

    def note(self, name: str) -> object:
        """Return a JSON value kept by name, None when there is none."""

    def keep(self, name: str, value: object) -> None:
        """Keep a JSON value by name."""


class Clock(Protocol):
    """The playground's own time."""

    def now(self) -> datetime:
        """Return the present instant (UTC)."""


def personal(member: str) -> str:
    """Return the id of a member's own chat with Peerloop."""
    return f"personal:{short(member)}"


def short(member: str) -> str:
    """Return the last part of a member id: `ana` of `playground:acme:ana`."""
    return member.rsplit(":", 1)[-1]


def called(member: str, names: Mapping[str, str]) -> str:
    """Return what a member is called; who is known by no name was forgotten."""
    return names.get(member, GONE)


def deactivated(log: ChatLog) -> set[str]:
    """Return the ids of the members whose accounts are switched off."""
    kept = log.note("deactivated")
    return {str(member) for member in kept} if isinstance(kept, list) else set()


def set_deactivated(log: ChatLog, members: Sequence[str], off: bool) -> None:
    """Switch members' accounts off or on again; what is sent to one that is off is refused for good."""
    now = deactivated(log)
    log.keep("deactivated", sorted(now | set(members) if off else now - set(members)))
