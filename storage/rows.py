"""How a record lies in its table: fields and columns have equal names, so one class serves every record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Connection,
    FromClause,
    Insert,
    Select,
    Table,
    TableValuedAlias,
    Update,
    any_,
    bindparam,
    column,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal

from facilitation.errors import Conflict

R = TypeVar("R")
T = TypeVar("T")

MOST_AT_ONCE = 5_000
"""How many values go into one IN; PostgreSQL takes 65,535, SQLite 32,766."""


class Rows(Generic[R]):
    """A record's table, its key, and how one becomes the other; fields kept elsewhere are left out."""

    def __init__(
        self, record: type[R], table: Table, *keys: str, **found: ColumnElement[Any]
    ) -> None:
        """Take the record, where it is kept, the names of the columns that name it, and what is `found` elsewhere."""
        self.record = record
        self.table = table
        self.keys = keys
        self.names = [
            f.name
            for f in fields(record)  # type: ignore[arg-type]
            if f.name in table.c and f.name not in found
        ]
        self._read = (*self.names, *found)
        columns = (*(table.c[name] for name in self.names), *found.values())
        self.select: Select[Any] = select(*columns)

    @cached_property
    def _unchanged(self) -> Update:
        """The update of a record that is still as it was read."""
        key = (self.table.c[key] == bindparam(f"old_{key}") for key in (*self.keys, "version"))
        return update(self.table).where(*key)

    def row(self, record: R, **more: Any) -> dict[str, Any]:
        """Return the record as a row, with more columns where given."""
        return {name: getattr(record, name) for name in self.names} | more

    def one(self, row: Sequence[Any], **more: Any) -> R:
        """Return the row as a record, with the fields that are kept elsewhere."""
        return self.record(**dict(zip(self._read, row, strict=True)), **more)

    def all(self, connection: Connection, statement: Select[Any], **values: Any) -> list[R]:
        """Return the records that a select made from ours finds; `values` fill its parameters."""
        return [self.one(row) for row in connection.execute(statement, values)]

    def first(self, connection: Connection, statement: Select[Any], **values: Any) -> R | None:
        """Return the first record that a select made from ours finds, or None."""
        row = connection.execute(statement, values).first()
        return None if row is None else self.one(row)

    def named(self, connection: Connection, *key: str) -> R | None:
        """Return the record of that key, or None."""
        return self.first(connection, self._named, **dict(zip(self.keys, key, strict=True)))

    @cached_property
    def _named(self) -> Select[Any]:
        """The select of one record, made once: what is asked for most costs more to say than to answer."""
        return self.select.where(*(self.table.c[key] == bindparam(key) for key in self.keys))

    def save(self, connection: Connection, record: R, **more: Any) -> R:
        """Insert a record of version 0, else update it; raises Conflict when somebody was first."""
        known: int = record.version  # type: ignore[attr-defined]
        if known:
            done = connection.execute(self._unchanged, self._changed(record, **more))
        else:
            row = self.row(record, **more, version=1)
            done = connection.execute(insert_new(connection, self.table), row)
        if done.rowcount != 1:
            key = " ".join(str(getattr(record, key)) for key in self.keys)
            raise Conflict(f"{self.table.name} {key} has changed since version {known}")
        return replace(record, version=known + 1)  # type: ignore[type-var]

    def save_each(
        self, connection: Connection, records: Sequence[tuple[R, Mapping[str, Any]]]
    ) -> None:
        """Update known records, each with more columns, in one go; raises Conflict when somebody was first."""
        rows = [self._changed(record, **more) for record, more in records]
        if rows and connection.execute(self._unchanged, rows).rowcount != len(rows):
            raise Conflict(f"some of {len(rows)} in {self.table.name} have changed since")

    def _changed(self, record: R, **more: Any) -> dict[str, Any]:
        """Return the values of an update of a record that is still as it was read."""
        known: int = record.version  # type: ignore[attr-defined]
        row = self.row(record, **more, version=known + 1)
        return {f"old_{key}": row.pop(key) for key in self.keys} | row | {"old_version": known}

    def add_all(self, connection: Connection, records: Sequence[R]) -> None:
        """Insert new records in one go."""
        first = {"version": 1} if "version" in self.names else {}
        add_rows(connection, self.table, [self.row(record) | first for record in records])


