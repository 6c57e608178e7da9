"""What was read from the journal as if it were so just now stands where it belongs: the journal is history."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STYLE = "stop-first"

_AT_ONCE = 1_000
_NEW: dict[str, tuple[str, Any, Any]] = {
    "enrollment": ("missed_in", sa.Text(), sa.text("''")),
    "round": ("missed", sa.Integer(), sa.text("0")),
    "skill": ("more_wait", sa.Boolean(), sa.false()),
    "booking_ask": ("vain", sa.Text(), sa.text("''")),
}
_MISSED = (
    "UPDATE enrollment SET missed_in = COALESCE((SELECT fact.round FROM fact "
    "WHERE fact.program = enrollment.program AND fact.member = enrollment.member "
    "AND fact.kind IN ('member.unmatched', 'member.alone') "
    "ORDER BY fact.at DESC, fact.ordinal DESC LIMIT 1), '')",
    "UPDATE round SET missed = (SELECT count(*) FROM fact "
    "WHERE fact.round = round.id AND fact.kind = 'member.unmatched')",
)


def upgrade() -> None:
    """Make the columns, and take in what the journal tells of them."""
    for table, (name, kind, none) in _NEW.items():
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column(name, kind, nullable=False, server_default=none))
    with op.batch_alter_table("booking_ask") as changed:
        changed.add_column(sa.Column("vain_at", sa.DateTime(timezone=True)))
    op.create_table(
        "hint",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_hint"),
        sa.ForeignKeyConstraint(
            ["member"], ["member.id"], name="fk_hint_member_member", ondelete="CASCADE"
        ),
    )
    for statement in _MISSED:
        op.execute(statement)
    connection = op.get_bind()
    _hints(connection)
    _waiting(connection)
    _vain(connection)
    for table, (name, _, _) in _NEW.items():
        with op.batch_alter_table(table) as changed:
            changed.alter_column(name, server_default=None)


def downgrade() -> None:
    """Drop them; the journal has told of none since."""
    op.drop_table("hint")
    for table, (name, _, _) in _NEW.items():
        with op.batch_alter_table(table) as changed:
            changed.drop_column(name)
    with op.batch_alter_table("booking_ask") as changed:
        changed.drop_column("vain_at")


_FACT = sa.table(
    "fact",
    *(sa.column(name, sa.Text()) for name in ("kind", "member", "data")),
    sa.column("ordinal", sa.Integer()),
    sa.column("at", sa.DateTime(timezone=True)),
)
_HINT = sa.table(
    "hint", sa.column("member", sa.Text()), sa.column("at", sa.DateTime(timezone=True))
)
_SKILL = sa.table("skill", sa.column("id", sa.Text()), sa.column("more_wait", sa.Boolean()))
_ASK = sa.table(
    "booking_ask",
    *(sa.column(name, sa.Text()) for name in ("booking", "member", "vain")),
    sa.column("vain_at", sa.DateTime(timezone=True)),
)
_MEMBER = sa.table("member", sa.column("id", sa.Text()))


def _facts(connection: sa.Connection, *kinds: str) -> list[Any]:
    """Return facts of these kinds, oldest first."""
    theirs = sa.select(_FACT).where(_FACT.c.kind.in_(kinds))
    return list(connection.execute(theirs.order_by(_FACT.c.at, _FACT.c.ordinal)))


def _hints(connection: sa.Connection) -> None:
    """Note when each member was told last that somebody offers what they want."""
    here = set(connection.scalars(sa.select(_MEMBER.c.id)))
    last = {
        fact.member: datetime.fromisoformat(json.loads(fact.data)["due"])
        for fact in _facts(connection, "want.told")
        if fact.member in here
    }
    rows = [{"member": member, "at": at} for member, at in last.items()]
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(sa.insert(_HINT).inline(), rows[start : start + _AT_ONCE])


def _waiting(connection: sa.Connection) -> None:
    """Note of which skills more wait to hear than were told."""
    last = {f.member: json.loads(f.data)["more"] for f in _facts(connection, "want.left")}
    for skill in (id for id, more in last.items() if more):
        connection.execute(sa.update(_SKILL).where(_SKILL.c.id == skill).values(more_wait=True))


def _vain(connection: sa.Connection) -> None:
    """Note which requests came to nothing; what was taken back is still what its peer made of it."""
    came: dict[tuple[str, str], tuple[str, Any]] = {}
    kinds = ("booking.declined", "booking.unanswered", "booking.withdrawn")
    for fact in _facts(connection, *kinds):
        data, what = json.loads(fact.data), fact.kind.removeprefix("booking.")
        asked = data["booking"], data["peer"]
        if what != "withdrawn" or asked not in came:
            came[asked] = (what, fact.at)
    for (booking, peer), (what, at) in came.items():
        its = (_ASK.c.booking == booking) & (_ASK.c.member == peer)
        connection.execute(sa.update(_ASK).where(its).values(vain=what, vain_at=at))
