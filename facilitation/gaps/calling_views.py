"""What a program's channel reads when it is called together about a skill, and what whoever calls it sees before."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.people.model import Member
from facilitation.programs import saying
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
from facilitation.talk.phrases import say


def expert(name: str, wanting: int, by: Member) -> Message:
    """Ask a channel who can help with a skill; `wanting` is how many want it, 0 where that is not told."""
    why = (
        say("{n} or more colleagues want to learn it.", n=wanting)
        if wanting
        else say("We are looking for people who know it.")
    )
    return Message(
        say("Can you help with {name}?", name=name),
        (
            text(
                "Who knows {name}? {why} Half an hour now and then helps a lot.",
                name=Bold(name),
                why=why,
            ),
            buttons(Button(say("I can help"), f'can help "{name}"', "primary")),
            note(
                "{by} asks this here, once. Colleagues may then ask you for time. You can always say no.",
                by=by.name,
            ),
        ),
    )


def prompt(name: str, offering: int, by: Member) -> Message:
    """Give a channel a question about a skill; `offering` is how many can help, 0 where that is not told."""
    who = (
        say("{n} or more colleagues can help with it.", n=offering)
        if offering
        else say("Somebody here can help with it.")
    )
    return Message(
        say("Let us talk about {name}", name=name),
        (
            text(
                "What did you last do with {name}, and what would you like to know about it?",
                name=Bold(name),
            ),
            text("{who} Everybody is welcome, beginners too.", who=who),
            buttons(
                Button(say("Find one of them"), f'find "{name}"', "primary"),
                Button(say("I want to learn it"), f'would learn "{name}"'),
            ),
            note("{by} posts this here, once. Answer in the thread.", by=by.name),
        ),
    )


def prompt_among_learners(name: str, by: Member) -> Message:
    """Give a channel a question about a skill that nobody has said yet that they can help with."""
    return Message(
        say("Let us talk about {name}", name=name),
        (
            text(
                "What have you tried with {name} so far, and what would you like to know about it?",
                name=Bold(name),
            ),
            text(say("Nobody here has said yet that they know it: let us find out together.")),
            buttons(
                Button(say("I want to learn it"), f'would learn "{name}"', "primary"),
                Button(say("I can help"), f'can help "{name}"'),
            ),
            note("{by} posts this here, once. Answer in the thread.", by=by.name),
        ),
    )


def preview(message: Message, program: Program) -> tuple[Block, ...]:
    """Show what would be posted, and where."""
    channel = saying.channel(program)
    quoted = tuple(Quote(block.spans) for block in message.blocks if isinstance(block, Text))
    return (
        text("In {channel} of {program}:", channel=channel, program=Bold(program.name)),
        text(Bold(message.title)),
        *quoted,
    )


def posted(program: Program, due_at: datetime, now: datetime) -> Message:
    """Confirm that a call goes out."""
    return Message(
        say("Done"),
        (
            text("I am posting it in the channel of {program}.", program=Bold(program.name))
            if due_at <= now
            else text(
                "I will post it in the channel of {program} on {when}, in working hours.",
                program=Bold(program.name),
                when=Time(due_at),
            ),
            buttons(Button(say("Back to the gaps"), "gaps")),
        ),
    )


def which(line: str, programs: Sequence[Program]) -> Message:
    """Ask in which program's channel to post."""
    options = tuple(Option(p.name, f"#{p.number}") for p in programs)
    return Message(
        say("In which channel?"),
        (
            text(say("You look after several programs.")),
            Choice(say("Post in"), f"{line} in", options),
        ),
    )


def nowhere(message: Message) -> Message:
    """Give the words of a call to somebody who has no program's channel to post it in."""
    quoted = tuple(Quote(block.spans) for block in message.blocks if isinstance(block, Text))
    return Message(
        say("There is no channel I can post in"),
        (
            text(say("None of your programs has a channel. You can post it yourself:")),
            text(Bold(message.title)),
            *quoted,
            note(
                "If I should post it, give a program a channel: {command}",
                command=Code("set #1 channel #general"),
            ),
        ),
    )
