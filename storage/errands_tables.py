"""The tables of slow work: errands that wait to be carried, and what is told to a record store."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from storage.declare import (
    ANY,
    flag,
    ident,
    instant,
    kept,
    metadata,
    number,
    partial_index,
    person,
    shape,
    words,
)

# `free_at` is when it may be taken, by the database's clock: a lease that runs out needs nobody to clear it.
errand = Table(
    "errand",
    metadata,
    words("kind"),
    words("record"),
    words("workspace"),
    words("owner"),
    number("tries"),
    words("why"),
    instant("free_at"),
    PrimaryKeyConstraint("kind", "record"),
    Index(None, "kind", "free_at"),
    info=kept("nobody"),
)

# Under which opaque name a member stands in the record store, and whether they say no to standing there.
account = Table(
    "account",
    metadata,
    person("member", goes=True, refers=False, key=True),
    words("workspace"),
    words("name"),
    flag("silent"),
    info=kept("statements"),
)

# `member` is empty where it is about no person: it takes back what was told of one. `body` goes once it has arrived.
statement = Table(
    "statement",
    metadata,
    ident(),
    words("workspace"),
    person("member", goes=True, refers=False),
    words("says"),
    words("about"),
    instant("at"),
    shape("body", ANY),
    words("state"),
    words("reason"),
    Index(None, "member"),
    Index(None, "about"),
    Index(None, "workspace", "state"),
    partial_index("ix_statement_refused", "workspace", "at", where="state = 'refused'"),
    info=kept("statements"),
)
