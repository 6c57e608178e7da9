"""Sealed answers can appear without names, once enough have answered, and after they were looked through."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Let what is sealed have names, wait for its end, and appear as it is."""
    with op.batch_alter_table("discussion") as discussion:
        for name in ("nameless", "looked_through"):
            no = sa.false()
            discussion.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=no))
        discussion.add_column(sa.Column("enough", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("contribution") as contribution:
        contribution.add_column(sa.Column("state", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("contribution") as contribution:
        contribution.drop_column("state")
    with op.batch_alter_table("discussion") as discussion:
        for name in ("enough", "looked_through", "nameless"):
            discussion.drop_column(name)
