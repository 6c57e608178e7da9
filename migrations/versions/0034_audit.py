"""The audit: who changed what and who looked at what, only ever added to."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

STYLE = "expand"

_SAYS = "the audit is only ever added to"


def upgrade() -> None:
    """Make the tables and the trigger; what was before stands in the history."""
    op.create_table(
        "audit",
        sa.Column("ordinal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("what", "who", "about", "details")
        ),
        sa.PrimaryKeyConstraint("ordinal", name="pk_audit"),
    )
    op.create_index("ix_audit_workspace_ordinal", "audit", ["workspace", "ordinal"])
    op.create_table(
        "audit_key",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_audit_key"),
        sa.UniqueConstraint("token", name="uq_audit_key_token"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{act} BEFORE {act} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW "
        "EXECUTE FUNCTION audit_stays()"
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("audit_key")
    op.drop_table("audit")
