"""A member says whether several programs may bring them new circles in one week."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Let it be one a week at most for everybody."""
    with op.batch_alter_table("member") as member:
        member.add_column(
            sa.Column("takes_more", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    """Forget who wanted more."""
    with op.batch_alter_table("member") as member:
        member.drop_column("takes_more")
