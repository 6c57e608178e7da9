"""What members answer to is an index of its own: one look for a name, however many they are."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

STYLE = "stop-first"

_TEXT = sa.Text()
_MEMBER = sa.table(
    "member",
    sa.column("id", _TEXT),
    sa.column("workspace", _TEXT),
    sa.column("called", _TEXT),
)
_NAME = sa.table(
    "member_name",
    sa.column("workspace", _TEXT),
    sa.column("name", _TEXT),
    sa.column("member", _TEXT),
)
_CALLED = (
    sa.update(_MEMBER)
    .where(_MEMBER.c.id == sa.bindparam("of"))
    .values(called=sa.bindparam("names"))
)
_AT_ONCE = 1_000


def upgrade() -> None:
    """Make the table of what stood in a column; and let the teams be counted by an index."""
    op.create_table(
        "member_name",
        *(sa.Column(name, _TEXT, nullable=False) for name in ("workspace", "name", "member")),
        sa.PrimaryKeyConstraint("workspace", "name", "member", name="pk_member_name"),
        sa.ForeignKeyConstraint(
            ["member"], ["member.id"], name="fk_member_name_member_member", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_member_name_member", "member_name", ["member"])
    told = op.get_bind().execute(sa.select(_MEMBER))
    rows = [
        {"workspace": workspace, "name": name, "member": id}
        for id, workspace, called in told
        for name in called.split("\n")
        if name
    ]
    _write(_NAME.insert(), rows)
    op.drop_index("ix_member_workspace_state", "member")
    with op.batch_alter_table("member") as member:
        member.drop_column("called")
    op.create_index("ix_member_workspace_state_team", "member", ["workspace", "state", "team"])


def downgrade() -> None:
    """Put it back into the column."""
    op.drop_index("ix_member_workspace_state_team", "member")
    with op.batch_alter_table("member") as member:
        member.add_column(sa.Column("called", _TEXT, nullable=False, server_default=""))
    with op.batch_alter_table("member") as member:
        member.alter_column("called", server_default=None)
    op.create_index("ix_member_workspace_state", "member", ["workspace", "state"])
    names: dict[str, list[str]] = {}
    for row in op.get_bind().execute(sa.select(_NAME).order_by(_NAME.c.member, _NAME.c.name)):
        names.setdefault(row.member, []).append(f"{row.name}\n")
    _write(_CALLED, [{"of": id, "names": f"\n{''.join(its)}"} for id, its in names.items()])
    op.drop_table("member_name")


def _write(statement: sa.Executable, rows: list[dict[str, str]]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        op.get_bind().execute(statement, rows[start : start + _AT_ONCE])
