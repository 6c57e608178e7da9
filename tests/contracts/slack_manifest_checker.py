"""What Slack takes as an app manifest: its keys, their limits, and which scope each event and method needs.

From the documentation; a key that is not here is refused, as Slack does.
"""

import re
from collections.abc import Mapping
from typing import Any

EVENT_SCOPES = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "channel_left": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "group_archive": ("groups:read",),
    "group_deleted": ("groups:read",),
    "group_left": ("groups:read",),
    "group_rename": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "reaction_added": ("reactions:read",),
    "team_join": ("users:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
    "user_profile_changed": ("users.profile:read",),
}

# conversations.history and .replies are read back in whatever the bot posts to: channels, and chats it opened.
METHOD_SCOPES = {
    "apps.connections.open": (),
    "auth.teams.list": (),
    "auth.test": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "conversations.info": ("channels:read", "groups:read"),
    "conversations.members": ("channels:read", "groups:read"),
    "conversations.open": ("im:write", "mpim:write"),
    "conversations.replies": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "oauth.v2.access": (),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}

KEYS: dict[str, set[str]] = {
    "": {"_metadata", "display_information", "features", "oauth_config", "settings"},
    "_metadata": {"major_version", "minor_version"},
    "display_information": {"name", "description", "long_description", "background_color"},
    "features": {"app_home", "bot_user", "shortcuts", "slash_commands"},
    "features.app_home": {
        "home_tab_enabled",
        "messages_tab_enabled",
        "messages_tab_read_only_enabled",
    },
    "features.bot_user": {"display_name", "always_online"},
    "oauth_config": {"scopes", "redirect_urls", "pkce_enabled"},
    "oauth_config.scopes": {"bot", "user"},
    "settings": {
        "event_subscriptions",
        "interactivity",
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
    },
    "settings.event_subscriptions": {"request_url", "bot_events", "user_events"},
    "settings.interactivity": {"is_enabled", "request_url", "message_menu_options_url"},
}
SLASH = {"command": 32, "description": 2_000, "usage_hint": 1_000, "url": 3_000}
SHORTCUT = {"name": 24, "description": 150, "callback_id": 255}


def complaints(manifest: Mapping[str, Any]) -> list[str]:
    """Return all that Slack would refuse."""
    return [*_keys(manifest), *_display(manifest), *_features(manifest), *_settings(manifest)]


def _keys(manifest: Mapping[str, Any]) -> list[str]:
    found = []
    for path, known in KEYS.items():
        part: Any = manifest
        for name in filter(None, path.split(".")):
            part = part.get(name, {})
        found += [f"{path}.{name} is unknown" for name in set(part) - known]
    return found


def _display(manifest: Mapping[str, Any]) -> list[str]:
    shown = manifest["display_information"]
    long = shown.get("long_description", "")
    checks = {
        "name": 0 < len(shown["name"]) <= 35,
        "description": len(shown.get("description", "")) <= 140,
        "long_description": not long or 174 < len(long) <= 4_000,
        "background_color": re.fullmatch(r"#[0-9a-f]{6}", shown.get("background_color", "#000000")),
    }
    return [f"display_information.{name}" for name, good in checks.items() if not good]


def _features(manifest: Mapping[str, Any]) -> list[str]:
    features, found = manifest["features"], []
    if not re.fullmatch(r"[\w.-]{1,80}", features["bot_user"]["display_name"]):
        found.append("bot_user.display_name")
    slashes, shortcuts = features.get("slash_commands", []), features.get("shortcuts", [])
    if len(slashes) > 50 or len(shortcuts) > 10:
        found.append("too many commands or shortcuts")
    for slash in slashes:
        found += _lengths(slash, SLASH, {"command", "description"}, {"should_escape"})
        if not re.fullmatch(r"/[a-z0-9_-]+", slash["command"]):
            found.append("slash_commands.command")
    for shortcut in shortcuts:
        found += _lengths(shortcut, SHORTCUT, set(SHORTCUT), {"type"})
        if shortcut.get("type") not in ("global", "message"):
            found.append("shortcuts.type")
    return found


def _lengths(
    part: Mapping[str, Any], limits: Mapping[str, int], needed: set[str], more: set[str]
) -> list[str]:
    found = [f"{name} is missing" for name in needed - set(part)]
    found += [f"{name} is unknown" for name in set(part) - set(limits) - more]
    return found + [f"{n} is too long" for n, most in limits.items() if len(part.get(n, "")) > most]


def _settings(manifest: Mapping[str, Any]) -> list[str]:
    settings, oauth = manifest["settings"], manifest["oauth_config"]
    events, scopes = settings["event_subscriptions"]["bot_events"], oauth["scopes"]["bot"]
    needed = {scope for event in events for scope in EVENT_SCOPES[event]}
    redirects = oauth.get("redirect_urls", [])
    by_http = not settings["socket_mode_enabled"]
    urls = [
        settings["event_subscriptions"].get("request_url"),
        settings["interactivity"].get("request_url"),
        *(slash.get("url") for slash in manifest["features"].get("slash_commands", [])),
    ]
    checks = {
        "bot_events": len(set(events)) == len(events) <= 100,
        "scopes": len(set(scopes)) == len(scopes) <= 255,
        "events without their scopes": needed <= set(scopes),
        "slash commands without their scope": "commands" in scopes,
        "redirect_urls": len(redirects) <= 1_000,
        "addresses that are not https": all(
            url.startswith("https://") for url in [*filter(None, urls), *redirects]
        ),
        "addresses are missing": not by_http or all(urls),
        "addresses in Socket Mode": by_http or not any(urls),
    }
    return [name for name, good in checks.items() if not good]
