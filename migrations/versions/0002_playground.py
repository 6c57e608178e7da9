"""The playground's chat."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STYLE = "stop-first"

_ORDINAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "playground_conversation",
        sa.Column("ordinal", _ORDINAL, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("ordinal", name="pk_playground_conversation"),
        sa.UniqueConstraint("id", name="uq_playground_conversation_id"),
    )
    op.create_table(
        "playground_post",
        sa.Column("id", _ORDINAL, nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message", sa.Text()),
        sa.Column("only_for", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_playground_post"),
        sa.UniqueConstraint("key", name="uq_playground_post_key"),
    )
    op.create_index("ix_playground_post_conversation_id", "playground_post", ["conversation", "id"])
    op.create_table(
        "playground_read",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("post", _ORDINAL, nullable=False),
        sa.PrimaryKeyConstraint("member", "conversation", name="pk_playground_read"),
        sa.ForeignKeyConstraint(
            ["post"],
            ["playground_post.id"],
            name="fk_playground_read_post_playground_post",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_playground_read_post", "playground_read", ["post"])
    op.create_table(
        "playground_note",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_playground_note"),
    )


def downgrade() -> None:
    """Drop them, the dependent one first."""
    for table in (
        "playground_read",
        "playground_post",
        "playground_conversation",
        "playground_note",
    ):
        op.drop_table(table)
