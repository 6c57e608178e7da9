"""Links that open a page for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Make the table; no link was given so far."""
    op.create_table(
        "link",
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("token", "workspace", "member", "kind", "about")
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.Boolean(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_link"),
    )
    op.create_index("ix_link_expires_at", "link", ["expires_at"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("link")
