"""What members take from sessions, and what they plan to do with it."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

STYLE = "expand"

_TEXT = sa.Text()


def _of(column: str, ondelete: str | None = None) -> sa.schema.SchemaItem:
    name = f"fk_reflection_{column}_{column}"
    return sa.ForeignKeyConstraint([column], [f"{column}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    """Make the table."""
    ordinal = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "reflection",
        sa.Column("ordinal", ordinal, nullable=False),
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("id", "workspace", "member", "about", "program")
        ),
        sa.Column("useful", sa.Integer(), nullable=False),
        *(sa.Column(name, _TEXT, nullable=False) for name in ("uses", "cue", "does")),
        sa.Column("until", sa.Date()),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_reflection"),
        sa.UniqueConstraint("id", name="uq_reflection_id"),
        _of("workspace"),
        _of("member", "CASCADE"),
    )
    op.create_index("ix_reflection_member_state", "reflection", ["member", "state"])
    op.create_index("ix_reflection_program", "reflection", ["program"])
    of_one = sa.text("about <> ''")
    op.create_index(
        "uq_reflection_about",
        "reflection",
        ["member", "about"],
        unique=True,
        sqlite_where=of_one,
        postgresql_where=of_one,
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("reflection")
