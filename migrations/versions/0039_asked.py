"""The last question to each member in each place, so that a yes in words can answer it."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "asked",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("member", "place", "yes", "no")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member", "place", name="pk_asked"),
    )
    op.create_index("ix_asked_at", "asked", ["at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("asked")
