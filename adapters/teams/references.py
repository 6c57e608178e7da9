"""Where people, channels and teams are to be found in Teams: what every activity and every roster tells us of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One member, chat, channel or team, and how to write there.

    A team and its General channel have one id in Teams, and so one reference here: the team's.
    """

    id: str
    """A member's natural id, else a conversation's."""
    workspace: str
    kind: Literal["personal", "channel", "chat", "team"]
    service_url: str
    conversation: str = ""
    """As the connector names it, without a thread; empty where there is no chat with that person yet."""
    bot: str
    """What Peerloop is called there, such as `28:<app id>`."""
    user: str = ""
    """What a member is called there, `29:…`; another one for each bot."""
    address: str = ""
    """A member's user principal name, by which chats are started."""
    name: str = ""
    team: str = ""
    """A channel's team, by the natural id of the team's conversation."""


class References(Protocol):
    """Keeps references; all of it may block."""

    def of(self, id: str) -> Reference | None:
        """Return the reference of a member or a conversation, or None."""

    def some(self, ids: Iterable[str]) -> dict[str, Reference]:
        """Return the references of those that are known, by id."""

    def by_user(self, workspace: str, user: str) -> Reference | None:
        """Return the reference of the member whom Teams calls `29:…`, or None."""

    def by_chat(self, workspace: str, conversation: str) -> Reference | None:
        """Return the reference of the member whose chat the connector names so, or None."""

    def channels(self, workspace: str) -> list[Reference]:
        """Return a workspace's channels that Peerloop knows; a team stands for its General channel."""

    def teams(self, workspace: str = "") -> list[Reference]:
        """Return the teams Peerloop is in, of one workspace or of all."""

    def in_team(self, team: str) -> list[Reference]:
        """Return the channels of a team, the team itself first."""

    def save(self, reference: Reference) -> None:
        """Keep what a reference tells; what is empty in it stays as it was known."""

    def save_all(self, references: Iterable[Reference]) -> None:
        """Keep what each of these tells, in one go."""

    def forget(self, id: str) -> None:
        """Forget a reference whole."""

    def forget_chat(self, id: str, conversation: str) -> None:
        """Forget that this is the chat with a member, who stays known; nothing when there is another one by now."""
