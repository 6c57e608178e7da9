"""Whether something comes from this very machine."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

# What proxies add: one on this machine speaks for somebody elsewhere.
_PROXIED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach `host`."""
    bare = host.strip("[]").lower().removeprefix("::ffff:")
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return bare == "localhost"


def host_of(request: web.Request) -> str:
    """Return the name that a request asks for, without its port; an empty text for what is none."""
    try:
        return (urlsplit(f"//{request.headers.get('Host', '')}").hostname or "").casefold()
    except ValueError:
        return ""


def is_near(request: web.Request) -> bool:
    """Tell whether a request was made on this machine, to this machine by name, and not through a proxy on it."""
    near = is_loopback(request.remote or "") and is_loopback(host_of(request))
    return near and not any(name in request.headers for name in _PROXIED)
