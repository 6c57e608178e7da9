"""An agreed booking in other people's calendars: an invitation (RFC 5545, RFC 5546) and links that fill one in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import quote

from icalendar import Alarm, Calendar, Event, vCalAddress

from facilitation.bookings.model import Booking
from facilitation.people.model import Member
from facilitation.talk import text as words

Method = Literal["REQUEST", "CANCEL"]

PRODUCT = "-//Peerloop//Peerloop//EN"
NOBODY = "a colleague"
"""Who has no name yet."""

REMIND = timedelta(minutes=10)

LONGEST_LINK = 2000
"""Characters that every browser and platform takes for an address."""

GOOGLE = "https://calendar.google.com/calendar/render?action=TEMPLATE"
OUTLOOK = (
    "https://outlook.office.com/calendar/0/deeplink/compose?path=/calendar/action/compose"
    "&rru=addevent"
)

_LONGEST_SUMMARY = 200
_LONGEST_TOPIC = 1000
_WIDEST = 9
"""The most characters that one UTF-16 unit becomes in an address: three bytes of UTF-8, three characters each."""

# Addresses as companies give them out; anything stranger is left out rather than let into a header.
_EMAIL = re.compile(r"[\w.!#$%&'*+/=^`{|}~-]+@[\w-]+(?:\.[\w-]+)*")


def invitation(
    booking: Booking, asker: Member, peer: Member, *, method: Method, now: datetime
) -> bytes:
    """Return the invitation to an agreed booking, or its cancelling, as the bytes of an .ics file.

    The one who asked is its organizer. Without their email it names nobody, which is a calendar entry still. Raises
    ValueError for a booking without a time.
    """
    start, end = _span(booking)
    entry = Event()
    entry.add("uid", f"{booking.id}@peerloop")
    entry.add("sequence", booking.sequence)
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", start)
    entry.add("dtend", end)
    entry.add("summary", summary(booking, asker, peer))
    entry.add("description", description(booking, asker, peer))
    entry.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    if _EMAIL.fullmatch(asker.email):
        entry.add("organizer", _address(asker))
        for member in (asker, peer):
            if _EMAIL.fullmatch(member.email):
                entry.add("attendee", _attendee(member))
    if method == "REQUEST":
        entry.add_component(_alarm(booking, asker, peer))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(entry)
    made: bytes = calendar.to_ical()
    return made


def links(
    booking: Booking, asker: Member, peer: Member, address: Callable[[str], str]
) -> tuple[tuple[str, str], ...]:
    """Return what to press and where it leads to add a booking to one's calendar; nothing while it has no time.

    `address` makes an absolute address of a path, and "" where there is none: then the .ics file is left out.
    """
    if booking.starts_at is None:
        return ()
    start, end = _span(booking)
    about = summary(booking, asker, peer)
    more = description(booking, asker, peer)
    google = f"{GOOGLE}&dates={start:%Y%m%dT%H%M%SZ}/{end:%Y%m%dT%H%M%SZ}"
    times = f"&startdt={quote(_iso(start), safe='')}&enddt={quote(_iso(end), safe='')}"
    found = (
        ("Google Calendar", _with(_with(google, "text", about), "details", more)),
        ("Outlook", _with(_with(OUTLOOK + times, "subject", about), "body", more)),
    )
    file = address(f"calendar/{booking.token}.ics")
    return (*found, ("a calendar file (.ics)", file)) if file else found


def summary(booking: Booking, asker: Member, peer: Member) -> str:
    """Return what the entry is called in a calendar."""
    who = f"{_name(asker)} and {_name(peer)}"
    about = words.one_line(booking.topic) or words.one_line(booking.skill)
    return words.cut(f"{who}: {about}" if about else who, _LONGEST_SUMMARY)


def description(booking: Booking, asker: Member, peer: Member) -> str:
    """Return what the entry says: what it is about, why it is there, and how to move or cancel it."""
    topic = words.cut(words.shown(booking.topic).strip(), _LONGEST_TOPIC)
    about = [f"Skill: {words.one_line(booking.skill)}"] if booking.skill else []
    about += [topic] if topic else []
    why = (
        f"{_name(asker)} asked {_name(peer)} for {booking.minutes} minutes through Peerloop, "
        "and both agreed on this time."
    )
    change = 'To move or cancel it, write "bookings" to Peerloop, where you agreed on it.'
    return "\n\n".join([*about, why, change])


def _span(booking: Booking) -> tuple[datetime, datetime]:
    if booking.starts_at is None or booking.ends_at is None:
        raise ValueError(f"{booking.id} has no time")
    return booking.starts_at.astimezone(UTC), booking.ends_at.astimezone(UTC)


def _iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _name(member: Member) -> str:
    return words.one_line(member.name) or NOBODY


def _address(member: Member) -> vCalAddress:
    """Return an address with a name; a quotation mark has no place in one (RFC 5545, 3.2)."""
    made = vCalAddress(f"mailto:{quote(member.email, safe='@+')}")
    made.params["CN"] = words.one_line(_name(member).replace('"', "'").replace("^", "")) or NOBODY
    return made


def _attendee(member: Member) -> vCalAddress:
    made = _address(member)
    made.params["ROLE"] = "REQ-PARTICIPANT"
    made.params["PARTSTAT"] = "ACCEPTED"
    made.params["RSVP"] = "FALSE"
    return made


def _alarm(booking: Booking, asker: Member, peer: Member) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("trigger", -REMIND)
    made.add("description", summary(booking, asker, peer))
    return made


def _with(link: str, name: str, text: str) -> str:
    """Return the link with as much of the text as it has room for."""
    start = f"{link}&{name}="
    room, size = LONGEST_LINK - len(start), words.units(text)
    said = quote(text, safe="")
    while len(said) > room and size > 0:
        size -= max(1, (len(said) - room) // _WIDEST)
        said = quote(words.cut(text, size), safe="")
    return start + said if said and len(said) <= room else link
