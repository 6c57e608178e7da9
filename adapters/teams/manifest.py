"""The app package that Teams wants to be given: a manifest made from the command catalogue, and two icons, in a zip."""

import io
import json
import re
import zipfile
from collections.abc import Sequence
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
    "or by mention, and no other messages. Say “help” in its chat to begin, or “privacy” to see what it keeps."
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
) -> bytes:
    """Return the zip to upload, the same bytes for the same question; raises Usage as `make` does."""
    made = make(commands, app_id=app_id, public_url=public_url, version=version, slash=slash)
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
) -> dict[str, Any]:
    """Return the manifest; raises Usage where the bot's id, the address or the version is none that Teams takes."""
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
        "developer": {
            "name": NAME,
            "websiteUrl": f"{base}/about",
            "privacyUrl": f"{base}/about#privacy",
            "termsOfUseUrl": f"{base}/about#terms",
        },
        "name": {"short": NAME, "full": NAME},
        "description": {"short": DESCRIPTION, "full": LONG},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "bots": [_bot(commands, app_id, slash)],
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "validDomains": [host],
    }


def _bot(commands: Sequence[Command], app_id: str, slash: bool) -> dict[str, Any]:
    known = {listed.words: listed for listed in commands if listed.listed}
    shared = {"scopes": ["team", "groupChat"], "commands": _menu(known, SHARED)}
    return {
        "botId": app_id,
        "scopes": ["personal", "team", "groupChat"],
        "isNotificationOnly": False,
        "supportsFiles": False,
        # In its own chat nobody else reads along, so Teams offers slash commands in shared places only.
        **({"supportsTargetedMessages": True} if slash else {}),
        "commandLists": [
            {"scopes": ["personal"], "commands": _menu(known, PERSONAL)},
            shared | ({"triggers": ["mention", "slash"]} if slash else {}),
        ],
    }


def _menu(known: dict[str, Command], words: Sequence[str]) -> list[dict[str, str]]:
    found = [known[word] for word in words if word in known]
    return [
        {"title": command.words[:TITLE], "description": _explained(command)}
        for command in found[:COMMANDS]
    ]


def _explained(command: Command) -> str:
    # The menu only writes the words for you, so it says what may follow them.
    example = max((e for e in command.examples if e != command.words), key=len, default="")
    whole = f"{command.summary}. Example: {example}" if example else command.summary
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
