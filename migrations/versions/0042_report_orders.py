"""Reports that are sent every month."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

STYLE = "expand"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "report_order",
        sa.Column("ordinal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "workspace", "program")),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("member", "channel", "channel_name", "by")
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["program"], ["program.id"], name="fk_report_order_program_program"
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name="fk_report_order_workspace_workspace"
        ),
        sa.PrimaryKeyConstraint("ordinal", name="pk_report_order"),
        sa.UniqueConstraint("id", name="uq_report_order_id"),
    )
    op.create_index(
        "uq_report_order", "report_order", ["program", "member", "channel"], unique=True
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("report_order")
