"""What follows when a delivery arrived, or when it never will."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation import departing
from facilitation.outbox import Delivery, Personal, Place, Together
from facilitation.people.model import Member
from facilitation.rounds import introductions, telling, upsets
from facilitation.rounds.model import APART, Circle
from facilitation.work import Work

_OF_A_CIRCLE: Mapping[str, telling.Kind] = {"intro": "intro", "ask": "ask", "told": "told"}
"""The kinds of deliveries that a circle gets as a whole."""


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
    departing.lost(work, list(found.values()), next((d.reason for d in dead), ""), now)
    for delivery in deliveries:
        if delivery.state == "sent":
            _arrived(work, delivery, now)
    for delivery in dead:
        people = [found[m] for m in gone.get(delivery.id, ()) if m in found]
        if not people and _to_a_circle(delivery) and delivery.reason != "stale":
            _apart(work, delivery, now)
        _tell_admins(work, delivery, people, now)


def _to_a_circle(delivery: Delivery) -> bool:
    """Return whether a delivery is for a circle as a whole."""
    return not isinstance(delivery.to, Personal) and delivery.kind in _OF_A_CIRCLE


def _arrived(work: Work, delivery: Delivery, now: datetime) -> None:
    """Remember where a circle was introduced, or owe to each alone what was for several where there is no chat."""
    if not delivery.conversation and isinstance(delivery.to, Together):
        _apart(work, delivery, now)
    elif delivery.kind == "intro" and _to_a_circle(delivery):
        new_thread = isinstance(delivery.to, Place) and not delivery.to.thread
        thread = delivery.message_id if new_thread else ""
        work.circles.introduced(delivery.about, delivery.conversation, thread)


def _apart(work: Work, delivery: Delivery, now: datetime) -> None:
    """Owe to each member alone what is not said to a circle in its chat, so that nobody waits in silence.

    Nothing when it has lost its sense since: another introduction is on its way then, or the question is answered.
    """
    circle = work.circles.get(delivery.about)
    if circle.dissolved or _overtaken(work, delivery, circle):
        return
    if delivery.kind == "intro":
        work.circles.introduced(circle.id, APART)
    _one_by_one(work, delivery, circle, now)


def _overtaken(work: Work, delivery: Delivery, circle: Circle) -> bool:
    match delivery.kind:
        case "intro" if isinstance(delivery.to, Together):
            return set(delivery.to.members) != set(circle.members)
        case "ask":
            return work.sessions.of_circle(circle.id).outcome not in ("unknown", "not_yet")
        case _:
            return False


def _one_by_one(work: Work, delivery: Delivery, circle: Circle, now: datetime) -> None:
    """Owe it to each member; an introduction gets the way to start the chat with it."""
    meant = delivery.to.members if isinstance(delivery.to, Together) else circle.members
    people = work.members.some(circle.members)
    program = work.programs.get(circle.program)
    tell = telling.teller(work, delivery.workspace, now)
    for member in (people[m] for m in meant if m in people):
        others = [one for one in people.values() if one is not member]
        message = delivery.message
        if delivery.kind == "intro":
            message = introductions.with_chat(message, program, member, others)
        tell.to_member(
            member,
            message,
            key=telling.alone_key(delivery.key, member.id),
            kind=_OF_A_CIRCLE[delivery.kind],
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
