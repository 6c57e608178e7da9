"""Takeaways come back as questions to those who want it."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

STYLE = "expand"

_TEXT = sa.Text()
_AT = sa.DateTime(timezone=True)


def _goes_with(table: str, column: str, other: str) -> sa.schema.SchemaItem:
    name = f"fk_{table}_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "recall_reader",
        sa.Column("member", _TEXT, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_recall_reader"),
        _goes_with("recall_reader", "member", "member"),
    )
    op.create_table(
        "recall",
        sa.Column("takeaway", _TEXT, nullable=False),
        sa.Column("member", _TEXT, nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("memory", _TEXT, nullable=False),
        sa.Column("rating", _TEXT, nullable=False),
        sa.Column("answered_at", _AT),
        sa.Column("asked_at", _AT),
        sa.PrimaryKeyConstraint("takeaway", "member", name="pk_recall"),
        _goes_with("recall", "takeaway", "takeaway"),
        _goes_with("recall", "member", "member"),
    )
    op.create_index("ix_recall_member_due_at", "recall", ["member", "due_at"])
    op.create_table(
        "recall_question",
        sa.Column("takeaway", _TEXT, nullable=False),
        sa.Column("question", _TEXT, nullable=False),
        sa.Column("by", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("takeaway", name="pk_recall_question"),
        _goes_with("recall_question", "takeaway", "takeaway"),
    )


def downgrade() -> None:
    """Take the tables away."""
    for name in ("recall_question", "recall", "recall_reader"):
        op.drop_table(name)
