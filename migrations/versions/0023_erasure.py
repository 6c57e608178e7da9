"""Which requests to be forgotten were carried out in this database."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Make the table; nobody was forgotten so far."""
    op.create_table(
        "erasure",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
    )
    op.create_index("ix_erasure_who", "erasure", ["who"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("erasure")
