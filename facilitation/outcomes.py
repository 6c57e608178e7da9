"""What follows when a delivery arrived, or when it never will."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.outbox import Delivery, Personal
from facilitation.people.model import Member
from facilitation.rounds import leaving, telling, upsets
from facilitation.work import Work


def settled(
    work: Work,
    deliveries: Sequence[Delivery],
    gone: Mapping[str, tuple[str, ...]],
    now: datetime,
) -> None:
    """Draw the consequences of sent and dead deliveries, in the transaction that settles them.

    `gone` names by delivery id the members who cannot be reached at all: they leave the draw at once and
    whoever waits for them is placed anew. Admins hear of what could not be delivered once a day and reason.
    """
    dead = [d for d in deliveries if d.state == "dead"]
    found = work.members.some(sorted({m for d in dead for m in gone.get(d.id, ())}))
    leaving.lost(work, list(found.values()), next((d.reason for d in dead), ""), now)
    for delivery in deliveries:
        if delivery.state == "sent" and delivery.kind == "intro":
            work.circles.introduced(delivery.about, delivery.conversation)
    for delivery in dead:
        people = [found[m] for m in gone.get(delivery.id, ()) if m in found]
        if not people and delivery.reason != "stale":
            _one_by_one(work, delivery, now)
        _tell_admins(work, delivery, people, now)


def _one_by_one(work: Work, delivery: Delivery, now: datetime) -> None:
    """Owe to each member alone what could not be said to a circle in its chat, so that nobody waits in silence."""
    if delivery.kind not in ("intro", "ask") or isinstance(delivery.to, Personal):
        return
    people = work.members.some(work.circles.get(delivery.about).members)
    tell = telling.teller(work, delivery.workspace, now)
    for member in people.values():
        tell.to_member(
            member,
            delivery.message,
            key=f"{delivery.key}:to:{member.id}",
            kind="told",
            about=delivery.about,
        )
    tell.send()


def _tell_admins(work: Work, delivery: Delivery, people: Sequence[Member], now: datetime) -> None:
    """Tell the admins what could not be delivered and what follows: once a day for each member or reason."""
    if delivery.kind == "undelivered" or delivery.reason == "stale":
        return
    tell = telling.teller(work, delivery.workspace, now)
    about = ",".join(m.id for m in people) or delivery.reason
    for admin in work.members.admins(delivery.workspace):
        if admin in people:
            continue
        tell.to_member(
            admin,
            upsets.undelivered(delivery, people),
            key=f"undelivered:{now:%Y-%m-%d}:{about}:{admin.id}",
            kind="undelivered",
            about=delivery.id,
        )
    tell.send()
