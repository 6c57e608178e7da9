"""The invitation to an agreed session as an .ics file (RFC 5545, RFC 5546)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress

from facilitation.people.model import Member
from facilitation.sessions import calendar
from facilitation.sessions.calendar import Entry, Repeated, mailto
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


def subscription(
    of: Sequence[Entry], *, title: str, now: datetime, repeated: Sequence[Repeated] = ()
) -> bytes:
    """Return sessions as a calendar to subscribe to; who else comes stands in their names, and nobody is asked."""
    events = [event for each in repeated for event in _series(each, now)]
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


def _series(of: Repeated, now: datetime) -> Iterator[Event]:
    """Give what comes again as one event with its rule, and an event for each date that was moved (RFC 5545, 3.8.5).

    Its times are by the clock of its zone, so that a calendar keeps them where clocks change.
    """
    clock = ZoneInfo(of.zone)
    dates = sorted(at.astimezone(clock).replace(tzinfo=None) for at in of.dates)
    step = timedelta(weeks=of.every)
    ruled = [dates[0]]
    while step and ruled[-1] + step <= dates[-1]:
        ruled.append(ruled[-1] + step)
    whole = _event(of.first, now)
    for name, at in (("dtstart", of.first.starts_at), ("dtend", of.first.ends_at)):
        del whole[name]
        whole.add(name, at.astimezone(clock))
    whole.add("status", "CONFIRMED")
    if len(ruled) > 1:
        until = ruled[-1].replace(tzinfo=clock).astimezone(UTC)
        whole.add("rrule", {"freq": "weekly", "interval": of.every, "until": until})
    off = {at.astimezone(clock).replace(tzinfo=None) for at in of.off}
    for at in sorted({*ruled} - {*dates} | off):
        whole.add("exdate", at.replace(tzinfo=clock))
    for at in sorted({*dates} - {*ruled} - off):
        whole.add("rdate", at.replace(tzinfo=clock))
    yield whole
    for at, entry in sorted(of.moved.items()):
        other = _event(entry, now)
        other["uid"] = whole["uid"]
        other.add("recurrence-id", at.astimezone(clock))
        other.add("status", "CONFIRMED")
        yield other


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
    whole.add_missing_timezones()
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
