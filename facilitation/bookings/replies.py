"""What people read at once when they do something about a booking."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.bookings import calendar, notices, wording
from facilitation.bookings.agreeing import Sides
from facilitation.bookings.model import Booking
from facilitation.bookings.notices import Address
from facilitation.people.model import Member
from facilitation.skills import naming
from facilitation.skills.finding import Candidate
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
from facilitation.talk.words import counted


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


def warned(peer: Member, count: int, line: str, found: Candidate | None) -> Message:
    """Say that a peer has requests open already, and ask whether to ask anyway."""
    other = (
        Button(wording.ask(found.member), line.replace(f"@{peer.id}", f"@{found.member.id}", 1))
        if found
        else None
    )
    return Message(
        f"{peer.name} has {counted(count, 'request')} open",
        (
            text(f"Ask {peer.name} anyway? An answer may take longer."),
            *_instead(found),
            *wording.row(other, Button("Ask anyway", line), Button("Leave it", "cancel")),
            note("Nothing was sent yet."),
        ),
    )


def full(peer: Member, count: int, line: str, found: Candidate | None) -> Message:
    """Say that a peer has as many requests as one can bear, and who could be asked instead."""
    other = (
        Button(
            wording.ask(found.member),
            line.replace(f"@{peer.id}", f"@{found.member.id}", 1),
            "primary",
        )
        if found
        else None
    )
    return Message(
        f"{peer.name} is asked a lot just now",
        (
            text(
                f"{peer.name} has {counted(count, 'request')} to answer already, "
                "so I do not add another one. Try again in a few days."
            ),
            *_instead(found),
            *wording.row(other, Button("Ask somebody else", "book")),
            note("Nothing was sent."),
        ),
    )


def _instead(found: Candidate | None) -> tuple[Block, ...]:
    if found is None:
        return ()
    return (
        text(wording.mention(found.member), " could help too.", *wording.sentence(found.reason)),
    )


def closed(peer: Member, skill: str) -> Message:
    """Say that a person cannot be booked, and nothing of why."""
    find = Button("Find somebody else", f"find {naming.written(skill)}") if skill else None
    return Message(
        f"{peer.name} cannot be booked just now",
        (
            text("Somebody else may be able to help."),
            *wording.row(find, Button("New booking", "book")),
            note("Nothing was sent."),
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
