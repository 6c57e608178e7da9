"""The tables of discussions: each with what was contributed, and the questions that wait their turn."""

from pydantic import TypeAdapter
from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, Table

from storage.columns import Shape, Words
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
    shape,
    words,
)

discussion = Table(
    "discussion",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    of("program", "program"),
    words("question"),
    person("facilitator", said=("summary",)),
    person("opened_by", refers=False, said=("question",)),
    words("round"),
    flag("sealed"),
    flag("clinic"),
    flag("nameless"),
    number("enough"),
    flag("looked_through"),
    words("conversation"),
    words("thread"),
    words("state"),
    instant("opened_at"),
    instant("closes_at"),
    instant("closed_at", perhaps=True),
    words("summary"),
    number("version"),
    Index(None, "workspace", "state"),
    Index(None, "program"),
    partial_index("uq_discussion_round", "round", where="round <> ''", unique=True),
    partial_index("ix_discussion_thread", "conversation", "thread", where="thread <> ''"),
    info=kept("threads"),
)

prompt = Table(
    "prompt",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    of("program", "program"),
    words("asks"),
    person("by", goes=True, refers=False, said=("asks",)),
    words("card"),
    number("urgency"),
    words("state"),
    instant("at"),
    number("version"),
    Index(None, "program", "state"),
    info=kept("threads"),
)

contribution = Table(
    "contribution",
    metadata,
    *minted(),
    of("discussion", "discussion", goes_with=True),
    person("member", goes=True, said=("words",)),
    words("message"),
    words("words"),
    instant("at"),
    words("state"),
    words("shown"),
    number("reactions"),
    Index(None, "discussion", "member"),
    partial_index(
        "uq_contribution_message", "discussion", "message", where="message <> ''", unique=True
    ),
    info=kept("threads"),
)

clinic = Table(
    "clinic",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    of("discussion", "discussion", goes_with=True),
    person("owner", said=("action",)),
    words("circle"),
    shape("pace", Shape(TypeAdapter(tuple[int, ...]))),
    words("stage"),
    instant("until", perhaps=True),
    number("left"),
    words("action"),
    instant("acts_at", perhaps=True),
    words("went"),
    number("version"),
    Index("uq_clinic_discussion", "discussion", unique=True),
    info=kept("threads"),
)

thread_reading = Table(
    "thread_reading",
    metadata,
    of("discussion", "discussion", goes_with=True),
    instant("due_at"),
    PrimaryKeyConstraint("discussion"),
    Index(None, "due_at"),
    info=kept("threads"),
)
"""When the thread of a discussion is read next; the row goes when it is closed."""

workspace_deck = Table(
    "workspace_deck",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    words("name"),
    words("text"),
    person("by", refers=False),
    instant("at"),
    Index("uq_workspace_deck", "workspace", "name", unique=True),
    info=kept("changes"),
)

prompt_vote = Table(
    "prompt_vote",
    metadata,
    Column("prompt", Words, ForeignKey("prompt.id", ondelete="CASCADE"), primary_key=True),
    person("member", goes=True, refers=False, key=True),
    info=kept("threads"),
)
