"""The time that a circle has each round of its term."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "series",
        sa.Column("circle", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("since", "days")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("clock", "skipped")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("circle", name="pk_series"),
        sa.ForeignKeyConstraint(
            ["circle"], ["circle.id"], name="fk_series_circle_circle", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("series")
