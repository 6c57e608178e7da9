"""A circle can stand for several rounds; its people have roles in each, which a ledger keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STYLE = "stop-first"


def upgrade() -> None:
    """Let circles stand, make roles of captains, and enter them in the ledger."""
    with op.batch_alter_table("circle") as circle:
        circle.add_column(sa.Column("until", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE circle SET until = (SELECT number FROM round WHERE round.id = circle.round)")
    with op.batch_alter_table("circle") as circle:
        circle.alter_column("until", server_default=None)
    with op.batch_alter_table("seat") as seat:
        seat.add_column(sa.Column("roles", sa.Text(), nullable=False, server_default="[]"))
    op.execute("""UPDATE seat SET roles = '["captain"]' WHERE captain""")
    op.create_table(
        "turn",
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("circle", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("circle", "round", "member", "role", name="pk_turn"),
        sa.ForeignKeyConstraint(
            ["circle"], ["circle.id"], name="fk_turn_circle_circle", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name="fk_turn_member_member"),
    )
    op.execute(
        "INSERT INTO turn (program, round, circle, member, role) "
        "SELECT circle.program, circle.round, circle.id, seat.member, 'captain' "
        "FROM seat JOIN circle ON circle.id = seat.circle WHERE seat.captain"
    )
    op.create_index("ix_turn_program_member_role", "turn", ["program", "member", "role"])
    with op.batch_alter_table("seat") as seat:
        seat.alter_column("roles", server_default=None)
        seat.drop_column("captain")


def downgrade() -> None:
    """Know captains alone."""
    with op.batch_alter_table("seat") as seat:
        seat.add_column(
            sa.Column("captain", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.execute("""UPDATE seat SET captain = true WHERE roles LIKE '%"captain"%'""")
    with op.batch_alter_table("seat") as seat:
        seat.alter_column("captain", server_default=None)
        seat.drop_column("roles")
    op.drop_table("turn")
    with op.batch_alter_table("circle") as circle:
        circle.drop_column("until")
