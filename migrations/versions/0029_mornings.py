"""What is asked of members' plans later on, and when their mornings' cards come."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

STYLE = "expand"

_TEXT = sa.Text()
_AT = sa.DateTime(timezone=True)


def _of(table: str, column: str) -> sa.schema.SchemaItem:
    name = f"fk_{table}_{column}_{column}"
    return sa.ForeignKeyConstraint([column], [f"{column}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Make the tables."""
    _follow_ups()
    op.create_table(
        "morning",
        sa.Column("member", _TEXT, nullable=False),
        sa.Column("workspace", _TEXT, nullable=False),
        sa.Column("at", _AT),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_morning"),
        _of("morning", "member"),
    )
    columns = ["workspace", "at", "member"]
    op.create_index("ix_morning_workspace_at_member", "morning", columns)


def _follow_ups() -> None:
    ordinal = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "follow_up",
        sa.Column("ordinal", ordinal, nullable=False),
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("id", "reflection", "member", "stage")
        ),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("asked_at", _AT),
        sa.Column("answer", _TEXT, nullable=False),
        sa.Column("settled_at", _AT),
        sa.Column("words", _TEXT, nullable=False),
        sa.Column("witness", _TEXT, nullable=False),
        sa.Column("confirmed_at", _AT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_follow_up"),
        sa.UniqueConstraint("id", name="uq_follow_up_id"),
        sa.UniqueConstraint("reflection", "stage", name="uq_follow_up_reflection"),
        _of("follow_up", "reflection"),
        _of("follow_up", "member"),
    )
    for name, columns, where in (
        ("ix_follow_up_unsettled", ["member", "due_at"], "settled_at IS NULL"),
        ("ix_follow_up_witness", ["witness"], "witness <> '' AND confirmed_at IS NULL"),
    ):
        only = sa.text(where)
        op.create_index(name, "follow_up", columns, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("morning")
    op.drop_table("follow_up")
