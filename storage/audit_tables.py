"""The tables of the audit, with the trigger that lets nothing be changed in it or taken out."""

from sqlalchemy import DDL, Column, Connection, Index, Table, event

from storage.columns import Ordinal, Words
from storage.declare import instant, kept, metadata, person, words

audit = Table(
    "audit",
    metadata,
    Column("ordinal", Ordinal, primary_key=True),
    words("workspace"),
    instant("at"),
    words("what"),
    words("who"),
    words("about"),
    words("details"),
    Index(None, "workspace", "ordinal"),
    info=kept("changes"),
)

audit_key = Table(
    "audit_key",
    metadata,
    person("member", goes=True, refers=False, key=True, told=False),
    Column("token", Words, nullable=False, unique=True),
    info=kept("changes"),
)

_SAYS = "the audit is only ever added to"
GUARDS = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_no_{act} BEFORE {act} ON audit BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
        for act in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$",
        "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW "
        "EXECUTE FUNCTION audit_stays()",
    ),
}
"""What makes the trigger, by the kind of database; a migration that makes the table anew makes it again."""

for _kind, _statements in GUARDS.items():
    for _statement in _statements:
        event.listen(audit, "after_create", DDL(_statement).execute_if(dialect=_kind))  # type: ignore[no-untyped-call]


def start_over(connection: Connection) -> None:
    """Make the audit anew, empty: for a playground that starts over."""
    audit.drop(connection)
    audit.create(connection)
