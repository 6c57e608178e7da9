"""What of its window a booking is not wanted in."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STYLE = "stop-first"


def upgrade() -> None:
    """Make the column; every window is whole so far."""
    with op.batch_alter_table("booking") as booking:
        booking.add_column(sa.Column("gaps", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("booking") as booking:
        booking.alter_column("gaps", server_default=None)


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("booking") as booking:
        booking.drop_column("gaps")