def add_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert new rows, all of the same columns, in one go."""
    if rows:
        _add(connection, table, table.insert().inline(), rows)


def add_new_rows(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    revive: "Revive | None" = None,
) -> None:
    """Insert rows of distinct keys, but leave what is there already as it is, but for what `revive` names."""
    if rows:
        _add(connection, table, insert_new(connection, table, revive), rows)


def _add(
    connection: Connection, table: Table, insert: Insert, rows: Sequence[Mapping[str, Any]]
) -> None:
    if len(rows) > 1 and connection.dialect.name == "postgresql":
        names = tuple(rows[0])
        new = arrays(**{name: table.c[name].type for name in names})
        connection.execute(
            insert.from_select(names, select(new)),
            {name: [row[name] for row in rows] for name in names},
        )
    else:
        connection.execute(insert, rows)


def arrays(**types: Any) -> TableValuedAlias:
    """Return rows that come as one array for each column: a server reads and plans one statement for all of them."""
    given = (bindparam(name, type_=ARRAY(kind, dimensions=1)) for name, kind in types.items())
    named = (column(name, kind) for name, kind in types.items())
    return func.unnest(*given).table_valued(*named).render_derived("new")


@dataclass(frozen=True, eq=False)
class Revive:
    """Which row of the same keys is written over after all, and the columns that it keeps."""

    keys: tuple[str, ...]
    where: ColumnElement[bool]
    keep: tuple[str, ...]


def insert_new(connection: Connection, table: Table, revive: Revive | None = None) -> Insert:
    """Return an insert that leaves what is there already as it is, but for what `revive` names."""
    return _insert_new(connection.dialect.name, table, revive)


@cache
def _insert_new(dialect: str, table: Table, revive: Revive | None) -> Insert:
    kind = postgresql.insert if dialect == "postgresql" else sqlite.insert
    insert = kind(table).inline()
    if revive is None:
        insert = insert.on_conflict_do_nothing()
    else:
        new = {c.name: c for c in insert.excluded if c.name not in (*revive.keys, *revive.keep)}
        insert = insert.on_conflict_do_update(
            index_elements=revive.keys, set_=new, where=revive.where
        )
    return insert.execution_options(preserve_rowcount=True)


def insert_or_update(
    connection: Connection, table: Table, keys: Sequence[str], keep: Sequence[str]
) -> Insert:
    """Return an insert that overwrites what is there, but for the columns to keep, as a newer version."""
    return _insert_or_update(connection.dialect.name, table, tuple(keys), tuple(keep))


@cache
def _insert_or_update(
    dialect: str, table: Table, keys: tuple[str, ...], keep: tuple[str, ...]
) -> Insert:
    kind = postgresql.insert if dialect == "postgresql" else sqlite.insert
    insert = kind(table).inline()
    changed: dict[str, Any] = {
        column.name: insert.excluded[column.name]
        for column in table.c
        if column.name not in (*keys, *keep)
    }
    changed["version"] = table.c.version + 1
    return insert.on_conflict_do_update(index_elements=list(keys), set_=changed)


class among(ColumnElement[bool]):  # noqa: N801  (reads as the SQL operator it is)
    """A text is one of those in a parameter: a single value for PostgreSQL, whose driver looks at each of many."""

    type = Boolean()
    inherit_cache = True
    _traverse_internals = [  # noqa: RUF012
        ("listed", InternalTraversal.dp_clauseelement),
        ("array", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: ColumnElement[str], name: str = "members") -> None:
        """Take the column, and the name of the parameter."""
        self.listed: ColumnElement[bool] = column.in_(bindparam(name, expanding=True))
        self.array: ColumnElement[bool] = column == any_(bindparam(name, type_=ARRAY(column.type)))

    def self_group(self, against: Any = None) -> "among":
        """Return it as it is: it needs no brackets, nor to be compared with true."""
        return self

    @property
    def _from_objects(self) -> list[FromClause]:
        return self.listed._from_objects


@compiles(among)
def _among(element: among, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.listed, **options)


@compiles(among, "postgresql")
def _among_postgresql(element: among, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.array, **options)


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """Give the distinct values in lists short enough for one statement."""
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), MOST_AT_ONCE):
        yield distinct[start : start + MOST_AT_ONCE]
