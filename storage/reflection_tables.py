"""The tables of what members take from sessions: their own words, which nobody else is shown."""

from sqlalchemy import Column, Date, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from storage.declare import (
    flag,
    instant,
    kept,
    metadata,
    minted,
    number,
    of,
    partial_index,
    person,
    words,
)

reflection = Table(
    "reflection",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    person("member", goes=True, goes_with=True, said=("uses", "cue", "does")),
    words("about"),
    words("program"),
    number("useful"),
    words("uses"),
    words("cue"),
    words("does"),
    Column("until", Date),
    flag("shared"),
    words("state"),
    instant("made_at"),
    number("version"),
    Index(None, "member", "state"),
    Index(None, "program"),
    partial_index("uq_reflection_about", "member", "about", where="about <> ''", unique=True),
    info=kept("reflections"),
)

follow_up = Table(
    "follow_up",
    metadata,
    *minted(),
    of("reflection", "reflection", goes_with=True),
    person("member", goes=True, goes_with=True, said=("words",)),
    words("stage"),
    instant("due_at"),
    instant("asked_at", perhaps=True),
    words("answer"),
    instant("settled_at", perhaps=True),
    words("words"),
    person("witness", refers=False),
    instant("confirmed_at", perhaps=True),
    number("version"),
    UniqueConstraint("reflection", "stage", name="uq_follow_up_reflection"),
    partial_index("ix_follow_up_unsettled", "member", "due_at", where="settled_at IS NULL"),
    partial_index(
        "ix_follow_up_witness", "witness", where="witness <> '' AND confirmed_at IS NULL"
    ),
    info=kept("reflections"),
)

# When each member's next card comes, see facilitation/reflections/mornings.py.
morning = Table(
    "morning",
    metadata,
    person("member", goes=True, goes_with=True),
    words("workspace"),
    instant("at", perhaps=True),
    flag("off"),
    PrimaryKeyConstraint("member"),
    Index(None, "workspace", "at", "member"),
    info=kept("part"),
)
