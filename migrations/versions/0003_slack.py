"""Where the Slack app is installed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STYLE = "stop-first"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "slack_install",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bot_token", sa.Text(), nullable=False),
        sa.Column("bot_user", sa.Text(), nullable=False),
        sa.Column("bot_id", sa.Text(), nullable=False),
        sa.Column("app_id", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("installed_by", sa.Text(), nullable=False),
        sa.Column("refresh_token", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("renewing_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("workspace", name="pk_slack_install"),
    )
    op.create_index("ix_slack_install_enterprise", "slack_install", ["enterprise"])
    op.create_table(
        "slack_state",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state", name="pk_slack_state"),
    )
    op.create_index("ix_slack_state_at", "slack_state", ["at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("slack_state")
    op.drop_table("slack_install")
