"""The language in which their platform speaks to members."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Add the column; it is not known yet of anybody."""
    with op.batch_alter_table("member") as member:
        member.add_column(sa.Column("locale", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("member") as member:
        member.drop_column("locale")
