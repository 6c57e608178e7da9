"""A migrated store of each kind for every test that touches one: `store`, `sqlite_store`, and the `engine` beneath."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage import playground
from storage.engine import make_engine
from storage.migrate import upgrade
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


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database to copy from, which is quicker than to migrate."""
    path = tmp_path_factory.mktemp("migrated") / "peerloop.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_database(postgres_server: Server) -> Iterator[str]:
    """A migrated PostgreSQL database, for the tests to use in turn: to make one takes a second on a busy machine."""
    url = postgres_server.create_database()
    upgrade(url)
    yield url
    postgres_server.drop_database(url)


@pytest.fixture
def sqlite_engine(tmp_path: Path, migrated_file: Path) -> Iterator[Engine]:
    """An engine on a migrated SQLite database of the test's own."""
    path = tmp_path / "peerloop.db"
    shutil.copy(migrated_file, path)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_engine(migrated_database: str) -> Iterator[Engine]:
    """An engine on a migrated, empty PostgreSQL database; whoever changes its schema takes one of their own."""
    engine = make_engine(migrated_database)
    with engine.begin() as connection:
        connection.execute(END_THE_OTHERS)
    playground.empty(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """The test runs once on SQLite and once on PostgreSQL."""
    kind = "sqlite_engine" if request.param == "sqlite" else "postgres_engine"
    engine: Engine = request.getfixturevalue(kind)
    return engine


@pytest.fixture
def store(engine: Engine) -> Store:
    """An empty store; the test runs once on SQLite and once on PostgreSQL."""
    return store_on(engine)


@pytest.fixture
def sqlite_store(sqlite_engine: Engine) -> Store:
    """An empty store on SQLite, for tests that do not ask which database it is."""
    return store_on(sqlite_engine)
