"""What people bring to agendas and wish for, who is for it, and who has which duty in a round."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

STYLE = "expand"

_TEXT = sa.Text()
_AT = sa.DateTime(timezone=True)


def _of(table: str, column: str, other: str, ondelete: str | None = None) -> sa.schema.SchemaItem:
    name = f"fk_{table}_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    """Make the tables."""
    ordinal = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "agenda_item",
        sa.Column("ordinal", ordinal, nullable=False),
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("id", "workspace", "program", "member", "kind", "topic")
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("skill", "wish", "round", "discussion", "link", "state")
        ),
        sa.Column("at", _AT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_agenda_item"),
        sa.UniqueConstraint("id", name="uq_agenda_item_id"),
        *(_of("agenda_item", name, name) for name in ("workspace", "program", "member")),
    )
    op.create_index("ix_agenda_item_program_state", "agenda_item", ["program", "state"])
    op.create_index("ix_agenda_item_member", "agenda_item", ["member"])
    on_one = sa.text("round <> ''")
    op.create_index(
        "ix_agenda_item_round",
        "agenda_item",
        ["round"],
        sqlite_where=on_one,
        postgresql_where=on_one,
    )
    op.create_table(
        "agenda_vote",
        sa.Column("item", _TEXT, nullable=False),
        sa.Column("member", _TEXT, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("item", "member", name="pk_agenda_vote"),
        _of("agenda_vote", "item", "agenda_item", "CASCADE"),
        _of("agenda_vote", "member", "member", "CASCADE"),
    )
    op.create_index("ix_agenda_vote_member", "agenda_vote", ["member"])
    op.create_table(
        "duty",
        *(
            sa.Column(name, _TEXT, nullable=False)
            for name in ("program", "round", "member", "role")
        ),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("round", "member", "role", name="pk_duty"),
        _of("duty", "program", "program"),
        _of("duty", "round", "round", "CASCADE"),
        _of("duty", "member", "member"),
    )
    op.create_index("ix_duty_program_member_role", "duty", ["program", "member", "role"])
    op.create_index("ix_duty_member", "duty", ["member"])


def downgrade() -> None:
    """Take them away."""
    for table in ("duty", "agenda_vote", "agenda_item"):
        op.drop_table(table)
