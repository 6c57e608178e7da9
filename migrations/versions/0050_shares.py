"""What was last told of rates."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "share",
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("cell", name="pk_share"),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name="fk_share_workspace_workspace"
        ),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("share")
