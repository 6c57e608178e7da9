"""Having what is kept of oneself: a file with all of it, or a link that opens once and for a short while."""

from datetime import datetime

from facilitation.people.model import Member
from facilitation.post import handing
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply
from facilitation.talk.messages import File, Message, text
from facilitation.talk.phrases import say
from facilitation.work import Work

KIND = "export"
DATA = Message(
    say("All I keep about you"),
    (text(say("To read as a page, and for machines as JSON and CSV.")),),
    file=File("peerloop-my-data.zip", say("Open my data"), KIND),
)


def take(call: Call) -> Reply:
    """Give whoever asks all that is kept of them."""
    return handing.hand(call, DATA)


def file(_work: Work, _member: Member, _words: str, _now: datetime) -> Message:
    """Return the message that a member's own data goes with."""
    return DATA
