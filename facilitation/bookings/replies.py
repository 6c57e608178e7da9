"""What people read at once when they do something about a booking."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.bookings import calendar, notices, wording
from facilitation.bookings.agreeing import Sides
from facilitation.bookings.model import Booking
from facilitation.bookings.notices import Address
from facilitation.people.model import Member
from facilitation.skills import naming
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Message,
    Span,
    Time,
    buttons,
    note,
    text,
)


def sent(
    booking: Booking,
    asker: Member,
    peer: Member,
    *,
    read_at: datetime | None,
    why: str = "",
    reason: Sequence[Span] = (),
) -> Message:
    """Tell the asker what was sent to whom; `reason` says why them, `why` what is odd about the times."""
    blocks: list[Block] = [
        text(
            "I asked ",
            wording.mention(peer),
            f" for {wording.length(booking.minutes)}",
            *wording.on_skill(booking),
            ".",
            *wording.sentence(reason),
        ),
        *wording.about(booking),
        text("These times I proposed:"),
        wording.times(booking.times, asker, peer),
    ]
    if why:
        blocks.append(text(why))
    if read_at is not None:
        blocks.append(text(f"{peer.name} reads it on ", Time(read_at), "; they rest until then."))
    return Message(
        f"{peer.name} is asked",
        (
            *blocks,
            buttons(
                Button("Take it back", f"withdraw {booking.id}"), Button("My bookings", "bookings")
            ),
            note(f"You hear when {peer.name} answers, and I ask again if nothing comes."),
        ),
    )


def nobody(skill: str, *, offered: bool, wanted: bool) -> Message:
    """Say that nobody can be booked for a skill, with the way to say that it is wanted."""
    word = naming.written(skill)
    said = (
        ("Those who offer ", Bold(skill), " are busy or away just now. Try again in a few days.")
        if offered
        else ("Nobody here offers ", Bold(skill), " yet.")
    )
    after = (
        text("You have said that you want it, so you hear when somebody can help.")
        if wanted
        else text("Shall I note that you want it? You hear when somebody can help.")
    )
    want = None if wanted else Button("I want to learn it", f"want {word}", "primary")
    return Message(
        f"Nobody for {skill} just now" if offered else f"Nobody offers {skill} yet",
        (text(*said), after, *wording.row(want, Button("Book a person", "book"))),
    )


def meant(name: str, near: Sequence[str], lines: Sequence[str]) -> Message:
    """Ask which skill was meant by a word that is none here."""
    return Message(
        "Did you mean something else?",
        (
            text("I know no skill and nobody called ", Bold(name), ". Did you mean:"),
            buttons(
                *(Button(one[:70], line) for one, line in zip(near, lines, strict=True)),
                Button("No, I want to learn it", f'want "{name}"'),
            ),
        ),
    )


def gone(booking: Booking, reader: Member, other: Member) -> Message:
    """Say that a time has just gone, and show those that are free."""
    return Message(
        "That time has just gone",
        (
            text("One of you has something else then by now. These are free:"),
            wording.times(booking.times, reader, other),
            buttons(*wording.accepts(booking, reader)),
            buttons(Button("Other times", f"other times {booking.id}")),
            note("Nothing is agreed yet; it is still your turn."),
        ),
    )


def proposed(booking: Booking, me: Member, other: Member) -> Message:
    """Confirm that other times were proposed."""
    moving = booking.state == "agreed"
    return Message(
        f"I asked {other.name}",
        (
            text("You proposed to move it to:" if moving else "You proposed:"),
            wording.times(booking.times, me, other),
            note(
                "Until there is an answer, the old time stands."
                if moving
                else f"You hear when {other.name} answers."
            ),
        ),
    )


def no_thanks(booking: Booking, asker: Member) -> Message:
    """Confirm a no to the peer who gave it."""
    other = " I look for somebody else for them." if booking.skill else ""
    return Message(
        "That is fine",
        (
            text(f"I told {asker.name} kindly, and nobody else.{other}"),
            note(
                "Asked too often? ", wording.SKILLS, " shows what you offer; you can take it back."
            ),
        ),
    )


def withdrawn(peer: Member) -> Message:
    """Confirm that a request was taken back."""
    return Message("Taken back", (text(f"{peer.name} has nothing left to do about it."),))


def kept(booking: Booking, me: Member, other: Member) -> Message:
    """Confirm that an agreed booking stays where it is."""
    starts = wording.at(booking.starts_at, me, other) if booking.starts_at else ()
    return Message("It stays as it was", (text(f"You and {other.name}: ", *starts, "."),))


def cancelled(booking: Booking, me: Member, other: Member, address: Address) -> Message:
    """Confirm a cancelling to who did it."""
    asker, peer = (me, other) if me.id == booking.asker else (other, me)
    return Message(
        "Cancelled",
        (
            text(f"I told {other.name}."),
            *notices.taken_out(calendar.links(booking, asker, peer, address)),
        ),
    )


def settled(asker: Member) -> Message:
    """Answer kindly who presses a button of a request that has gone on to somebody else."""
    return Message(
        "Settled already",
        (text(f"{asker.name} has found another way, so there is nothing left to do. Thank you!"),),
    )


def unmoved(of: Sides) -> Message:
    """Say that what waits for the other's answer cannot be moved yet, and what can be done."""
    booking, name = of.booking, of.other.name
    mine = of.me.id == booking.asker
    leave = (
        Button("Take it back", f"withdraw {booking.id}")
        if mine
        else Button("Not now", f"not now {booking.id}")
    )
    return Message(
        "Nothing is agreed yet",
        (
            text(
                f"There is no time to move: these wait for {name}'s answer. You can wait, "
                f"write to {name} in chat, or {'take it back' if mine else 'say no'}."
            ),
            wording.times(booking.times, of.me, of.other),
            wording.chat(booking, of.me, of.other),
            buttons(leave, Button("My bookings", "bookings")),
        ),
    )


def over(of: Sides) -> Message:
    """Say how a booking stands to who presses a button that has lost its sense."""
    booking = of.booking
    starts = (
        wording.at(booking.starts_at, of.me, of.other)
        if booking.starts_at and booking.state in ("agreed", "over")
        else ()
    )
    said = {
        "asked": f"it waits for {of.other.name}'s answer.",
        "declined": "it was declined.",
        "withdrawn": "it was taken back.",
        "lapsed": "it was closed without an answer.",
        "cancelled": "it was cancelled.",
        "over": "it has taken place. ",
        "agreed": "it is agreed. ",
    }[booking.state]
    return Message(
        "That has changed",
        (
            text(f"Your booking with {of.other.name}: {said}", *starts),
            buttons(Button("My bookings", "bookings")),
        ),
    )
