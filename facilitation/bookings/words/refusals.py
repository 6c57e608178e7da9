"""What people read when somebody is not asked, or not yet: asked a lot, asked lately, or not to be asked."""

from typing import Literal

from facilitation.bookings.words import wording
from facilitation.people.model import Member
from facilitation.skills.finding import Candidate
from facilitation.talk.messages import Block, Button, Message, Spans, note, text
from facilitation.talk.phrases import say, sentences


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
