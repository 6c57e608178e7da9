"""How often words in a discussion were reacted to, and by which post of ours they are shown."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Add both, empty."""
    with op.batch_alter_table("contribution") as contribution:
        contribution.add_column(sa.Column("shown", sa.Text(), nullable=False, server_default=""))
        contribution.add_column(
            sa.Column("reactions", sa.Integer(), nullable=False, server_default="0")
        )


def downgrade() -> None:
    """Drop both."""
    with op.batch_alter_table("contribution") as contribution:
        contribution.drop_column("reactions")
        contribution.drop_column("shown")
