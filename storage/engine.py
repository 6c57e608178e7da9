"""An engine for the database at a url: SQLite or PostgreSQL, set so that neither loses or repeats anything."""

import sqlite3
import time
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Engine,
    ExceptionContext,
    PoolProxiedConnection,
    create_engine,
    event,
)
from sqlalchemy.exc import DBAPIError

from storage.errors import StorageError, explain, trouble
from storage.turns import InTurn
from storage.urls import parsed

__all__ = ["Engine", "StorageError", "answers", "database_time", "make_engine"]

BUSY_MS = 20_000
"""How long a unit of work waits for another process to end its own, on SQLite."""

# When the server gives up on a statement, a lock or a client: a host that died keeps its row locks until then.
_SESSION = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "client_connection_check_interval": "10s",
    "timezone": "UTC",
    # Claims read an index in order; a planner that believes the queue short reads and sorts all of it instead (2.4 x).
    "enable_bitmapscan": "off",
}
_KEEPALIVES = {
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "connect_timeout": 10,
}


def make_engine(url: str) -> Engine:
    """Return an engine that connects on first use; raises StorageError for a url that is not understood.

    What is the database's own trouble comes from it as CannotSave, everything else as the driver's error, without the
    values in the row that it is about: they are people's words, and errors are logged.
    """
    where = parsed(url)
    engine = _sqlite(where) if where.get_backend_name() == "sqlite" else _postgresql(where)
    event.listen(engine, "handle_error", _tell_trouble)
    return engine


def _tell_trouble(context: ExceptionContext) -> StorageError | None:
    error = context.sqlalchemy_exception
    for one in (context.original_exception, error):
        if one is not None and one.args and isinstance(said := one.args[0], str):
            one.args = (said.partition("\nDETAIL:")[0], *one.args[1:])
    # the pool's look whether a connection still lives wants to hear the driver's own error
    if context.is_pre_ping or not isinstance(error, DBAPIError) or not trouble(error.orig):
        return None
    assert context.engine is not None
    return explain(context.engine.url, error)


def answers(engine: Engine) -> str | None:
    """Return None when the database answers, else a sentence."""
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except StorageError as error:
        return error.sentence
    except DBAPIError as error:
        return explain(engine.url, error).sentence
    return None


def database_time(engine: Engine) -> datetime | None:
    """Return a database server's own time; None for SQLite, which has this machine's."""
    if engine.dialect.name == "sqlite":
        return None
    with engine.connect() as connection:
        found: datetime = connection.exec_driver_sql("SELECT now()").scalar_one()
    return found


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        # Behind a pooler in transaction mode a prepared statement may be another client's: wrong answers were seen.
        connect_args={"prepare_threshold": None, "application_name": "peerloop", **_KEEPALIVES},
        pool_size=5,
        max_overflow=10,
        pool_timeout=30,
        pool_pre_ping=True,
        pool_use_lifo=True,
    )
    event.listen(engine, "connect", _prepare_postgresql)
    # Rows of a bulk insert travel together, which psycopg's own executemany does not do.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    return engine


def _prepare_postgresql(connection: Any, record: object) -> None:
    """Set the timeouts by a statement, since poolers refuse them among the start-up parameters."""
    settings = ", ".join(
        f"set_config('{name}', '{value}', false)" for name, value in _SESSION.items()
    )
    connection.execute(f"SELECT {settings}")
    connection.commit()
    # As text each quote in each item would be escaped by itself, for longer than all else that an insert takes.
    connection.adapters.register_dumper(list, import_module("psycopg.types.array").ListBinaryDumper)


def _sqlite(url: URL) -> Engine:
    if url.host:
        raise StorageError(
            f"sqlite://{url.host}/… names a host. Write three slashes for a file here, "
            "as in sqlite:///peerloop.db, or four for a full path."
        )
    if url.database and url.database != ":memory:" and not url.query:
        folder = Path(url.database).absolute().parent
        if not folder.is_dir():
            raise StorageError(
                f"There is no folder {folder} for the database; please make it first."
            )
    # One connection: every unit of work writes, and waiting in our own queue is shorter and fairer than in SQLite's.
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
        poolclass=InTurn,
        pool_size=1,
        max_overflow=0,
        pool_timeout=60,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    # not by a listener for "begin", since with one every statement looks for listeners of its own
    engine.dialect.do_begin = _begin_immediate  # type: ignore[method-assign, assignment]
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    _use_wal(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    # What is deleted is overwritten: whoever is forgotten is not to be found in free pages.
    connection.execute("PRAGMA secure_delete = ON")
    # In WAL a crash of the program loses nothing; only a power cut may lose the newest commits.
    connection.execute("PRAGMA synchronous = NORMAL")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on, once for ever; several programs may be doing so at one instant."""
    deadline = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # SQLite does not wait for this lock by itself, whatever the busy timeout.
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_immediate(raw: PoolProxiedConnection) -> None:
    """Take the write lock at once: a transaction that reads first and writes later loses updates."""
    cursor = raw.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    cursor.close()
