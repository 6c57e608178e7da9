"""A database that stops taking what is written, and takes it again."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text

from storage.engine import make_engine


@contextmanager
def read_only(engine: Engine) -> Iterator[None]:
    """Let nobody write to the database meanwhile."""
    _set_read_only(engine, "on")
    try:
        yield
    finally:
        _set_read_only(engine, "off")


@contextmanager
def full(engine: Engine) -> Iterator[None]:
    """Give a database of SQLite no room to grow meanwhile."""
    _pragma(engine, "max_page_count = 1")
    try:
        yield
    finally:
        _pragma(engine, "max_page_count = 1000000")


def _set_read_only(engine: Engine, on: str) -> None:
    if engine.dialect.name == "sqlite":
        _pragma(engine, f"query_only = {on}")
        return
    # whoever is connected keeps what was set when they came
    other = make_engine(engine.url.render_as_string(hide_password=False))
    with other.begin() as connection:
        connection.execute(text("SET TRANSACTION READ WRITE"))
        connection.execute(
            text(f"ALTER DATABASE {engine.url.database} SET default_transaction_read_only = {on}")
        )
    other.dispose()
    engine.dispose()


def _pragma(engine: Engine, words: str) -> None:
    raw = engine.raw_connection()
    raw.cursor().execute(f"PRAGMA {words}")
    raw.close()
