"""The stems of takeaways, by which they are searched, and those that may be meant by a word that is spelled wrong."""

import sqlalchemy as sa
from alembic import op

from facilitation.knowledge import documents
from storage.search import Search
from storage.takeaways import TAKEAWAYS

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

STYLE = "expand"

_TEXT = sa.Text()
_SEARCHED = {
    "sqlite": (
        """CREATE VIRTUAL TABLE takeaway_fts USING fts5(
            stems, content='takeaway_text', content_rowid='ordinal', tokenize='ascii', detail=none
        )""",
        """CREATE TRIGGER takeaway_fts_new AFTER INSERT ON takeaway_text BEGIN
            INSERT INTO takeaway_fts (rowid, stems) VALUES (new.ordinal, new.stems);
        END""",
        """CREATE TRIGGER takeaway_fts_gone AFTER DELETE ON takeaway_text BEGIN
            INSERT INTO takeaway_fts (takeaway_fts, rowid, stems) VALUES ('delete', old.ordinal, old.stems);
        END""",
    ),
    "postgresql": (
        """CREATE INDEX takeaway_fts ON takeaway_text
            USING gin (array_to_tsvector(string_to_array(stems, ' '))) WITH (fastupdate = off)""",
    ),
}


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "takeaway_text",
        sa.Column("ordinal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        *(sa.Column(name, _TEXT, nullable=False) for name in ("takeaway", "title", "stems")),
        sa.PrimaryKeyConstraint("ordinal", name="pk_takeaway_text"),
        sa.UniqueConstraint("takeaway", name="uq_takeaway_text_takeaway"),
        sa.ForeignKeyConstraint(
            ["takeaway"],
            ["takeaway.id"],
            name="fk_takeaway_text_takeaway_takeaway",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "stem",
        *(sa.Column(name, _TEXT, nullable=False) for name in ("workspace", "stem")),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "stem", name="pk_stem"),
    )
    op.create_table(
        "stem_gram",
        *(sa.Column(name, _TEXT, nullable=False) for name in ("workspace", "gram", "stem")),
        sa.PrimaryKeyConstraint("workspace", "gram", "stem", name="pk_stem_gram"),
    )
    op.create_index("ix_takeaway_by", "takeaway", ["by"])
    for statement in _SEARCHED[op.get_bind().dialect.name]:
        op.execute(statement)
    index_what_is_kept()


def index_what_is_kept() -> None:
    """Let what was kept before be found."""
    search = Search(op.get_bind())
    for kept in op.get_bind().execute(TAKEAWAYS.select).all():
        takeaway = TAKEAWAYS.one(kept)
        search.index(takeaway.id, takeaway.workspace, *documents.stems_of(takeaway))


def downgrade() -> None:
    """Take the tables away."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE takeaway_fts")
    op.drop_index("ix_takeaway_by", "takeaway")
    for name in ("stem_gram", "stem", "takeaway_text"):
        op.drop_table(name)
