"""What one of the two is told of a booking while the other acts, or nobody does."""

from collections.abc import Callable
from datetime import datetime

from facilitation.bookings.model import Booking
from facilitation.bookings.times import calendar as entries
from facilitation.bookings.words import wording
from facilitation.people.model import Member
from facilitation.sessions import calendar
from facilitation.sessions.calendar import Links
from facilitation.skills import naming
from facilitation.skills.finding import Candidate
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Message,
    Quote,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say, sentences

Address = Callable[[str], str]
"""Returns the absolute url of a path, "" without a public address."""


def agreed(
    booking: Booking, reader: Member, other: Member, address: Address, *, moved: bool
) -> Message:
    """Confirm a time to one of the two, with ways to put it into a calendar."""
    asker, peer = in_order(booking, reader, other)
    links = entries.links(booking, asker, peer, address)
    return Message(
        say("Moved: you and {other}", other=other.name)
        if moved
        else say("Agreed: you and {other}", other=other.name),
        (
            text(
                "You have {time} with {other} on {when}.",
                time=wording.length(booking),
                other=wording.mention(other),
                when=wording.starts(booking),
            ),
            *wording.clock(booking, reader, other),
            *wording.about(booking),
            *calendar.add(links),
            *calendar.online(booking.workspace, entries.meeting(booking, asker, peer)),
            *(_moved_in(links) if moved else ()),
            wording.chat(booking, other, agreed=True),
            buttons(
                Button(say("Move it"), f"move {booking.id}"),
                Button(say("Cancel it"), f"cancel booking {booking.id}"),
            ),
            note(
                "I will remind you both {time} before. All your bookings: {bookings}",
                time=calendar.AHEAD,
                bookings=wording.BOOKINGS,
            ),
        ),
    )


def _moved_in(links: Links) -> tuple[Block, ...]:
    """Return what becomes of the old time in a calendar: the file moves it, the other links add another one."""
    file = any(url.endswith(".ics") for _, url in links)
    said = say("The calendar file moves the entry you added with it.") if file else ""
    with_link = say("Added it with a link? Please delete the old entry; the link adds a new one.")
    return (text(sentences(said, with_link)),)


def in_order(booking: Booking, one: Member, other: Member) -> tuple[Member, Member]:
    """Return the asker and the peer."""
    return (one, other) if one.id == booking.asker else (other, one)


def kept(booking: Booking, reader: Member, other: Member) -> Message:
    """Tell who wanted to move a booking that it stays where it is."""
    return Message(
        say("It stays as it was"),
        (
            text(
                "{other} cannot move it, so {booking} stays on {when}.",
                other=wording.mention(other),
                booking=wording.yours(booking),
                when=wording.starts(booking),
            ),
            buttons(
                Button(say("Try other times"), f"move {booking.id}"),
                Button(say("Cancel it"), f"cancel booking {booking.id}"),
            ),
            note(say("You get this because you asked to move it.")),
        ),
    )


def settled(booking: Booking, asker: Member) -> Message:
    """Tell a peer that a request to them is settled and asks nothing of them any more."""
    return Message(
        say("Settled, thank you"),
        (
            text(
                "{asker} no longer needs your {time}. There is nothing left for you to do.",
                asker=wording.mention(asker),
                time=wording.length(booking),
            ),
            note(say("You get this because you were asked for time.")),
        ),
    )


def declined(booking: Booking, asker: Member, peer: Member, found: Candidate | None) -> Message:
    """Tell the asker kindly that a peer cannot, and who could be asked next."""
    reason: tuple[Block, ...] = (Quote((booking.reason,)),) if booking.reason else ()
    who = wording.mention(peer)
    return Message(
        say("{peer} cannot just now", peer=peer.name),
        (
            text(
                say("{peer} cannot make time just now, and says:", peer=who)
                if reason
                else say(
                    "{peer} cannot make time just now. It has nothing to do with you.", peer=who
                )
            ),
            *reason,
            *_next(booking, found),
            note(say("You get this because you asked for time.")),
        ),
    )


def silent(booking: Booking, peer: Member, found: Candidate | None, *, over: bool) -> Message:
    """Tell the asker that a peer has not answered, and who could be asked instead."""
    who, what = wording.mention(peer), _request(booking)
    if over:
        title = say("No answer from {peer}", peer=peer.name)
        told = say("{peer} did not answer {booking}, so I closed it.", peer=who, booking=what)
    else:
        title = say("No answer from {peer} yet", peer=peer.name)
        told = say(
            "{peer} has not answered {booking} yet. You can keep waiting, or ask somebody else.",
            peer=who,
            booking=what,
        )
    withdraw = Button(say("Take it back"), f"withdraw {booking.id}")
    return Message(
        title,
        (
            text(told),
            *_next(booking, found),
            *wording.row(None if over else withdraw),
            note(say("You get this because you asked for time. Busy days happen to everyone.")),
        ),
    )


def passed_on(booking: Booking, peer: Member, other: Member, next_at: datetime) -> Message:
    """Tell the asker of something urgent that the next best is asked, and until when they have time."""
    return Message(
        say("{other} is asked now", other=other.name),
        (
            text(
                say(
                    "{peer} has not answered within a working hour, so I asked {other} instead.",
                    peer=wording.mention(peer),
                    other=wording.mention(other),
                )
            ),
            text(
                say(
                    "If nobody answers, you hear from me again on {at}.",
                    at=Time(next_at),
                )
            ),
            *wording.row(Button(say("Take it back"), f"withdraw {booking.id}")),
            note(say("You get this because you asked for time, and said that it is urgent.")),
        ),
    )


def gone(booking: Booking, peer: Member, found: Candidate | None) -> Message:
    """Tell the asker that a peer cannot answer any more, and who could be asked instead."""
    return Message(
        say("{peer} is away just now", peer=peer.name),
        (
            text(
                sentences(
                    say(
                        "{peer} cannot answer {booking}.", peer=peer.name, booking=_request(booking)
                    ),
                    say("I closed it.")
                    if found is None
                    else say("Here is who could help instead."),
                )
            ),
            *_next(booking, found),
            note(say("You get this because you asked for time.")),
        ),
    )


def _request(booking: Booking) -> Phrase:
    """Return what a request is called in a sentence."""
    if not booking.skill:
        return say("your request")
    return say("your request about {skill}", skill=Bold(booking.skill))


def _next(booking: Booking, found: Candidate | None) -> tuple[Block, ...]:
    """Return who could be asked next, with one tap, or another way on."""
    if found is not None:
        return (
            text(
                sentences(
                    say("You could ask {person}.", person=wording.mention(found.member)),
                    *found.reason,
                )
            ),
            buttons(
                Button(
                    wording.ask(found.member),
                    f"next peer {booking.id} @{found.member.id}",
                    "primary",
                )
            ),
        )
    if booking.skill:
        word = naming.written(booking.skill)
        return (
            text(say("I know nobody else to ask just now.")),
            buttons(Button(say("Look again"), f"find {word}"), Button(say("New booking"), "book")),
        )
    return (buttons(Button(say("Ask somebody else"), wording.same(booking))),)
