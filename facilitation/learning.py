"""What is learnt and waits for a member, of each slice that has something: on their morning's card, and at home."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.knowledge import recall_mornings
from facilitation.people.model import Member
from facilitation.reflections import closings, follow_views, morning_views, mornings, series
from facilitation.talk.messages import Block
from facilitation.work import Work

SOURCES: tuple[mornings.Source, ...] = (
    closings.Closings(),
    series.Plans(),
    recall_mornings.Recalls(),
)
"""What stands on the card, in this order."""


def waiting(work: Work, member: Member, now: datetime) -> Sequence[Block]:
    """Return what waits for a member's answer: what others ask them to confirm, and what their mornings asked."""
    asked = [follow_views.confirming(*each) for each in series.to_confirm(work, member)]
    return morning_views.apart([*asked, *mornings.waiting(SOURCES, work, member, now)])
