"""How many minutes a week are to be asked of anybody in a workspace at the most."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Let it be an hour and a half."""
    with op.batch_alter_table("workspace") as workspace:
        workspace.add_column(sa.Column("spare", sa.Integer(), nullable=False, server_default="90"))


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("workspace") as workspace:
        workspace.drop_column("spare")
