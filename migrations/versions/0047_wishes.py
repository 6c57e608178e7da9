"""Since when somebody wants to learn something, and when a colleague agreed to help with it."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

STYLE = "expand"

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "wish",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("workspace", "member", "skill")),
        sa.Column("since", _AT, nullable=False),
        sa.Column("met_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("member", "skill", name="pk_wish"),
        sa.ForeignKeyConstraint(
            ["member"], ["member.id"], name="fk_wish_member_member", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_wish_workspace_met_at", "wish", ["workspace", "met_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("wish")
