"""The erasure ledger: who asked to be forgotten, kept outside the database, so that no old backup brings them back.

A person stands in it as a digest under the ledger's own salt; neither the ledger nor the database alone names anybody.
"""

import hmac
import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import Column, Connection, MetaData, Table, select

from storage.columns import Instant, Words
from storage.engine import make_engine
from storage.errors import StorageError
from storage.rows import insert_new
from storage.urls import parsed

SUFFIX = ".forgotten"
"""What the ledger's file is called after the SQLite file beside which it lies."""

_SALT = "salt"


@dataclass(frozen=True, slots=True)
class Entry:
    """One request: its id, a digest of who asked, and when."""

    id: str
    who: str
    at: datetime


class Ledger(Protocol):
    """Where requests are kept; written through to the disk before anything is erased."""

    def salt(self) -> str:
        """Return what digests are made with, drawn when it is asked for first."""

    def add(self, entries: Sequence[Entry]) -> None:
        """Write requests down for good."""

    def entries(self) -> list[Entry]:
        """Return every request, oldest first."""


def digest(salt: str, member: str) -> str:
    """Return what stands for a member under a salt."""
    return hmac.new(salt.encode(), member.encode(), "sha256").hexdigest()


def ledger_of(where: str, database_url: str, draw: Callable[[], str]) -> Ledger | None:
    """Return the ledger that `where` names: a file or another database's url; beside a SQLite file where it is empty.

    None where there is no place for one: on PostgreSQL, and in memory, while none is named. `draw` makes a salt.
    """
    if "://" in where:
        if where == database_url:
            raise StorageError(
                "The ledger of those who were forgotten must not lie in the database whose backups it is to "
                "outlive. Let ERASURE_LEDGER name a file, or another database."
            )
        return InDatabase(where, draw)
    if where:
        return InFile(Path(where), draw)
    url = parsed(database_url)
    if url.get_backend_name() != "sqlite" or url.query or not url.database:
        return None
    return None if url.database == ":memory:" else InFile(Path(f"{url.database}{SUFFIX}"), draw)


class InFile:
    """A file of JSON lines that only grows: the salt first, then a line for each request."""

    def __init__(self, path: Path, draw: Callable[[], str]) -> None:
        """Keep it at `path`, which is made when it is needed first."""
        self._path = path
        self._draw = draw

    def salt(self) -> str:
        """Return what digests are made with."""
        if not self._path.exists():
            # whole or not at all, and the first of several processes wins
            new = self._path.with_name(f"{self._path.name}.{self._draw()[:12]}")
            _append(new, json.dumps({_SALT: self._draw()}))
            with suppress(FileExistsError):
                os.link(new, self._path)
            new.unlink()
        with self._path.open(encoding="utf-8") as lines:
            return str(json.loads(next(lines))[_SALT])

    def add(self, entries: Sequence[Entry]) -> None:
        """Write requests down, and wait for the disk."""
        rows = (asdict(one) | {"at": one.at.isoformat()} for one in entries)
        _append(self._path, "\n".join(map(json.dumps, rows)))

    def entries(self) -> list[Entry]:
        """Return every request; a last line that a crash cut off was never acted on."""
        if not self._path.exists():
            return []
        found = []
        with self._path.open(encoding="utf-8") as lines:
            for line in lines:
                with suppress(ValueError, KeyError):
                    row = json.loads(line)
                    found.append(Entry(row["id"], row["who"], datetime.fromisoformat(row["at"])))
        return found


def _append(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600), "ab") as out:
        out.write(f"{text}\n".encode())
        out.flush()
        os.fsync(out.fileno())


_elsewhere = MetaData()
_salt = Table(
    "erasure_salt", _elsewhere, Column("one", Words, primary_key=True), Column("value", Words)
)
_entry = Table(
    "erasure_ledger",
    _elsewhere,
    Column("id", Words, primary_key=True),
    Column("who", Words, nullable=False),
    Column("at", Instant, nullable=False),
)


class InDatabase:
    """Two tables in a database of their own."""

    def __init__(self, url: str, draw: Callable[[], str]) -> None:
        """Keep it at `url`; the tables are made when they are needed first."""
        self._engine = make_engine(url)
        self._draw = draw
        self._made = False

    def salt(self) -> str:
        """Return what digests are made with."""
        with self._engine.begin() as connection:
            self._make(connection)
            row = {"one": _SALT, "value": self._draw()}
            connection.execute(insert_new(connection, _salt), row)
            return str(connection.scalar(select(_salt.c.value)))

    def add(self, entries: Sequence[Entry]) -> None:
        """Write requests down."""
        with self._engine.begin() as connection:
            self._make(connection)
            connection.execute(_entry.insert(), [asdict(one) for one in entries])

    def entries(self) -> list[Entry]:
        """Return every request."""
        with self._engine.begin() as connection:
            self._make(connection)
            found = connection.execute(select(_entry).order_by(_entry.c.at, _entry.c.id))
            return [Entry(*row) for row in found]

    def _make(self, connection: Connection) -> None:
        if not self._made:
            _elsewhere.create_all(connection)
            self._made = True
