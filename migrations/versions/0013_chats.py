"""Which conversations were opened in Slack."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "slack_chat",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "people", name="pk_slack_chat"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("slack_chat")
