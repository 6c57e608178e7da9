"""What people read when somebody is not asked, or not yet: asked a lot, asked lately, or not to be asked."""

from typing import Literal

from facilitation.bookings import wording
from facilitation.people.model import Member
from facilitation.skills.finding import Candidate
from facilitation.talk.messages import Block, Button, Message, Spans, note, text


def warned(peer: Member, line: str, found: Candidate | None) -> Message:
    """Say that a peer is asked a lot, and ask whether to ask anyway."""
    return _anyway(
        f"{peer.name} is asked a lot just now", "An answer may take longer.", peer, line, found
    )


def again(peer: Member, line: str, found: Candidate | None) -> Message:
    """Remind who asks once more that the last request came to nothing, and ask whether to ask anyway."""
    said = f"You asked {peer.name} only lately, and it did not come about. A few days often help."
    return _anyway(f"Ask {peer.name} once more?", said, peer, line, found)


def _anyway(title: str, said: str, peer: Member, line: str, found: Candidate | None) -> Message:
    return Message(
        title,
        (
            text(f"{said} Ask {peer.name} anyway?"),
            *_instead(found),
            *wording.row(
                _other(peer, line, found),
                Button("Ask anyway", line),
                Button("Leave it", "cancel"),
            ),
            note("Nothing was sent yet."),
        ),
    )


def enough(peer: Member, line: str, found: Candidate | None) -> Message:
    """Say kindly that a peer was asked often enough by this one for a while."""
    return Message(
        f"Let us give {peer.name} a few days",
        (
            text(
                f"You have asked {peer.name} several times lately, and it did not come about. "
                "I send no further request for now; in a week you can ask again."
            ),
            *_instead(found),
            *_somebody_else(peer, line, found),
            note("Nothing was sent."),
        ),
    )


def closed(peer: Member, line: str, found: Candidate | None) -> Message:
    """Say that a person cannot be asked, nothing of why, and who else could be."""
    said = _instead(found) or (text("Somebody else may be able to help."),)
    return Message(
        f"{peer.name} cannot take a request just now",
        (*said, *_somebody_else(peer, line, found), note("Nothing was sent.")),
    )


def _somebody_else(peer: Member, line: str, found: Candidate | None) -> tuple[Block, ...]:
    return wording.row(_other(peer, line, found, "primary"), Button("Ask somebody else", "book"))


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
            "Somebody else who can help: ",
            wording.mention(found.member),
            ".",
            *wording.sentence(found.reason),
        ),
    )


def instead(wanted: Member | None, peer: Member) -> Spans:
    """Return the sentence that says why somebody else was asked than who was named."""
    who = f"{wanted.name} cannot take this one" if wanted else "I know nobody of that name here"
    return (f"{who}, so I asked {peer.name} instead.",)
