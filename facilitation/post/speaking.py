"""What is about to be carried, said in the language of those whom it reaches."""

from collections.abc import Sequence
from dataclasses import replace

from facilitation.people.readers import readers
from facilitation.post.outbox import Delivery, Personal, Place, Together
from facilitation.work import Work


def said(work: Work, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Return the deliveries as they are read; what goes to a place is said in English."""
    known = work.members.some(sorted({m for d in deliveries for m in _members(d.to)}))
    return [
        replace(each, message=readers(people).message(each.message))
        for each in deliveries
        for people in [[known[m] for m in _members(each.to) if m in known]]
    ]


def _members(to: Personal | Together | Place) -> tuple[str, ...]:
    match to:
        case Personal(member=member):
            return (member,)
        case Together(members=members):
            return members
        case Place():
            return ()
