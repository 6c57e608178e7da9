"""The courier's half of the outbox: who carries which delivery when, by the database's clock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    FromClause,
    Row,
    Select,
    Update,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    null,
    or_,
    select,
    union_all,
    update,
)

from facilitation.post.outbox import Delivery, Place, Settled
from facilitation.talk.messages import Message
from storage import gates, lanes, retention, settling
from storage.columns import clock
from storage.rows import Rows, among, batches
from storage.tables import delivery, gate

DELIVERIES = Rows(Delivery, delivery, "id")
RANK = {"awaited": 0, "broadcast": 1}
"""How urgencies are kept, so that an index has them in order."""
STEP = 10_000
"""How many deliveries are looked through at a time for old words."""

WORDLESS, NOWHERE = Message(""), Place("")
"""What stands in the place of words, and of whom they were for, once they are forgotten."""


def _free(*where: ColumnElement[bool], of: FromClause = delivery) -> Select[Any]:
    """Choose the ordinals of these, locked, but for those that somebody else has in hand."""
    return select(of.c.ordinal).where(*where).with_for_update(skip_locked=True)


def _counted(which: ColumnElement[bool]) -> Select[Any]:
    counted = select(delivery.c.state, func.count(), func.min(delivery.c.due_at))
    return counted.where(which).group_by(delivery.c.state)


# All of it is said once: a courier asks many times a second, and to say it takes longer than to answer.
_BY_INDEX = select(*(func.set_config(f"enable_{way}", "off", True) for way in ("seqscan", "sort")))
_OWNER = delivery.c.owner == bindparam("me")
_STALE = _free(
    lanes.pending(delivery),
    delivery.c.stale_at.is_not(None),
    delivery.c.stale_at <= bindparam("now"),
)
_AGING = _free(
    lanes.flying(delivery),
    _OWNER,
    delivery.c.lease_until < clock(bindparam("least", type_=Float())),
)
_LOST = _free(
    lanes.flying(delivery), delivery.c.state == "sending", delivery.c.lease_until < clock()
)
_LEFT = (
    _free(lanes.flying(delivery), delivery.c.state == "unsure", delivery.c.lease_until < clock())
    .order_by(delivery.c.lease_until, delivery.c.ordinal)
    .limit(bindparam("most"))
)
_MINE = delivery.alias("mine")
_GOING = _free(
    among(_MINE.c.id, "ids"),
    _MINE.c.owner == bindparam("me"),
    _MINE.c.state == "sending",
    _MINE.c.lease_until > clock(),
    ~exists().where(gate.c.workspace == _MINE.c.workspace, gate.c.probe != _MINE.c.id),
    of=_MINE,
)
_OPEN = lanes.none(gate, _MINE, gate.c.workspace == _MINE.c.workspace)
_DUE = lanes.due(_MINE, _OPEN)
_DUE_BUT = lanes.due(_MINE, _OPEN, _MINE.c.workspace.not_in(bindparam("shut", expanding=True)))
_DUE_OF_ONE = lanes.due(_MINE, _MINE.c.workspace == bindparam("workspace"))
_HELD = (
    DELIVERIES.select.where(
        among(delivery.c.id, "ids"),
        delivery.c.state == bindparam("holding"),
        _OWNER,
    )
    .order_by(delivery.c.ordinal)
    .with_for_update()
)
_NEXT = select(func.min(delivery.c.due_at)).where(lanes.owed(delivery))
_NEXT_AFTER = _NEXT.where(delivery.c.due_at > bindparam("after"))
# each by its own index of what is not over, or did not arrive
_COUNTS = union_all(
    *(_counted(which(delivery)) for which in (lanes.owed, lanes.flying, lanes.failed))
)

# They were chosen before: in one statement a planner may come to join the choice with all that was ever sent.
_THESE = update(delivery).where(among(delivery.c.ordinal, "ordinals")).returning(delivery.c.ordinal)
_END = _THESE.values(state="dead", reason="stale")
_RENEW = _THESE.values(lease_until=clock(bindparam("lease", type_=Float())))
# but for these, of which their ids say how few they are: each is waited for
_BEGIN = update(delivery).where(delivery.c.ordinal.in_(_GOING)).values(posted=True)
_BEGIN = _BEGIN.returning(delivery.c.id)
_GIVE_UP = _THESE.values(
    state="unsure",
    owner="",
    attempts=delivery.c.attempts + case((delivery.c.posted, 1), else_=0),
)
_TAKE = _RENEW.values(owner=bindparam("me")).returning(clock(), *DELIVERIES.select.selected_columns)
# looked at once more now that its lane is locked: it may just have been given back to wait
_SEND = _TAKE.where(
    delivery.c.state == "pending",
    or_(delivery.c.wait_until.is_(None), delivery.c.wait_until <= clock()),
).values(
    state="sending",
    wait_until=null(),
    posted=False,
    first_sent_at=func.coalesce(delivery.c.first_sent_at, clock()),
)


class Claims:
    """Deliveries as the courier takes, keeps and settles them."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def claim(
        self,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        not_workspaces: Sequence[str] = (),
    ) -> list[Delivery]:
        """Take deliveries due at `now` as `owner`, what is awaited first; of each lane the first that is owed, alone.

        None is taken of a lane of which another is on its way, unsure or must wait. What has gone stale becomes dead.
        """
        if self._connection.dialect.name == "postgresql":
            # have it go by the indexes of what is not over, however short a planner believes the queue
            self._connection.execute(_BY_INDEX)
        self._change(_END, self._chosen(_STALE, now=now))
        probes = self._probes(owner, now, lease, limit, not_workspaces)
        due = _DUE_BUT if not_workspaces else _DUE
        asked = {"now": now, "most": limit - len(probes), "shut": list(not_workspaces)}
        return probes + self._claimed(owner, lease, due, asked)

    def keep(self, owner: str, lease: timedelta, least: timedelta) -> None:
        """Renew what `owner` holds for less than `least`; what is being settled meanwhile needs no lease."""
        held = self._chosen(_AGING, me=owner, least=least.total_seconds())
        self._change(_RENEW, held, lease=lease.total_seconds())

    def depart(
        self, owner: str, ids: Sequence[str], probes: Mapping[str, str], lease: timedelta
    ) -> set[str]:
        """Write down that posts begin; return which may: still the owner's, and no workspace in the way."""
        for workspace, probe in sorted(probes.items()):
            gates.try_alone(self._connection, workspace, probe, lease)
        return set(self._connection.scalars(_BEGIN, {"me": owner, "ids": list(ids)}))

    def settle(self, owner: str, settled: Sequence[Settled], at: datetime) -> list[Delivery]:
        """Write what became of deliveries that `owner` still holds (sending); return those as they now stand."""
        return self._settle("sending", owner, settled, at)

    def expire(self) -> int:
        """Make `unsure` each `sending` delivery whose lease has run out; return how many. A post begun is a try."""
        return len(self._change(_GIVE_UP, self._chosen(_LOST)))

    def claim_unsure(self, owner: str, lease: timedelta, limit: int) -> list[Delivery]:
        """Take unsure deliveries whose lease has run out, to be read back; they stay `unsure` but leased to `owner`."""
        longest = self._chosen(_LEFT, most=limit)
        return list(self._taken(_TAKE, longest, owner, lease).values())

    def settle_unsure(self, owner: str, settled: Sequence[Settled], at: datetime) -> list[Delivery]:
        """Write what reading back found for unsure deliveries that `owner` still holds; return those."""
        return self._settle("unsure", owner, settled, at)

    def next_due(self, after: datetime | None = None) -> datetime | None:
        """Return when the earliest pending delivery is due, of those due after an instant where it is given."""
        earliest = _NEXT if after is None else _NEXT_AFTER
        due: datetime | None = self._connection.scalar(earliest, {"after": after} if after else {})
        return due

    def counts(self) -> dict[str, tuple[int, datetime | None]]:
        """Return by state how many deliveries are not sent, and the earliest `due_at` among them."""
        found = self._connection.execute(_COUNTS)
        return {state: (count, earliest) for state, count, earliest in found}

    def forget(self, before: datetime, first: int) -> int | None:
        """Let go of some old deliveries that are over, from the ordinal `first`; return where to go on.

        Of a round that is over they go whole, as nothing is told of it any more; of all else the words go.
        """
        last = self._connection.scalar(select(func.max(delivery.c.ordinal)))
        if last is None or first > last:
            return None
        these = and_(delivery.c.ordinal >= first, delivery.c.ordinal < first + STEP)
        old = func.coalesce(delivery.c.sent_at, delivery.c.due_at) < before
        self._connection.execute(
            delete(delivery).where(these, old, delivery.c.state == "withdrawn")
        )
        over = delivery.c.state.in_(("sent", "dead"))
        told = self._connection.execute(
            select(delivery.c.ordinal, delivery.c.key).where(these, old, over)
        )
        of = {ordinal: key.partition(":")[0] for ordinal, key in told}
        past = retention.past(self._connection, of.values())
        for some in batches(ordinal for ordinal, record in of.items() if record in past):
            self._connection.execute(delete(delivery).where(delivery.c.ordinal.in_(some)))
        wordy = update(delivery).where(these, old, over, delivery.c.message != WORDLESS)
        self._connection.execute(wordy.values(message=WORDLESS, to=NOWHERE, about="", reason=""))
        return first + STEP

    def _probes(
        self,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        not_workspaces: Sequence[str],
    ) -> list[Delivery]:
        """Take one delivery of each workspace whose wait is over: by it all workers learn whether the way is open."""
        probes = []
        for workspace in gates.ready(self._connection, not_workspaces, limit):
            asked = {"now": now, "most": 1, "workspace": workspace}
            one = next(iter(self._claimed(owner, lease, _DUE_OF_ONE, asked)), None)
            if one is None:
                gates.open_up(self._connection, workspace)
                continue
            gates.try_alone(self._connection, workspace, one.id, lease, again=True)
            probes.append(replace(one, probe=True))
        return probes

    def _claimed(
        self, owner: str, lease: timedelta, due: Select[Any], asked: Mapping[str, Any]
    ) -> list[Delivery]:
        ranks = {first: rank for _, first, rank in self._connection.execute(due, asked)}
        taken = self._taken(_SEND, list(ranks), owner, lease)
        urgent = {ordinal for ordinal, rank in ranks.items() if rank == RANK["awaited"]}
        return [
            replace(one, hurried=one.urgency == "broadcast" and ordinal in urgent)
            for ordinal, one in taken.items()
        ]

    def _taken(
        self, take: Update, ordinals: Sequence[int], owner: str, lease: timedelta
    ) -> dict[int, Delivery]:
        """Take these; return them by their ordinals, each with how long ago it was first tried."""
        rows = self._change(take, ordinals, me=owner, lease=lease.total_seconds())
        found = {}
        for ordinal, now, *row in map(tuple, rows):
            one = DELIVERIES.one(row)
            found[ordinal] = replace(one, tried_for=now - (one.first_sent_at or now))
        return {ordinal: found[ordinal] for ordinal in ordinals if ordinal in found}

    def _chosen(self, chosen: Select[Any], **asked: Any) -> list[int]:
        """Return the ordinals of what a statement chooses."""
        return list(self._connection.scalars(chosen, asked))

    def _change(self, change: Any, ordinals: Sequence[int], **given: Any) -> list[Row[Any]]:
        """Change these, and return of each what the change gives back."""
        return [
            row
            for some in batches(ordinals)
            for row in self._connection.execute(change, given | {"ordinals": some})
        ]

    def _settle(
        self, holding: str, owner: str, settled: Sequence[Settled], at: datetime
    ) -> list[Delivery]:
        """Lock what the owner still holds, then write all of it in one go."""
        outcome = {each.id: each for each in settled}
        held = [
            record
            for ids in batches(outcome)
            for record in DELIVERIES.all(
                self._connection, _HELD, ids=ids, holding=holding, me=owner
            )
        ]
        after = [settling.settled(record, outcome[record.id], at) for record in held]
        if after:
            settling.write(self._connection, after, [outcome[record.id] for record in held])
            gates.settle(self._connection, [(record, outcome[record.id]) for record in held])
        return after
