"""What is searched in PostgreSQL is a column of its own: the newest that say common words are found at once."""

from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

STYLE = "expand"

_SAID = "array_to_tsvector(string_to_array(stems, ' '))"


def upgrade() -> None:
    """Make the column, and let it be what is indexed."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"ALTER TABLE takeaway_text ADD COLUMN takeaway_fts_said tsvector GENERATED ALWAYS AS ({_SAID}) STORED"
        )
        op.execute("DROP INDEX takeaway_fts")
        op.execute(
            "CREATE INDEX takeaway_fts ON takeaway_text USING gin (takeaway_fts_said) WITH (fastupdate = off)"
        )


def downgrade() -> None:
    """Index what is made of the stems again."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX takeaway_fts")
        op.execute("ALTER TABLE takeaway_text DROP COLUMN takeaway_fts_said")
        op.execute(
            f"CREATE INDEX takeaway_fts ON takeaway_text USING gin ({_SAID}) WITH (fastupdate = off)"
        )
