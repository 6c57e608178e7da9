"""The tables of reports: which are sent every month, and to whom."""

from sqlalchemy import Index, Table

from storage.declare import instant, kept, metadata, minted, of, person, words

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
