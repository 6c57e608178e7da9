"""How a column is declared: each is named like a field, and holds something unless said otherwise."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, PlainSerializer, PlainValidator, TypeAdapter
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, text

from facilitation.talk.when import weeks
from facilitation.talk.when.weeks import Week
from storage.columns import Frozen, Instant, Ordinal, Shape, Words

# Without names a constraint cannot be changed later, in a batch on SQLite least of all.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"an instant without a zone cannot be kept: {at!r}")
    return at.astimezone(UTC)


AT = Annotated[
    datetime,
    AfterValidator(_in_utc),
    PlainSerializer(lambda at: _in_utc(at).isoformat(), return_type=str),
]
"""An instant in JSON."""
INSTANTS = Shape(TypeAdapter(tuple[AT, ...]))
"""Several instants."""
MOMENTS = Shape(TypeAdapter(dict[str, AT]))
"""Instants by name."""
WORDS = Frozen(TypeAdapter(tuple[str, ...]))
"""Several texts."""
WEEK = Shape(
    TypeAdapter(Annotated[Week, PlainValidator(weeks.of_json), PlainSerializer(weeks.to_json)])
)
"""The hours of a week."""
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


@dataclass(frozen=True, slots=True)
class Person:
    """What becomes of a row when the person in one of its columns is forgotten: it `goes`, or stays under a token.

    `said` are the columns with words of theirs: in a row that stays, nothing is left of them; `typed`, whether commands
    stand among these. `told` is whether the row is among what somebody is given who asks for all that is kept of them.
    """

    goes: bool
    said: tuple[str, ...]
    told: bool
    typed: bool


def person(
    name: str,
    *,
    goes: bool = False,
    said: tuple[str, ...] = (),
    refers: bool = True,
    goes_with: bool = False,
    key: bool = False,
    told: bool = True,
    typed: bool = False,
) -> Column[str]:
    """Return a member's id, and say what follows when they are forgotten; `refers` is whether it is a reference."""
    if key:
        column: Column[str] = Column(name, Words, primary_key=True)
    else:
        column = of(name, "member", goes_with=goes_with) if refers else words(name)
    column.info["person"] = Person(goes, said, told, typed)
    return column


def kept(as_: str) -> dict[str, str]:
    """Say of a table what it is kept as: a key of people/privacy, which says why, how long and who sees it."""
    return {"kept": as_}


def naming(column: Column[Any]) -> Column[Any]:
    """Return a column in whose values the ids of members may stand among other things."""
    column.info["naming"] = True
    return column


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index of only some rows."""
    only: Any = {"sqlite_where": text(where), "postgresql_where": text(where)}
    return Index(name, *columns, unique=unique, **only)
