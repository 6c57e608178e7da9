"""Deliveries in a table: written with what they tell of, claimed in turn, settled by whoever holds them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    select,
    tuple_,
    update,
)

from facilitation.errors import NotFound
from facilitation.outbox import TO, Delivery, Settled, State, Together
from storage.columns import Instant, clock, storable, to_json
from storage.rows import Revive, Rows, batches, insert_new
from storage.tables import delivery

_DELIVERIES = Rows(Delivery, delivery, "id")


class Outbox:
    """Where deliveries are kept until they have been carried."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Write deliveries; one whose key is there already is left as it is, unless it was taken back."""
        rows = [
            _DELIVERIES.row(each, lane=_lane(each), owner="", lease_until=None)
            for each in deliveries
        ]
        if rows:
            self._connection.execute(insert_new(self._connection, delivery, revive=_REVIVE), rows)

    def get(self, delivery_id: str) -> Delivery:
        """Return the delivery; raises NotFound."""
        found = _DELIVERIES.named(self._connection, delivery_id)
        if found is None:
            raise NotFound("That message is no longer there.")
        return found

    def find(self, workspace: str, key: str) -> Delivery | None:
        """Return the delivery with this key, or None."""
        its = (delivery.c.workspace == workspace) & (delivery.c.key == key)
        return _DELIVERIES.first(self._connection, _DELIVERIES.select.where(its))

    def owed_or_sent(self, workspace: str, keys: Sequence[str]) -> set[str]:
        """Return those of the keys of which there are deliveries that were not taken back."""
        return {
            key
            for some in batches(keys)
            for key in self._connection.scalars(
                select(delivery.c.key).where(
                    delivery.c.workspace == workspace,
                    delivery.c.key.in_(some),
                    delivery.c.state != "withdrawn",
                )
            )
        }

    def pending(self, workspace: str, about: str) -> list[Delivery]:
        """Return the workspace's pending deliveries that tell of one record, earliest first."""
        its = _DELIVERIES.select.where(
            delivery.c.state == "pending",
            delivery.c.workspace == workspace,
            delivery.c.about == about,
        )
        ordered = its.order_by(delivery.c.due_at, delivery.c.ordinal)
        return _DELIVERIES.all(self._connection, ordered)

    def withdraw(self, workspace: str, keys: Sequence[str]) -> None:
        """Take back the workspace's deliveries with these keys that are still pending."""
        for some in batches(keys):
            theirs = and_(
                delivery.c.workspace == workspace,
                delivery.c.key.in_(some),
                delivery.c.state == "pending",
            )
            self._connection.execute(update(delivery).where(theirs).values(state="withdrawn"))

    def stop(self, workspace: str) -> None:
        """Take back everything that is still owed to a workspace."""
        owed = delivery.c.state.in_(("pending", "unsure"))
        theirs = update(delivery).where(owed, delivery.c.workspace == workspace)
        self._connection.execute(theirs.values(state="withdrawn", reason="uninstalled"))

    def claim(
        self,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        not_workspaces: Sequence[str] = (),
    ) -> list[Delivery]:
        """Take pending deliveries due at `now`, earliest first, as `owner`, leased by the database's clock.

        Of each lane (one target) only the first is taken, and none while another is on its way, so
        that what was said first arrives first. What has gone stale becomes dead.
        """
        pending = delivery.c.state == "pending"
        stale = _free(pending, delivery.c.stale_at <= now)
        self._change(stale, {"state": "dead", "reason": "stale"})
        due = _free(
            pending,
            delivery.c.due_at <= now,
            delivery.c.workspace.not_in(not_workspaces),
            *_first_of_lane(),
        )
        return self._taken(
            due.order_by(delivery.c.due_at, delivery.c.ordinal).limit(limit),
            state="sending",
            owner=owner,
            lease_until=clock(lease),
            attempts=delivery.c.attempts + 1,
            first_sent_at=func.coalesce(delivery.c.first_sent_at, literal(now, Instant)),
        )

    def settle(self, owner: str, settled: Sequence[Settled], at: datetime) -> list[Delivery]:
        """Write what became of deliveries that `owner` still holds (sending); return those as they now stand."""
        return self._settle("sending", owner, settled, at)

    def expire(self) -> int:
        """Make `unsure` every `sending` delivery whose lease has run out by the database's clock; return how many."""
        lost = _free(delivery.c.state == "sending", delivery.c.lease_until < clock())
        return len(self._change(lost, {"state": "unsure", "owner": ""}))

    def claim_unsure(self, owner: str, lease: timedelta, limit: int) -> list[Delivery]:
        """Take unsure deliveries whose lease has run out, to be read back; they stay `unsure` but leased to `owner`."""
        left = _free(delivery.c.state == "unsure", delivery.c.lease_until < clock())
        longest = left.order_by(delivery.c.lease_until, delivery.c.ordinal).limit(limit)
        return self._taken(longest, owner=owner, lease_until=clock(lease))

    def settle_unsure(self, owner: str, settled: Sequence[Settled], at: datetime) -> list[Delivery]:
        """Write what reading back found for unsure deliveries that `owner` still holds; return those."""
        return self._settle("unsure", owner, settled, at)

    def next_due(self) -> datetime | None:
        """Return when the earliest pending delivery is due."""
        earliest = select(func.min(delivery.c.due_at)).where(delivery.c.state == "pending")
        due: datetime | None = self._connection.scalar(earliest)
        return due

    def counts(self) -> dict[str, tuple[int, datetime | None]]:
        """Return by state how many deliveries there are, and the earliest `due_at` among them."""
        counted = select(delivery.c.state, func.count(), func.min(delivery.c.due_at))
        found = self._connection.execute(counted.group_by(delivery.c.state))
        return {state: (count, earliest) for state, count, earliest in found}

    def _taken(self, chosen: Select[Any], **values: Any) -> list[Delivery]:
        rows = self._change(chosen, values, *_DELIVERIES.select.selected_columns)
        found = {row[0]: _DELIVERIES.one(row[1:]) for row in rows}
        return [found[key] for key in sorted(found, key=lambda key: (found[key].due_at, key))]

    def _change(
        self, chosen: Select[Any], values: dict[str, Any], *columns: ColumnElement[Any]
    ) -> Sequence[Row[Any]]:
        """Change what is chosen, and return of each the ordinal and these columns."""
        ordinals = select(chosen.cte("chosen").c.ordinal)
        changed = update(delivery).where(delivery.c.ordinal.in_(ordinals)).values(values)
        return self._connection.execute(changed.returning(delivery.c.ordinal, *columns)).all()

    def _settle(
        self, holding: State, owner: str, settled: Sequence[Settled], at: datetime
    ) -> list[Delivery]:
        """Lock what the owner still holds, then write all of it in one go."""
        outcome = {each.id: each for each in settled}
        held = [
            record
            for ids in batches(outcome)
            for record in _DELIVERIES.all(
                self._connection,
                _DELIVERIES.select.where(
                    delivery.c.id.in_(ids),
                    delivery.c.state == holding,
                    delivery.c.owner == owner,
                )
                .order_by(delivery.c.ordinal)
                .with_for_update(),
            )
        ]
        after = [_settled(record, outcome[record.id], at) for record in held]
        if after:
            self._connection.execute(_SETTLED, [_settled_row(record) for record in after])
        return after


