"""Deliveries keep their place while they wait, and all workers know who asked to wait."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STYLE = "expand"

_PENDING = sa.text("state = 'pending'")
_OLD = {"ix_delivery_lane": ["lane", "due_at", "ordinal"], "ix_delivery_stale": ["stale_at"]}
_INDEXES = {
    "ix_delivery_due": (
        ["urgency", "due_at", "ordinal"],
        sa.text("state = 'pending' AND urgency >= 0"),
    ),
    "ix_delivery_lane": (
        ["lane", "due_at", "ordinal"],
        sa.text("state = 'pending' AND lane <> ''"),
    ),
    "ix_delivery_stale": (["stale_at"], sa.text("state = 'pending' AND stale_at IS NOT NULL")),
    "ix_delivery_waiting": (["lane"], sa.text("wait_until IS NOT NULL")),
    "ix_delivery_failed": (["state"], sa.text("state IN ('dead', 'withdrawn')")),
}
_WHOLE = "ix_delivery_state_due_at_ordinal"


def upgrade() -> None:
    """Add what waits, and count anew what may have arrived: claims were counted until now."""
    # Defaults, for programs of the version before that still write while this one starts.
    op.add_column(
        "delivery", sa.Column("put_off", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "delivery", sa.Column("posted", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "delivery", sa.Column("urgency", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("delivery", sa.Column("wait_until", sa.DateTime(timezone=True)))
    op.execute(
        "UPDATE delivery SET urgency = 1 "
        "WHERE state = 'pending' AND kind IN ('notice', 'nudge', 'summary', 'invite')"
    )
    op.execute("UPDATE delivery SET attempts = 0 WHERE state IN ('pending', 'sending')")
    op.execute("UPDATE delivery SET attempts = 1 WHERE state = 'unsure'")
    op.execute("UPDATE delivery SET posted = true WHERE state IN ('sending', 'unsure')")
    for name in (_WHOLE, *_OLD):
        op.drop_index(name, "delivery")
    for name, (columns, where) in _INDEXES.items():
        op.create_index(name, "delivery", columns, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "gate",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("shut_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("probe", sa.Text(), nullable=False),
        sa.Column("probe_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("workspace", name="pk_gate"),
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("gate")
    for name in _INDEXES:
        op.drop_index(name, "delivery")
    for column in ("wait_until", "urgency", "posted", "put_off"):
        op.drop_column("delivery", column)
    op.create_index(_WHOLE, "delivery", ["state", "due_at", "ordinal"])
    for name, columns in _OLD.items():
        op.create_index(name, "delivery", columns, sqlite_where=_PENDING, postgresql_where=_PENDING)
