"""Telling members something: one message to each of them alone, outside their quiet hours."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from facilitation.outbox import Delivery, Personal
from facilitation.people import daysoff, hours
from facilitation.people.model import Member, Workspace
from facilitation.talk.messages import Message
from facilitation.work import Work

WORTH_TELLING = timedelta(days=7)
"""How long after it is due such a message is still worth sending."""


def tell(
    work: Work,
    workspace: Workspace,
    members: Iterable[Member],
    message: Message,
    *,
    fact: str,
    about: str,
    now: datetime,
) -> None:
    """Owe each reachable member the message, once for the fact, as soon as their quiet hours allow."""
    quiet = daysoff.quiet_of(workspace, now.year)
    open_at: dict[str, datetime] = {}
    owed = []
    for member in members:
        if member.state != "active":
            continue
        if member.zone not in open_at:
            open_at[member.zone] = hours.next_open(now, member.zone, quiet)
        due_at = open_at[member.zone]
        owed.append(
            Delivery(
                id=work.new_id("dlv"),
                key=key(fact, member.id),
                workspace=workspace.id,
                to=Personal(member.id),
                message=message,
                kind="told",
                about=about,
                due_at=due_at,
                stale_at=due_at + WORTH_TELLING,
            )
        )
    work.outbox.add(owed)


def key(fact: str, member: str) -> str:
    """Return the key under which a member is told of a fact."""
    return f"{fact}:{member}"
