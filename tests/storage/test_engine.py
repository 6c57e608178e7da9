"""How a database is reached: which urls are understood, and how its connections are set."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage.engine import StorageError, make_engine

SECRET = "hunter2"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_name_of_postgresql_is_understood(scheme: str) -> None:
    engine = make_engine(f"{scheme}://ana:{SECRET}@db.example:5433/peerloop?sslmode=require")
    assert engine.url.drivername == "postgresql+psycopg"
    assert engine.url.query["sslmode"] == "require"


@pytest.mark.parametrize("url", ["sqlite:///{}/a.db", "sqlite+pysqlite:///{}/a b%.db"])
def test_a_file_of_sqlite_is_made_on_first_use(tmp_path: Path, url: str) -> None:
    engine = make_engine(url.format(tmp_path))
    assert list(tmp_path.iterdir()) == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE a (b)"))
    engine.dispose()
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "peerloop.db",
        "/var/peerloop.db",
        f"mysql://ana:{SECRET}@db/peerloop",
        f"postgresql+asyncpg://ana:{SECRET}@db/peerloop",
        "sqlite+aiosqlite:///a.db",
        "sqlite://peerloop.db",
        "sqlite:////no/such/folder/a.db",
        f"postgresql://ana:{SECRET}@db:port/peerloop",
        f"ana:{SECRET}@db/peerloop",
        "\x00",
    ],
)
def test_a_url_that_is_not_understood_is_refused_with_a_sentence_that_keeps_secrets(
    url: str,
) -> None:
    with pytest.raises(StorageError) as refused:
        make_engine(url)
    assert refused.value.sentence.endswith(".")
    assert SECRET not in refused.value.sentence


def test_sqlite_is_set_to_lose_nothing(sqlite_engine: Engine) -> None:
    expected = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 20_000}
    with sqlite_engine.begin() as connection:
        for name, value in expected.items():
            assert connection.scalar(text(f"PRAGMA {name}")) == value


def test_a_unit_that_only_reads_holds_the_write_lock_of_sqlite_too(sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        assert raw.in_transaction


def test_postgresql_gives_up_on_what_hangs(postgres_engine: Engine) -> None:
    expected = {
        "statement_timeout": "30s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "1min",
        "client_connection_check_interval": "10s",
        "TimeZone": "UTC",
    }
    with postgres_engine.begin() as connection:
        for name, value in expected.items():
            assert connection.scalar(text(f"SHOW {name}")) == value
        raw = connection.connection.dbapi_connection
        assert raw is not None
        parameters = raw.info.get_parameters()
        assert (parameters["keepalives"], parameters["keepalives_idle"]) == ("1", "30")
        assert "options" not in parameters


def test_settings_outlive_a_rollback(postgres_engine: Engine) -> None:
    for _ in range(2):
        with postgres_engine.connect() as connection:
            assert connection.scalar(text("SHOW lock_timeout")) == "10s"
            connection.rollback()


def test_statements_are_never_prepared_on_the_server(postgres_engine: Engine) -> None:
    with postgres_engine.begin() as connection:
        for number in range(20):
            assert connection.scalar(text("SELECT :n + 1"), {"n": number}) == number + 1
        prepared = connection.scalar(text("SELECT count(*) FROM pg_prepared_statements"))
    assert prepared == 0


def test_another_server_connection_in_between_is_not_noticed(postgres_engine: Engine) -> None:
    """A pooler may give each transaction another connection, that knows nothing of ours."""
    forget = text("DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$")
    for number in range(20):
        with postgres_engine.begin() as connection:
            connection.execute(forget)
            assert connection.scalar(text("SELECT :n + 1"), {"n": number}) == number + 1


def test_a_connection_that_was_cut_is_replaced(postgres_engine: Engine) -> None:
    with postgres_engine.connect() as connection:
        mine = connection.scalar(text("SELECT pg_backend_pid()"))
    killer = make_engine(postgres_engine.url.render_as_string(hide_password=False))
    with killer.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
    killer.dispose()
    with postgres_engine.begin() as connection:
        assert connection.scalar(text("SELECT 1")) == 1


def test_a_new_file_that_another_program_is_writing_is_waited_for(tmp_path: Path) -> None:
    """SQLite itself does not wait when it is told to use the write-ahead log."""
    path = tmp_path / "new.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE a (b)")
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO a VALUES (1)")
    engine = make_engine(f"sqlite:///{path}")
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(_first_of_a, engine)
        with pytest.raises(TimeoutError):
            reading.result(timeout=0.2)
        other.execute("COMMIT")
        assert reading.result(timeout=20) == 1
    other.close()
    engine.dispose()


def _first_of_a(engine: Engine) -> object:
    with engine.begin() as connection:
        return connection.scalar(text("SELECT b FROM a"))


def test_who_has_waited_longest_for_sqlite_is_next(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/turns.db")
    came: list[str] = []
    waiting = threading.Event()

    def ask() -> None:
        waiting.set()
        with engine.begin():
            came.append("member")

    member = threading.Thread(target=ask)
    with engine.begin():
        member.start()
        waiting.wait()
        member.join(0.05)
    for _ in range(20):  # as a step does that runs in slices
        with engine.begin():
            came.append("step")
    member.join()
    engine.dispose()
    assert came[0] == "member"
