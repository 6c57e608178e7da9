"""A member's own calendar to subscribe to: all that they have agreed on, at an address that they can take back."""

from datetime import datetime, timedelta

from facilitation.bookings.times import calendar as booked
from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.rounds.times import entries
from facilitation.rounds.times import service as times
from facilitation.sessions.calendar import Entry
from facilitation.sessions.model import Subscription
from facilitation.talk.phrases import say
from facilitation.work import Work

PAST = timedelta(days=30)
"""So long what is over still stands in it."""
MOST = 200


def address(work: Work, member: Member, now: datetime, *, anew: bool = False) -> str:
    """Return where a member's calendar is, made with the first asking, or `anew` in place of the old address.

    Raises UserError where Peerloop cannot be reached from outside.
    """
    if not work.address(""):
        raise UserError(
            say("I have no public address, so no calendar can ask me. Whoever runs me can set one.")
        )
    known = work.subscriptions.of_member(member.id)
    if known is None or anew:
        token = "".join(work.new_id("cal").removeprefix("cal_") for _ in range(3))
        known = Subscription(member=member.id, token=token, at=now)
        work.subscriptions.put(known)
    return work.address(f"calendar/{known.token}.ics")


def stop(work: Work, member: Member) -> None:
    """Take a member's calendar back: its address leads nowhere from now on."""
    work.subscriptions.drop(member.id)


def of_token(work: Work, token: str) -> Member | None:
    """Return whose calendar is at an address, or None."""
    found = work.subscriptions.by_token(token)
    member = work.members.find(found.member) if found else None
    return member if member is not None and member.state == "active" else None


def agreed(work: Work, member: Member, now: datetime) -> list[Entry]:
    """Return all that a member has agreed on and that is not long over: circles and bookings, by when they begin."""
    since = now - PAST
    found = [
        entries.entry(times.seen(work, member, session))
        for session in work.sessions.of_member(member.id, MOST)
        if session.circle and session.starts_at is not None and session.starts_at >= since
    ]
    bookings = work.bookings.of_member(member.id, since, MOST)
    people = work.members.some(sorted({m for one in bookings for m in one.people}))
    found += [
        booked.entry(one, people[one.asker], people[one.peer])
        for one in bookings
        if one.state in ("agreed", "over") and one.starts_at and people.keys() >= set(one.people)
    ]
    return sorted(found, key=lambda entry: entry.starts_at)
