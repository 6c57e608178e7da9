"""Formats of workspaces, what steps of rounds collect, and how far a step is that is done in slices."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STYLE = "stop-first"


def upgrade() -> None:
    """Make the tables, and the columns; rounds that were drawn have been introduced."""
    for name in ("state", "holder"):
        op.add_column("step", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("step", sa.Column("held_until", sa.DateTime(timezone=True)))
    with op.batch_alter_table("step") as step:
        for name in ("state", "holder"):
            step.alter_column(name, server_default=None)
    ordinal = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "workspace_format",
        sa.Column("ordinal", ordinal, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_workspace_format"),
        sa.UniqueConstraint("id", name="uq_workspace_format_id"),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name="fk_workspace_format_workspace_workspace"
        ),
    )
    op.create_index(
        "ix_workspace_format_workspace_name_ordinal",
        "workspace_format",
        ["workspace", "name", "ordinal"],
    )
    op.create_table(
        "collected",
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("circle", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("round", "step", "member", name="pk_collected"),
        sa.ForeignKeyConstraint(
            ["round"], ["round.id"], name="fk_collected_round_round", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member"], ["member.id"], name="fk_collected_member_member", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_collected_member", "collected", ["member"])


def downgrade() -> None:
    """Drop them; what was done of a step in slices is done anew."""
    op.drop_table("collected")
    op.drop_table("workspace_format")
    for name in ("held_until", "holder", "state"):
        op.execute(f"ALTER TABLE step DROP COLUMN {name}")
