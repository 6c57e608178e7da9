"""The app package that Teams wants to be given: a manifest made from the command catalogue, and two icons, in a zip."""

import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from adapters.teams import icons
from facilitation.errors import Usage
from facilitation.talk.commands import Command

SCHEMA = "1.25"
SLASH_SCHEMA = "1.29"
"""The first version with slash commands; clouds other than the public one may not take it yet."""

NAME = "Peerloop"
DESCRIPTION = "Peer learning that happens where people already work."
LONG = (
    "Peerloop brings colleagues together in pairs, gives them a reason and a question to start with, nudges once, asks "
    "how it went, and learns from the answer. People join and leave by command or button; admins set the rhythm the "
    "same way, see what a change will do before it happens, and can undo it. It reads what is said to it, in its chat "
    "or by mention, and replies to its own questions where a team's owner allows it. Say “help” in its chat to begin, "
    "or “privacy” to see what it keeps."
)
ACCENT = "#1F5C4D"

PERSONAL = (
    "home",
    "find",
    "ask",
    "book",
    "bookings",
    "programs",
    "skip",
    "pause",
    "profile",
    "help",
)
"""What the menu in Peerloop's own chat offers: what everybody may say."""
SHARED = (
    "programs",
    "join",
    "status",
    "program create",
    "set",
    "preview",
    "history",
    "undo",
    "role",
    "help",
)
"""What the menu of a channel or a group chat offers: there programs are made and looked after."""


@dataclass(frozen=True, slots=True)
class Action:
    """An entry in the menu of somebody's message, and the command line that it runs about those words."""

    id: str
    title: str
    description: str
    line: str


ACTIONS: tuple[Action, ...] = (
    Action("ask", "Ask a peer about this", "Ask who knows best about this message", "ask"),
    Action("discuss", "Discuss this", "Put this message to a channel as a question", "discuss"),
    Action("share", "Keep as takeaway", "Keep this message as a takeaway for others", "share"),
)


def line_of(command: object) -> str:
    """Return the command line of a message's action, "" for one that we do not know."""
    return next((one.line for one in ACTIONS if one.id == command), "")


# Teams takes more (twelve commands of 128 and 4,000 since 1.24), but older clients show no more than this.
COMMANDS = 10
TITLE = 32
EXPLANATION = 128

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VERSION = re.compile(r"\d{1,9}\.\d{1,9}\.\d{1,9}")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest a zip knows; no file in it has a better one."""


def package(
    commands: Sequence[Command],
    *,
    app_id: str,
    public_url: str,
    version: str,
    slash: bool = False,
    read_threads: bool = False,
    with_files: bool = False,
) -> bytes:
    """Return the zip to upload, the same bytes for the same question; raises Usage as `make` does."""
    made = make(
        commands,
        app_id=app_id,
        public_url=public_url,
        version=version,
        slash=slash,
        read_threads=read_threads,
        with_files=with_files,
    )
    files = {
        "manifest.json": json.dumps(made, indent=2, ensure_ascii=False).encode(),
        "color.png": icons.color(),
        "outline.png": icons.outline(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def make(
    commands: Sequence[Command],
    *,
    app_id: str,
    public_url: str,
    version: str,
    slash: bool = False,
    read_threads: bool = False,
    with_files: bool = False,
) -> dict[str, Any]:
    """Return the manifest; raises Usage where the bot's id, the address or the version is none that Teams takes."""
    app_id = _checked(app_id)
    if not _VERSION.fullmatch(version):
        raise Usage(
            f"The version must be three numbers such as 1.0.2, and not “{version[:40]}” (--app-version)."
        )
    base, host = _address(public_url)
    schema = SLASH_SCHEMA if slash else SCHEMA
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{schema}/MicrosoftTeams.schema.json",
        "manifestVersion": schema,
        "version": version,
        # The bot has one registration and one package, so one id will do, and stays the same for ever.
        "id": app_id,
        "developer": _developer(base),
        "name": {"short": NAME, "full": NAME},
        "description": {"short": DESCRIPTION, "full": LONG},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "bots": [
            {**_bot(commands, app_id, slash), **({"supportsFiles": True} if with_files else {})}
        ],
        "composeExtensions": [_extension(app_id)],
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        # Whoever looks after the tenant decides, and not the first who finds it in the store.
        "defaultBlockUntilAdminAction": True,
        "validDomains": [host],
        **(_reading(app_id, base) if read_threads else {}),
    }


