"""What every message about a booking says alike: times on both clocks, what it is about, who it is with."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitation.bookings.model import Booking
from facilitation.people.model import Member
from facilitation.rounds import who
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Chat,
    Code,
    Items,
    Mention,
    Quote,
    Time,
    buttons,
    text,
)
from facilitation.talk.phrases import Phrase, Place, say, sentences
from facilitation.talk.text import cut
from facilitation.talk.when import dates
from facilitation.talk.words import first

EXAMPLE = Code('book @ana 30m this week "what it is about"')
BOOKINGS, SKILLS = Code("bookings"), Code("skills")


def mention(member: Member) -> Mention:
    """Return the member as a mention."""
    return Mention(member.id, member.name)


def same(booking: Booking) -> str:
    """Return the line that asks for the same of somebody who is still to be named."""
    about = f" about {booking.topic}" if booking.topic else ""
    return f"book {booking.minutes}m{' urgent' if booking.urgent else ''}{about}"


def starts(booking: Booking) -> Place:
    """Return when a booking begins, by its reader's clock; nothing while it has no time."""
    return Time(booking.starts_at) if booking.starts_at else ""


def clock(booking: Booking, reader: Member, other: Member) -> tuple[Block, ...]:
    """Return how the other's clock differs from the reader's, in a line of its own; nothing where it does not."""
    when = booking.starts_at or next(iter(booking.times), booking.created_at)
    return tuple(text(said) for said in who.clock(other, when, reader))


def short(instant: datetime) -> Phrase:
    """Return an instant on its reader's clock, for a button: "Tue 24 Nov, 10:00"."""
    return sentences(Time(instant))


def length(booking: Booking) -> Phrase:
    """Return how long it is, and on what where a skill is named: "45 minutes on Kubernetes"."""
    long = dates.say_span(timedelta(minutes=booking.minutes))
    if not booking.skill:
        return long
    return say("{length} on {skill}", length=long, skill=Bold(booking.skill))


def yours(booking: Booking) -> Phrase:
    """Return what a booking is called in a sentence: "your booking on Kubernetes"."""
    if not booking.skill:
        return say("your booking")
    return say("your booking on {skill}", skill=Bold(booking.skill))


def times(proposed: Sequence[datetime]) -> Items:
    """Return the proposed times, one a line."""
    return Items(tuple((Time(one),) for one in proposed))


def about(booking: Booking) -> tuple[Block, ...]:
    """Return what it is about as its asker wrote it, or nothing."""
    return (Quote((booking.topic,)),) if booking.topic else ()


def accepts(booking: Booking, reader: Member) -> tuple[Button, ...]:
    """Return a button for each proposed time; it carries the time, so an old card never agrees to another one."""
    return tuple(
        Button(short(one), f"accept {booking.id} {one:%Y-%m-%dT%H:%MZ}", "primary", "yes")
        for one in booking.times
    )


def chat(booking: Booking, other: Member, *, agreed: bool = False) -> Chat:
    """Return the way to start a chat with the other: about a time, or about what they meet for where one is agreed."""
    topic = booking.skill or booking.topic or say("our booking")
    hello: dict[str, Place] = {"other": first(other.name), "topic": cut(topic, 200)}
    return Chat(
        text=say("Chat with {other}", other=cut(other.name, 40)),
        members=(mention(other),),
        topic=cut(topic, 80),
        opening=say("Hi {other}! About {topic}: I look forward to it.", **hello)
        if agreed
        else say("Hi {other}! About {topic}: when would suit you?", **hello),
    )


def row(*given: Button | None) -> tuple[Block, ...]:
    """Return a row of those buttons that there are."""
    there = tuple(one for one in given if one is not None)
    return (buttons(*there),) if there else ()


def ask(found: Member) -> str:
    """Return the words on the button that asks this person."""
    return say("Ask {person}", person=cut(found.name, 40))
