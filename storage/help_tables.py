"""The tables of finding help: skills and who has them, bookings and the time they take up, questions and answers."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, PlainSerializer, TypeAdapter
from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from storage.columns import Ordinal, Shape
from storage.declare import (
    WORDS,
    flag,
    instant,
    metadata,
    minted,
    number,
    of,
    partial_index,
    shape,
    words,
)


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"an instant without a zone cannot be kept: {at!r}")
    return at.astimezone(UTC)


_INSTANTS = Shape(
    TypeAdapter(
        tuple[
            Annotated[
                datetime,
                AfterValidator(_in_utc),
                PlainSerializer(lambda at: _in_utc(at).isoformat(), return_type=str),
            ],
            ...,
        ]
    )
)

skill = Table(
    "skill",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    words("name"),
    words("key"),
    shape("aliases", WORDS),
    words("created_by"),
    instant("created_at"),
    number("version"),
    Index(None, "workspace"),
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
)

evidence = Table(
    "evidence",
    metadata,
    words("workspace"),
    of("member", "member", goes_with=True),
    words("skill"),
    number("level"),
    words("source"),
    words("by"),
    instant("at"),
    PrimaryKeyConstraint("member", "skill", "source", "by"),
    Index(None, "workspace", "skill"),
)

# Members by what they offer and want, see storage/holding.py; the index has the order in which they are asked.
member_skill = Table(
    "member_skill",
    metadata,
    Column("ordinal", Ordinal, primary_key=True),
    words("workspace"),
    of("member", "member", goes_with=True),
    words("kind"),
    words("key"),
    number("below"),  # how many levels they are known to be below the highest
    instant("asked_at"),
    UniqueConstraint("member", "kind", "key"),
    Index(None, "workspace", "kind", "key", "below", "asked_at", "ordinal"),
)

booking = Table(
    "booking",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    of("asker", "member"),
    of("peer", "member"),
    words("skill"),
    words("topic"),
    number("minutes"),
    instant("opens"),
    instant("closes"),
    flag("urgent"),
    words("state"),
    words("turn"),
    shape("times", _INSTANTS),
    number("counters"),
    instant("starts_at", perhaps=True),
    shape("passed", WORDS),
    words("suggested"),
    words("reason"),
    words("token"),
    number("sequence"),
    words("step"),
    instant("step_at", perhaps=True),
    instant("created_at"),
    instant("asked_at", perhaps=True),
    number("version"),
    UniqueConstraint("token"),
    Index(None, "asker"),
    Index(None, "peer"),
    partial_index("ix_booking_open", "peer", where="state = 'asked' AND turn = 'peer'"),
    partial_index("ix_booking_due", "step_at", "ordinal", where="step_at IS NOT NULL"),
)

# Whom a booking was asked of, and when.
booking_ask = Table(
    "booking_ask",
    metadata,
    of("booking", "booking", goes_with=True),
    of("member", "member", goes_with=True),
    instant("at"),
    PrimaryKeyConstraint("booking", "member"),
    Index(None, "member", "at"),
)

# The quarters of an hour that are taken up: one of each for a member.
booking_slot = Table(
    "booking_slot",
    metadata,
    of("member", "member", goes_with=True),
    instant("at"),
    of("booking", "booking", goes_with=True),
    PrimaryKeyConstraint("member", "at"),
    Index(None, "booking"),
)

question = Table(
    "question",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    of("asker", "member"),
    words("text"),
    words("skill"),
    shape("to", WORDS),
    words("channel"),
    words("state"),
    instant("created_at"),
    number("version"),
    Index(None, "asker", "ordinal"),
)

answer = Table(
    "answer",
    metadata,
    *minted(),
    of("question", "question", goes_with=True),
    of("member", "member"),
    words("text"),
    instant("at"),
    UniqueConstraint("question", "member"),
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
    words("by"),
    words("kept_by"),
    words("answer"),
    instant("created_at"),
    number("version"),
    Index(None, "workspace", "ordinal"),
    partial_index("uq_takeaway_kept", "answer", where="answer <> ''", unique=True),
)
