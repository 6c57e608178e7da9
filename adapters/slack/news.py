"""What happens to people, channels and the install itself, as news for the core."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Literal

from adapters.reading import Unreadable
from adapters.slack import directory, ids
from adapters.slack.installs import Install
from adapters.slack.known import Known
from facilitation.talk.incoming import ChannelNews, News

Event = Mapping[str, Any]
What = Literal["renamed", "archived", "left", "restored"]

CHANNELS: dict[str, What] = {
    "channel_rename": "renamed",
    "group_rename": "renamed",
    "channel_archive": "archived",
    "group_archive": "archived",
    "channel_deleted": "archived",
    "group_deleted": "archived",
    "channel_unarchive": "restored",
    "group_unarchive": "restored",
    "channel_left": "left",
    "group_left": "left",
}


class Newsroom:
    """Tells the core what it has to know."""

    def __init__(
        self,
        hear: Callable[[News], None],
        known: Known,
        stands: Callable[[str], Awaitable[bool]],
        *,
        guests: bool = False,
    ) -> None:
        """Tell it by `hear`; installs that end are ended in `known`, unless one `stands` that was made since.

        With `guests` those are members too.
        """
        self._guests = guests
        self._hear = hear
        self._known = known
        self._stands = stands

    async def take(self, body: Event, install: Install | None) -> None:
        """Take an event; one that we know nothing of changes nothing."""
        event = body["event"]
        if event.get("type") in ("app_uninstalled", "tokens_revoked"):
            workspace = _served(body)
            if ends(event) and not await self._stands(workspace):
                await self._known.gone(workspace)
            return
        found = news(event, install, guests=self._guests) if install is not None else None
        if found is not None:
            await asyncio.to_thread(self._hear, found)


def ends(event: Event) -> bool:
    """Return whether the event ends the install: it was taken out, or the bot's own token revoked."""
    if event.get("type") == "app_uninstalled":
        return True
    tokens = event.get("tokens")
    return isinstance(tokens, dict) and bool(tokens.get("bot"))


def news(event: Event, install: Install, *, guests: bool = False) -> News | None:
    """Return what an event tells of people or channels, None for nothing."""
    kind = event.get("type")
    if kind in ("user_change", "team_join"):
        profile = directory.profile(_dict(event.get("user")), install, guests=guests)
        return directory.one(profile, install) if profile is not None else None
    if kind in ("member_left_channel", "member_joined_channel"):
        if event.get("user") != install.bot_user:
            return None
        what: What = "left" if kind == "member_left_channel" else "restored"
        return _channel(install, event.get("channel"), what)
    if isinstance(kind, str) and kind in CHANNELS:
        return _channel(install, event.get("channel"), CHANNELS[kind])
    return None


def _channel(install: Install, given: object, what: What) -> ChannelNews:
    told = given if isinstance(given, dict) else {"id": given}
    return ChannelNews(
        workspace=install.workspace,
        channel=ids.conversation(install.workspace, told.get("id")),
        what=what,
        name=str(told.get("name") or ""),
    )


def _served(body: Event) -> str:
    """Return the workspace, or the organization, that an event about the install is of."""
    return ids.workspace(body.get("team_id") or body.get("enterprise_id"))


def _dict(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable("user")
    return value
