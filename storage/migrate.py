"""Bring a database to the newest schema at every start: at once when it is there already, else under a lock."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.engine import StorageError, explain, make_engine

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK = 7_309_453
"""The number of our advisory lock on PostgreSQL; any will do that nobody else takes."""


def upgrade(where: str | Engine) -> None:
    """Bring the database to the newest schema; raises StorageError when it is newer, or cannot be used.

    One transaction under a lock: of several programs that start at one instant the first migrates
    and the others wait. When anything fails the database is as it was.
    """
    engine = make_engine(where) if isinstance(where, str) else where
    try:
        if not _behind(current(engine)):
            return
        with _locked(engine) as connection:
            if _behind(_current(connection)):
                _run(connection)
    except DBAPIError as error:
        raise explain(engine, error) from error
    finally:
        if engine is not where:
            engine.dispose()


def current(engine: Engine) -> str | None:
    """Return the revision the database is at, or None for an empty one."""
    with engine.connect() as connection:
        return _current(connection)


def head() -> str:
    """Return the newest revision this program knows."""
    return _revisions()[-1]


def problem(engine: Engine) -> str | None:
    """Return in a sentence what is wrong with the schema, or None when it is the newest; changes nothing."""
    try:
        found = current(engine)
        behind = _behind(found)
    except StorageError as error:
        return error.sentence
    except DBAPIError as error:
        return explain(engine, error).sentence
    return f"The schema is {found or 'not there yet'}, and {head()} is needed." if behind else None


def draft(words: str) -> None:
    """Write a new revision into migrations/versions from what differs between tables.py and the newest schema."""
    from alembic import command

    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/draft.db")
        upgrade(engine)
        with _locked(engine) as connection:
            number = f"{int(head()) + 1:04d}"
            command.revision(_config(connection), words, autogenerate=True, rev_id=number)
        engine.dispose()


def _scripts() -> Path:
    """Return the folder of the package `migrations`, in a checkout or where the wheel is installed."""
    found = find_spec("migrations")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def _revisions() -> list[str]:
    """Return the revisions, oldest first: they are numbered, and files are named after them."""
    return sorted(path.name[:4] for path in _scripts().glob("versions/[0-9]*.py"))


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _behind(revision: str | None) -> bool:
    """Return whether there is anything to do; raises StorageError when the database is ahead."""
    known = _revisions()
    if revision is not None and revision not in known:
        raise StorageError(
            f"The database was written by a newer Peerloop: its schema is {revision}, and this one "
            f"knows up to {known[-1]}. Please install the newer version, or set DATABASE_URL to "
            "another database. Nothing was changed."
        )
    return revision != known[-1]


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that no other start can be in at the same time."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.execute(
                    text(
                        "SELECT set_config('statement_timeout', '0', true), "
                        "set_config('lock_timeout', '120s', true), "
                        "set_config('idle_in_transaction_session_timeout', '0', true)"
                    )
                )
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection
            return
        with _without_foreign_keys(connection), connection.begin():
            yield connection
            if broken := connection.execute(text("PRAGMA foreign_key_check")).all():
                raise StorageError(
                    f"The migration would have left {len(broken)} rows that refer to nothing, the "
                    f"first in the table {broken[0][0]}. Nothing was changed; please report this."
                )


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Change a table on SQLite by making it anew without its rows' children being deleted with the old one."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    # The driver's own connection: SQLite takes this only outside of a transaction.
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _run(connection: Connection) -> None:
    from alembic import command  # half a second to import, and seldom needed

    command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_scripts()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
