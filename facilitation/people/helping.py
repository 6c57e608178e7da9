"""Help: what somebody can do, by what they want to do, and the command catalogue as people read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitation.people.model import Member, Role
from facilitation.people.plainly import folded, kept
from facilitation.people.rights import may
from facilitation.talk import near
from facilitation.talk.commands import Command
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Choice,
    Code,
    Divider,
    Items,
    Message,
    Option,
    buttons,
    facts,
    note,
    text,
)
from facilitation.talk.phrases import OneOf, say


@dataclass(frozen=True, slots=True)
class Part:
    """A part of help: whose it is, and other words for it."""

    who: Role
    also: tuple[str, ...]


TOPICS: Mapping[str, Part] = {
    say("Meet people"): Part("member", ("rounds", "circles", "taking part")),
    say("Ask and share"): Part("member", ("asking", "sharing", "finding help")),
    say("My times"): Part("member", ("times", "booking", "breaks")),
    say("About me"): Part("member", ("my profile",)),
    say("For facilitators"): Part("facilitator", ("facilitator", "facilitators", "running")),
    say("For admins"): Part("admin", ("admin", "admins")),
}
"""The parts of help in its order."""

NEAR = 60


def overview(commands: Sequence[Command], whose: Sequence[Role]) -> Message:
    """Show what somebody can do in the parts that are theirs, each with its buttons."""
    blocks: list[Block] = []
    parts = {name: of for name, of in by_topic(commands).items() if TOPICS[name].who in whose}
    for name, found in parts.items():
        if TOPICS[name].who != "member":
            blocks.append(Divider())
        blocks += [text(Bold(name)), *_tapped(found)]
    options = tuple(Option(name, f'"{name.casefold()}"') for name in parts)
    blocks += [
        Divider(),
        Choice(say("Everything you can say about"), "help", options),
        note(
            say(
                "Your own words will do, such as “find someone for Excel” or “I am away until Monday”."
            )
        ),
    ]
    return Message(say("What would you like to do?"), tuple(blocks))


def _tapped(commands: Sequence[Command]) -> list[Buttons]:
    """Return what can be tapped of some commands, in a row; nothing where nothing can."""
    found = tuple(c.button for c in commands if c.button)
    return [Buttons(found)] if found else []


def topic(name: str, commands: Sequence[Command]) -> Message:
    """Show the commands of a topic, each with what it does, and what of them can be tapped."""
    lines = tuple(
        (say("{command} – {summary}", command=Code(c.usage), summary=c.summary),) for c in commands
    )
    how = say("What stands in brackets can be left out. For a program, write a word of its name.")
    return Message(name, (Items(lines), *_tapped(commands), note(how)))


def one(command: Command) -> Message:
    """Show one command: how it is written, what it does, and examples."""
    blocks: list[Block] = [
        text(command.summary),
        facts({say("Write"): (Code(command.usage),)}),
    ]
    if command.examples:
        blocks.append(Items(tuple((Code(example),) for example in command.examples)))
    blocks += _tapped([command])
    if words := [w for w in command.also if w]:
        blocks.append(note("The same: {words}", words=OneOf([Code(w) for w in words])))
    if command.who != "member":
        blocks.append(
            note(
                say("For admins.")
                if command.who == "admin"
                else say("For facilitators and admins.")
            )
        )
    return Message(say("Help: {command}", command=command.words), tuple(blocks))


def unknown(words: str, commands: Sequence[Command]) -> Message:
    """Say that there is no such topic, with the nearest commands."""
    known = {c.words: c.words for c in commands if c.listed}
    likely = near.alike(folded(words), known, NEAR, 3, loosely=True)
    return Message(
        say("I have no help on that"),
        (
            text("I know no command or topic called “{words}”.", words=kept(words)[:60]),
            buttons(
                *(
                    Button(say("Help: {found}", found=found), f"help {found}")
                    for found, _ in likely
                ),
                Button(say("What can you do?"), "help"),
            ),
        ),
    )


def about(words: str, commands: Sequence[Command], whose: Sequence[Role] = ("member",)) -> Message:
    """Return help on a topic or a command by its words; what somebody with these roles can do where there are none."""
    word = folded(words)
    listed = [c for c in commands if c.listed]
    if not word:
        return overview(listed, whose)
    exact = next((c for c in listed if word in {c.words, *c.also}), None)
    if exact:
        return one(exact)
    for name, found in by_topic(listed).items():
        if word == folded(name) or word in TOPICS[name].also:
            return topic(name, found)
    family = [c for c in listed if c.words.startswith(f"{word} ")]
    if family:
        return topic(word.capitalize(), family)
    one_of_it = word.removesuffix("s")
    if any(one_of_it == c.words for c in listed):
        return about(one_of_it, commands, whose)
    return unknown(words, listed)


def by_topic(commands: Sequence[Command]) -> dict[str, list[Command]]:
    """Return the listed commands by topic, in the order of the topics."""
    found = {name: [c for c in commands if c.listed and c.topic == name] for name in TOPICS}
    return {name: of for name, of in found.items() if of}


def roles(member: Member, *, looks_after: bool) -> list[Role]:
    """Return whose parts of help are a member's; who looks after a program has the facilitators' with any role."""
    found: list[Role] = ["member"]
    if looks_after or may(member, "facilitator"):
        found.append("facilitator")
    return [*found, "admin"] if may(member, "admin") else found
