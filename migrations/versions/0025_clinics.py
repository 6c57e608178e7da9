"""Clinics: a problem, the stages of its thread, and what its owner does about it."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

STYLE = "expand"

_TEXT = sa.Text()
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make their table, and tell the discussions that are clinics from the others."""
    with op.batch_alter_table("discussion") as discussion:
        discussion.add_column(
            sa.Column("clinic", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    ordinal = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "clinic",
        sa.Column("ordinal", ordinal, nullable=False),
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("id", "workspace", "discussion", "owner", "circle", "pace", "stage")
        ),
        sa.Column("until", _AT),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("action", _TEXT, nullable=False),
        sa.Column("acts_at", _AT),
        sa.Column("went", _TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_clinic"),
        sa.UniqueConstraint("id", name="uq_clinic_id"),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name="fk_clinic_workspace_workspace"
        ),
        sa.ForeignKeyConstraint(
            ["discussion"],
            ["discussion.id"],
            name="fk_clinic_discussion_discussion",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["owner"], ["member.id"], name="fk_clinic_owner_member"),
    )
    op.create_index("uq_clinic_discussion", "clinic", ["discussion"], unique=True)


def downgrade() -> None:
    """Take them away."""
    op.drop_table("clinic")
    with op.batch_alter_table("discussion") as discussion:
        discussion.drop_column("clinic")
