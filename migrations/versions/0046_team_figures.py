"""Figures of teams' own, and from how many people on anything is said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

STYLE = "expand"

_TEXT = sa.Text()


def upgrade() -> None:
    """Make the table and the column."""
    with op.batch_alter_table("workspace") as workspace:
        workspace.add_column(sa.Column("least", sa.Integer(), nullable=False, server_default="5"))
    before, after = ("id", "workspace", "program", "name", "value", "unit"), ("source", "by")
    op.create_table(
        "team_figure",
        sa.Column("ordinal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        *(sa.Column(name, _TEXT, nullable=False) for name in before),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, _TEXT, nullable=False) for name in after),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_team_figure"),
        sa.UniqueConstraint("id", name="uq_team_figure_id"),
        sa.ForeignKeyConstraint(["program"], ["program.id"], name="fk_team_figure_program_program"),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name="fk_team_figure_workspace_workspace"
        ),
    )
    op.create_index("ix_team_figure_program_day", "team_figure", ["program", "day"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("team_figure")
    with op.batch_alter_table("workspace") as workspace:
        workspace.drop_column("least")
