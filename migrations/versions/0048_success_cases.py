"""Who was asked to tell how a program went for them."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

STYLE = "expand"

_TEXT = sa.Text()


def upgrade() -> None:
    """Make the table."""
    names = ("id", "workspace", "program", "member", "kind", "state", "by")
    op.create_table(
        "success_case",
        sa.Column("ordinal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        *(sa.Column(name, _TEXT, nullable=False) for name in names),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_success_case"),
        sa.UniqueConstraint("id", name="uq_success_case_id"),
        sa.ForeignKeyConstraint(
            ["member"], ["member.id"], name="fk_success_case_member_member", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["program"], ["program.id"], name="fk_success_case_program_program"
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name="fk_success_case_workspace_workspace"
        ),
    )
    op.create_index("ix_success_case_program", "success_case", ["program"])
    op.create_index("ix_success_case_member", "success_case", ["member"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("success_case")
