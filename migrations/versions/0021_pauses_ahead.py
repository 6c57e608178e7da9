"""A pause can begin later, and somebody who is paused can be in for one round."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Let no pause be planned so far, and nobody be in for one round alone."""
    with op.batch_alter_table("enrollment") as enrollment:
        enrollment.add_column(sa.Column("pauses_at", sa.DateTime(timezone=True), nullable=True))
        enrollment.add_column(sa.Column("once", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Forget both."""
    with op.batch_alter_table("enrollment") as enrollment:
        enrollment.drop_column("once")
        enrollment.drop_column("pauses_at")
