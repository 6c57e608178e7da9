"""What Peerloop says when it is brought into a channel: what it could do there, and how to start."""

from facilitation.errors import UserError
from facilitation.formats import FORMATS
from facilitation.people.model import Member, placeholder
from facilitation.programs import service as programs
from facilitation.talk.commands import Call, Command
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Block, Bold, Button, Code, Message, buttons, note, text

LONGEST_NAME = 60


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
                f"{program.name} lives here",
                (
                    text(Bold(programs.named(program)), " is this channel's program."),
                    buttons(
                        Button("Join", f"join #{program.number}", "primary"),
                        Button("Look at it", f"program #{program.number}"),
                    ),
                ),
            )
        )
    return Say(welcome(call.where.name, admin=call.member.role == "admin"))


def hello(member: Member) -> Message:
    """Greet whoever has just added Peerloop, and say what to do first."""
    first: tuple[Block, ...] = (
        (
            text(
                "You brought me in, so you are my first admin. You start programs, and ",
                Code("role @name admin"),
                " makes others admins too.",
            ),
            buttons(
                Button("What can you do?", "help running", "primary"),
                Button("What is next for me?", "home"),
            ),
        )
        if member.role == "admin"
        else (
            text("Join a program, and I introduce you to colleagues worth talking to."),
            buttons(
                Button("See the programs", "programs", "primary"),
                Button("What is next for me?", "home"),
            ),
        )
    )
    name = "" if member.name == placeholder(member.id) else f" {member.name}"
    return Message(
        f"Hello{name}, I am Peerloop",
        (
            text("I help colleagues learn from each other, right here in chat."),
            *first,
            note("You get this because you added me. I write only about what you join."),
        ),
    )


def welcome(channel: str, *, admin: bool) -> Message:
    """Greet whoever brought Peerloop into a channel."""
    kind = FORMATS["pairs"]
    name = f"{channel or 'Coffee'} pairs"[:LONGEST_NAME].replace('"', "")
    start: tuple[Block, ...] = (
        (
            text("You see what would happen before it does."),
            buttons(
                Button("Start pairs here", f'program create pairs "{name}" in here', "primary"),
                Button("What can you do?", "help"),
            ),
        )
        if admin
        else (text("An admin starts it with ", Code('program create pairs "Coffee" in here'), "."),)
    )
    return Message(
        "Thank you for having me",
        (
            text(f"I could run a program here: {kind.summary[0].lower()}{kind.summary[1:]}."),
            *start,
            note("Only you see this. I read nothing in this channel but words said to me."),
        ),
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        words="set up here",
        summary="Start a program in this channel",
        run=set_up_here,
        topic="Running a program",
        listed=False,
    ),
)
