"""Slow work that waits to be carried, what is told to a record store, and under which names."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

STYLE = "expand"


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "errand",
        *_words("kind", "record", "workspace", "owner"),
        sa.Column("tries", sa.Integer(), nullable=False),
        *_words("why"),
        _instant("free_at"),
        sa.PrimaryKeyConstraint("kind", "record", name="pk_errand"),
    )
    op.create_index("ix_errand_kind_free_at", "errand", ["kind", "free_at"])
    op.create_table(
        "account",
        *_words("member", "workspace", "name"),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_account"),
    )
    op.create_table(
        "statement",
        *_words("id", "workspace", "member", "says", "about"),
        _instant("at"),
        *_words("body", "state", "reason"),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
    )
    op.create_index("ix_statement_member", "statement", ["member"])
    op.create_index("ix_statement_about", "statement", ["about"])
    op.create_index("ix_statement_workspace_state", "statement", ["workspace", "state"])
    op.create_index(
        "ix_statement_refused",
        "statement",
        ["workspace", "at"],
        sqlite_where=sa.text("state = 'refused'"),
        postgresql_where=sa.text("state = 'refused'"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("statement", "account", "errand"):
        op.drop_table(table)
