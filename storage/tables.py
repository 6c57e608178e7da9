"""The tables; each is named like its record and has columns named like its fields."""

from pydantic import TypeAdapter
from sqlalchemy import Column, Date, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from facilitation.outbox import TO
from facilitation.programs.model import Settings
from facilitation.talk.messages import MESSAGE
from storage.columns import Shape
from storage.declare import (
    ANY,
    WORDS,
    flag,
    ident,
    instant,
    metadata,
    minted,
    number,
    of,
    partial_index,
    shape,
    words,
)

workspace = Table(
    "workspace",
    metadata,
    ident(),
    words("platform"),
    words("name"),
    words("zone"),
    shape("holidays", WORDS),
    words("state"),
    instant("created_at"),
    number("version"),
)

member = Table(
    "member",
    metadata,
    ident(),
    of("workspace", "workspace"),
    words("name"),
    words("handle"),
    words("email"),
    words("zone"),
    words("role"),
    words("team"),
    words("location"),
    number("level"),
    shape("languages", WORDS),
    shape("offers", WORDS),
    shape("wants", WORDS),
    shape("work", Shape(TypeAdapter(tuple[int, int]))),
    words("manager"),
    number("smallest"),
    words("state"),
    instant("seen_at", perhaps=True),
    number("version"),
    words("called"),  # what they answer to, see storage/people.py
    Index(None, "workspace", "state"),
)

avoid = Table(
    "avoid",
    metadata,
    of("workspace", "workspace"),
    of("member", "member", goes_with=True),
    of("avoided", "member", goes_with=True),
    PrimaryKeyConstraint("member", "avoided"),
    Index(None, "workspace"),
    Index(None, "avoided"),
)

program = Table(
    "program",
    metadata,
    ident(),
    of("workspace", "workspace"),
    number("number"),
    words("name"),
    words("format"),
    words("goal"),
    words("channel"),
    words("channel_name"),
    Column("anchor", Date, nullable=False),
    shape("settings", Shape(TypeAdapter(Settings))),
    shape("facilitators", WORDS),
    words("state"),
    words("created_by"),
    instant("created_at"),
    number("version"),
    UniqueConstraint("workspace", "number"),
)

enrollment = Table(
    "enrollment",
    metadata,
    of("program", "program"),
    of("member", "member", goes_with=True),
    words("workspace"),
    words("state"),
    words("cause"),
    instant("returns_at", perhaps=True),
    words("skips"),
    number("silent"),
    number("missed"),
    instant("joined_at"),
    number("version"),
    PrimaryKeyConstraint("program", "member"),
    Index(None, "member"),
    Index(None, "workspace", "state", "program"),
    partial_index("ix_enrollment_returning", "returns_at", where="state = 'paused'"),
)

round = Table(
    "round",
    metadata,
    *minted(),
    words("workspace"),
    of("program", "program"),
    number("number"),
    words("occurrence"),
    instant("opens_at"),
    number("seed"),
    words("state"),
    words("step"),
    instant("step_at", perhaps=True),
    number("version"),
    UniqueConstraint("program", "occurrence"),
    Index(None, "program", "opens_at"),
    partial_index("uq_round_planned", "program", where="state = 'planned'", unique=True),
    partial_index("ix_round_due", "step_at", where="step_at IS NOT NULL"),
)

circle = Table(
    "circle",
    metadata,
    *minted(),
    words("workspace"),
    of("program", "program"),
    of("round", "round"),
    instant("created_at"),
    words("conversation"),
    words("thread"),
    instant("heard_at", perhaps=True),
    flag("dissolved"),
    number("version"),
    Index(None, "round"),
    Index(None, "program"),
    Index(None, "workspace", "conversation"),
)

seat = Table(
    "seat",
    metadata,
    of("circle", "circle", goes_with=True),
    number("place"),
    of("member", "member"),
    words("reason"),
    flag("captain"),
    flag("left"),
    PrimaryKeyConstraint("circle", "place"),
    Index(None, "member"),
)

session = Table(
    "session",
    metadata,
    *minted(),
    words("workspace"),
    of("circle", "circle", goes_with=True),
    of("round", "round"),
    words("outcome"),
    words("answered_by"),
    instant("answered_at", perhaps=True),
    number("asked"),
    number("version"),
    Index(None, "circle"),
    Index(None, "round"),
)

# Deliveries, what came in and facts refer to nothing: they outlive what they tell of.
delivery = Table(
    "delivery",
    metadata,
    *minted(),
    words("key"),
    words("workspace"),
    shape("to", Shape(TO)),
    shape("message", Shape(MESSAGE)),
    words("kind"),
    words("about"),
    instant("due_at"),
    instant("stale_at", perhaps=True),
    words("twice"),
    words("state"),
    number("attempts"),
    instant("first_sent_at", perhaps=True),
    instant("sent_at", perhaps=True),
    words("conversation"),
    words("message_id"),
    words("reason"),
    words("lane"),  # whom it goes to, in short: one at a time, in order
    words("owner"),
    instant("lease_until", perhaps=True),
    UniqueConstraint("workspace", "key"),
    Index(None, "state", "due_at", "ordinal"),
    partial_index("ix_delivery_lane", "lane", "due_at", "ordinal", where="state = 'pending'"),
    partial_index("ix_delivery_flying", "lane", where="state IN ('sending', 'unsure')"),
    partial_index("ix_delivery_stale", "stale_at", where="state = 'pending'"),
)

inbox = Table(
    "inbox",
    metadata,
    words("workspace"),
    words("key"),
    instant("at"),
    PrimaryKeyConstraint("workspace", "key"),
    Index(None, "at"),
)

fact = Table(
    "fact",
    metadata,
    *minted(),
    words("workspace"),
    instant("at"),
    words("kind"),
    words("by"),
    words("program"),
    words("round"),
    words("circle"),
    words("member"),
    shape("data", ANY),
    Column("before", ANY),
    Column("after", ANY),
    words("undoes"),
    words("undone_by"),
    Index(None, "program", "at"),
    Index(None, "round", "at"),
    Index(None, "member", "at"),
    partial_index("ix_fact_changes", "workspace", "at", where="before IS NOT NULL"),
)
