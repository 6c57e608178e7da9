"""Problems that wait for a clinic: how urgent each is."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Let questions have an urgency, which none has so far."""
    with op.batch_alter_table("prompt") as prompt:
        prompt.add_column(sa.Column("urgency", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("prompt") as prompt:
        prompt.drop_column("urgency")