def _developer(base: str) -> dict[str, str]:
    about = f"{base}/about"
    pages = {"privacyUrl": f"{base}/privacy", "termsOfUseUrl": f"{about}#terms"}
    return {"name": NAME, "websiteUrl": about, **pages}


def _reading(app_id: str, base: str) -> dict[str, Any]:
    """Return the permission, given by a team's owner, to be told of every message in its channels."""
    permission = {"name": "ChannelMessage.Read.Group", "type": "Application"}
    return {
        "webApplicationInfo": {"id": app_id, "resource": base},
        "authorization": {"permissions": {"resourceSpecific": [permission]}},
    }


def _checked(app_id: str) -> str:
    """Return the bot's id as Teams writes it; raises Usage for what is none."""
    app_id = app_id.strip().lower()
    if not app_id:
        raise Usage(
            "Teams must know which bot this is: give --app-id (or set TEAMS_APP_ID), the "
            "application (client) id of the bot's app registration in Azure."
        )
    if not _GUID.fullmatch(app_id):
        raise Usage(
            "The app id must look like 00000000-0000-0000-0000-000000000000: the application "
            "(client) id of the bot's app registration in Azure."
        )
    return app_id


def _bot(commands: Sequence[Command], app_id: str, slash: bool) -> dict[str, Any]:
    known = {listed.words: listed for listed in commands if listed.listed}
    shared = {"scopes": ["team", "groupChat"], "commands": _menu(known, SHARED, slash)}
    return {
        "botId": app_id,
        "scopes": ["personal", "team", "groupChat"],
        "isNotificationOnly": False,
        "supportsFiles": False,
        # In its own chat nobody else reads along, so Teams offers slash commands in shared places only.
        **({"supportsTargetedMessages": True} if slash else {}),
        "commandLists": [
            {"scopes": ["personal"], "commands": _menu(known, PERSONAL, slash)},
            shared | ({"triggers": ["mention", "slash"]} if slash else {}),
        ],
    }


def _extension(app_id: str) -> dict[str, Any]:
    """Return what stands in the menu of every message, for which a dialog is fetched."""
    shown = [
        {
            "id": one.id,
            "type": "action",
            "context": ["message"],
            "title": one.title,
            "description": one.description,
            "fetchTask": True,
        }
        for one in ACTIONS
    ]
    return {"botId": app_id, "commands": shown}


def _menu(known: dict[str, Command], words: Sequence[str], prompts: bool) -> list[dict[str, str]]:
    """Return a menu; where the schema knows prompts, what is written for whoever picks an entry."""
    found = [known[word] for word in words if word in known]
    return [
        {
            "title": command.words[:TITLE],
            "description": _explained(command),
            **({"type": "prompt", "prompt": _example(command)} if prompts else {}),
        }
        for command in found[:COMMANDS]
    ]


def _example(command: Command) -> str:
    return max((e for e in command.examples if e != command.words), key=len, default=command.words)


def _explained(command: Command) -> str:
    # The menu only writes the words for you, so it says what may follow them.
    example = _example(command)
    whole = command.summary
    whole += f". Example: {example}" if example != command.words else ""
    return whole if len(whole) <= EXPLANATION else f"{whole[: EXPLANATION - 1]}…"


def _address(public_url: str) -> tuple[str, str]:
    base = public_url.strip().rstrip("/")
    try:
        parts = urlsplit(base)
        host = parts.hostname if parts.scheme == "https" else None
    except ValueError:
        host = None
    if not host or parts.query or parts.fragment or parts.username:
        raise Usage(
            "Teams must know where Peerloop is: give --url https://… (or set PUBLIC_URL), an "
            "https:// address such as https://peerloop.example.org."
        )
    return base, host
