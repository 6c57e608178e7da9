"""When circles meet in rounds to come for which they have moved their own time."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Add the column; nothing was moved so far."""
    with op.batch_alter_table("series") as series:
        series.add_column(sa.Column("moved", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("series") as series:
        series.drop_column("moved")
