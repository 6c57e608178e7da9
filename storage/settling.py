"""What became of deliveries, written down: many at once, and how long some of them wait."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Float, bindparam, null, update

from facilitation.post.outbox import Delivery, Settled
from storage.columns import clock
from storage.rows import arrays
from storage.tables import delivery

_OLD = update(delivery).where(delivery.c.id == bindparam("old_id"))
_WAITING = _OLD.values(wait_until=clock(bindparam("wait", type_=Float())))
_LEFT_ALONE = _OLD.values(lease_until=clock(bindparam("wait", type_=Float())))
_CHANGES = (
    "state",
    "attempts",
    "put_off",
    "posted",
    "first_sent_at",
    "sent_at",
    "conversation",
    "message_id",
    "reason",
)
_SETTLED = _OLD.values(owner="", wait_until=null())
_NEW = arrays(old_id=delivery.c.id.type, **{name: delivery.c[name].type for name in _CHANGES})
_SETTLED_TOGETHER = (
    update(delivery)
    .where(delivery.c.id == _NEW.c.old_id)
    .values(owner="", wait_until=null(), **{name: _NEW.c[name] for name in _CHANGES})
)


def settled(delivery: Delivery, outcome: Settled, at: datetime) -> Delivery:
    """Return the delivery as the outcome leaves it; an unsure one keeps its lease, within which nobody reads back."""
    receipt = outcome.receipt
    attempts = delivery.attempts + outcome.tried
    nothing_left = outcome.state == "pending" and not attempts
    return replace(
        delivery,
        state=outcome.state,
        reason=outcome.reason,
        attempts=attempts,
        put_off=delivery.put_off + outcome.put_off,
        posted=outcome.state == "unsure" and (delivery.posted or outcome.tried),
        first_sent_at=None if nothing_left else delivery.first_sent_at,
        sent_at=at if outcome.state == "sent" else delivery.sent_at,
        conversation=receipt.conversation if receipt else delivery.conversation,
        message_id=receipt.message_id if receipt else delivery.message_id,
    )


def _settled_row(delivery: Delivery) -> dict[str, Any]:
    return {"old_id": delivery.id} | {name: getattr(delivery, name) for name in _CHANGES}


def write(
    connection: Connection, deliveries: Sequence[Delivery], outcomes: Sequence[Settled]
) -> None:
    """Write how deliveries stand now, and how long they wait."""
    _write(connection, [_settled_row(each) for each in deliveries])
    _wait(connection, outcomes)


def _write(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write these rows' changes; to a server all in one statement, which it reads and plans once."""
    if connection.dialect.name == "postgresql":
        columns = {name: [row[name] for row in rows] for name in ("old_id", *_CHANGES)}
        connection.execute(_SETTLED_TOGETHER, columns)
    else:
        connection.execute(_SETTLED, rows)


def _wait(connection: Connection, settled: Sequence[Settled]) -> None:
    """Let some be tried again, or be read back, only after a while."""
    for state, statement in (("pending", _WAITING), ("unsure", _LEFT_ALONE)):
        waits = [
            {"old_id": one.id, "wait": round(one.wait, 3)}
            for one in settled
            if one.state == state and round(one.wait, 3) > 0
        ]
        if waits:
            connection.execute(statement, waits)
