"""The foundation: people, programs, rounds, deliveries, what came in, and facts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STYLE = "stop-first"

# A copy of storage/tables.py as it was then, in plain types, which stays as it is.
metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def upgrade() -> None:
    metadata.create_all(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    metadata.drop_all(op.get_bind(), checkfirst=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _at(name: str, *, perhaps: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=perhaps)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.Text(), primary_key=True)


def _minted() -> tuple[sa.Column[int], sa.Column[str]]:
    ordinal = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return (
        sa.Column("ordinal", ordinal, primary_key=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
    )


def _of(name: str, other: str, *, goes_with: bool = False) -> sa.Column[str]:
    reference = sa.ForeignKey(f"{other}.id", ondelete="CASCADE" if goes_with else None)
    return sa.Column(name, sa.Text(), reference, nullable=False)


def _index(name: str, *columns: str, where: str, unique: bool = False) -> sa.Index:
    only: Any = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    return sa.Index(name, *columns, unique=unique, **only)


sa.Table(
    "workspace",
    metadata,
    _id(),
    _text("platform"),
    _text("name"),
    _text("zone"),
    _text("holidays"),
    _text("state"),
    _at("created_at"),
    _number("version"),
)

sa.Table(
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
    _text("languages"),
    _text("offers"),
    _text("wants"),
    _text("work"),
    _text("manager"),
    _number("smallest"),
    _text("state"),
    _at("seen_at", perhaps=True),
    _number("version"),
    _text("called"),
    sa.Index(None, "workspace", "state"),
)

sa.Table(
    "avoid",
    metadata,
    _of("workspace", "workspace"),
    _of("member", "member", goes_with=True),
    _of("avoided", "member", goes_with=True),
    sa.PrimaryKeyConstraint("member", "avoided"),
    sa.Index(None, "workspace"),
    sa.Index(None, "avoided"),
)

sa.Table(
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
    sa.Column("anchor", sa.Date(), nullable=False),
    _text("settings"),
    _text("facilitators"),
    _text("state"),
    _text("created_by"),
    _at("created_at"),
    _number("version"),
    sa.UniqueConstraint("workspace", "number"),
)

sa.Table(
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
    sa.PrimaryKeyConstraint("program", "member"),
    sa.Index(None, "member"),
    sa.Index(None, "workspace", "state", "program"),
    _index("ix_enrollment_returning", "returns_at", where="state = 'paused'"),
)

sa.Table(
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
    sa.UniqueConstraint("program", "occurrence"),
    sa.Index(None, "program", "opens_at"),
    _index("uq_round_planned", "program", where="state = 'planned'", unique=True),
    _index("ix_round_due", "step_at", where="step_at IS NOT NULL"),
)

sa.Table(
    "circle",
    metadata,
    *_minted(),
    _text("workspace"),
    _of("program", "program"),
    _of("round", "round"),
    _at("created_at"),
    _text("conversation"),
    _at("heard_at", perhaps=True),
    _flag("dissolved"),
    _number("version"),
    sa.Index(None, "round"),
    sa.Index(None, "program"),
    sa.Index(None, "workspace", "conversation"),
)

sa.Table(
    "seat",
    metadata,
    _of("circle", "circle", goes_with=True),
    _number("place"),
    _of("member", "member"),
    _text("reason"),
    _flag("captain"),
    _flag("left"),
    sa.PrimaryKeyConstraint("circle", "place"),
    sa.Index(None, "member"),
)

sa.Table(
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
    sa.Index(None, "circle"),
    sa.Index(None, "round"),
)

sa.Table(
    "delivery",
    metadata,
    *_minted(),
    _text("key"),
    _text("workspace"),
    _text("to"),
    _text("message"),
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
    _text("lane"),
    _text("owner"),
    _at("lease_until", perhaps=True),
    sa.UniqueConstraint("workspace", "key"),
    sa.Index(None, "state", "due_at", "ordinal"),
    _index("ix_delivery_lane", "lane", "due_at", "ordinal", where="state = 'pending'"),
    _index("ix_delivery_flying", "lane", where="state IN ('sending', 'unsure')"),
    _index("ix_delivery_stale", "stale_at", where="state = 'pending'"),
)

sa.Table(
    "inbox",
    metadata,
    _text("workspace"),
    _text("key"),
    _at("at"),
    sa.PrimaryKeyConstraint("workspace", "key"),
    sa.Index(None, "at"),
)

sa.Table(
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
    _text("data"),
    sa.Column("before", sa.Text()),
    sa.Column("after", sa.Text()),
    _text("undoes"),
    _text("undone_by"),
    sa.Index(None, "program", "at"),
    sa.Index(None, "round", "at"),
    sa.Index(None, "member", "at"),
    _index("ix_fact_changes", "workspace", "at", where="before IS NOT NULL"),
)
