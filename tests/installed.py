"""A Slack install to test with."""

from typing import Any

from adapters.slack.installs import Install

CANARY = "xoxb-canary-0123456789"


def install(team: str = "T1", enterprise: str = "", **more: Any) -> Install:
    known = {
        "workspace": f"slack:{team or enterprise}",
        "team": team,
        "enterprise": enterprise,
        "name": "Fern",
        "bot_token": CANARY + team,
        "bot_user": "U0",
        "bot_id": "B0",
        "app_id": "A0",
        "scopes": ("commands", "chat:write"),
        "installed_by": "U7",
    }
    return Install(**{**known, **more})
