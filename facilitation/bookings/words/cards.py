"""The cards of a booking that want an answer: a request, other times, and the one reminder of either."""

from collections.abc import Mapping

from facilitation.bookings.model import Booking
from facilitation.bookings.words import wording
from facilitation.people.model import Member
from facilitation.sessions import calendar
from facilitation.sessions import views as sessions
from facilitation.sessions.model import Session
from facilitation.talk.messages import Block, Button, Message, buttons, note, text
from facilitation.talk.phrases import say, sentences


def proposal(
    booking: Booking, reader: Member, by: Member, *, talk: bool = False, again: bool = False
) -> Message:
    """Show one of the two which times the other proposes, for a first time or another one."""
    if booking.state == "agreed":
        return _move(booking, reader, by, talk=talk)
    return Message(
        say("{by} still waits for your answer", by=by.name)
        if again
        else say("{by} proposes other times", by=by.name),
        (
            text(
                "For your {time} with {by}, these times would work:",
                time=wording.length(booking),
                by=wording.mention(by),
            ),
            *wording.about(booking),
            wording.times(booking.times),
            *wording.clock(booking, reader, by),
            *_talk(booking, by, talk=talk),
            buttons(*wording.accepts(booking, reader)),
            buttons(
                Button(say("Other times"), f"other times {booking.id}"), _leave(booking, reader)
            ),
            note(
                sentences(
                    say("I do not ask again.") if again else "",
                    say("You get this because you two are looking for a time. It is your turn."),
                )
            ),
        ),
    )


def _leave(booking: Booking, reader: Member) -> Button:
    """Return the way out: the asker takes the request back, the peer says no."""
    if reader.id == booking.asker:
        return Button(say("Take it back"), f"withdraw {booking.id}")
    return Button(say("Not now"), f"not now {booking.id}", means="no")


def _move(booking: Booking, reader: Member, by: Member, *, talk: bool) -> Message:
    """Ask one of the two whether an agreed booking may move."""
    return Message(
        say("{by} would like to move your booking", by=by.name),
        (
            text(
                "{by} asks to move your {time} from {was} to:",
                by=wording.mention(by),
                time=wording.length(booking),
                was=wording.starts(booking),
            ),
            wording.times(booking.times),
            *_talk(booking, by, talk=talk),
            buttons(*wording.accepts(booking, reader)),
            buttons(
                Button(say("Other times"), f"other times {booking.id}"),
                Button(say("Keep it as it is"), f"keep booking {booking.id}", means="no"),
                Button(say("Cancel it"), f"cancel booking {booking.id}"),
            ),
            note(say("Until you answer, the old time stands.")),
        ),
    )


def _talk(booking: Booking, by: Member, *, talk: bool) -> tuple[Block, ...]:
    """Say after many proposals that a chat may be quicker, with the way to start it."""
    if not talk:
        return ()
    said = say("You have tried {n} times now. A short chat may be quicker.", n=booking.counters)
    return (text(said), wording.chat(booking, by))


def after(
    booking: Booking, session: Session, other: Member, names: Mapping[str, Member] | None = None
) -> Message:
    """Ask one of the two how a booking went; with `names`, showing what both have said so far."""
    return Message(
        say("How did it go?"),
        (
            text(
                "Did your {time} with {other} happen?",
                time=wording.length(booking),
                other=wording.mention(other),
            ),
            *sessions.stands(session.parts, names or {}),
            sessions.outcomes(session, sure=bool(names)),
            note(say("I ask both of you once after each booking. One tap is enough.")),
        ),
    )


def reminder(booking: Booking, reader: Member, other: Member, *, late: bool = False) -> Message:
    """Remind one of the two that it is about to begin, with what it is about; `late` names no minutes."""
    return Message(
        say("Soon: you and {other}", other=other.name)
        if late
        else say("In {time}: you and {other}", time=calendar.AHEAD, other=other.name),
        (
            text(
                "On {when} you have {time} with {other}.",
                when=wording.starts(booking),
                time=wording.length(booking),
                other=wording.mention(other),
            ),
            *wording.about(booking),
            wording.chat(booking, other, agreed=True),
            note(say("You get this because you both agreed on this time.")),
        ),
    )
