"""Bring a database to the newest schema at every start: at once when it is there already, else under a lock."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from storage import upkeep
from storage.declare import metadata
from storage.engine import make_engine
from storage.errors import StorageError, explain
from storage.saving import try_writing

if TYPE_CHECKING:
    from alembic.config import Config

TABLES = (
    "storage.audit_tables",
    "storage.agenda_tables",
    "storage.aim_tables",
    "storage.asked",
    "storage.called",
    "storage.chats",
    "storage.discussion_tables",
    "storage.errands_tables",
    "storage.format_tables",
    "storage.help_tables",
    "storage.installs",
    "storage.knowledge_tables",
    "storage.playground",
    "storage.privacy_tables",
    "storage.references",
    "storage.reflection_tables",
    "storage.report_tables",
    "storage.tables",
)
"""Where tables are declared; `upkeep`, which is imported here, has one too."""

_VERSION = """CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""
_LOCK = 7_309_453
"""The number of our advisory lock on PostgreSQL; any will do that nobody else takes."""


def upgrade(where: str | Engine) -> str:
    """Bring the database to the newest schema and return that; raises StorageError when it cannot be written.

    A newer one is left as it is where this program can live with it, and refused where not.

    One transaction under a lock: of several programs that start at one instant the first migrates
    and the others wait. When anything fails the database is as it was.
    """
    engine = make_engine(where) if isinstance(where, str) else where
    try:
        with engine.connect() as connection:
            behind = _behind(connection)
        if behind:
            with _locked(engine) as connection:
                if _behind(connection):
                    _run(connection)
        try_writing(engine)
        return current(engine) or ""
    except DBAPIError as error:
        raise explain(engine.url, error) from error
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
    """Return in a sentence why this program cannot live with the schema, or None when it can; changes nothing."""
    try:
        with engine.connect() as connection:
            found, behind = _current(connection), _behind(connection)
    except StorageError as error:
        return error.sentence
    except DBAPIError as error:
        return explain(engine.url, error).sentence
    return f"The schema is {found or 'not there yet'}, and {head()} is needed." if behind else None


def is_new(engine: Engine) -> bool:
    """Return whether nothing was ever made in the database, so that the first start makes it; changes nothing."""
    with engine.connect() as connection:
        return _current(connection) is None


def draft(words: str) -> None:
    """Write a new revision into migrations/versions from what differs between tables.py and the newest schema."""
    from alembic import command

    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/draft.db")
        with _locked(engine) as connection:
            # by way of every revision, as it is these that a draft goes on from
            config, number = _config(connection), f"{int(head()) + 1:04d}"
            command.upgrade(config, "head")
            command.revision(config, words, autogenerate=True, rev_id=number)
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


def _behind(connection: Connection) -> bool:
    """Return whether there is anything to do; raises StorageError when the database is too far ahead to live with."""
    known, found = _revisions(), _current(connection)
    if found is None or found in known:
        return found != known[-1]
    oldest = upkeep.oldest(connection, found)
    if oldest is None or oldest > known[-1]:
        raise StorageError(
            f"The database was written by a newer Peerloop: its schema is {found}, and this one "
            f"knows up to {known[-1]}. Please install the newer version, or set DATABASE_URL to "
            "another database. Nothing was changed."
        )
    return False


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
    """Bring what is there to the newest schema; what is new is made as it is now, not by way of all that it was."""
    before = _current(connection)
    if before is None:
        _make(connection)
        return
    from alembic import command  # half a second to import, and seldom needed

    config = _config(connection)
    command.upgrade(config, "head")
    upkeep.note_oldest(connection, head(), _oldest(connection, config, before))


def _make(connection: Connection) -> None:
    """Make every table; without the defaults by which programs could live with it that are older than it is."""
    for each in TABLES:
        import_module(each)
    metadata.create_all(connection, checkfirst=False)
    connection.execute(text(_VERSION))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head()})
    upkeep.note_oldest(connection, head(), head())


def _oldest(connection: Connection, config: "Config", before: str) -> str:
    """Return the revision of the oldest program that can live with the newest schema, by what each migration says."""
    from alembic.script import ScriptDirectory

    oldest = upkeep.oldest(connection, before) or before
    new = ScriptDirectory.from_config(config).iterate_revisions("head", before)
    for script in reversed(list(new)):
        match getattr(script.module, "STYLE", "stop-first"):
            case "expand":
                continue
            case "contract":
                oldest = max(oldest, script.module.SINCE)
            case _:
                oldest = script.revision
    return oldest


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_scripts()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
