"""The tables; each is named like its record and has columns named like its fields."""

from pydantic import TypeAdapter
from sqlalchemy import Column, Date, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from facilitation.pairing.model import Reason
from facilitation.post.outbox import TO
from facilitation.programs.model import Settings
from facilitation.talk.messages import MESSAGE
from storage.columns import Frozen, Shape, Worded, Words
from storage.declare import (
    ANY,
    INSTANTS,
    WEEK,
    WORDS,
    flag,
    ident,
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

workspace = Table(
    "workspace",
    metadata,
    ident(),
    words("platform"),
    words("name"),
    words("zone"),
    shape("holidays", WORDS),
    words("state"),
    words("replies"),
    number("spare"),
    number("least"),
    instant("created_at"),
    number("version"),
    info=kept("nobody"),
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
    words("locale"),
    shape("offers", WORDS),
    shape("wants", WORDS),
    shape("work", WEEK),
    person("manager", refers=False, told=False),
    number("smallest"),
    flag("takes_more"),
    words("state"),
    instant("seen_at", perhaps=True),
    number("version"),
    Index(None, "workspace", "state", "team"),
    info=kept("who"),
)

avoid = Table(
    "avoid",
    metadata,
    of("workspace", "workspace"),
    person("member", goes=True, goes_with=True),
    person("avoided", goes=True, goes_with=True, told=False),
    PrimaryKeyConstraint("member", "avoided"),
    Index(None, "workspace"),
    Index(None, "avoided"),
    info=kept("avoids"),
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
    shape("settings", Frozen(TypeAdapter(Settings))),
    naming(shape("facilitators", WORDS)),
    words("state"),
    words("lost_channel"),
    words("lost_name"),
    person("created_by", refers=False),
    instant("created_at"),
    number("version"),
    UniqueConstraint("workspace", "number"),
    info=kept("changes"),
)

enrollment = Table(
    "enrollment",
    metadata,
    of("program", "program"),
    person("member", goes=True, goes_with=True),
    words("workspace"),
    words("state"),
    words("cause"),
    instant("returns_at", perhaps=True),
    instant("pauses_at", perhaps=True),
    words("skips"),
    words("once"),
    number("silent"),
    number("missed"),
    words("missed_in"),
    instant("joined_at"),
    number("version"),
    PrimaryKeyConstraint("program", "member"),
    Index(None, "member"),
    Index(None, "workspace", "state", "program"),
    info=kept("part"),
)

# What is due, of whatever record; it refers to nothing, as its kinds are many.
step = Table(
    "step",
    metadata,
    words("kind"),
    naming(words("record")),
    words("name"),
    instant("at"),
    words("workspace"),
    words("state"),
    words("holder"),
    instant("held_until", perhaps=True),
    PrimaryKeyConstraint("record", "name"),
    Index(None, "at", "kind", "record"),
    info=kept("nobody"),
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
    number("missed"),
    number("version"),
    UniqueConstraint("program", "occurrence"),
    Index(None, "program", "opens_at"),
    partial_index(
        "uq_round_planned", "program", where="state IN ('planned', 'resting')", unique=True
    ),
    info=kept("nobody"),
)

circle = Table(
    "circle",
    metadata,
    *minted(),
    words("workspace"),
    of("program", "program"),
    of("round", "round"),
    instant("created_at"),
    number("until"),
    naming(words("conversation")),
    words("thread"),
    instant("heard_at", perhaps=True),
    flag("dissolved"),
    number("version"),
    Index(None, "round"),
    Index(None, "program"),
    Index(None, "workspace", "conversation"),
    info=kept("met"),
)

seat = Table(
    "seat",
    metadata,
    of("circle", "circle", goes_with=True),
    number("place"),
    person("member"),
    Column("reason", Worded(TypeAdapter(Reason)), nullable=False),
    shape("roles", WORDS),
    flag("left"),
    PrimaryKeyConstraint("circle", "place"),
    Index(None, "member"),
    info=kept("met"),
)

# The ledger: who had which role in which round.
turn = Table(
    "turn",
    metadata,
    words("program"),
    words("round"),
    of("circle", "circle", goes_with=True),
    person("member"),
    words("role"),
    PrimaryKeyConstraint("circle", "round", "member", "role"),
    Index(None, "program", "member", "role"),
    info=kept("met"),
)

# A session is of a circle in a round, or of a booking; the other is empty.
session = Table(
    "session",
    metadata,
    *minted(),
    words("workspace"),
    words("program"),
    words("round"),
    words("circle"),
    words("booking"),
    instant("starts_at", perhaps=True),
    number("minutes"),
    shape("times", INSTANTS),
    number("proposals"),
    words("token"),
    number("sequence"),
    words("outcome"),
    person("answered_by", refers=False),
    instant("answered_at", perhaps=True),
    number("asked"),
    number("version"),
    Index(None, "circle"),
    Index(None, "round"),
    Index(None, "program", "answered_at"),
    partial_index("uq_session_booking", "booking", where="booking <> ''", unique=True),
    partial_index("ix_session_token", "token", where="token <> ''"),
    info=kept("met"),
)

part = Table(
    "part",
    metadata,
    of("session", "session", goes_with=True),
    number("place"),
    person("member"),
    words("outcome"),
    words("helped"),
    instant("at", perhaps=True),
    Column("suits", INSTANTS, nullable=True),
    PrimaryKeyConstraint("session", "place"),
    Index(None, "member"),
    info=kept("met"),
)

# Of what is not over alone, and each with a word of its own that a query must say to use it: a planner that believes
# the outbox empty takes any index that it may, and a claim that asked the wrong one for each lane read it whole.
DUE = "state = 'pending' AND urgency >= 0"
LANE = "state = 'pending' AND lane <> ''"
STALE = "state = 'pending' AND stale_at IS NOT NULL"
FLYING = "state IN ('sending', 'unsure')"
WAITING = "wait_until IS NOT NULL"
FAILED = "state IN ('dead', 'withdrawn')"

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
    number("put_off"),
    flag("posted"),
    instant("first_sent_at", perhaps=True),
    instant("sent_at", perhaps=True),
    naming(words("conversation")),
    naming(words("message_id")),
    words("reason"),
    words("lane"),  # whom it goes to, in short: one at a time, in order
    number("urgency"),  # 0 what is awaited, 1 what is broadcast
    instant("wait_until", perhaps=True),
    words("owner"),
    instant("lease_until", perhaps=True),
    UniqueConstraint("workspace", "key"),
    partial_index("ix_delivery_due", "urgency", "due_at", "ordinal", where=DUE),
    partial_index("ix_delivery_lane", "lane", "due_at", "ordinal", where=LANE),
    partial_index("ix_delivery_flying", "lane", where=FLYING),
    partial_index("ix_delivery_waiting", "lane", where=WAITING),
    partial_index("ix_delivery_stale", "stale_at", where=STALE),
    partial_index("ix_delivery_failed", "state", where=FAILED),
    info=kept("messages"),
)