_REVIVE = Revive(("workspace", "key"), delivery.c.state == "withdrawn", keep=("ordinal",))
"""What was taken back is owed anew when its key is written again."""


def _free(*where: ColumnElement[bool]) -> Select[Any]:
    """Return a choice of rows, locked, without waiting for those that somebody else has in hand."""
    return select(delivery.c.ordinal).where(*where).with_for_update(skip_locked=True)


def _first_of_lane() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that nothing of its lane is on its way or unsure, and nothing is due before it."""
    flying, earlier = delivery.alias("flying"), delivery.alias("earlier")
    return (
        ~exists().where(
            flying.c.lane == delivery.c.lane, flying.c.state.in_(("sending", "unsure"))
        ),
        ~exists().where(
            earlier.c.lane == delivery.c.lane,
            earlier.c.state == "pending",
            tuple_(earlier.c.due_at, earlier.c.ordinal)
            < tuple_(delivery.c.due_at, delivery.c.ordinal),
        ),
    )


def _lane(delivery: Delivery) -> str:
    """Return a short name for whom a delivery goes to."""
    to = delivery.to
    if isinstance(to, Together):
        to = Together(tuple(sorted(to.members)))
    whom = f"{storable(delivery.workspace)} {to_json(TO, to)}"
    return blake2b(whom.encode(), digest_size=10).hexdigest()


_SETTLED = update(delivery).where(delivery.c.id == bindparam("old_id")).values(owner="")
_CHANGES = ("state", "due_at", "sent_at", "conversation", "message_id", "reason")


def _settled(delivery: Delivery, outcome: Settled, at: datetime) -> Delivery:
    """Return the delivery as the outcome leaves it; an unsure one keeps its lease, within which nobody reads back."""
    receipt = outcome.receipt
    return replace(
        delivery,
        state=outcome.state,
        reason=outcome.reason,
        due_at=outcome.due_at or delivery.due_at,
        sent_at=at if outcome.state == "sent" else delivery.sent_at,
        conversation=receipt.conversation if receipt else delivery.conversation,
        message_id=receipt.message_id if receipt else delivery.message_id,
    )


def _settled_row(delivery: Delivery) -> dict[str, Any]:
    return {"old_id": delivery.id} | {name: getattr(delivery, name) for name in _CHANGES}
