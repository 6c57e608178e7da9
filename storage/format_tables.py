"""The tables of formats: those that a workspace has of its own, and what their steps have asked people."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from storage.declare import instant, kept, metadata, minted, of, person, words

# Formats that a workspace has of its own: the newest of a name counts, and the others are its history.
workspace_format = Table(
    "workspace_format",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    words("name"),
    words("text"),
    person("by", refers=False),
    instant("at"),
    Index(None, "workspace", "name", "ordinal"),
    info=kept("changes"),
)

# What members answered to a question that a step of a round asked.
collected = Table(
    "collected",
    metadata,
    of("round", "round", goes_with=True),
    words("step"),
    person("member", goes=True, goes_with=True, said=("answer",)),
    words("circle"),
    words("answer"),
    instant("at"),
    PrimaryKeyConstraint("round", "step", "member"),
    Index(None, "member"),
    info=kept("met"),
)
