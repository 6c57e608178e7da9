"""The table of aims: members' own words, which nobody else is shown unless they share them."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from storage.declare import flag, instant, kept, metadata, of, person, words

aim = Table(
    "aim",
    metadata,
    of("program", "program", goes_with=True),
    person("member", goes=True, goes_with=True, said=("wants", "came")),
    words("wants"),
    words("came"),
    flag("shared"),
    instant("at"),
    PrimaryKeyConstraint("program", "member"),
    Index(None, "member"),
    info=kept("aims"),
)
