"""Skills, bookings, questions; what members offer and want is indexed."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.holding import NEVER, UNKNOWN, held

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STYLE = "stop-first"

# A copy of storage/help_tables.py as it was then, in plain types, which stays as it is.
metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ORDINAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT_ONCE = 1_000


def upgrade() -> None:
    """Make the tables, and index what members offer and want already."""
    metadata.create_all(op.get_bind(), tables=_new(), checkfirst=False)
    _index_members(op.get_bind())


def downgrade() -> None:
    """Drop them."""
    metadata.drop_all(op.get_bind(), tables=_new(), checkfirst=False)


def _new() -> list[sa.Table]:
    return [table for table in metadata.sorted_tables if table not in (workspace, member)]


def _index_members(connection: sa.Connection) -> None:
    said = sa.select(member).where((member.c.offers != "[]") | (member.c.wants != "[]"))
    rows = [row for told in connection.execute(said) for row in _rows(told)]
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(member_skill.insert().inline(), rows[start : start + _AT_ONCE])


def _rows(told: Any) -> list[dict[str, Any]]:
    # An index has to be what the program that reads it writes, so this is no copy.
    return [
        {
            "workspace": told.workspace,
            "member": told.id,
            "kind": kind,
            "key": key,
            "below": UNKNOWN,
            "asked_at": NEVER,
        }
        for kind, key in held(json.loads(told.offers), json.loads(told.wants))
    ]


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _at(name: str, *, perhaps: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=perhaps)


def _minted() -> tuple[sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("ordinal", _ORDINAL, primary_key=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
    )


def _of(name: str, other: str, *, goes_with: bool = False) -> sa.Column[str]:
    reference = sa.ForeignKey(f"{other}.id", ondelete="CASCADE" if goes_with else None)
    return sa.Column(name, sa.Text(), reference, nullable=False)


def _index(name: str, *columns: str, where: str, unique: bool = False) -> sa.Index:
    only: Any = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    return sa.Index(name, *columns, unique=unique, **only)


# What is there already and is read or referred to here.
workspace = sa.Table("workspace", metadata, sa.Column("id", sa.Text(), primary_key=True))
member = sa.Table(
    "member",
    metadata,
    sa.Column("id", sa.Text(), primary_key=True),
    _text("workspace"),
    _text("offers"),
    _text("wants"),
)

sa.Table(
    "skill",
    metadata,
    *_minted(),
    _of("workspace", "workspace"),
    _text("name"),
    _text("key"),
    _text("aliases"),
    _text("created_by"),
    _at("created_at"),
    _number("version"),
    sa.Index(None, "workspace"),
)

sa.Table(
    "skill_word",
    metadata,
    _text("workspace"),
    _text("word"),
    _of("skill", "skill", goes_with=True),
    sa.PrimaryKeyConstraint("workspace", "word"),
    sa.Index(None, "skill"),
)

sa.Table(
    "evidence",
    metadata,
    _text("workspace"),
    _of("member", "member", goes_with=True),
    _text("skill"),
    _number("level"),
    _text("source"),
    _text("by"),
    _at("at"),
    sa.PrimaryKeyConstraint("member", "skill", "source", "by"),
    sa.Index(None, "workspace", "skill"),
)

member_skill = sa.Table(
    "member_skill",
    metadata,
    sa.Column("ordinal", _ORDINAL, primary_key=True),
    _text("workspace"),
    _of("member", "member", goes_with=True),
    _text("kind"),
    _text("key"),
    _number("below"),
    _at("asked_at"),
    sa.UniqueConstraint("member", "kind", "key"),
    sa.Index(None, "workspace", "kind", "key", "below", "asked_at", "ordinal"),
)

sa.Table(
    "booking",
    metadata,
    *_minted(),
    _of("workspace", "workspace"),
    _of("asker", "member"),
    _of("peer", "member"),
    _text("skill"),
    _text("topic"),
    _number("minutes"),
    _at("opens"),
    _at("closes"),
    _flag("urgent"),
    _text("state"),
    _text("turn"),
    _text("times"),
    _number("counters"),
    _at("starts_at", perhaps=True),
    _text("passed"),
    _text("suggested"),
    _text("reason"),
    _text("token"),
    _number("sequence"),
    _text("step"),
    _at("step_at", perhaps=True),
    _at("created_at"),
    _at("asked_at", perhaps=True),
    _number("version"),
    sa.UniqueConstraint("token"),
    sa.Index(None, "asker"),
    sa.Index(None, "peer"),
    _index("ix_booking_open", "peer", where="state = 'asked' AND turn = 'peer'"),
    _index("ix_booking_due", "step_at", "ordinal", where="step_at IS NOT NULL"),
)

sa.Table(
    "booking_ask",
    metadata,
    _of("booking", "booking", goes_with=True),
    _of("member", "member", goes_with=True),
    _at("at"),
    sa.PrimaryKeyConstraint("booking", "member"),
    sa.Index(None, "member", "at"),
)

sa.Table(
    "booking_slot",
    metadata,
    _of("member", "member", goes_with=True),
    _at("at"),
    _of("booking", "booking", goes_with=True),
    sa.PrimaryKeyConstraint("member", "at"),
    sa.Index(None, "booking"),
)

sa.Table(
    "question",
    metadata,
    *_minted(),
    _of("workspace", "workspace"),
    _of("asker", "member"),
    _text("text"),
    _text("skill"),
    _text("to"),
    _text("channel"),
    _text("state"),
    _at("created_at"),
    _number("version"),
    sa.Index(None, "asker", "ordinal"),
)

sa.Table(
    "answer",
    metadata,
    *_minted(),
    _of("question", "question", goes_with=True),
    _of("member", "member"),
    _text("text"),
    _at("at"),
    sa.UniqueConstraint("question", "member"),
)

sa.Table(
    "takeaway",
    metadata,
    *_minted(),
    _of("workspace", "workspace"),
    _text("title"),
    _text("text"),
    _text("skill"),
    _text("by"),
    _text("kept_by"),
    _text("answer"),
    _at("created_at"),
    _number("version"),
    sa.Index(None, "workspace", "ordinal"),
    _index("uq_takeaway_kept", "answer", where="answer <> ''", unique=True),
)
