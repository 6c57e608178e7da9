"""What Peerloop says when it is brought in: what it could do, how to start, and how far it has read who is there."""

from datetime import datetime, timedelta

from facilitation.errors import UserError
from facilitation.people import rights
from facilitation.people.model import Member, placeholder
from facilitation.post import teller
from facilitation.programs import service as programs
from facilitation.programs.formats import library
from facilitation.talk.commands import Call, Command
from facilitation.talk.incoming import DirectoryNews, Quiet, Reply, Say
from facilitation.talk.messages import Block, Bold, Button, Code, Message, buttons, note, text
from facilitation.talk.phrases import say
from facilitation.work import Work

LONGEST_NAME = 60
FAR = (2_000, 10_000, 50_000)
"""After so many people read of a directory that is new it is said how far that is; fewer are read in seconds."""
WAITED = timedelta(seconds=15)
"""What takes no longer than this besides needs no word."""


def set_up_here(call: Call) -> Reply:
    """Offer to set a program up in the channel, or show the one that it has."""
    if call.where.kind != "channel":
        raise UserError("I can be set up in a channel. Say this where your people are.")
    here = [
        p
        for p in call.work.programs.of(call.workspace.id)
        if p.channel == call.where.id and p.state != "ended"
    ]
    if here:
        program = here[0]
        return Say(
            Message(
                say("{program} lives here", program=program.name),
                (
                    text("{named} is this channel's program.", named=Bold(programs.named(program))),
                    buttons(
                        Button(say("Join"), f"join #{program.number}", "primary"),
                        Button(say("Look at it"), f"program #{program.number}"),
                    ),
                ),
            )
        )
    admin = rights.may(call.member, "admin")
    if not _is_greeted(call):
        # after the first word, which is on its way
        name = call.where.name.replace('"', "")
        there = f'"#{call.where.id}|{name}"'
        offer = welcome(call.where.name, admin=admin, there=there)
        key = f"welcome:{call.member.id}:{call.where.id}"
        tell = teller.of(call.work, call.workspace, call.now)
        tell.to_member(call.member, offer, key=key, kind="told", about=call.member.id, due=call.now)
        tell.send()
        return Quiet()
    return Say(welcome(call.where.name, admin=admin))


def reading(work: Work, news: DirectoryNews, now: datetime) -> None:
    """Tell whoever waits for it how far the first reading of a large directory is, and that it is done.

    That is who brought Peerloop in, and admins who have just spoken to it; the others never hear of it.
    """
    tell = teller.of(work, news.workspace, now)
    admins = work.members.in_role(news.workspace, "admin")
    waiting = {m.id: m for m in (*admins, work.members.find(news.by)) if m}
    if news.done:
        due, message, which = now, everybody(news.people), 0
        told = {_far_key(far, id): id for far in FAR for id in waiting}
        work.outbox.withdraw(news.workspace, list(told))
        ids = {told[key] for key in work.outbox.owed_or_sent(news.workspace, list(told))}
    else:
        which = max((far for far in FAR if far <= news.people), default=0)
        if not which or len(work.members.ids(news.workspace, "active")) >= news.people:
            return
        due, message = now + WAITED, so_far(news.people)
        ids = {m.id for m in waiting.values() if m.id == news.by or teller.is_here(m, now)}
    for member in (waiting[id] for id in sorted(ids)):
        key = _far_key(which, member.id)
        tell.to_member(member, message, key=key, kind="told", about=member.id, due=due)
    tell.send()


def _far_key(far: int, member: str) -> str:
    """Return the key under which somebody is told once that so many people are read, or with 0 that all are."""
    return f"directory:{far}:{member}"


def first_word(call: Call) -> Reply:
    """Greet somebody who opens our conversation, the first time that they do."""
    tell = teller.of(call.work, call.workspace, call.now)
    about, key = call.member.id, hello_key(call.member)
    tell.to_member(call.member, hello(call.member), key=key, kind="told", about=about, due=call.now)
    tell.send()
    return Quiet()


def hello_key(member: Member) -> str:
    """Return the key of the first word to a member, which is said once."""
    return f"hello:{member.id}"


