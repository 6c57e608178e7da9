"""Reading what somebody sends who may not be the platform: nothing that is not shaped as expected gets further."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

Payload = Mapping[str, Any]

DEPTH = 60
"""How deep a payload may be nested; Slack's rich text, the deepest that we know, reaches about 20."""


class Unreadable(ValueError):
    """What a platform, or somebody in its name, sent is not shaped like anything we know."""


async def body(request: web.Request) -> bytes | None:
    """Return a request's body, None where it cannot be read; raises aiohttp's own refusals."""
    if request.headers.get("Content-Encoding"):
        return None
    try:
        return await request.read()
    except web.HTTPException:
        raise
    except Exception:
        return None


def refusal(status: int, said: str) -> web.Response:
    """Return an answer that says why a request is not taken."""
    return web.json_response({"error": said}, status=status)


def shallow(payload: object) -> bool:
    """Return whether a payload is nested no deeper than anything that a platform sends."""
    layer = [payload]
    for _ in range(DEPTH):
        layer = [inner for outer in layer for inner in _inside(outer)]
        if not layer:
            return True
    return False


def text(payload: Payload, name: str) -> str:
    """Return a text of a payload, empty where there is none; raises Unreadable."""
    value = payload.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(name)
    return value


def part(payload: Payload, name: str) -> Payload:
    """Return a part of a payload, empty where there is none; raises Unreadable."""
    value = payload.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable(name)
    return value


def _inside(value: object) -> list[Any]:
    found: list[Any] = []
    if isinstance(value, dict):
        found = list(value.values())
    elif isinstance(value, list):
        found = value
    return [one for one in found if isinstance(one, dict | list)]
