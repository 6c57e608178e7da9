"""How a column is declared: each is named like a field, and holds something unless said otherwise."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, text

from storage.columns import Instant, Ordinal, Shape, Words

# Without names a constraint cannot be changed later, in a batch on SQLite least of all.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

WORDS = Shape(TypeAdapter(tuple[str, ...]))
"""Several texts."""
# Not dict[str, Any], for which pydantic writes a question mark for half a character in a key.
ANY = Shape(TypeAdapter(Any))
"""Whatever JSON can say."""


def words(name: str) -> Column[str]:
    """Return a text."""
    return Column(name, Words, nullable=False)


def number(name: str) -> Column[int]:
    """Return a whole number."""
    return Column(name, Integer, nullable=False)


def flag(name: str) -> Column[bool]:
    """Return a yes or no."""
    return Column(name, Boolean, nullable=False)


def instant(name: str, *, perhaps: bool = False) -> Column[Any]:
    """Return an instant, or perhaps none."""
    return Column(name, Instant, nullable=perhaps)


def shape(name: str, kind: Shape) -> Column[Any]:
    """Return a value of that shape."""
    return Column(name, kind, nullable=False)


def ident() -> Column[str]:
    """Return the id, which is the key."""
    return Column("id", Words, primary_key=True)


def minted() -> tuple[Column[int], Column[str]]:
    """Return the order in which rows came, and the minted id that names them."""
    return Column("ordinal", Ordinal, primary_key=True), Column(
        "id", Words, nullable=False, unique=True
    )


def of(name: str, other: str, *, goes_with: bool = False) -> Column[str]:
    """Return a reference; with `goes_with` the row means nothing without what it refers to."""
    reference = ForeignKey(f"{other}.id", ondelete="CASCADE" if goes_with else None)
    return Column(name, Words, reference, nullable=False)


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index of only some rows."""
    only: Any = {"sqlite_where": text(where), "postgresql_where": text(where)}
    return Index(name, *columns, unique=unique, **only)
