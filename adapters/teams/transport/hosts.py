"""Where the bot may be told to answer: Microsoft's hosts by https, and loopback hosts that the operator lists."""

import re
from collections.abc import Collection

from adapters.teams.transport.model import Trouble

MICROSOFT = frozenset({"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"})
"""Microsoft's connector, for companies and for US government community clouds."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

# So strict that no two libraries can read different hosts out of it.
_SHAPE = re.compile(
    r"(https?)://([a-z0-9][a-z0-9.-]*|\[::1\])(?::[0-9]{1,5})?(?:/[a-z0-9._~%-]+)*/?", re.IGNORECASE
)
_LONGEST = 500


def allowed(url: object, hosts: Collection[str], *, local: bool = False) -> bool:
    """Return whether a service URL may be spoken to; `local` allows every loopback host and nothing else."""
    found = _SHAPE.fullmatch(url) if isinstance(url, str) and len(url) <= _LONGEST else None
    if found is None:
        return False
    host = found[2].strip("[]").lower()
    if local:
        return host in LOOPBACK
    if host not in {each.lower() for each in hosts}:
        return False
    return found[1].lower() == "https" or host in LOOPBACK


def secure(url: str) -> bool:
    """Return whether secrets may travel to an address: by https, or within this machine."""
    found = _SHAPE.fullmatch(url)
    return found is not None and (found[1].lower() == "https" or found[2].strip("[]") in LOOPBACK)


def base(url: str, hosts: Collection[str], *, local: bool = False) -> str:
    """Return a service URL that ends in "/"; raises Trouble when it may not be spoken to."""
    if not allowed(url, hosts, local=local):
        raise Trouble("ServiceUrlRefused", detail=f"not an allowed service URL: {url[:100]!r}")
    return url if url.endswith("/") else f"{url}/"
