"""A migrated store of each kind for every test that touches one: `store`, `sqlite_store`, and the `engine` beneath."""

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, QueuePool, bindparam, event, or_, select, text, update

from storage.audit_tables import audit
from storage.declare import metadata
from storage.engine import make_engine
from storage.errands_tables import errand
from storage.migrate import TABLES, upgrade
from storage.tables import delivery, gate
from storage.upkeep import upkeep
from storage.work import Store
from tests.postgres import Server

# A program that a test has killed may not have let go of its locks yet.
END_THE_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def store_on(engine: Engine, seed: int = 1) -> Store:
    """Return a store whose ids and seeds come in the same order every time."""
    chance = random.Random(seed)
    return Store(
        engine,
        new_id=lambda prefix: f"{prefix}_{chance.getrandbits(60):015x}",
        new_seed=lambda: chance.getrandbits(31),
    )


def time_passes(store: Store, seconds: float) -> None:
    """Let time pass for leases, waits and first tries, which run by the database's clock: they all lie further back."""
    with store._engine.begin() as connection:
        for table, key, names in (
            (delivery, delivery.c.id, ("wait_until", "lease_until", "first_sent_at")),
            (gate, gate.c.workspace, ("shut_until", "probe_until")),
            (errand, errand.c.record, ("free_at",)),
        ):
            timed = select(key, *(table.c[name] for name in names)).where(
                or_(*(table.c[name].is_not(None) for name in names))
            )
            earlier = [
                {"row": row[0]}
                | {
                    name: at and at - timedelta(seconds=seconds)
                    for name, at in zip(names, row[1:], strict=True)
                }
                for row in connection.execute(timed)
            ]
            if earlier:
                connection.execute(update(table).where(key == bindparam("row")), earlier)


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "peerloop.db")
        upgrade(f"sqlite:///{path}")
        return path.read_bytes()


def migrated_sqlite(path: Path) -> str:
    """Make a migrated SQLite database, which takes a second where it is not copied; return its url."""
    path.write_bytes(_migrated())
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database to copy from."""
    path = tmp_path_factory.mktemp("migrated") / "peerloop.db"
    migrated_sqlite(path)
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server) -> Iterator[str]:
    """A migrated PostgreSQL database to copy from, while nobody is connected to it: to make one takes seconds."""
    url = postgres_server.create_database()
    upgrade(url)
    yield url
    postgres_server.drop_database(url)


@pytest.fixture(scope="session")
def migrated_database(postgres_server: Server, postgres_template: str) -> Iterator[str]:
    """A migrated PostgreSQL database, for the tests to use in turn."""
    url = postgres_server.create_database(postgres_template)
    yield url
    postgres_server.drop_database(url)


# What an engine has learnt to say to its database it keeps, and to learn it takes longer than most tests: so there is
# one of each kind, and a test has a copy of its own, with connections and listeners of its own.
@pytest.fixture(scope="session")
def _one_sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'peerloop.db'}")
    # no power cut comes in a test, and to wait for the disk takes longer than the rest
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous = OFF"))
    return engine


@pytest.fixture(scope="session")
def _one_postgres_engine(migrated_database: str) -> Iterator[Engine]:
    engine = make_engine(migrated_database)
    yield engine
    engine.dispose()


def start_over(engine: Engine) -> None:
    """Put an empty migrated database in the place of the SQLite file that an engine is on, alone in its folder."""
    engine.dispose()
    path = Path(engine.url.database or "")
    for old in path.parent.iterdir():
        old.unlink()
    migrated_sqlite(path)


@pytest.fixture
def sqlite_engine(_one_sqlite_engine: Engine) -> Iterator[Engine]:
    """An engine on a migrated SQLite database of the test's own."""
    start_over(_one_sqlite_engine)
    yield _one_sqlite_engine.execution_options()
    _one_sqlite_engine.dispose()


@cache
def _emptying() -> str:
    """Return what empties every table: a large one is made anew, since its deleted rows would be read past."""
    for each in TABLES:
        import_module(each)
    tables = (t.name for t in reversed(metadata.sorted_tables) if t not in (upkeep, audit))
    return f"""
        DO $$
        DECLARE swollen text;
        BEGIN
            SELECT string_agg(oid::regclass::text, ', ') INTO swollen FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 262144;
            IF swollen IS NOT NULL THEN EXECUTE 'TRUNCATE ' || swollen || ' CASCADE'; END IF;
            {" ".join(f"DELETE FROM {table};" for table in tables)}
            IF EXISTS (SELECT 1 FROM audit) THEN TRUNCATE audit; END IF;
            DELETE FROM upkeep WHERE name !~ '^oldest for';
        END $$;
        DISCARD PLANS
    """


@pytest.fixture
def postgres_engine(_one_postgres_engine: Engine) -> Iterator[Engine]:
    """An engine on a migrated, empty PostgreSQL database; whoever changes its schema takes one of their own."""
    with _one_postgres_engine.begin() as connection:
        connection.execute(END_THE_OTHERS)
        connection.exec_driver_sql(_emptying())
    yield _one_postgres_engine.execution_options()
    pool = _one_postgres_engine.pool
    assert isinstance(pool, QueuePool)
    # A new connection must learn of every table first, which costs more than most tests: one is handed on.
    if pool.checkedout() or pool.checkedin() > 1:
        _one_postgres_engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """The test runs once on SQLite and once on PostgreSQL."""
    kind = "sqlite_engine" if request.param == "sqlite" else "postgres_engine"
    engine: Engine = request.getfixturevalue(kind)
    return engine


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The url of a database that is empty and migrated, as each is from its first start on; once of each kind."""
    if request.param == "sqlite":
        return migrated_sqlite(tmp_path / "test.db")
    request.getfixturevalue("postgres_engine")
    url: str = request.getfixturevalue("migrated_database")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def own_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The same for a test that changes the schema, breaks the database or leaves it to another process."""
    if request.param == "sqlite":
        yield migrated_sqlite(tmp_path / "test.db")
        return
    server: Server = request.getfixturevalue("postgres_server")
    url = server.create_database(request.getfixturevalue("postgres_template"))
    yield url
    server.drop_database(url)


@pytest.fixture
def store(engine: Engine) -> Store:
    """An empty store; the test runs once on SQLite and once on PostgreSQL."""
    return store_on(engine)


@pytest.fixture
def sqlite_store(sqlite_engine: Engine) -> Store:
    """An empty store on SQLite, for tests that do not ask which database it is."""
    return store_on(sqlite_engine)
