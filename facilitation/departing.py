"""What follows when members cannot be reached any more: in circles, bookings, and what they look after."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.bookings import leaving as bookings
from facilitation.knowledge import handing as takeaways
from facilitation.people.model import Member
from facilitation.rounds.circles import losing as circles
from facilitation.work import Work


def lost(work: Work, members: Sequence[Member], reason: str, now: datetime) -> None:
    """Take them out of every draw, circle and booking at once; who waits for them is told, or placed anew."""
    circles.lost(work, members, reason, now)
    bookings.lost(work, members, now)
    takeaways.lost(work, members, now)
