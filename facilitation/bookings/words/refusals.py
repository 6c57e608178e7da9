"""What people read when somebody is not asked, or not yet: asked a lot, asked lately, or not to be asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from facilitation.bookings.times.dayoff import Instead
from facilitation.bookings.words import wording
from facilitation.people.model import Member
from facilitation.skills.finding import Candidate
from facilitation.talk.messages import Block, Button, Message, Spans, Time, note, text
from facilitation.talk.phrases import say, say_n, sentences


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


def not_then(peer: Member, times: Sequence[datetime], line: str) -> Message:
    """Ask whether to ask for other times, as nothing is free when it was wished for."""
    return Message(
        say("Nothing is free then"),
        (
            text(say("No time then suits both of you. I would ask {peer} for:", peer=peer.name)),
            wording.times(times),
            *_or_not(Button(say("Ask for these times"), line, "primary", "yes")),
        ),
    )


def another_day(peer: Member, found: Instead, line: str, other: str) -> Message:
    """Ask whether to ask for another day, by the line `other`, than a day off, by `line`."""
    off = [Time(at, "day") for at in found.off]
    all_the_same = Button(say("Ask for {days} all the same", days=off), line)
    title = say_n(
        "{days} is no working day of {peer}",
        "{days} are no working days of {peer}",
        len(off),
        days=off,
        peer=peer.name,
    )
    if not found.times:
        return Message(title, _or_not(all_the_same))
    day = Time(found.times[0], "day")
    instead = Button(say("Ask for {day}", day=day), other, "primary", "yes")
    shown = text(say("I would ask for {day}:", day=day))
    return Message(title, (shown, wording.times(found.times), *_or_not(instead, all_the_same)))


def _or_not(*acts: Button) -> tuple[Block, ...]:
    """Return what can be done, or nothing, with that nothing was done so far."""
    leave = Button(say("Leave it"), "leave as it is", means="no")
    return (*wording.row(*acts, leave), note(say("Nothing has been sent.")))


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
    return Message(
        say("Let us give {peer} a few days", peer=peer.name),
        (
            text(
                "You have asked {peer} several times recently, and it did not work out. You can ask again in "
                "a week.",
                peer=peer.name,
            ),
            *_instead(found),
            *_somebody_else(peer, line, found),
            note(say("Nothing has been sent.")),
        ),
    )


def closed(peer: Member, line: str, found: Candidate | None) -> Message:
    """Say that a person cannot be asked, nothing of why, and who else could be."""
    said = _instead(found) or (text(say("Somebody else may be able to help.")),)
    return Message(
        say("{peer} cannot take requests just now", peer=peer.name),
        (*said, *_somebody_else(peer, line, found), note(say("Nothing has been sent."))),
    )


def _somebody_else(peer: Member, line: str, found: Candidate | None) -> tuple[Block, ...]:
    return wording.row(
        _other(peer, line, found, "primary"), Button(say("Ask somebody else"), "book")
    )


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
    return (
        text(
            sentences(
                say("You could ask {person}.", person=wording.mention(found.member)), *found.reason
            )
        ),
    )


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
