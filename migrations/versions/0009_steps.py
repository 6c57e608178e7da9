"""What is due, in one table: the steps of rounds and bookings, and the ends of pauses."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STYLE = "stop-first"

_BACK = (
    "UPDATE round SET step = step.name, step_at = step.at FROM step WHERE step.record = round.id",
    "UPDATE booking SET step = step.name, step_at = step.at "
    "FROM step WHERE step.record = booking.id",
)
_PLANNED = {"before": "state = 'planned'", "after": "state IN ('planned', 'resting')"}


def upgrade() -> None:
    """Move what is due into a table of its own; a planned round of which nothing is due rests."""
    op.create_table(
        "step",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record", "name", name="pk_step"),
    )
    op.create_index("ix_step_at_kind_record", "step", ["at", "kind", "record"])
    op.execute(
        "INSERT INTO step (kind, record, name, at, workspace) "
        "SELECT 'round', id, step, step_at, workspace FROM round "
        "WHERE step_at IS NOT NULL AND step <> '' "
        "UNION ALL SELECT 'booking', id, step, step_at, workspace FROM booking "
        "WHERE step_at IS NOT NULL AND step <> '' "
        "UNION ALL SELECT 'enrollment', program || ' ' || member, 'back', returns_at, workspace "
        "FROM enrollment WHERE state = 'paused' AND returns_at IS NOT NULL"
    )
    _planned_index("after")
    op.execute("UPDATE round SET state = 'resting' WHERE state = 'planned' AND step_at IS NULL")
    op.drop_index("ix_round_due", "round")
    op.drop_index("ix_booking_due", "booking")
    op.drop_index("ix_enrollment_returning", "enrollment")
    for table in ("round", "booking"):
        op.execute(f"ALTER TABLE {table} DROP COLUMN step")
        op.execute(f"ALTER TABLE {table} DROP COLUMN step_at")


def downgrade() -> None:
    """Give each round and booking back what is due next of it."""
    for table in ("round", "booking"):
        op.add_column(table, sa.Column("step", sa.Text(), nullable=False, server_default=""))
        op.add_column(table, sa.Column("step_at", sa.DateTime(timezone=True)))
    for change in _BACK:
        op.execute(change)
    op.execute("UPDATE round SET state = 'planned' WHERE state = 'resting'")
    _planned_index("before")
    due = sa.text("step_at IS NOT NULL")
    op.create_index("ix_round_due", "round", ["step_at"], sqlite_where=due, postgresql_where=due)
    op.create_index(
        "ix_booking_due", "booking", ["step_at", "ordinal"], sqlite_where=due, postgresql_where=due
    )
    paused = sa.text("state = 'paused'")
    op.create_index(
        "ix_enrollment_returning",
        "enrollment",
        ["returns_at"],
        sqlite_where=paused,
        postgresql_where=paused,
    )
    op.drop_table("step")


def _planned_index(when: str) -> None:
    """Let a program have one round to come, by the words of before or after."""
    where = sa.text(_PLANNED[when])
    op.drop_index("uq_round_planned", "round")
    op.create_index(
        "uq_round_planned",
        "round",
        ["program"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