def _is_greeted(call: Call) -> bool:
    """Return whether the first word to whoever speaks is not on its way."""
    word = call.work.outbox.find(call.workspace.id, hello_key(call.member))
    return word is None or word.state not in ("pending", "sending")


def hello(member: Member, *, first: bool = False) -> Message:
    """Greet whoever has just added Peerloop, and say what to do first."""
    role = (
        say("You brought me in, so you are the first admin.")
        if first
        else say("You are an admin here.")
    )
    begin: tuple[Block, ...] = (
        (
            text(
                "{role} You start programs, and {command} makes others admins too.",
                role=role,
                command=Code("role @name admin"),
            ),
            buttons(
                Button(say("What can you do?"), "help", "primary"),
                Button(say("What is next for me?"), "home"),
            ),
        )
        if member.role == "admin"
        else (
            text(say("Join a program, and I introduce you to colleagues worth talking to.")),
            buttons(
                Button(say("See the programs"), "programs", "primary"),
                Button(say("What is next for me?"), "home"),
            ),
        )
    )
    unnamed = member.name == placeholder(member.id)
    return Message(
        say("Hello, I am Peerloop")
        if unnamed
        else say("Hello {name}, I am Peerloop", name=member.name),
        (
            text(say("I help colleagues learn from each other, right here in chat.")),
            *begin,
            note(say("You get this once, as I am new to you. I only write about what you join.")),
        ),
    )


def so_far(people: int) -> Message:
    """Say how far the first reading of a directory is."""
    return Message(
        say("I am getting to know everybody"),
        (
            text(
                say(
                    "I am reading who works here: {people} people so far. In a large company that takes "
                    "some minutes, and you can go on with me meanwhile.",
                    people=people,
                )
            ),
            note(
                say("You get this because you are setting me up. I tell you when I know everybody.")
            ),
        ),
    )


def everybody(people: int) -> Message:
    """Say that the first reading of a directory is done."""
    return Message(
        say("I know everybody now"),
        (
            text(
                say(
                    "I have read who works here: {people} people. Each of them can be found by name, "
                    "and may join.",
                    people=people,
                )
            ),
            note(say("You get this once, because you are setting me up.")),
        ),
    )


def welcome(channel: str, *, admin: bool, there: str = "here") -> Message:
    """Greet whoever brought Peerloop into a channel."""
    kind = library.ours()["pairs"]
    name = f"{channel or 'Coffee'} pairs"[:LONGEST_NAME].replace('"', "")
    start: tuple[Block, ...] = (
        (
            text(say("I show you what would happen first.")),
            buttons(
                Button(
                    say("Start pairs here"), f'program create pairs "{name}" in {there}', "primary"
                ),
                Button(say("What can you do?"), "help"),
            ),
        )
        if admin
        else (
            text(
                "An admin starts it with {command}.",
                command=Code('program create pairs "Coffee" in here'),
            ),
        )
    )
    return Message(
        say("Thank you for having me"),
        (
            text("I could run a program here: {summary}", summary=say(kind.summary)),
            *start,
            note(say("Only you see this. In this channel I only read what is said to me.")),
        ),
    )


def outsider() -> Message:
    """Tell somebody who is no member of the workspace that this is not for them."""
    return Message(
        say("This is for the people of this workspace"),
        (
            text(
                say(
                    "I work for the members of this workspace, and you are here as a guest or from another "
                    "company. Sorry!"
                )
            ),
        ),
    )


def not_known_yet() -> Message:
    """Tell somebody who could not be looked up in time that nothing was done, and what helps."""
    return Message(
        say("I do not know you yet"),
        (
            text(
                say(
                    "I tried to look up who you are and got no answer. Nothing was changed. Please try again "
                    "in a minute."
                )
            ),
        ),
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        words="first word",
        summary=say("Say hello to somebody who is new"),
        run=first_word,
        topic="About me",
        listed=False,
    ),
    Command(
        words="set up here",
        summary=say("Start a program in this channel"),
        run=set_up_here,
        topic="For admins",
        listed=False,
    ),
)
