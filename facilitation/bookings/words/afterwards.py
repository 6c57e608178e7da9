"""What the two of a booking read once they have told how it went."""

from facilitation.bookings.model import Booking
from facilitation.bookings.words import wording
from facilitation.people.model import Member
from facilitation.sessions import views as sessions
from facilitation.sessions.model import Session
from facilitation.skills import naming
from facilitation.talk.messages import Button, Message, text
from facilitation.talk.phrases import say


def met(booking: Booking, session: Session, me: Member, other: Member) -> Message:
    """Thank one of the two for having met, and ask how useful it was."""
    if me.id != booking.asker:
        return Message(
            say("Thank you for your time"),
            (
                text(
                    "You gave {other} something that no course could.", other=wording.mention(other)
                ),
                *sessions.useful(session.id, alone=True),
            ),
        )
    return Message(
        say("Good. Did it help?"),
        (
            text("Your time with {other}:", other=wording.mention(other)),
            *sessions.useful(session.id, alone=True),
        ),
    )


def missed(booking: Booking, session: Session, me: Member, other: Member) -> Message:
    """Take note that they did not meet; the asker can try again."""
    skill = f" for {naming.written(booking.skill)}" if booking.skill else ""
    again = (
        Button(say("Book again"), f"book @{other.id}{skill}") if me.id == booking.asker else None
    )
    return Message(
        say("That happens"),
        (
            text("Noted: you and {other} did not meet this time.", other=other.name),
            *wording.row(again, Button(say("We did meet"), f"met {session.id}")),
        ),
    )
