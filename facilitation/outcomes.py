"""What follows when a delivery arrived, or when it never will."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.outbox import Delivery
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
    for delivery in deliveries:
        if delivery.state == "sent" and delivery.kind == "intro":
            work.circles.introduced(delivery.about, delivery.conversation)
        elif delivery.state == "dead":
            lost = [work.members.find(m) for m in gone.get(delivery.id, ())]
            people = [m for m in lost if m is not None]
            for member in people:
                leaving.lost(work, member, delivery.reason, now)
            _tell_admins(work, delivery, people, now)


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
