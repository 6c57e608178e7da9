"""Decks of a workspace's own, and who would like which proposed question."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

STYLE = "expand"

_TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    ordinal = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "workspace_deck",
        sa.Column("ordinal", ordinal, nullable=False),
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("id", "workspace", "name", "text", "by")
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_workspace_deck"),
        sa.UniqueConstraint("id", name="uq_workspace_deck_id"),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name="fk_workspace_deck_workspace_workspace"
        ),
    )
    op.create_index("uq_workspace_deck", "workspace_deck", ["workspace", "name"], unique=True)
    op.create_table(
        "prompt_vote",
        sa.Column("prompt", _TEXT, nullable=False),
        sa.Column("member", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("prompt", "member", name="pk_prompt_vote"),
        sa.ForeignKeyConstraint(
            ["prompt"], ["prompt.id"], name="fk_prompt_vote_prompt_prompt", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("prompt_vote")
    op.drop_table("workspace_deck")
