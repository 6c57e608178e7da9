"""The tables of finding help: skills and who has them, bookings and the time they take up, questions and answers."""

from pydantic import TypeAdapter
from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from storage.columns import Ordinal, Shape
from storage.declare import (
    AT,
    INSTANTS,
    WORDS,
    flag,
    instant,
    kept,
    metadata,
    minted,
    naming,
    number,
    of,
    partial_index,
    person,
    shape,
    words,
)

_SPANS = Shape(TypeAdapter(tuple[tuple[AT, AT], ...]))

skill = Table(
    "skill",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    words("name"),
    words("key"),
    shape("aliases", WORDS),
    person("created_by", refers=False),
    instant("created_at"),
    flag("more_wait"),
    number("version"),
    Index(None, "workspace"),
    info=kept("skills"),
)

# When somebody hears, or heard last, that a skill which they want is offered.
hint = Table(
    "hint",
    metadata,
    person("member", goes=True, goes_with=True),
    instant("at"),
    PrimaryKeyConstraint("member"),
    info=kept("skills"),
)

# What a skill is called, its key and its aliases: a word means one skill in a workspace.
skill_word = Table(
    "skill_word",
    metadata,
    words("workspace"),
    words("word"),
    of("skill", "skill", goes_with=True),
    PrimaryKeyConstraint("workspace", "word"),
    Index(None, "skill"),
    info=kept("skills"),
)

# What somebody wanted to learn, since when, and when a colleague agreed to help with it.
wish = Table(
    "wish",
    metadata,
    words("workspace"),
    person("member", goes=True, goes_with=True),
    words("skill"),
    instant("since"),
    instant("met_at", perhaps=True),
    PrimaryKeyConstraint("member", "skill"),
    Index(None, "workspace", "met_at"),
    info=kept("skills"),
)

evidence = Table(
    "evidence",
    metadata,
    words("workspace"),
    person("member", goes=True, goes_with=True),
    words("skill"),
    number("level"),
    words("source"),
    person("by", refers=False),
    instant("at"),
    PrimaryKeyConstraint("member", "skill", "source", "by"),
    Index(None, "workspace", "skill"),
    info=kept("skills"),
)

# Members by what they offer and want, see storage/holding.py; the index has the order in which they are asked.
member_skill = Table(
    "member_skill",
    metadata,
    Column("ordinal", Ordinal, primary_key=True),
    words("workspace"),
    person("member", goes=True, goes_with=True),
    words("kind"),
    words("key"),
    number("below"),  # how many levels they are known to be below the highest
    instant("asked_at"),
    UniqueConstraint("member", "kind", "key"),
    Index(None, "workspace", "kind", "key", "below", "asked_at", "ordinal"),
    info=kept("skills"),
)

booking = Table(
    "booking",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    person("asker", said=("topic",)),
    person("peer", said=("reason",)),
    words("skill"),
    words("topic"),
    number("minutes"),
    instant("opens"),
    instant("closes"),
    shape("gaps", _SPANS),
    flag("urgent"),
    words("state"),
    words("turn"),
    shape("times", INSTANTS),
    number("counters"),
    instant("starts_at", perhaps=True),
    naming(shape("passed", WORDS)),
    naming(words("suggested")),
    words("reason"),
    words("token"),
    number("sequence"),
    instant("created_at"),
    instant("asked_at", perhaps=True),
    number("version"),
    UniqueConstraint("token"),
    Index(None, "asker"),
    Index(None, "peer"),
    partial_index("ix_booking_open", "peer", where="state = 'asked' AND turn = 'peer'"),
    info=kept("help"),
)

# Whom a booking was asked of and when, and what came of it that was no meeting.
booking_ask = Table(
    "booking_ask",
    metadata,
    of("booking", "booking", goes_with=True),
    person("member", goes_with=True),
    instant("at"),
    words("vain"),
    instant("vain_at", perhaps=True),
    PrimaryKeyConstraint("booking", "member"),
    Index(None, "member", "at"),
    info=kept("help"),
)

question = Table(
    "question",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    person("asker", goes=True, said=("text",)),
    words("text"),
    words("skill"),
    naming(shape("to", WORDS)),
    words("channel"),
    words("state"),
    instant("created_at"),
    number("version"),
    Index(None, "asker", "ordinal"),
    info=kept("help"),
)

answer = Table(
    "answer",
    metadata,
    *minted(),
    of("question", "question", goes_with=True),
    person("member", goes=True, said=("text",)),
    words("text"),
    instant("at"),
    UniqueConstraint("question", "member"),
    info=kept("help"),
)

# Outlives its question and those who gave and kept it.
takeaway = Table(
    "takeaway",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    words("title"),
    words("text"),
    words("skill"),
    person("by", goes=True, refers=False, said=("title", "text")),
    person("kept_by", refers=False, said=("title",)),
    person("owner", refers=False),
    words("kind"),
    words("link"),
    number("level"),
    words("answer"),
    words("source"),
    words("program"),
    flag("open"),
    words("state"),
    naming(shape("asked", WORDS)),
    person("checked_by", refers=False),
    instant("review_at", perhaps=True),
    words("replaced_by"),
    instant("created_at"),
    number("version"),
    Index(None, "workspace", "ordinal"),
    Index(None, "owner", "ordinal"),
    Index(None, "by"),
    Index(None, "program", "ordinal"),
    partial_index("uq_takeaway_kept", "answer", where="answer <> ''", unique=True),
    info=kept("help"),
)

# The quarters of an hour that are taken up, by a booking or a session: one of each for a member.
slot = Table(
    "slot",
    metadata,
    person("member", goes=True, goes_with=True),
    instant("at"),
    words("by"),
    PrimaryKeyConstraint("member", "at"),
    Index(None, "by"),
    info=kept("help"),
)
