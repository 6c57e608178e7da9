"""What can be wrong with a database, in sentences for the operator; and what is its trouble rather than our bug."""

import sqlite3

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from facilitation.errors import PeerloopError, Unsaved

_WORDS = {
    "full": "has no room left",
    "read-only": "must not be written to",
    "broken": "cannot be used",
    "away": "cannot be reached",
}

_SQLITE = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_CANTOPEN: "away",
    sqlite3.SQLITE_IOERR: "broken",
    sqlite3.SQLITE_CORRUPT: "broken",
    sqlite3.SQLITE_NOTADB: "broken",
}

# The starts of PostgreSQL's codes: disk full, too many clients, read-only transaction, no privilege, lost connection,
# shutting down or starting up, wrong password, no such database, the system's errors, corrupted.
_POSTGRESQL = {
    "53100": "full",
    "53": "away",
    "25006": "read-only",
    "42501": "read-only",
    "08": "away",
    "57P": "away",
    "28": "away",
    "3D": "away",
    "58": "broken",
    "XX00": "broken",
}

# PostgreSQL's codes: unique violation, serialization failure, deadlock, lock not available.
_FIRST_POSTGRESQL = {"23505", "40001", "40P01", "55P03"}
_FIRST_SQLITE = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_ROWID,
}
_BUSY_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class StorageError(PeerloopError):
    """The database cannot be used as it is; a sentence the operator can act on."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence as it will be shown."""
        super().__init__(sentence)
        self.sentence = sentence


class CannotSave(StorageError, Unsaved):
    """The database takes nothing just now."""

    def __init__(self, kind: str, sentence: str) -> None:
        """Keep of what kind it is."""
        super().__init__(sentence)
        self.kind = kind


def explain(url: URL, error: DBAPIError) -> StorageError:
    """Return what to tell the operator when the database cannot be reached or refuses."""
    kind = trouble(error.orig)
    # as the operator wrote it, but for options, among which a password may stand too
    plain = url.set(drivername=url.get_backend_name(), query={})
    where = plain.render_as_string(hide_password=True)
    words = " ".join(str(error.orig).split())
    sentence = f"The database {where} {_WORDS[kind or 'broken']}: {words}"
    return CannotSave(kind, sentence) if kind else StorageError(sentence)


def trouble(error: BaseException | None) -> str | None:
    """Return of what kind the database's own trouble is, or None when this is no such thing."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    state = getattr(error, "sqlstate", "")
    if state is None:
        # the driver's own word, before or after there is a server that could give a code
        return "away" if type(error).__name__ == "OperationalError" else None
    return next((kind for start, kind in _POSTGRESQL.items() if state.startswith(start)), None)


def somebody_was_first(error: BaseException | None) -> bool:
    """Return whether a driver's error says that somebody else wrote first, so that it is done once more."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code in _FIRST_SQLITE or code & 0xFF in _BUSY_SQLITE
    return getattr(error, "sqlstate", None) in _FIRST_POSTGRESQL
