"""A file for one person alone: owed as any message is, made when it goes, and a link where a platform takes no file."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.people.model import Member
from facilitation.people.plainly import unaccented
from facilitation.post import teller
from facilitation.privacy.model import Pass
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import File, Link, Message, note, text
from facilitation.talk.phrases import say

KIND = "file"
"""Of what kind the links to files are."""
OPEN_FOR = timedelta(minutes=15)
"""How long a link, or an offer of a file, is good for once it was sent."""


_NO_WORD = re.compile(r"[^a-z0-9]+")


def called(kind: str, *parts: str) -> str:
    """Return the name of a file of a kind (its ending), made of what is in it; letters that every disk takes."""
    words = [_NO_WORD.sub("-", unaccented(part).lower()).strip("-")[:40] for part in parts]
    return "-".join(["peerloop", *filter(None, words)]) + f".{kind}"


def hand(call: Call, message: Message) -> Reply:
    """Owe whoever asks a message with its file, in their own chat wherever they asked, and say that it comes."""
    told = teller.of(call.work, call.workspace, call.now)
    key, about = call.work.new_id("fil"), call.workspace.id
    told.to_member(call.member, message, key=key, kind="told", about=about, due=call.now)
    told.send()
    coming = say("I am putting it together. It comes in our own chat, to you alone.")
    return Say(Message(message.title, (text(coming),)))


def opens(member: Member, file: File, now: datetime, kind: str = KIND) -> Pass:
    """Return the one link to a file, of a kind: for its member, once, for a quarter of an hour."""
    return Pass(
        workspace=member.workspace,
        member=member.id,
        kind=kind,
        about=f"{file.of} {file.about}".strip(),
        made_at=now,
        expires_at=now + OPEN_FOR,
        once=True,
    )


def linked(message: Message, address: str) -> Message:
    """Return a message with a link to its file in the file's place; without an address, why there is none."""
    file = message.file
    if file is None:
        return message
    link = (text(Link(file.text, address)), note(_ONCE))
    way = link if address else (text(_NOWHERE),)
    return replace(message, file=None, blocks=(*message.blocks, *way))


_ONCE = say(
    "The link opens once, within 15 minutes. Whoever has it can open it, so keep it to yourself."
)
_NOWHERE = say(
    "I cannot give it to you here: I have no public address for a link, and was not allowed to send files. Whoever "
    "runs Peerloop can set PUBLIC_URL, or allow files (“manifest slack --write-files”, “manifest teams "
    "--write-files”), or make it on the server."
)
