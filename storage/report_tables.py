"""The tables of reports: which are sent every month and to whom, who was asked for their story, teams' own figures."""

from sqlalchemy import Column, Date, Index, PrimaryKeyConstraint, Table

from storage.declare import instant, kept, metadata, minted, number, of, person, words

# To one member, or else to a channel.
report_order = Table(
    "report_order",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    of("program", "program"),
    person("member", goes=True, refers=False),
    words("channel"),
    words("channel_name"),
    person("by", refers=False),
    instant("at"),
    Index("uq_report_order", "program", "member", "channel", unique=True),
    info=kept("reports"),
)

success_case = Table(
    "success_case",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    of("program", "program"),
    person("member", goes=True, goes_with=True),
    words("kind"),
    words("state"),
    person("by", refers=False),
    instant("at"),
    number("version"),
    Index(None, "program"),
    Index(None, "member"),
    info=kept("cases"),
)

# What was last told of rates, see facilitation/people/withholding.py: of nobody in particular.
share = Table(
    "share",
    metadata,
    words("cell"),
    of("workspace", "workspace"),
    number("count"),
    number("number"),
    number("told"),
    PrimaryKeyConstraint("cell"),
    info=kept("changes"),
)

team_figure = Table(
    "team_figure",
    metadata,
    *minted(),
    of("workspace", "workspace"),
    of("program", "program"),
    words("name"),
    words("value"),
    words("unit"),
    Column("day", Date, nullable=False),
    words("source"),
    person("by", refers=False),
    instant("at"),
    Index(None, "program", "day"),
    info=kept("changes"),
)
