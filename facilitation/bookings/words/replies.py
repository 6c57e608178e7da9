"""What people read at once when they do something about a booking."""

from collections.abc import Sequence

from facilitation.bookings.agreeing import Sides
from facilitation.bookings.model import Booking
from facilitation.bookings.times import calendar
from facilitation.bookings.words import endings, wording
from facilitation.bookings.words.notices import Address
from facilitation.people.model import Member
from facilitation.talk.messages import (
    Bold,
    Button,
    Message,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import say, sentences
from facilitation.talk.text import cut


def gone(booking: Booking, reader: Member, other: Member) -> Message:
    """Say that a time has just gone, and show those that are free."""
    return Message(
        say("That time has just gone"),
        (
            text(say("One of you is no longer free then. These times are:")),
            wording.times(booking.times),
            buttons(*wording.accepts(booking, reader)),
            buttons(Button(say("Other times"), f"other times {booking.id}")),
            note(say("Nothing is agreed yet. It is still your turn.")),
        ),
    )


def proposed(booking: Booking, me: Member, other: Member) -> Message:
    """Confirm that other times were proposed."""
    moving = booking.state == "agreed"
    return Message(
        say("I asked {other}", other=other.name),
        (
            text(say("You proposed to move it to:") if moving else say("You proposed:")),
            wording.times(booking.times),
            note(
                say("Until there is an answer, the old time stands.")
                if moving
                else say("I will tell you when {other} answers.", other=other.name)
            ),
        ),
    )


def no_thanks(booking: Booking, asker: Member) -> Message:
    """Confirm a no to the peer who gave it."""
    return Message(
        say("That is fine"),
        (
            text(
                sentences(
                    say("I told {asker} kindly, and nobody else.", asker=asker.name),
                    say("I will look for somebody else for them.") if booking.skill else "",
                )
            ),
            note(
                "Asked too often? {skills} shows what you offer, and you can take it back.",
                skills=wording.SKILLS,
            ),
        ),
    )


def withdrawn(peer: Member) -> Message:
    """Confirm that a request was taken back."""
    return Message(
        say("Taken back"), (text("{peer} has nothing left to do about it.", peer=peer.name),)
    )


def kept(booking: Booking, me: Member, other: Member) -> Message:
    """Confirm that an agreed booking stays where it is."""
    when = wording.starts(booking)
    said = say("You and {other} meet on {when}.", other=other.name, when=when)
    return Message(say("It stays as it was"), (text(said),))


def cancelled(booking: Booking, me: Member, other: Member, address: Address) -> Message:
    """Confirm a cancelling to who did it."""
    asker, peer = (me, other) if me.id == booking.asker else (other, me)
    return Message(
        say("Canceled"),
        (
            text("I told {other}.", other=other.name),
            *endings.taken_out(calendar.links(booking, asker, peer, address)),
        ),
    )


def settled(asker: Member) -> Message:
    """Answer kindly who presses a button of a request that has gone on to somebody else."""
    return Message(
        say("Settled already"),
        (
            text(
                "{asker} has found another way, so there is nothing left to do. Thank you!",
                asker=asker.name,
            ),
        ),
    )


def unmoved(of: Sides) -> Message:
    """Say that what waits for the other's answer cannot be moved yet, and what can be done."""
    booking, name = of.booking, of.other.name
    mine = of.me.id == booking.asker
    leave = (
        Button(say("Take it back"), f"withdraw {booking.id}")
        if mine
        else Button(say("Not now"), f"not now {booking.id}")
    )
    return Message(
        say("Nothing is agreed yet"),
        (
            text(
                say(
                    "{other} has not answered these times yet. You can wait, write, or take it back.",
                    other=name,
                )
                if mine
                else say(
                    "{other} has not answered these times yet. You can wait, write, or say no.",
                    other=name,
                )
            ),
            wording.times(booking.times),
            wording.chat(booking, of.other),
            buttons(leave, Button(say("My bookings"), "bookings")),
        ),
    )


def over(of: Sides) -> Message:
    """Say how a booking stands to who presses a button that has lost its sense."""
    booking = of.booking
    other, when = of.other.name, wording.starts(booking)
    said = {
        "asked": say("Your request is waiting for an answer from {other}.", other=other),
        "declined": say("Your request to {other} was declined.", other=other),
        "withdrawn": say("The request between you and {other} was taken back.", other=other),
        "lapsed": say(
            "The request between you and {other} was closed without an answer.", other=other
        ),
        "cancelled": say("Your booking with {other} was canceled.", other=other),
        "over": say("Your booking with {other} was on {when}.", other=other, when=when),
        "agreed": say("Your booking with {other} is on {when}.", other=other, when=when),
    }[booking.state]
    return Message(
        say("That has changed"),
        (
            text(said),
            buttons(Button(say("My bookings"), "bookings")),
        ),
    )


def meant(name: str, near: Sequence[str], lines: Sequence[str]) -> Message:
    """Ask which skill was meant by a word that is none here."""
    return Message(
        say("Did you mean something else?"),
        (
            text("I know no skill and nobody called {name}. Did you mean:", name=Bold(name)),
            buttons(
                *(Button(cut(one, 70), line) for one, line in zip(near, lines, strict=True)),
                Button(say("No, I want to learn it"), f'want "{name}"'),
            ),
        ),
    )
