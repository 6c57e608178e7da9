"""At which address somebody's own calendar is."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "subscription",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_subscription"),
        sa.UniqueConstraint("token", name="uq_subscription_token"),
        sa.ForeignKeyConstraint(
            ["member"], ["member.id"], name="fk_subscription_member_member", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("subscription")
