"""Takeaways are checked, tried, reviewed and replaced, and somebody looks after each."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

STYLE = "expand"

_TEXT = sa.Text()
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Let those that are kept be drafts, open to all as they were, and looked after by whoever kept them."""
    empty = ("owner", "link", "source", "program", "checked_by", "replaced_by")
    with op.batch_alter_table("takeaway") as takeaway:
        for name, default in (
            *((name, "") for name in empty),
            ("kind", "takeaway"),
            ("state", "draft"),
            ("asked", "[]"),
        ):
            takeaway.add_column(sa.Column(name, _TEXT, nullable=False, server_default=default))
        takeaway.add_column(sa.Column("level", sa.Integer(), nullable=False, server_default="0"))
        takeaway.add_column(
            sa.Column("open", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        takeaway.add_column(sa.Column("review_at", _AT))
    op.execute("UPDATE takeaway SET owner = kept_by")
    op.create_index("ix_takeaway_owner_ordinal", "takeaway", ["owner", "ordinal"])
    op.create_index("ix_takeaway_program_ordinal", "takeaway", ["program", "ordinal"])
    op.create_table(
        "trial",
        sa.Column("takeaway", _TEXT, nullable=False),
        sa.Column("member", _TEXT, nullable=False),
        sa.Column("outcome", _TEXT, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("takeaway", "member", name="pk_trial"),
        sa.ForeignKeyConstraint(
            ["takeaway"], ["takeaway.id"], name="fk_trial_takeaway_takeaway", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member"], ["member.id"], name="fk_trial_member_member", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Keep takeaways as they were kept at first."""
    op.drop_table("trial")
    op.drop_index("ix_takeaway_program_ordinal", "takeaway")
    op.drop_index("ix_takeaway_owner_ordinal", "takeaway")
    names = ("owner", "link", "source", "program", "checked_by", "replaced_by", "kind", "state")
    with op.batch_alter_table("takeaway") as takeaway:
        for name in (*names, "asked", "level", "open", "review_at"):
            takeaway.drop_column(name)
