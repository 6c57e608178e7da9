"""The invitation to an agreed session as an .ics file (RFC 5545, RFC 5546)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from icalendar import Alarm, Calendar, Event, vCalAddress

from facilitation.people.model import Member
from facilitation.sessions import calendar
from facilitation.sessions.addresses import mailto
from facilitation.sessions.calendar import Entry
from facilitation.sessions.model import REMIND
from facilitation.talk import text as words

Method = Literal["REQUEST", "CANCEL"]

REFRESH = "PT1H"
"""How often calendars are asked to look again."""

PRODUCT = "-//Peerloop//Peerloop//EN"


def invitation(of: Entry, *, method: Method, now: datetime) -> bytes:
    """Return the invitation to an agreed session, or its cancelling, as the bytes of an .ics file.

    Without its organizer's email it names nobody, which is a calendar entry still.
    """
    entry = _event(of, now)
    entry.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    organizer = of.people[0]
    if mailto(organizer.email):
        entry.add("organizer", _address(organizer))
        for member in of.people:
            if mailto(member.email):
                entry.add("attendee", _attendee(member))
    if method == "REQUEST":
        entry.add_component(_alarm(of))
    return _whole(method, [entry])


def subscription(of: Sequence[Entry], *, title: str, now: datetime) -> bytes:
    """Return sessions as a calendar to subscribe to; who else comes stands in their names, and nobody is asked."""
    events = []
    for each in of:
        entry = _event(each, now)
        entry.add("status", "CONFIRMED")
        events.append(entry)
    return _whole("PUBLISH", events, title)


def _event(of: Entry, now: datetime) -> Event:
    """Return a session as it stands in calendars, without who is asked to come."""
    entry = Event()
    entry.add("uid", f"{of.id}@peerloop")
    entry.add("sequence", of.sequence)
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", of.starts_at)
    entry.add("dtend", of.ends_at)
    entry.add("summary", of.summary)
    entry.add("description", of.description)
    return entry


def _whole(method: str, events: Sequence[Event], title: str = "") -> bytes:
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", method)
    if title:
        whole.add("x-wr-calname", title)
        whole.add("x-published-ttl", REFRESH)
    for event in events:
        whole.add_component(event)
    made: bytes = whole.to_ical()
    return made


def _address(member: Member) -> vCalAddress:
    """Return an address with a name; a quotation mark has no place in one (RFC 5545, 3.2)."""
    made = vCalAddress(f"mailto:{mailto(member.email)}")
    made.params["CN"] = (
        words.one_line(calendar.name(member).replace('"', "'").replace("^", "")) or calendar.NOBODY
    )
    return made


def _attendee(member: Member) -> vCalAddress:
    made = _address(member)
    made.params["ROLE"] = "REQ-PARTICIPANT"
    made.params["PARTSTAT"] = "ACCEPTED"
    made.params["RSVP"] = "FALSE"
    return made


def _alarm(of: Entry) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("trigger", -REMIND)
    made.add("description", of.summary)
    return made
