"""Which conversation of Slack is the one with a member, or with several: opened once, and remembered."""

import hashlib
from collections.abc import Iterable
from typing import Protocol

from adapters.slack import ids
from facilitation.post.outbox import Personal, Place, Together


class Chats(Protocol):
    """Keeps opened conversations; all of it may block."""

    def of(self, workspace: str, people: str) -> str:
        """Return the conversation with these people, or an empty text."""

    def keep(self, workspace: str, people: str, channel: str) -> None:
        """Remember that this is the conversation with these people."""

    def forget(self, workspace: str, people: str) -> None:
        """Forget that conversation, which is not there any more."""


class RememberedChats:
    """Opened conversations for as long as the process lives."""

    def __init__(self) -> None:
        """Start with none."""
        self._kept: dict[tuple[str, str], str] = {}

    def of(self, workspace: str, people: str) -> str:
        """Return the conversation with these people, or an empty text."""
        return self._kept.get((workspace, people), "")

    def keep(self, workspace: str, people: str, channel: str) -> None:
        """Remember that this is the conversation with these people."""
        self._kept[workspace, people] = channel

    def forget(self, workspace: str, people: str) -> None:
        """Forget that conversation, which is not there any more."""
        self._kept.pop((workspace, people), None)


def together(members: Iterable[str]) -> str:
    """Return the key of a conversation with these members, in whatever order; it names nobody."""
    named = "\n".join(sorted(set(members)))
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def targets(to: Personal | Together | Place) -> tuple[str, ...]:
    """Return the people, or the conversation, that something goes to."""
    match to:
        case Personal(member):
            return (member,)
        case Together(members):
            return members
        case Place(conversation):
            return (conversation,)


def who(to: Personal | Together | Place) -> tuple[str, ...]:
    """Return the workspace and the people of a conversation, each once and always in the same order."""
    members = sorted(set(targets(to)))
    return (ids.home(members[0]), *members) if members else ("",)


def named(to: Personal | Together | Place) -> tuple[str, str]:
    """Return the workspace and the key of a conversation that is opened."""
    workspace, *members = who(to)
    return workspace, together(members)
