"""The app manifest that Slack wants to be given, made from the command catalogue, within Slack's documented limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from adapters.slack import uploads
from facilitation.errors import Usage
from facilitation.talk.commands import Command

NAME = "Peerloop"
DESCRIPTION = "Peer learning that happens where people already work."
LONG = (
    "Peerloop brings colleagues together in pairs, gives them a reason and a question to start with, nudges once, asks "
    "how it went, and learns from the answer. People join and leave by command or button; admins set the rhythm the "
    "same way, see what a change will do before it happens, and can undo it. It reads what is said to it, sees that "
    "somebody wrote in chats it opened (the words are not kept), and of a channel's conversation only the replies "
    "below questions that it put there."
)
COLOR = "#1f5c4d"
HINT = 1_000
"""The longest usage hint."""
HINTED = ("find", "book", "ask", "join", "status")
"""What the hint beside the command names: Slack shows about the first sixty characters."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A permission the bot asks for, and why it cannot do without."""

    name: str
    why: str


SCOPES: tuple[Scope, ...] = (
    Scope(
        "app_mentions:read",
        "hear what is said to it by mention, as in threads, where slash commands do not work",
    ),
    Scope(
        "channels:history",
        "read the replies below its own questions in public channels, and look whether a post of its own arrived",
    ),
    Scope(
        "channels:read",
        "know the names of channels, who is in them, and that it was invited or taken out",
    ),
    Scope("chat:write", "send and update its own messages"),
    Scope("commands", "offer its slash command and shortcuts"),
    Scope("groups:history", "do the same in private channels that it was invited to"),
    Scope("groups:read", "know the same of private channels that it was invited to"),
    Scope("im:history", "hear what is said to it in its own direct messages"),
    Scope("im:write", "open a direct message with one member"),
    Scope(
        "mpim:history",
        "see that somebody wrote in a circle's chat that it opened; the words are not kept",
    ),
    Scope("mpim:write", "open a chat with the people of a circle"),
    Scope("users:read", "know members' names, time zones and who is an admin, guest or gone"),
    Scope(
        "users:read.email",
        "optional: recognize people by e-mail when an admin imports teams and locations from a file",
    ),
)

OPTIONAL = frozenset({"users:read.email"})
"""What Peerloop is whole without: take it out of the manifest, or do not grant it, and people go by their handles."""

EVENTS: tuple[str, ...] = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_rename",
    "channel_unarchive",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "message.mpim",
    "team_join",
    "tokens_revoked",
    "user_change",
)
"""What Slack is asked to tell; messages in channels are not among it."""

OF_CHANNELS: tuple[str, ...] = ("message.channels", "message.groups")
"""What Slack is asked to tell besides where every reply is to be heard as it comes; the scopes are the same."""


OF_FILES = Scope(
    "files:read",
    "open formats, programs and decks that are sent to it as files, in its own direct messages",
)
"""What is asked for besides where files may be laid before it; without it people paste what stands in them."""
WITH_FILES = Scope(
    uploads.SCOPE,
    "send somebody their own data, a report or its picture as a file, in their direct message with it",
)
"""What is asked for besides where it may send files; without it there is a link, which opens once."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry in Slack's own menus, and the command line that it runs."""

    name: str
    kind: Literal["global", "message"]
    callback_id: str
    description: str
    line: str


HOME = "home"
SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut("Open Peerloop", "global", "peerloop_home", "See what is next for you", HOME),
    Shortcut("Ask a peer", "global", "peerloop_question", "Ask who knows best", "ask"),
    Shortcut(
        "Ask a peer about this",
        "message",
        "peerloop_ask",
        "Ask who knows best about this message",
        "ask",
    ),
    Shortcut(
        "Discuss this",
        "message",
        "peerloop_discuss",
        "Put this message to a channel as a question",
        "discuss",
    ),
    Shortcut(
        "Save as takeaway",
        "message",
        "peerloop_share",
        "Keep this message as a takeaway for others",
        "share",
    ),
)


def line_of(callback_id: object) -> str:
    """Return the command line of a shortcut; what is next, for one that we no longer know."""
    return next((one.line for one in SHORTCUTS if one.callback_id == callback_id), HOME)


def scopes(*, read_files: bool = False, write_files: bool = False) -> tuple[str, ...]:
    """Return the names of the bot's scopes, the optional ones as far as they are asked for."""
    more = [one for one, asked in ((OF_FILES, read_files), (WITH_FILES, write_files)) if asked]
    return tuple(scope.name for scope in (*SCOPES, *more))


def missing(granted: Sequence[str]) -> list[str]:
    """Return the scopes that a token lacks and cannot do without."""
    return [name for name in scopes() if name not in {*granted, *OPTIONAL}]


def make(
    commands: Sequence[Command],
    *,
    command: str,
    url: str | None,
    socket: bool,
    read_threads: bool = False,
    read_files: bool = False,
    write_files: bool = False,
) -> dict[str, Any]:
    """Return the manifest; raises Usage without an address for Slack to call, unless by Socket Mode."""
    base = _address(url, socket=socket)
    calls = {} if socket else {"request_url": f"{base}/slack/events"}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG,
            "background_color": COLOR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [_shortcut(shortcut) for shortcut in SHORTCUTS],
            "slash_commands": [_slash(commands, command, calls.get("request_url", ""))],
        },
        "oauth_config": {
            **({"redirect_urls": [f"{base}/slack/oauth_redirect"]} if base else {}),
            "scopes": {"bot": sorted(scopes(read_files=read_files, write_files=write_files))},
        },
        "settings": _settings(calls, read_threads, socket=socket, organizations=bool(base)),
    }


def _settings(
    calls: dict[str, str], read_threads: bool, *, socket: bool, organizations: bool
) -> dict[str, Any]:
    """Return what Slack is to tell, and how; organizations install by OAuth, which needs an address for browsers."""
    events = sorted((*EVENTS, *OF_CHANNELS) if read_threads else EVENTS)
    return {
        "event_subscriptions": {**calls, "bot_events": events},
        "interactivity": {"is_enabled": True, **calls},
        "org_deploy_enabled": organizations,
        "socket_mode_enabled": socket,
        # Once on it cannot be turned off, and a token in SLACK_BOT_TOKEN would end after twelve hours.
        "token_rotation_enabled": False,
    }


def _address(url: str | None, *, socket: bool) -> str:
    """Return the address at which Slack reaches Peerloop, "" where it need not; raises Usage for a wrong one."""
    if not (url or socket):
        raise Usage(
            "Slack must know where to reach Peerloop: give --url https://… (or set PUBLIC_URL), or "
            "--socket for Socket Mode, which needs no address."
        )
    base = (url or "").rstrip("/")
    if base and not base.startswith("https://"):
        raise Usage("Slack reaches an https:// address only, such as https://peerloop.example.org.")
    return base


def _slash(commands: Sequence[Command], command: str, url: str) -> dict[str, Any]:
    known = {listed.words for listed in commands if listed.listed}
    hint = " | ".join([*(words for words in HINTED if words in known), "help"])
    return {
        "command": command,
        **({"url": url} if url else {}),
        "description": "Find who knows, book their time, ask a question, or see what is next",
        "usage_hint": f"[{hint}]"[:HINT],
        # Mentions and channels then come as ids, which names are not: they may be shared or change.
        "should_escape": True,
    }


def _shortcut(shortcut: Shortcut) -> dict[str, str]:
    return {
        "name": shortcut.name,
        "type": shortcut.kind,
        "callback_id": shortcut.callback_id,
        "description": shortcut.description,
    }
