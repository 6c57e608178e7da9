"""The tables of knowledge beside questions and takeaways: what came of takeaways, and the stems they are found by."""

from sqlalchemy import DDL, Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint, event

from storage.columns import Ordinal
from storage.declare import ANY, flag, instant, kept, metadata, number, of, person, shape, words

# What a member said last of a takeaway that they tried.
trial = Table(
    "trial",
    metadata,
    of("takeaway", "takeaway", goes_with=True),
    person("member", goes=True, goes_with=True),
    words("outcome"),
    instant("at"),
    PrimaryKeyConstraint("takeaway", "member"),
    info=kept("help"),
)

# The stems of a takeaway and of its title, a space between any two; what searches them is made beside the table.
takeaway_text = Table(
    "takeaway_text",
    metadata,
    Column("ordinal", Ordinal, primary_key=True),
    of("takeaway", "takeaway", goes_with=True),
    words("title"),
    words("stems"),
    UniqueConstraint("takeaway"),
    info=kept("help"),
)

# In how many takeaways of a workspace a stem stands; what begins with 0 is no word but says whose or what kind it is.
stem = Table(
    "stem",
    metadata,
    words("workspace"),
    words("stem"),
    number("uses"),
    PrimaryKeyConstraint("workspace", "stem"),
    info=kept("help"),
)

# The letter trigrams of stems, by which one that is nearly written so is found.
stem_gram = Table(
    "stem_gram",
    metadata,
    words("workspace"),
    words("gram"),
    words("stem"),
    PrimaryKeyConstraint("workspace", "gram", "stem"),
    info=kept("help"),
)

# Who lets takeaways come back to them as questions.
recall_reader = Table(
    "recall_reader",
    metadata,
    person("member", goes=True, goes_with=True),
    instant("at"),
    PrimaryKeyConstraint("member"),
    info=kept("recall"),
)

# What comes back to whom, and when; what they answered is not kept, only how well it came to mind.
recall = Table(
    "recall",
    metadata,
    of("takeaway", "takeaway", goes_with=True),
    person("member", goes=True, goes_with=True),
    instant("due_at"),
    shape("memory", ANY),
    words("rating"),
    instant("answered_at", perhaps=True),
    instant("asked_at", perhaps=True),
    PrimaryKeyConstraint("takeaway", "member"),
    Index(None, "member", "due_at"),
    info=kept("recall"),
)

# The question that is asked about a takeaway, where somebody wrote one.
recall_question = Table(
    "recall_question",
    metadata,
    of("takeaway", "takeaway", goes_with=True),
    words("question"),
    person("by", refers=False, said=("question",)),
    flag("situation"),
    PrimaryKeyConstraint("takeaway"),
    info=kept("recall"),
)

FTS = "takeaway_fts"
"""What the names of all begin with that only one of the databases has: tables of FTS5, an index of PostgreSQL."""
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
        """ALTER TABLE takeaway_text ADD COLUMN takeaway_fts_said tsvector
            GENERATED ALWAYS AS (array_to_tsvector(string_to_array(stems, ' '))) STORED""",
        """CREATE INDEX takeaway_fts ON takeaway_text
            USING gin (takeaway_fts_said) WITH (fastupdate = off)""",
    ),
}
"""How the stems are searched: rows are written and deleted, never changed."""

for dialect, statements in _SEARCHED.items():
    for statement in statements:
        made = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
        event.listen(takeaway_text, "after_create", made)


def is_ours(name: str | None, *_: object) -> bool:
    """Return whether a table or index is declared here, and not made beside."""
    return not (name or "").startswith(FTS)
