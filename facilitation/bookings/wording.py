"""What every message about a booking says alike: times on both clocks, what it is about, who it is with."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitation.bookings.model import Booking
from facilitation.people.model import Member
from facilitation.talk import dates
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Chat,
    Code,
    Items,
    Link,
    Mention,
    Quote,
    Span,
    Spans,
    Time,
    buttons,
    text,
)
from facilitation.talk.walltime import local
from facilitation.talk.words import spoken

EXAMPLE = Code('book @ana 30m this week "what it is about"')
BOOKINGS, SKILLS = Code("bookings"), Code("skills")


def mention(member: Member) -> Mention:
    """Return the member as a mention."""
    return Mention(member.id, member.name)


def at(instant: datetime, reader: Member, other: Member) -> Spans:
    """Return an instant for its reader, and on the other's clock in words where that shows another time."""
    mine, yours = local(instant, reader.zone), local(instant, other.zone)
    if mine.utcoffset() == yours.utcoffset():
        return (Time(instant),)
    same_day = mine.date() == yours.date()
    clock = f"{yours:%H:%M}" if same_day else f"{yours:%a} {yours:%H:%M}"
    return (Time(instant), f" ({clock} for {other.name} in {place(other)})")


def place(member: Member) -> str:
    """Return the city that a member's zone is named after."""
    return member.zone.rpartition("/")[2].replace("_", " ")


def short(instant: datetime, reader: Member) -> str:
    """Return an instant on its reader's clock, for a button: "Tue 24 Nov, 10:00"."""
    return dates.say_moment(instant, reader.zone)


def length(minutes: int) -> str:
    """Return a length in words: "45 minutes"."""
    return dates.say_span(timedelta(minutes=minutes))


def times(proposed: Sequence[datetime], reader: Member, other: Member) -> Items:
    """Return the proposed times, one a line."""
    return Items(tuple(at(one, reader, other) for one in proposed))


def about(booking: Booking) -> tuple[Block, ...]:
    """Return what it is about as its asker wrote it, or nothing."""
    return (Quote((booking.topic,)),) if booking.topic else ()


def on_skill(booking: Booking, word: str = "on") -> Spans:
    """Return " on Kubernetes", or with another word before it; nothing where no skill is named."""
    return (f" {word} ", Bold(booking.skill)) if booking.skill else ()


def accepts(booking: Booking, reader: Member) -> tuple[Button, ...]:
    """Return a button for each proposed time; it carries the time, so an old card never agrees to another one."""
    return tuple(
        Button(short(one, reader), f"accept {booking.id} {one:%Y-%m-%dT%H:%MZ}", "primary")
        for one in booking.times
    )


def chat(booking: Booking, reader: Member, other: Member) -> Chat:
    """Return the way to start a chat with the other."""
    topic = booking.skill or booking.topic or "our booking"
    return Chat(
        text=f"Chat with {other.name}"[:70],
        members=(mention(other),),
        topic=topic[:80],
        opening=f"Hi {other.name}! About {topic[:200]}: when would suit you?",
    )


def calendar(links: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    """Return the ways to put it into a calendar, in one line."""
    if not links:
        return ()
    return (text("Add it to your calendar: ", *spoken([Link(t, u) for t, u in links], "or"), "."),)


def link(words: str, url: str) -> Link:
    """Return words that lead to an address."""
    return Link(words, url)


def row(*given: Button | None) -> tuple[Block, ...]:
    """Return a row of those buttons that there are."""
    there = tuple(one for one in given if one is not None)
    return (buttons(*there),) if there else ()


def ask(found: Member) -> str:
    """Return the words on the button that asks this person."""
    return f"Ask {found.name}"[:70]


def sentence(spans: Sequence[Span]) -> Spans:
    """Return a candidate's reason, with a space before it."""
    return (" ", *spans) if spans else ()
