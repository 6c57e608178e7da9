"""What people read as they tell how a booking went."""

from facilitation.bookings import wording
from facilitation.bookings.checkins import Helped
from facilitation.bookings.model import Booking
from facilitation.people.model import Member
from facilitation.skills import levels, naming
from facilitation.skills import views as skills
from facilitation.talk.messages import Bold, Button, Choice, Message, Option, buttons, note, text

SHARE = Button("Keep a takeaway", "share")


def met(booking: Booking, me: Member, other: Member) -> Message:
    """Thank one of the two for having met; the asker is asked whether it helped."""
    if me.id != booking.asker:
        return Message(
            "Thank you for your time",
            (
                text("You gave ", wording.mention(other), " something that no course could."),
                buttons(SHARE),
                note("Did you learn something yourself? Kept as a takeaway, others find it."),
            ),
        )
    return Message(
        "Good. Did it help?",
        (
            text("Your time with ", wording.mention(other), ":"),
            buttons(
                Button("It helped", f"booking helped {booking.id} yes", "primary"),
                Button("Partly", f"booking helped {booking.id} partly"),
                Button("Not really", f"booking helped {booking.id} no"),
            ),
            note(f"{other.name} does not see your answer. It counts in totals only."),
        ),
    )


def missed(booking: Booking, me: Member, other: Member) -> Message:
    """Take note that they did not meet; the asker can try again."""
    skill = f" for {naming.written(booking.skill)}" if booking.skill else ""
    again = Button("Book again", f"book @{other.id}{skill}") if me.id == booking.asker else None
    return Message(
        "That happens",
        (
            text(f"Noted: you and {other.name} did not meet this time."),
            *wording.row(again, Button("We did meet", f"booking met {booking.id}")),
        ),
    )


def helped(booking: Booking, peer: Member, answer: Helped, *, wants: bool) -> Message:
    """Thank for an answer, and ask how well the peer knows the skill."""
    said = {
        "yes": "Good to hear.",
        "partly": "Half the way is a start. Another peer may know the rest.",
        "no": "Thank you for saying so. Another peer may know more.",
    }[answer]
    skill = booking.skill
    more = (
        Button("Find somebody else", f"find {naming.written(skill)}")
        if skill and answer != "yes"
        else None
    )
    if not skill:
        return Message("Thank you", (text(said), *wording.row(SHARE)))
    options = tuple(Option(f"{n}, {word}", str(n)) for n, word in levels.WORDS.items())
    return Message(
        "Thank you",
        (
            text(said),
            text("How well does ", wording.mention(peer), " know ", Bold(skill), "?"),
            Choice("Choose a level", f"booking level {booking.id}", options),
            *wording.row(more, SHARE),
            *(skills.still_wanted(skill) if wants and answer == "yes" else ()),
            note(
                "It helps others to find the right peer. "
                f"{peer.name} sees the level without your name."
            ),
        ),
    )


def rated(booking: Booking, peer: Member, level: int) -> Message:
    """Thank for a level given."""
    return Message(
        "Thank you",
        (
            text(
                f"Noted: {peer.name} knows ",
                Bold(booking.skill),
                f" at level {level}, {levels.WORDS[level]}.",
            ),
            buttons(SHARE, Button("My bookings", "bookings")),
        ),
    )
