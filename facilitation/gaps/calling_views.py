"""What a program's channel reads when it is called together about a skill, and what whoever calls it sees before."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Choice,
    Code,
    Message,
    Option,
    Quote,
    Text,
    Time,
    buttons,
    note,
    text,
)


def expert(name: str, wanting: int, by: Member) -> Message:
    """Ask a channel who can help with a skill; `wanting` is how many want it, 0 where that is not told."""
    why = (
        f"{wanting} colleagues want to learn it." if wanting else "We look for people who know it."
    )
    return Message(
        f"Can you help with {name}?",
        (
            text("Who knows ", Bold(name), f"? {why} Half an hour now and then is a lot."),
            buttons(Button("I can help", f'can help "{name}"', "primary")),
            note(
                f"{by.name} asks this here, once. Colleagues may then ask you for time, and you can always say no."
            ),
        ),
    )


def prompt(name: str, offering: int, by: Member) -> Message:
    """Give a channel a question about a skill; `offering` is how many can help, 0 where that is not told."""
    who = f"{offering} colleagues can" if offering else "There is somebody here who can"
    return Message(
        f"Let us talk about {name}",
        (
            text("What have you last done with ", Bold(name), ", and what would you ask of it?"),
            text(f"{who} help with it, and nobody needs to know anything before."),
            buttons(
                Button("Find one of them", f'find "{name}"', "primary"),
                Button("I want to learn it", f'would learn "{name}"'),
            ),
            note(f"{by.name} posts this here, once. Answer in the thread."),
        ),
    )


def preview(message: Message, program: Program) -> tuple[Block, ...]:
    """Show what would be posted, and where."""
    channel = f"#{program.channel_name}" if program.channel_name else "its channel"
    quoted = tuple(Quote(block.spans) for block in message.blocks if isinstance(block, Text))
    return (
        text("In ", channel, " of ", Bold(program.name), ":"),
        text(Bold(message.title)),
        *quoted,
    )


def posted(program: Program, due_at: datetime, now: datetime) -> Message:
    """Confirm that a call goes out."""
    when = ("now.",) if due_at <= now else (Time(due_at), ", outside quiet hours.")
    return Message(
        "It goes out",
        (
            text("I post it in the channel of ", Bold(program.name), " ", *when),
            buttons(Button("Back to the gaps", "gaps")),
        ),
    )


def which(line: str, programs: Sequence[Program]) -> Message:
    """Ask in which program's channel to post."""
    options = tuple(Option(p.name, f"#{p.number}") for p in programs)
    return Message(
        "In which channel?",
        (text("You look after several programs."), Choice("Post in", f"{line} in", options)),
    )


def nowhere(message: Message) -> Message:
    """Give the words of a call to somebody who has no program's channel to post it in."""
    quoted = tuple(Quote(block.spans) for block in message.blocks if isinstance(block, Text))
    return Message(
        "There is no channel I can post in",
        (
            text("You look after no program that has a channel. You can post the words yourself:"),
            text(Bold(message.title)),
            *quoted,
            note("To let me do it, give a program a channel: ", Code("set #1 channel #general")),
        ),
    )
