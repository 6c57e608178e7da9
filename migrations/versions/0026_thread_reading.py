"""Threads that are read back: when each is next, and how replies come to us in a workspace."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Let nothing be known yet, and nothing be due."""
    with op.batch_alter_table("workspace") as workspace:
        workspace.add_column(sa.Column("replies", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "thread_reading",
        sa.Column("discussion", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("discussion", name="pk_thread_reading"),
        sa.ForeignKeyConstraint(
            ["discussion"],
            ["discussion.id"],
            name="fk_thread_reading_discussion_discussion",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_thread_reading_due_at", "thread_reading", ["due_at"])


def downgrade() -> None:
    """Forget both."""
    op.drop_table("thread_reading")
    with op.batch_alter_table("workspace") as workspace:
        workspace.drop_column("replies")
