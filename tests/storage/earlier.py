"""A database of an earlier schema, and what lay in it."""

from datetime import date, datetime

from alembic import command
from sqlalchemy import Engine, MetaData

from storage import migrate
from storage.engine import make_engine
from tests.storage.examples import NOW

AT = NOW.replace(microsecond=0)


def earlier(url: str, revision: str) -> Engine:
    """Return an engine on a database of an earlier schema."""
    engine = make_engine(url)
    with migrate._locked(engine) as connection:
        command.upgrade(migrate._config(connection), revision)
    return engine


def back_to(engine: Engine, revision: str) -> None:
    """Lead a database back to an earlier schema."""
    with migrate._locked(engine) as connection:
        command.downgrade(migrate._config(connection), revision)


class Rows:
    """Writes rows into the tables as they are in the database; what is not said is empty."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.tables = MetaData()
        self.tables.reflect(engine)

    def __call__(self, table: str, **row: object) -> None:
        into = self.tables.tables[table]
        columns = [c for c in into.c if c.name != "ordinal" and not c.nullable]
        known = {c.name: _empty(c.type.python_type) for c in columns} | row
        plain = engine_plain(self.engine, known)
        with self.engine.begin() as connection:
            connection.execute(into.insert(), plain)


def _empty(kind: type) -> object:
    return {str: "", int: 0, bool: False, date: AT.date()}.get(kind, AT)


def engine_plain(engine: Engine, row: dict[str, object]) -> dict[str, object]:
    """Return the row as the database's own types take it: SQLite keeps an instant without its zone."""
    if engine.dialect.name == "postgresql":
        return row
    return {k: v.replace(tzinfo=None) if isinstance(v, datetime) else v for k, v in row.items()}