# The way to a workspace that asked to wait: shut, then tried by one delivery at a time, gone when one got through.
gate = Table(
    "gate",
    metadata,
    Column("workspace", Words, primary_key=True),
    instant("shut_until"),
    words("probe"),
    instant("probe_until", perhaps=True),
    info=kept("nobody"),
)

inbox = Table(
    "inbox",
    metadata,
    words("workspace"),
    words("key"),
    instant("at"),
    PrimaryKeyConstraint("workspace", "key"),
    Index(None, "at"),
    info=kept("commands"),
)

# What a platform was told that we have, before it was done; `what` is sealed, and empty once it is carried out.
promise = Table(
    "promise",
    metadata,
    words("workspace"),
    words("key"),
    person("member", goes=True, refers=False, told=False),
    words("what"),
    instant("at"),
    words("owner"),
    instant("lease_until"),
    number("tries"),
    PrimaryKeyConstraint("workspace", "key"),
    Index(None, "lease_until"),
    info=kept("commands"),
)

fact = Table(
    "fact",
    metadata,
    *minted(),
    words("workspace"),
    instant("at"),
    words("kind"),
    person("by", refers=False),
    words("program"),
    words("round"),
    words("circle"),
    person("member", refers=False),  # or the id of a skill
    naming(shape("data", ANY)),
    naming(Column("before", ANY)),
    naming(Column("after", ANY)),
    words("undoes"),
    words("undone_by"),
    Index(None, "program", "at"),
    Index(None, "round", "at"),
    Index(None, "member", "at"),
    partial_index("ix_fact_changes", "workspace", "at", where="before IS NOT NULL"),
    info=kept("part"),
)
