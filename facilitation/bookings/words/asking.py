"""What people read when one asks another for time: the request, what was sent, why not, or not yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from facilitation.bookings.model import Booking, Step
from facilitation.bookings.times.scheduling import Asked, Offer
from facilitation.bookings.words import wording
from facilitation.people.model import Member
from facilitation.sessions import strain_views
from facilitation.sessions.model import Strain
from facilitation.skills import naming
from facilitation.skills.finding import Candidate
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Code,
    Message,
    Span,
    Spans,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, Place, say, say_n, sentences


def sent(asked: Asked, asker: Member, now: datetime, reason: Sequence[Span] = ()) -> Message:
    """Tell the asker what was sent to whom, and why them; when they read it, and what happens without an answer."""
    booking, peer, offer = asked.booking, asked.peer, asked.offer
    who: dict[str, Place] = {"peer": wording.mention(peer), "time": wording.length(booking)}
    blocks: list[Block] = [
        text(sentences(say("I asked {peer} for {time}.", **who), *reason)),
        *wording.about(booking),
        text(say_n("I proposed this time:", "I proposed these times:", len(booking.times))),
        wording.times(booking.times),
        *wording.clock(booking, asker, peer),
    ]
    if offer.later or offer.strain is not None:
        blocks.append(text(_odd(offer)))
    if offer.read_at > now:
        blocks.append(
            text(
                "It is outside working hours for {peer}, so they get it on {when}.",
                peer=peer.name,
                when=Time(offer.read_at),
            )
        )
    return Message(
        say("{peer} is asked", peer=peer.name),
        (
            *blocks,
            buttons(
                Button(say("Take it back"), f"withdraw {booking.id}"),
                Button(say("My bookings"), "bookings"),
            ),
            note(_without_an_answer(booking, peer, *asked.then)),
        ),
    )


def _odd(offer: Offer) -> Phrase:
    """Return what is odd about times that are proposed."""
    return sentences(
        say("Nothing was free when you wanted it, so these come later.") if offer.later else "",
        strain_views.said(offer.strain, len(offer.times)) if offer.strain is not None else "",
    )


def _without_an_answer(booking: Booking, peer: Member, next: Step, next_at: datetime) -> Phrase:
    """Say what happens, and when, where the peer does not answer."""
    who: dict[str, Place] = {"peer": peer.name, "at": Time(next_at)}
    if next == "again":
        return say(
            "I will tell you when {peer} answers. Without an answer I ask again on {at}.", **who
        )
    if booking.urgent:
        return say(
            "I will tell you when {peer} answers. Without an answer by {at} I ask somebody else, and tell you.",
            **who,
        )
    return say("I will tell you when {peer} answers, or on {at} if nobody has.", **who)


def nobody(skill: str, *, offered: bool, wanted: bool) -> Message:
    """Say that nobody can be booked for a skill, with the way to say that it is wanted."""
    title = say("Nobody offers {skill} yet", skill=skill)
    said = say("Nobody here offers {skill} yet.", skill=Bold(skill))
    if offered:
        title = say("Nobody for {skill} just now", skill=skill)
        said = say(
            "Everybody who offers {skill} is busy or away just now. Try again in a few days.",
            skill=Bold(skill),
        )
    word, want = naming.written(skill), None
    after = say("It is on your list, so I will tell you when somebody can help.")
    if not wanted:
        want = Button(say("I want to learn it"), f"want {word}", "primary")
        after = say("Do you want to learn it? Then I will tell you when somebody can help.")
    row = wording.row(want, Button(say("Book a person"), "book"))
    return Message(title, (text(said), text(after), *row))


def request(
    booking: Booking,
    asker: Member,
    peer: Member,
    *,
    again: bool = False,
    strain: Strain | None = None,
) -> Message:
    """Ask a peer for time: who, what about, how long, and the times that would do, with what is odd about them."""
    who: dict[str, Place] = {"asker": wording.mention(asker), "time": wording.length(booking)}
    return Message(
        say("{asker} still hopes for your time", asker=asker.name)
        if again
        else say("{asker} asks for your time", asker=asker.name),
        (
            text(
                sentences(
                    say("{asker} asked you for {time}.", **who)
                    if again
                    else say("{asker} asks you for {time}.", **who),
                    say("It is urgent.") if booking.urgent else "",
                )
            ),
            *wording.about(booking),
            text(_lead(len(booking.times), again, strain)),
            wording.times(booking.times),
            *wording.clock(booking, peer, asker),
            buttons(*wording.accepts(booking, peer)),
            buttons(
                Button(say("Other times"), f"other times {booking.id}"),
                Button(say("Not now"), f"not now {booking.id}", means="no"),
            ),
            note(_because(booking, asker, peer, again)),
        ),
    )


def _lead(count: int, again: bool, strain: Strain | None) -> Phrase:
    """Return what stands over so many times that are proposed: what is odd about them, or that they suit."""
    if strain is not None:
        return strain_views.said(strain, count)
    if again:
        return say_n("This time is still open:", "These times are still open:", count)
    return say_n("This time suits you both:", "These times suit you both:", count)


def _because(booking: Booking, asker: Member, peer: Member, again: bool) -> Phrase:
    """Return why a peer is asked, and what a no does."""
    # by name one can be asked about anything
    offered = bool(booking.skill) and naming.is_among(booking.skill, peer.offers)
    return sentences(
        say("I do not ask again.") if again else "",
        say("You are asked because you offer {skill}.", skill=booking.skill) if offered else "",
        say("It is fine to say no, and only {asker} hears it.", asker=asker.name),
        _less(booking, asker, offered=offered),
    )


def _less(booking: Booking, asker: Member, *, offered: bool) -> Phrase:
    """Return how a peer is asked less: by taking a skill back, or by a no, which makes the asker pause."""
    if offered:
        command = Code(f"unoffer {naming.written(booking.skill)}")
        return say("To be asked less, press Not now or say {command}.", command=command)
    return say("To be asked less, press Not now: {asker} then waits a while.", asker=asker.name)


def warned(peer: Member, line: str, found: Candidate | None) -> Message:
    """Say that a peer is asked a lot, and ask whether to ask anyway."""
    return _anyway(
        say("{peer} gets many requests just now", peer=peer.name),
        say("An answer may take longer."),
        peer,
        line,
        found,
    )


def again(peer: Member, line: str, found: Candidate | None) -> Message:
    """Remind who asks once more that the last request came to nothing, and ask whether to ask anyway."""
    said = say(
        "You asked {peer} recently, and it did not work out. Waiting a few days often helps.",
        peer=peer.name,
    )
    return _anyway(say("Ask {peer} once more?", peer=peer.name), said, peer, line, found)


def _anyway(title: str, said: str, peer: Member, line: str, found: Candidate | None) -> Message:
    return Message(
        title,
        (
            text("{said} Ask {peer} anyway?", said=said, peer=peer.name),
            *_instead(found),
            *wording.row(
                _other(peer, line, found),
                Button(say("Ask anyway"), line),
                Button(say("Leave it"), "leave as it is"),
            ),
            note(say("Nothing has been sent.")),
        ),
    )


def enough(peer: Member, line: str, found: Candidate | None) -> Message:
    """Say kindly that a peer was asked often enough by this one for a while."""
    said = text(
        "You have asked {peer} several times recently, and it did not work out. You can ask again in a week.",
        peer=peer.name,
    )
    title = say("Let us give {peer} a few days", peer=peer.name)
    return _not_asked(title, (said, *_instead(found)), peer, line, found)


def closed(peer: Member, line: str, found: Candidate | None) -> Message:
    """Say that a person cannot be asked, nothing of why, and who else could be."""
    said = _instead(found) or (text(say("Somebody else may be able to help.")),)
    title = say("{peer} cannot take requests just now", peer=peer.name)
    return _not_asked(title, said, peer, line, found)


def _not_asked(
    title: str, said: Sequence[Block], peer: Member, line: str, found: Candidate | None
) -> Message:
    other = _other(peer, line, found, "primary")
    row = wording.row(other, Button(say("Ask somebody else"), "book"))
    return Message(title, (*said, *row, note(say("Nothing has been sent."))))


def _other(
    peer: Member, line: str, found: Candidate | None, style: Literal["plain", "primary"] = "plain"
) -> Button | None:
    """Return the way to ask somebody else for the same."""
    if found is None:
        return None
    return Button(
        wording.ask(found.member), line.replace(f"@{peer.id}", f"@{found.member.id}", 1), style
    )


def _instead(found: Candidate | None) -> tuple[Block, ...]:
    if found is None:
        return ()
    said = say("You could ask {person}.", person=wording.mention(found.member))
    return (text(sentences(said, *found.reason)),)


def instead(wanted: Member | None, peer: Member) -> Spans:
    """Return the sentence that says why somebody else was asked than who was named."""
    if wanted is None:
        said = say("I know nobody by that name here, so I asked {peer} instead.", peer=peer.name)
    else:
        said = say(
            "{wanted} cannot take this one, so I asked {peer} instead.",
            wanted=wanted.name,
            peer=peer.name,
        )
    return (said,)
