"""What follows when a delivery arrived, or when it never will."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation import answering, departing
from facilitation.discussions import cards
from facilitation.discussions.clinics import timekeeping as clinics
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.outbox import Delivery, Kind, Personal, Place, Together
from facilitation.rounds import introductions, sheets, telling, upsets
from facilitation.rounds.model import APART, Circle
from facilitation.talk.messages import Message, Quote, plain
from facilitation.work import Work

_OF_A_CIRCLE: Mapping[str, Kind] = {"intro": "intro", "ask": "ask", "told": "told"}
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
            answering.arrived(work, delivery, now)
    for delivery in dead:
        people = [found[m] for m in gone.get(delivery.id, ()) if m in found]
        if not people and _to_a_circle(delivery) and delivery.reason != "stale":
            _apart(work, delivery, now)
        _tell_admins(work, delivery, people, now)


def _to_a_circle(delivery: Delivery) -> bool:
    """Return whether a delivery is for a circle as a whole."""
    return not isinstance(delivery.to, Personal) and delivery.kind in _OF_A_CIRCLE


def _arrived(work: Work, delivery: Delivery, now: datetime) -> None:
    """Remember where a circle was introduced or a thread opened; owe each alone what was for several without a chat."""
    if not delivery.conversation and isinstance(delivery.to, Together):
        _apart(work, delivery, now)
    elif delivery.kind == "intro" and _to_a_circle(delivery):
        new_thread = isinstance(delivery.to, Place) and not delivery.to.thread
        thread = delivery.message_id if new_thread else ""
        work.circles.introduced(delivery.about, delivery.conversation, thread)
    elif delivery.kind == "thread":
        cards.arrived(work, delivery.about, delivery.conversation, delivery.message_id, now)
        clinics.arrived(work, delivery.about, now)
    elif delivery.kind == "told" and isinstance(delivery.to, Place) and delivery.to.thread:
        work.discussions.shown(delivery.about, delivery.message_id)


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
            return not work.sessions.of_circle(circle.id).unsettled
        case _:
            return False


def _one_by_one(work: Work, delivery: Delivery, circle: Circle, now: datetime) -> None:
    """Owe it to each member; an introduction speaks to each of the others then."""
    meant = delivery.to.members if isinstance(delivery.to, Together) else circle.members
    people = work.members.some(circle.members)
    program = work.programs.get(circle.program)
    session = work.sessions.of_circle(circle.id)
    step = introductions.step(work, program)
    sheet = sheets.of(work, program, circle, people) if delivery.kind == "intro" else ()
    tell = teller.of(work, delivery.workspace, now)
    for member in (people[m] for m in meant if m in people):
        message = delivery.message
        if delivery.kind == "intro":
            message = introductions.alone(
                program, circle, session, people, member, _starter(message), step, sheet
            )
        here = delivery.kind == "intro" and teller.is_here(member, now)
        tell.to_member(
            member,
            message,
            due=now if here else None,
            key=telling.alone_key(delivery.key, member.id),
            kind=_OF_A_CIRCLE[delivery.kind],
            about=delivery.about,
        )
    tell.send()


def _starter(message: Message) -> str:
    """Return the question that an introduction starts with: the same for each who reads it alone."""
    quotes = (block for block in message.blocks if isinstance(block, Quote))
    return next((plain(quote.spans) for quote in quotes), "")


def _tell_admins(work: Work, delivery: Delivery, people: Sequence[Member], now: datetime) -> None:
    """Tell the admins what could not be delivered and what follows: once a day for each member or reason."""
    if delivery.kind in ("undelivered", "edit") or delivery.reason == "stale":
        return
    about = ",".join(m.id for m in people) or delivery.reason
    fact = f"undelivered:{now:%Y-%m-%d}:{about}"
    admins = [m for m in work.members.in_role(delivery.workspace, "admin") if m not in people]
    message = upsets.undelivered(delivery, people)
    tell = teller.of(work, delivery.workspace, now)
    tell.to_each(admins, message, fact=fact, kind="undelivered", about=delivery.id)
    tell.send()
