"""The tables; each is named like its record and has columns named like its fields."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from facilitation.outbox import TO
from facilitation.programs.model import Settings
from facilitation.talk.messages import MESSAGE
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

_WORDS = Shape(TypeAdapter(tuple[str, ...]))
# Not dict[str, Any], for which pydantic writes a question mark for half a character in a key.
_ANY = Shape(TypeAdapter(Any))


def _text(name: str) -> Column[str]:
    return Column(name, Words, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _at(name: str, *, perhaps: bool = False) -> Column[Any]:
    return Column(name, Instant, nullable=perhaps)


def _shape(name: str, shape: Shape) -> Column[Any]:
    return Column(name, shape, nullable=False)


def _id() -> Column[str]:
    return Column("id", Words, primary_key=True)


def _minted() -> tuple[Column[int], Column[str]]:
    """Return the order in which rows came, and the minted id that names them."""
    return Column("ordinal", Ordinal, primary_key=True), Column(
        "id", Words, nullable=False, unique=True
    )


def _of(name: str, other: str, *, goes_with: bool = False) -> Column[str]:
    """Return a reference; with `goes_with` the row means nothing without what it refers to."""
    reference = ForeignKey(f"{other}.id", ondelete="CASCADE" if goes_with else None)
    return Column(name, Words, reference, nullable=False)


def _index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    only: Any = {"sqlite_where": text(where), "postgresql_where": text(where)}
    return Index(name, *columns, unique=unique, **only)


workspace = Table(
    "workspace",
    metadata,
    _id(),
    _text("platform"),
    _text("name"),
    _text("zone"),
    _shape("holidays", _WORDS),
    _text("state"),
    _at("created_at"),
    _number("version"),
)

member = Table(
    "member",
    metadata,
    _id(),
    _of("workspace", "workspace"),
    _text("name"),
    _text("handle"),
    _text("email"),
    _text("zone"),
    _text("role"),
    _text("team"),
    _text("location"),
    _number("level"),
    _shape("languages", _WORDS),
    _shape("offers", _WORDS),
    _shape("wants", _WORDS),
    _shape("work", Shape(TypeAdapter(tuple[int, int]))),
    _text("manager"),
    _number("smallest"),
    _text("state"),
    _at("seen_at", perhaps=True),
    _number("version"),
    _text("called"),  # what they answer to, see storage/people.py
    Index(None, "workspace", "state"),
)

avoid = Table(
    "avoid",
    metadata,
    _of("workspace", "workspace"),
    _of("member", "member", goes_with=True),
    _of("avoided", "member", goes_with=True),
    PrimaryKeyConstraint("member", "avoided"),
    Index(None, "workspace"),
    Index(None, "avoided"),
)

program = Table(
    "program",
    metadata,
    _id(),
    _of("workspace", "workspace"),
    _number("number"),
    _text("name"),
    _text("format"),
    _text("goal"),
    _text("channel"),
    _text("channel_name"),
    Column("anchor", Date, nullable=False),
    _shape("settings", Shape(TypeAdapter(Settings))),
    _shape("facilitators", _WORDS),
    _text("state"),
    _text("created_by"),
    _at("created_at"),
    _number("version"),
    UniqueConstraint("workspace", "number"),
)

enrollment = Table(
    "enrollment",
    metadata,
    _of("program", "program"),
    _of("member", "member", goes_with=True),
    _text("workspace"),
    _text("state"),
    _text("cause"),
    _at("returns_at", perhaps=True),
    _text("skips"),
    _number("silent"),
    _number("missed"),
    _at("joined_at"),
    _number("version"),
    PrimaryKeyConstraint("program", "member"),
    Index(None, "member"),
    Index(None, "workspace", "state", "program"),
    _index("ix_enrollment_returning", "returns_at", where="state = 'paused'"),
)

round = Table(
    "round",
    metadata,
    *_minted(),
    _text("workspace"),
    _of("program", "program"),
    _number("number"),
    _text("occurrence"),
    _at("opens_at"),
    _number("seed"),
    _text("state"),
    _text("step"),
    _at("step_at", perhaps=True),
    _number("version"),
    UniqueConstraint("program", "occurrence"),
    Index(None, "program", "opens_at"),
    _index("uq_round_planned", "program", where="state = 'planned'", unique=True),
    _index("ix_round_due", "step_at", where="step_at IS NOT NULL"),
)

circle = Table(
    "circle",
    metadata,
    *_minted(),
    _text("workspace"),
    _of("program", "program"),
    _of("round", "round"),
    _at("created_at"),
    _text("conversation"),
    _text("thread"),
    _at("heard_at", perhaps=True),
    _flag("dissolved"),
    _number("version"),
    Index(None, "round"),
    Index(None, "program"),
    Index(None, "workspace", "conversation"),
)

seat = Table(
    "seat",
    metadata,
    _of("circle", "circle", goes_with=True),
    _number("place"),
    _of("member", "member"),
    _text("reason"),
    _flag("captain"),
    _flag("left"),
    PrimaryKeyConstraint("circle", "place"),
    Index(None, "member"),
)

session = Table(
    "session",
    metadata,
    *_minted(),
    _text("workspace"),
    _of("circle", "circle", goes_with=True),
    _of("round", "round"),
    _text("outcome"),
    _text("answered_by"),
    _at("answered_at", perhaps=True),
    _number("asked"),
    _number("version"),
    Index(None, "circle"),
    Index(None, "round"),
)

# Deliveries, what came in and facts refer to nothing: they outlive what they tell of.
delivery = Table(
    "delivery",
    metadata,
    *_minted(),
    _text("key"),
    _text("workspace"),
    _shape("to", Shape(TO)),
    _shape("message", Shape(MESSAGE)),
    _text("kind"),
    _text("about"),
    _at("due_at"),
    _at("stale_at", perhaps=True),
    _text("twice"),
    _text("state"),
    _number("attempts"),
    _at("first_sent_at", perhaps=True),
    _at("sent_at", perhaps=True),
    _text("conversation"),
    _text("message_id"),
    _text("reason"),
    _text("lane"),  # whom it goes to, in short: one at a time, in order
    _text("owner"),
    _at("lease_until", perhaps=True),
    UniqueConstraint("workspace", "key"),
    Index(None, "state", "due_at", "ordinal"),
    _index("ix_delivery_lane", "lane", "due_at", "ordinal", where="state = 'pending'"),
    _index("ix_delivery_flying", "lane", where="state IN ('sending', 'unsure')"),
    _index("ix_delivery_stale", "stale_at", where="state = 'pending'"),
)

inbox = Table(
    "inbox",
    metadata,
    _text("workspace"),
    _text("key"),
    _at("at"),
    PrimaryKeyConstraint("workspace", "key"),
    Index(None, "at"),
)

fact = Table(
    "fact",
    metadata,
    *_minted(),
    _text("workspace"),
    _at("at"),
    _text("kind"),
    _text("by"),
    _text("program"),
    _text("round"),
    _text("circle"),
    _text("member"),
    _shape("data", _ANY),
    Column("before", _ANY),
    Column("after", _ANY),
    _text("undoes"),
    _text("undone_by"),
    Index(None, "program", "at"),
    Index(None, "round", "at"),
    Index(None, "member", "at"),
    _index("ix_fact_changes", "workspace", "at", where="before IS NOT NULL"),
)
