"""Circles come to a time: what is proposed to them, who has said yes to which, and the invitation."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

STYLE = "expand"

_NEW = {"minutes": "30", "times": "[]", "proposals": "0", "token": "", "sequence": "0"}
_NUMBERS = {"minutes", "proposals", "sequence"}
_TOKEN = sa.text("token <> ''")


def upgrade() -> None:
    """Let none have been proposed so far."""
    with op.batch_alter_table("session") as session:
        for name, default in _NEW.items():
            kind = sa.Integer() if name in _NUMBERS else sa.Text()
            session.add_column(sa.Column(name, kind, nullable=False, server_default=default))
    op.create_index(
        "ix_session_token",
        "session",
        ["token"],
        sqlite_where=_TOKEN,
        postgresql_where=_TOKEN,
    )
    with op.batch_alter_table("part") as part:
        part.add_column(sa.Column("suits", sa.Text(), nullable=True))


def downgrade() -> None:
    """Forget them."""
    with op.batch_alter_table("part") as part:
        part.drop_column("suits")
    op.drop_index("ix_session_token", "session")
    with op.batch_alter_table("session") as session:
        for name in reversed(_NEW):
            session.drop_column(name)
