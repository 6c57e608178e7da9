"""An agreed session in other people's calendars: how it stands there, and links that fill it in."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import idna

from facilitation.people import readers
from facilitation.people.model import Member
from facilitation.sessions.model import REMIND
from facilitation.talk import text as words
from facilitation.talk.messages import Block, Link, text
from facilitation.talk.phrases import OneOf, say
from facilitation.talk.when import dates

# anything stranger is left out rather than let into a header
_EMAIL = re.compile(r"[\w.!#$%&'*+/=^`{|}~-]+@[\w-]+(?:\.[\w-]+)*")


def mailto(email: str) -> str:
    """Return what an address is after `mailto:`, "" for what is none; an apostrophe stays, a domain is punycode."""
    if not _EMAIL.fullmatch(email):
        return ""
    person, _, domain = email.rpartition("@")
    try:
        written = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        # such as one with an underscore, which DNS itself has nothing against
        written = domain if domain.isascii() else ""
    return quote(f"{person}@{written}", safe="@+'") if written else ""


NOBODY = say("a colleague")
"""Who has no name yet."""

LONGEST_LINK = 2000
"""Characters that every browser and platform takes for an address."""

GOOGLE = "https://calendar.google.com/calendar/render?action=TEMPLATE"
OUTLOOK = (
    "https://outlook.office.com/calendar/0/deeplink/compose?path=/calendar/action/compose"
    "&rru=addevent"
)

TEAMS = "https://teams.microsoft.com/l/meeting/new"

LONGEST_SUMMARY = 200
_WIDEST = 9
"""The most characters that one UTF-16 unit becomes in an address: three bytes of UTF-8, three characters each."""

Links = tuple[tuple[str, str], ...]
"""What to press and where it leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A session as it stands in calendars; the first of its people is its organizer, instants are UTC."""

    id: str
    workspace: str
    token: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    people: tuple[Member, ...]
    summary: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A session that comes again and again at one time by the clock of a zone, and its exceptions.

    `first` is how each stands in calendars. `dates` are all of them, `every` so many weeks apart for the most part (0
    where they follow no weeks); `off` are those on which nobody meets, and `moved` those held at another time.
    """

    first: Entry
    zone: str
    dates: tuple[datetime, ...]
    every: int
    off: frozenset[datetime] = frozenset()
    moved: Mapping[datetime, Entry]


def links(entry: Entry, address: Callable[[str], str]) -> Links:
    """Return what to press and where it leads to add it to one's calendar.

    `address` makes an absolute address of a path, and "" where there is none: then the .ics file is left out.
    """
    start, end = entry.starts_at, entry.ends_at
    google = f"{GOOGLE}&dates={start:%Y%m%dT%H%M%SZ}/{end:%Y%m%dT%H%M%SZ}"
    times = f"&startdt={quote(_iso(start), safe='')}&enddt={quote(_iso(end), safe='')}"
    outlook = _with(OUTLOOK + times, "subject", entry.summary)
    found = (
        (
            "Google Calendar",
            _with(_with(google, "text", entry.summary), "details", entry.description),
        ),
        ("Outlook", _with(outlook, "body", entry.description)),
    )
    file = address(f"calendar/{entry.token}.ics")
    return (*found, (say("a calendar file (.ics)"), file)) if file else found


def meeting(entry: Entry) -> str:
    """Return where a meeting in Teams is made of a session in a tenant, filled in; "" elsewhere."""
    if not entry.workspace.startswith("teams:"):
        return ""
    # in a query a plus would be read as a blank
    people = [found.replace("+", "%2B") for one in entry.people if (found := mailto(one.email))]
    link = f"{TEAMS}?startTime={_there(entry.starts_at)}&endTime={_there(entry.ends_at)}"
    link += f"&attendees={','.join(people)}" if people else ""
    link = _with(link, "subject", entry.summary)
    return _with(link, "content", entry.description)


def name(member: Member) -> str:
    """Return what a member is called in a calendar."""
    return words.one_line(member.name) or NOBODY


def said(people: Collection[Member], words: str) -> str:
    """Return words as they stand in the calendars of several people: in their common language."""
    return readers.readers(people).words(words)


def _there(at: datetime) -> str:
    return quote(at.isoformat(timespec="seconds"), safe="")


def _iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _with(link: str, name: str, text: str) -> str:
    """Return the link with as much of the text as it has room for."""
    start = f"{link}&{name}="
    room, size = LONGEST_LINK - len(start), words.units(text)
    said = quote(text, safe="")
    while len(said) > room and size > 0:
        size -= max(1, (len(said) - room) // _WIDEST)
        said = quote(words.cut(text, size), safe="")
    return start + said if said and len(said) <= room else link


AHEAD = dates.say_span(REMIND)
"""How long before it begins people are reminded, in words."""


def add(links: Links) -> tuple[Block, ...]:
    """Return the ways to put it into a calendar, in one line."""
    if not links:
        return ()
    ways = OneOf(tuple(Link(words, url) for words, url in links))
    return (text(say("Add it to your calendar: {ways}.", ways=ways)),)


def online(workspace: str, meeting: str) -> tuple[Block, ...]:
    """Return how people meet online where they already are: a meeting in Teams, a huddle in Slack."""
    if meeting:
        there = Link(say("Make it a Teams meeting"), meeting)
        return (text(say("Meeting online? {link}, filled in and ready to send.", link=there)),)
    if workspace.startswith("slack:"):
        return (text(say("Meeting online? Start a huddle in your chat when it is time.")),)
    return ()
