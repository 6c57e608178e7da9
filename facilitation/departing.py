"""What follows when members cannot be reached any more: in circles, and in bookings."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.bookings import leaving as bookings
from facilitation.people.model import Member
from facilitation.rounds import leaving as circles
from facilitation.work import Work


def lost(work: Work, members: Sequence[Member], reason: str, now: datetime) -> None:
    """Take them out of every draw, circle and booking at once; who waits for them is told, or placed anew."""
    circles.lost(work, members, reason, now)
    bookings.lost(work, members, now)
