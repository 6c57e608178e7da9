"""Deliveries in a table: written with what they tell of, and taken back; who carries them stands in claims."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy import and_, bindparam, select, true, update

from facilitation.errors import NotFound
from facilitation.post.outbox import TO, Delivery, Kind
from storage.claims import DELIVERIES, RANK, Claims
from storage.columns import clock, storable, to_json
from storage.lanes import flying, owed, pending
from storage.rows import Revive, add_new_rows, batches
from storage.tables import delivery

_FREE = {"owner": "", "lease_until": None, "wait_until": None}


class Outbox(Claims):
    """Where deliveries are kept until they have been carried."""

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Write deliveries; one whose key is there already is left as it is, unless it was taken back."""
        rows = [
            DELIVERIES.row(each, lane=_lane(each), urgency=RANK[each.urgency], **_FREE)
            for each in deliveries
        ]
        # of two with one key the first is kept, as of one that is there
        new = {(row["workspace"], row["key"]): row for row in reversed(rows)}
        add_new_rows(self._connection, delivery, [*reversed(new.values())], _REVIVE)

    def get(self, delivery_id: str) -> Delivery:
        """Return the delivery; raises NotFound."""
        found = DELIVERIES.named(self._connection, delivery_id)
        if found is None:
            raise NotFound("That message is no longer there.")
        return found

    def find(self, workspace: str, key: str) -> Delivery | None:
        """Return the delivery with this key, or None."""
        its = (delivery.c.workspace == workspace) & (delivery.c.key == key)
        return DELIVERIES.first(self._connection, DELIVERIES.select.where(its))

    def owed_or_sent(self, workspace: str, keys: Sequence[str]) -> set[str]:
        """Return those of the keys of which there are deliveries that were not taken back."""
        known = select(delivery.c.key).where(
            delivery.c.workspace == workspace, delivery.c.state != "withdrawn"
        )
        return {
            key
            for some in batches(keys)
            for key in self._connection.scalars(known.where(delivery.c.key.in_(some)))
        }

    def arrived(self, workspace: str, keys: Sequence[str]) -> dict[str, datetime]:
        """Return those of the keys of which there are deliveries that have arrived, with when they did."""
        found: dict[str, datetime] = {}
        for some in batches(keys):
            rows = select(delivery.c.key, delivery.c.sent_at).where(
                delivery.c.workspace == workspace,
                delivery.c.key.in_(some),
                delivery.c.state == "sent",
                delivery.c.sent_at.is_not(None),
            )
            found |= dict(self._connection.execute(rows).all())
        return found

    def pending(self, workspace: str, about: str) -> list[Delivery]:
        """Return the workspace's pending deliveries that tell of one record, earliest first."""
        its = DELIVERIES.select.where(
            owed(delivery),
            delivery.c.workspace == workspace,
            delivery.c.about == about,
        )
        ordered = its.order_by(delivery.c.due_at, delivery.c.ordinal)
        return DELIVERIES.all(self._connection, ordered)

    def withdraw_about(
        self, workspace: str, records: Sequence[str], kind: Kind | None = None
    ) -> None:
        """Take back the workspace's deliveries that tell of these records and are still pending, or those of a kind."""
        of_kind = true() if kind is None else delivery.c.kind == kind
        for some in batches(records):
            theirs = and_(
                owed(delivery),
                delivery.c.workspace == workspace,
                delivery.c.about.in_(some),
                of_kind,
            )
            self._connection.execute(update(delivery).where(theirs).values(state="withdrawn"))

    def withdraw(self, workspace: str, keys: Sequence[str]) -> set[str]:
        """Take back the workspace's deliveries with these keys that are still pending; return of which there were."""
        found: set[str] = set()
        for some in batches(keys):
            values = {"of": workspace, "keys": some}
            found |= set(self._connection.scalars(_WITHDRAW, values))
        return found

    def lapse(self) -> None:
        """Let every lease and every wait run out, as time does: a clock was moved, and nobody holds anything."""
        past = clock(timedelta(seconds=-1))
        held = update(delivery).where(flying(delivery)).values(lease_until=past)
        waiting = update(delivery).where(pending(delivery), delivery.c.wait_until.is_not(None))
        for each in (held, waiting.values(wait_until=None)):
            self._connection.execute(each)

    def stop(self, workspace: str) -> None:
        """Take back everything that is still owed to a workspace."""
        # what is on its way is left to who has it, unless its post has not begun where that is written down
        begun = (delivery.c.state == "sending") & delivery.c.posted
        unsure = and_(flying(delivery), ~begun)
        theirs = delivery.c.workspace == workspace
        stopped = update(delivery).where(theirs).values(state="withdrawn", reason="uninstalled")
        for each in (owed(delivery), unsure):
            self._connection.execute(stopped.where(each))


_WITHDRAW = (
    update(delivery)
    .where(
        delivery.c.workspace == bindparam("of"),
        delivery.c.key.in_(bindparam("keys", expanding=True)),
        pending(delivery),
    )
    .values(state="withdrawn")
    .returning(delivery.c.key)
)
_REVIVE = Revive(("workspace", "key"), delivery.c.state == "withdrawn", keep=("ordinal",))
"""What was taken back is owed anew when its key is written again."""


def _lane(delivery: Delivery) -> str:
    """Return a short name for whom a delivery goes to."""
    workspace, to = delivery.lane
    whom = f"{storable(workspace)} {to_json(TO, to)}"
    return blake2b(whom.encode(), digest_size=10).hexdigest()
