"""The tables of agendas: what people bring and wish for, who is for it, duties, and calendars."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint

from storage.declare import (
    MOMENTS,
    WORDS,
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

agenda_item = Table(
    "agenda_item",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    of("program", "program"),
    person("member", goes=True, said=("topic", "link")),
    words("kind"),
    words("topic"),
    number("minutes"),
    words("skill"),
    words("wish"),
    words("round"),
    words("discussion"),
    words("link"),
    words("state"),
    instant("at"),
    number("version"),
    Index(None, "program", "state"),
    Index(None, "member"),
    partial_index("ix_agenda_item_round", "round", where="round <> ''"),
    info=kept("agenda"),
)

agenda_vote = Table(
    "agenda_vote",
    metadata,
    of("item", "agenda_item", goes_with=True),
    person("member", goes=True, goes_with=True),
    instant("at"),
    PrimaryKeyConstraint("item", "member"),
    Index(None, "member"),
    info=kept("agenda"),
)

duty = Table(
    "duty",
    metadata,
    of("program", "program"),
    of("round", "round", goes_with=True),
    person("member"),
    words("role"),
    flag("declined"),
    instant("at"),
    PrimaryKeyConstraint("round", "member", "role"),
    Index(None, "program", "member", "role"),
    Index(None, "member"),
    info=kept("met"),
)

series = Table(
    "series",
    metadata,
    of("circle", "circle", goes_with=True),
    number("since"),
    number("days"),
    words("clock"),
    shape("skipped", WORDS),
    shape("moved", MOMENTS),
    instant("at"),
    PrimaryKeyConstraint("circle"),
    info=kept("met"),
)

subscription = Table(
    "subscription",
    metadata,
    person("member", goes=True, goes_with=True),
    words("token"),
    instant("at"),
    PrimaryKeyConstraint("member"),
    UniqueConstraint("token"),
    info=kept("who"),
)
