"""Signed links: what a page may show to whoever has its address, and until when; the key lies in the database."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from storage.rows import insert_new
from storage.upkeep import upkeep

_KEY = "key of links"
_SAME = select(upkeep.c.value).where(upkeep.c.name == _KEY)
_PARTS = 4
"""Minted ids that make the key: 256 bits."""


class Links:
    """Makes signed links and reads them."""

    def __init__(self, connection: Connection, new_id: Callable[[str], str]) -> None:
        """Work on this connection's transaction."""
        self._connection = connection
        self._new_id = new_id

    def make(self, kind: str, about: str, until: datetime) -> str:
        """Return what the address of a page of a kind ends with: what it is about, until when, and our signature."""
        said = f"{about}.{int(until.timestamp())}"
        return f"{said}.{self._signature(kind, said)}"

    def read(self, kind: str, signed: str, now: datetime) -> str | None:
        """Return what a signed link is about; None where it is not ours, of another kind, or its time is over."""
        said, _, signature = signed.rpartition(".")
        about, _, until = said.rpartition(".")
        if not about or not (until.isascii() and until.isdigit() and len(until) < 12):
            return None
        ours = self._signature(kind, said)
        if not hmac.compare_digest(ours.encode(), signature.encode()):
            return None
        return about if now < datetime.fromtimestamp(int(until), UTC) else None

    def _signature(self, kind: str, said: str) -> str:
        made = hmac.digest(self._key().encode(), f"{kind}:{said}".encode(), "sha256")
        return urlsafe_b64encode(made[:24]).decode()

    def _key(self) -> str:
        """Return the key, made once for the database, whoever is first."""
        found: str | None = self._connection.scalar(_SAME)
        if found is None:
            made = "".join(self._new_id("key") for _ in range(_PARTS))
            row = {"name": _KEY, "value": made}
            self._connection.execute(insert_new(self._connection, upkeep), row)
            found = self._connection.scalar(_SAME)
        assert found is not None
        return found
