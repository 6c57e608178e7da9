"""The cards of a booking that want an answer: a request, other times, and the one reminder of either."""

from facilitation.bookings import wording
from facilitation.bookings.model import Booking
from facilitation.people.model import Member
from facilitation.skills import naming
from facilitation.talk.messages import Block, Button, Code, Message, Spans, buttons, note, text


def request(booking: Booking, asker: Member, peer: Member, *, again: bool = False) -> Message:
    """Ask a peer for time: who, what about, how long, and the times that would do."""
    lead = "asked you for " if again else "asks you for "
    once = "I do not ask again. " if again else ""
    offered = _offers(peer, booking.skill)
    why = f"You are asked because you offer {booking.skill}. " if offered else ""
    return Message(
        f"{asker.name} still hopes for your time" if again else f"{asker.name} asks for your time",
        (
            text(
                wording.mention(asker),
                f" {lead}{wording.length(booking.minutes)}",
                *wording.on_skill(booking),
                ". It is urgent." if booking.urgent else ".",
            ),
            *wording.about(booking),
            text("Both of you could make:"),
            wording.times(booking.times, peer, asker),
            buttons(*wording.accepts(booking, peer)),
            buttons(
                Button("Other times", f"other times {booking.id}"),
                Button("Not now", f"not now {booking.id}"),
            ),
            note(
                f"{once}{why}No is fine, with or without a reason, and only {asker.name} hears it. ",
                *_less(booking, asker, offered=offered),
            ),
        ),
    )


def _offers(peer: Member, skill: str) -> bool:
    """Return whether a peer offers a skill; by name one can be asked about anything."""
    return bool(skill) and naming.fold(skill) in {naming.fold(one) for one in peer.offers}


def _less(booking: Booking, asker: Member, *, offered: bool) -> Spans:
    """Return how a peer is asked less: by taking a skill back, or by a no, which makes the asker pause."""
    if offered:
        return (
            "To be asked less: ",
            Code(f"unoffer {naming.written(booking.skill)}"),
            ", or Not now.",
        )
    return (f"To be asked less: Not now, and {asker.name} is asked to wait a while.",)


def proposal(
    booking: Booking, reader: Member, by: Member, *, talk: bool = False, again: bool = False
) -> Message:
    """Show one of the two which times the other proposes, for a first time or another one."""
    if booking.state == "agreed":
        return _move(booking, reader, by, talk=talk)
    title = f"{by.name} proposes other times"
    lead = "I do not ask again. " if again else ""
    return Message(
        title if not again else f"{by.name} still waits for your answer",
        (
            text(
                f"For your {wording.length(booking.minutes)}",
                *wording.on_skill(booking),
                " with ",
                wording.mention(by),
                ", these would do:",
            ),
            *wording.about(booking),
            wording.times(booking.times, reader, by),
            *_talk(booking, reader, by, talk=talk),
            buttons(*wording.accepts(booking, reader)),
            buttons(Button("Other times", f"other times {booking.id}"), _leave(booking, reader)),
            note(f"{lead}You get this because you two look for a time. It is your turn."),
        ),
    )


def _leave(booking: Booking, reader: Member) -> Button:
    """Return the way out: the asker takes the request back, the peer says no."""
    if reader.id == booking.asker:
        return Button("Take it back", f"withdraw {booking.id}")
    return Button("Not now", f"not now {booking.id}")


def _move(booking: Booking, reader: Member, by: Member, *, talk: bool) -> Message:
    """Ask one of the two whether an agreed booking may move."""
    was = wording.at(booking.starts_at, reader, by) if booking.starts_at else ()
    return Message(
        f"{by.name} would like to move your booking",
        (
            text(
                wording.mention(by),
                f" asks to move your {wording.length(booking.minutes)}",
                *wording.on_skill(booking),
                " from ",
                *was,
                " to:",
            ),
            wording.times(booking.times, reader, by),
            *_talk(booking, reader, by, talk=talk),
            buttons(*wording.accepts(booking, reader)),
            buttons(
                Button("Other times", f"other times {booking.id}"),
                Button("Keep it as it is", f"keep booking {booking.id}"),
                Button("Cancel it", f"cancel booking {booking.id}"),
            ),
            note("Until you answer, the old time stands."),
        ),
    )


def _talk(booking: Booking, reader: Member, by: Member, *, talk: bool) -> tuple[Block, ...]:
    """Say after many proposals that a chat may be quicker, with the way to start it."""
    if not talk:
        return ()
    said = f"That is {booking.counters} proposals now; a line or two in chat may be quicker."
    return (text(said), wording.chat(booking, reader, by))


def after(booking: Booking, reader: Member, other: Member) -> Message:
    """Ask one of the two how a booking went."""
    return Message(
        "How did it go?",
        (
            text(
                f"Did your {wording.length(booking.minutes)}",
                *wording.on_skill(booking),
                " with ",
                wording.mention(other),
                " take place?",
            ),
            buttons(
                Button("We met", f"booking met {booking.id}", "primary"),
                Button("It did not work out", f"booking missed {booking.id}"),
            ),
            note("I ask both of you once after each booking. One tap is enough."),
        ),
    )


def reminder(booking: Booking, reader: Member, other: Member, *, late: bool = False) -> Message:
    """Remind one of the two that it is about to begin, with what it is about; `late` names no minutes."""
    starts = wording.at(booking.starts_at, reader, other) if booking.starts_at else ()
    return Message(
        f"{'Soon' if late else 'In 10 minutes'}: you and {other.name}",
        (
            text(
                "At ",
                *starts,
                f" you have {wording.length(booking.minutes)}",
                *wording.on_skill(booking),
                " with ",
                wording.mention(other),
                ".",
            ),
            *wording.about(booking),
            wording.chat(booking, reader, other),
            note("You get this because you both agreed on this time."),
        ),
    )
