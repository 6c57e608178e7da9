"""An agreed booking as an entry in calendars: what it is called there, and what it says."""

from collections.abc import Callable
from datetime import UTC, datetime

from facilitation.bookings.model import Booking
from facilitation.people.model import Member
from facilitation.sessions import calendar
from facilitation.sessions.calendar import Entry, Links, name
from facilitation.talk import text as words
from facilitation.talk.phrases import say

_LONGEST_TOPIC = 1000


def links(booking: Booking, asker: Member, peer: Member, address: Callable[[str], str]) -> Links:
    """Return what to press and where it leads to add a booking to one's calendar; nothing while it has no time."""
    return calendar.links(entry(booking, asker, peer), address) if booking.starts_at else ()


def meeting(booking: Booking, asker: Member, peer: Member) -> str:
    """Return where a meeting in Teams is made of a booking in a tenant; "" elsewhere or without a time."""
    return calendar.meeting(entry(booking, asker, peer)) if booking.starts_at else ""


def entry(booking: Booking, asker: Member, peer: Member) -> Entry:
    """Return a booking as calendars have it, the one who asked its organizer; raises ValueError without a time."""
    starts_at, ends_at = span(booking)
    return Entry(
        id=booking.id,
        workspace=booking.workspace,
        token=booking.token,
        sequence=booking.sequence,
        starts_at=starts_at,
        ends_at=ends_at,
        people=(asker, peer),
        summary=summary(booking, asker, peer),
        description=description(booking, asker, peer),
    )


def summary(booking: Booking, asker: Member, peer: Member) -> str:
    """Return what the entry is called in a calendar."""
    about = words.one_line(booking.topic) or words.one_line(booking.skill)
    who = {"asker": name(asker), "peer": name(peer)}
    what = (
        say("{asker} and {peer}: {about}", about=about, **who)
        if about
        else say("{asker} and {peer}", **who)
    )
    return words.cut(calendar.said((asker, peer), what), calendar.LONGEST_SUMMARY)


def description(booking: Booking, asker: Member, peer: Member) -> str:
    """Return what the entry says: what it is about, why it is there, and how to move or cancel it."""
    skill, topic = words.one_line(booking.skill), words.shown(booking.topic).strip()
    said = (
        say("Skill: {skill}", skill=skill) if skill else "",
        words.cut(topic, _LONGEST_TOPIC),
        say(
            "{asker} asked {peer} for {minutes} minutes through Peerloop, and both agreed on this time.",
            asker=name(asker),
            peer=name(peer),
            minutes=booking.minutes,
        ),
        say('To move or cancel it, write "bookings" to Peerloop, where you agreed on it.'),
    )
    return "\n\n".join(calendar.said((asker, peer), one) for one in said if one)


def span(booking: Booking) -> tuple[datetime, datetime]:
    """Return when it begins and ends; raises ValueError for a booking without a time."""
    if booking.starts_at is None or booking.ends_at is None:
        raise ValueError(f"{booking.id} has no time")
    return booking.starts_at.astimezone(UTC), booking.ends_at.astimezone(UTC)
