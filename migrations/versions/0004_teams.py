"""Where people, channels and teams of Microsoft Teams are, and in which thread of a channel a circle talks."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STYLE = "stop-first"


def upgrade() -> None:
    """Make the table, and the column, which is empty for the circles there are."""
    op.create_table(
        "teams_reference",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("service_url", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("bot", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_teams_reference"),
    )
    op.create_index("ix_teams_reference_workspace_kind", "teams_reference", ["workspace", "kind"])
    op.create_index("ix_teams_reference_workspace_user", "teams_reference", ["workspace", "user"])
    op.create_index(
        "ix_teams_reference_workspace_conversation",
        "teams_reference",
        ["workspace", "conversation"],
    )
    op.create_index("ix_teams_reference_team", "teams_reference", ["team"])
    op.add_column("circle", sa.Column("thread", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("circle") as batch:
        batch.drop_column("thread")
    op.drop_table("teams_reference")
