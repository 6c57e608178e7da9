"""What members would like to be able to do by a program, and how far they came, in their own words."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Make the table."""
    texts = ("program", "member", "wants", "came")
    op.create_table(
        "aim",
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("program", "member", name="pk_aim"),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{name}.id"], name=f"fk_aim_{name}_{name}", ondelete="CASCADE"
            )
            for name in ("program", "member")
        ),
    )
    op.create_index("ix_aim_member", "aim", ["member"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("aim")
