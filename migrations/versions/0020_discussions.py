"""Discussions, what people contribute to them, and what is asked next."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STYLE = "expand"

_TEXT = sa.Text()
_AT = sa.DateTime(timezone=True)


def _minted(table: str) -> list[sa.schema.SchemaItem]:
    ordinal = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return [
        sa.Column("ordinal", ordinal, nullable=False),
        sa.Column("id", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name=f"pk_{table}"),
        sa.UniqueConstraint("id", name=f"uq_{table}_id"),
    ]


def _of(table: str, column: str, other: str, ondelete: str | None = None) -> sa.schema.SchemaItem:
    name = f"fk_{table}_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "discussion",
        *_minted("discussion"),
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("workspace", "program", "question", "facilitator", "opened_by", "round")
        ),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        *(sa.Column(name, _TEXT, nullable=False) for name in ("conversation", "thread", "state")),
        sa.Column("opened_at", _AT, nullable=False),
        sa.Column("closes_at", _AT, nullable=False),
        sa.Column("closed_at", _AT),
        sa.Column("summary", _TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of("discussion", "workspace", "workspace"),
        _of("discussion", "program", "program"),
        _of("discussion", "facilitator", "member"),
    )
    op.create_index("ix_discussion_workspace_state", "discussion", ["workspace", "state"])
    op.create_index("ix_discussion_program", "discussion", ["program"])
    of_one = sa.text("round <> ''")
    op.create_index(
        "uq_discussion_round",
        "discussion",
        ["round"],
        unique=True,
        sqlite_where=of_one,
        postgresql_where=of_one,
    )
    placed = sa.text("thread <> ''")
    op.create_index(
        "ix_discussion_thread",
        "discussion",
        ["conversation", "thread"],
        sqlite_where=placed,
        postgresql_where=placed,
    )
    op.create_table(
        "prompt",
        *_minted("prompt"),
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("workspace", "program", "asks", "by", "card", "state")
        ),
        sa.Column("at", _AT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of("prompt", "workspace", "workspace"),
        _of("prompt", "program", "program"),
    )
    op.create_index("ix_prompt_program_state", "prompt", ["program", "state"])
    op.create_table(
        "contribution",
        *_minted("contribution"),
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("discussion", "member", "message", "words")
        ),
        sa.Column("at", _AT, nullable=False),
        _of("contribution", "discussion", "discussion", "CASCADE"),
        _of("contribution", "member", "member"),
    )
    op.create_index("ix_contribution_discussion_member", "contribution", ["discussion", "member"])
    written = sa.text("message <> ''")
    op.create_index(
        "uq_contribution_message",
        "contribution",
        ["discussion", "message"],
        unique=True,
        sqlite_where=written,
        postgresql_where=written,
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("contribution")
    op.drop_table("prompt")
    op.drop_table("discussion")
