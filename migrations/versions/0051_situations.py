"""Whether a question that somebody wrote puts people into a situation from their work."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Add the column; none did so far."""
    with op.batch_alter_table("recall_question") as asked:
        asked.add_column(
            sa.Column("situation", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("recall_question") as asked:
        asked.drop_column("situation")
