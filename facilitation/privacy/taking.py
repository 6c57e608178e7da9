"""Having what is kept of oneself: a page that opens once and for a short while, with files for machines in it."""

from datetime import timedelta

from facilitation.privacy.model import Pass
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Button, Link, Message, buttons, note, text
from facilitation.talk.phrases import say

KIND = "export"
OPEN_FOR = timedelta(minutes=15)


def take(call: Call) -> Reply:
    """Give whoever asks a link to all that is kept of them, to be opened once."""
    if call.aloud or call.where.kind != "personal":
        return Say(in_private())
    if not call.work.address("export"):
        return Say(nowhere())
    opens = Pass(
        workspace=call.workspace.id,
        member=call.member.id,
        kind=KIND,
        made_at=call.now,
        expires_at=call.now + OPEN_FOR,
        once=True,
    )
    return Say(here(call.work.address(f"export/{call.work.passes.make(opens)}")))


def here(address: str) -> Message:
    """Show the link."""
    return Message(
        say("All I keep about you"),
        (
            text(Link(say("Open my data"), address)),
            note(
                say(
                    "It opens once, within 15 minutes, to read and to save as JSON or CSV. Whoever has the link can "
                    "open it, so keep it to yourself."
                )
            ),
        ),
    )


def in_private() -> Message:
    """Say that this is not for a place where others read along."""
    return Message(
        say("Ask me that in private"),
        (
            text(say("Others can read along here, and the link is for you alone.")),
            note(say("Write “export me” in your own chat with me.")),
        ),
    )


def nowhere() -> Message:
    """Say that there is no address at which a page could be opened, and who can help."""
    return Message(
        say("I cannot give you a page here"),
        (
            text(
                say(
                    "I have no public address. Whoever runs Peerloop can set PUBLIC_URL, or make the file for you "
                    "with “peerloop export person” and your address."
                )
            ),
            buttons(Button(say("What is kept of me?"), "privacy")),
        ),
    )
