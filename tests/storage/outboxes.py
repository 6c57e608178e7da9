"""Outboxes of millions, written at once, and what the planner may believe of them."""

from sqlalchemy import Connection, text

from tests.storage.examples import NOW

SENT = """
INSERT INTO delivery (id, key, workspace, "to", message, kind, about, due_at, twice, state, attempts, put_off, posted,
    first_sent_at, sent_at, conversation, message_id, reason, lane, urgency, owner)
SELECT 'old_' || n, 'old_' || n, 'slack:T1', '{"member":"slack:T1:m","kind":"personal"}', '{"title":"Hi","blocks":[]}',
    'told', '', :at, 'rather', :state, 1, 0, false, :at, :at, 'D1', n::text, '', 'lane' || n % 5000, :urgency, ''
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS n
"""
BELIEFS = ("idle", "nothing", "all pending")


def fill(connection: Connection, state: str, first: int, count: int, urgency: int = 0) -> None:
    """Write many deliveries, so many in a statement that it ends before the database gives up on it."""
    for start in range(first, first + count, 100_000):
        last = min(first + count, start + 100_000) - 1
        row = {"first": start, "last": last, "at": NOW, "state": state, "urgency": urgency}
        connection.execute(text(SENT), row)


def believe(connection: Connection, belief: str, sent: int, owed: int) -> None:
    """Fill the outbox, its statistics being those of another time."""
    connection.execute(text("ALTER TABLE delivery SET (autovacuum_enabled = off)"))
    if belief == "nothing":
        connection.execute(text("ANALYZE delivery"))
    if belief == "all pending":
        fill(connection, "pending", 1, 5_000)
        connection.execute(text("ANALYZE delivery"))
        connection.execute(text("UPDATE delivery SET state = 'sent'"))
    fill(connection, "sent", 10_000_000, sent)
    if belief == "idle":
        connection.execute(text("ANALYZE delivery"))
    fill(connection, "pending", 20_000_000, owed, urgency=1)
