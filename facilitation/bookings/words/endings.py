"""What people read when a booking ends without a meeting."""

from facilitation.bookings.model import Booking
from facilitation.bookings.times import calendar
from facilitation.bookings.words import notices, wording
from facilitation.people.model import Member
from facilitation.sessions.calendar import Links
from facilitation.skills import naming
from facilitation.talk.messages import (
    Block,
    Button,
    Link,
    Message,
    Quote,
    note,
    text,
)
from facilitation.talk.phrases import Place, say


def lapsed(booking: Booking, reader: Member, other: Member) -> Message:
    """Tell one of the two that nobody answered, so that a request is closed; `booking` as it was before that."""
    mine = reader.id == booking.asker
    who: dict[str, Place] = {"other": wording.mention(other), "time": wording.length(booking)}
    if booking.turn != "peer":
        told = say(
            "You and {other} found no time for {time}, so I am no longer waiting for an answer.",
            **who,
        )
    elif mine:
        told = say("{other} did not answer your request for {time}, so I closed it.", **who)
    else:
        told = say("{other} asked you for {time}. There was no answer, so I closed it.", **who)
    again = Button(say("New booking"), f"book @{other.id}") if mine else None
    return Message(
        say("I closed a request"),
        (
            text(told),
            *wording.row(again),
            note(say("You get this so that neither of you keeps waiting.")),
        ),
    )


def cancelled(booking: Booking, reader: Member, by: Member, address: notices.Address) -> Message:
    """Tell one of the two that the other called it off."""
    asker, peer = notices.in_order(booking, reader, by)
    off: dict[str, Place] = {
        "by": wording.mention(by),
        "when": wording.starts(booking),
    }
    reason: tuple[Block, ...] = (Quote((booking.reason,)),) if booking.reason else ()
    return Message(
        say("Canceled: you and {by}", by=by.name),
        (
            text(
                say("{by} cannot make it on {when}, so it is canceled, and says:", **off)
                if reason
                else say("{by} cannot make it on {when}, so it is canceled.", **off)
            ),
            *reason,
            *taken_out(calendar.links(booking, asker, peer, address)),
            *wording.row(_again(booking, reader, by)),
            note(say("You get this because you had agreed on it. I will not ask about it again.")),
        ),
    )


def taken_out(links: Links) -> tuple[Block, ...]:
    """Return how to take a cancelled booking out of a calendar."""
    found = [url for _, url in links if url.endswith(".ics")]
    if not found:
        return (text(say("If it is in your calendar, take it out there.")),)
    out = Link(say("This takes it out"), found[0])
    return (text("In your calendar? {link}.", link=out),)


def _again(booking: Booking, reader: Member, other: Member) -> Button | None:
    """Return the way to a new booking for who asked, with the same person."""
    if reader.id != booking.asker:
        return None
    skill = f" for {naming.written(booking.skill)}" if booking.skill else ""
    return Button(say("Book again"), f"book @{other.id}{skill}")


def called_off(
    booking: Booking, reader: Member, other: Member, address: notices.Address, *, why: str
) -> Message:
    """Tell one of the two that an agreed booking is off because one of them is not there."""
    find = (
        Button(say("Find somebody else"), f"find {naming.written(booking.skill)}", "primary")
        if booking.skill and reader.id == booking.asker
        else None
    )
    return Message(
        say("Canceled: you and {other}", other=other.name),
        (
            text(
                "{why}, so {booking} on {when} is off.",
                why=why,
                booking=wording.yours(booking),
                when=wording.starts(booking),
            ),
            *taken_out(calendar.links(booking, *notices.in_order(booking, reader, other), address)),
            *wording.row(find),
            note(say("You get this because you had agreed on it.")),
        ),
    )
