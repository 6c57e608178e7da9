"""Passes that open one page for a while, once perhaps: kept by a digest, so that who reads the database opens none."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, delete, select, update

from facilitation.privacy.model import Pass
from storage.privacy_tables import link


class Passes:
    """Where links are kept until they are over."""

    def __init__(self, connection: Connection, new_id: Callable[[str], str]) -> None:
        """Work on this connection's transaction."""
        self._connection = connection
        self._new_id = new_id

    def make(self, opens: Pass) -> str:
        """Keep a link and return its token, which nobody can guess and nothing keeps; those that are over go."""
        token = f"{self._new_id('l')[2:]}{self._new_id('l')[2:]}"
        self._connection.execute(delete(link).where(link.c.expires_at < opens.made_at))
        row = {name: getattr(opens, name) for name in ("workspace", "member", "kind", "about")}
        times = {"made_at": opens.made_at, "expires_at": opens.expires_at, "once": opens.once}
        self._connection.execute(
            link.insert(), row | times | {"token": _digest(token), "used": False}
        )
        return token

    def follow(self, token: str, kind: str, now: datetime, *, use: bool = True) -> Pass | None:
        """Return what a token opens; None where it is over, or opens once and was used; `use` uses it up."""
        its = (link.c.token == _digest(token)) & (link.c.kind == kind)
        names = ("workspace", "member", "kind", "about", "made_at", "expires_at", "once")
        row = self._connection.execute(
            select(*(link.c[name] for name in names)).where(its, link.c.expires_at > now)
        ).first()
        if row is None:
            return None
        unused = its & link.c.used.is_(False)
        found = Pass(**dict(zip(names, row, strict=True)))
        if not use:
            there = self._connection.execute(select(link.c.kind).where(unused)).first()
            return found if there or not found.once else None
        first = update(link).where(unused).values(used=True)
        return found if self._connection.execute(first).rowcount or not found.once else None


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
