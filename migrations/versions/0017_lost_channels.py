"""A program knows which channel it has lost, to find it again."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Let each have lost none so far."""
    with op.batch_alter_table("program") as program:
        for name in ("lost_channel", "lost_name"):
            program.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Forget them."""
    with op.batch_alter_table("program") as program:
        program.drop_column("lost_name")
        program.drop_column("lost_channel")
