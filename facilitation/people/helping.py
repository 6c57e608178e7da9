"""Help: the command catalogue as people read it."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from facilitation.people.plainly import folded, kept
from facilitation.talk.commands import Command
from facilitation.talk.messages import (
    Block,
    Button,
    Code,
    Items,
    Message,
    Span,
    buttons,
    facts,
    note,
    text,
)
from facilitation.talk.words import spoken

TOPICS: Mapping[str, tuple[str, ...]] = {
    "Taking part": ("programs", "rounds", "circles"),
    "Finding help": ("skills", "booking", "questions", "takeaways"),
    "You": ("me", "profile"),
    "Running a program": ("admin", "admins", "facilitator", "facilitators"),
}
"""The topics in the order help shows them, each with other words for it; one that is not here comes last."""

NEAR = 60


def overview(commands: Sequence[Command]) -> Message:
    """Show every topic with its commands."""
    rows: dict[str, Span | tuple[Span, ...]] = {}
    for topic, found in by_topic(commands).items():
        spans: list[Span] = []
        for command in found:
            spans += [", ", Code(_needed(command))] if spans else [Code(_needed(command))]
        rows[topic] = tuple(spans)
    return Message(
        "What you can say",
        (
            text(
                "Programs bring you together with colleagues; I keep them going. The words I know:"
            ),
            facts(rows),
            buttons(*(Button(topic, f"help {topic}") for topic in tuple(rows)[:5])),
            note(
                "One command in detail: ",
                Code("help pause"),
                ". What is next for you: ",
                Code("home"),
            ),
        ),
    )


def _needed(command: Command) -> str:
    """Return the least of the command that can be said: its words and what may not be left out."""
    return " ".join([command.words, *(a.usage for a in command.arguments if not a.optional)])


def topic(name: str, commands: Sequence[Command]) -> Message:
    """Show the commands of a topic, each with what it does."""
    return Message(
        name,
        (
            Items(tuple((Code(c.usage), f" – {c.summary}") for c in commands)),
            note(
                "In brackets: what may be left out. A program goes by a word of its name or by its "
                "number, such as #2."
            ),
        ),
    )


def one(command: Command) -> Message:
    """Show one command: how it is written, what it does, and examples."""
    blocks: list[Block] = [text(f"{command.summary}."), facts({"Write": (Code(command.usage),)})]
    if command.examples:
        blocks.append(Items(tuple((Code(example),) for example in command.examples)))
    if words := [w for w in command.also if w]:
        blocks.append(note("The same: ", *spoken([Code(w) for w in words], "or")))
    if command.who != "member":
        blocks.append(
            note(f"For {'admins' if command.who == 'admin' else 'facilitators and admins'}.")
        )
    return Message(f"Help: {command.words}", tuple(blocks))


def unknown(words: str, commands: Sequence[Command]) -> Message:
    """Say that there is no such topic, with the nearest commands."""
    known = [c.words for c in commands if c.listed]
    near = process.extract(
        folded(words)[:80], known, scorer=fuzz.WRatio, limit=3, score_cutoff=NEAR
    )
    return Message(
        "I have no help on that",
        (
            text(f"“{kept(words)[:60]}” is neither a command nor a topic that I know."),
            buttons(
                *(Button(f"Help: {found}", f"help {found}") for found, _, _ in near),
                Button("All commands", "help"),
            ),
        ),
    )


def about(words: str, commands: Sequence[Command]) -> Message:
    """Return help on a topic or a command by its words, or everything where there are none."""
    word = folded(words)
    listed = [c for c in commands if c.listed]
    if not word:
        return overview(listed)
    exact = next((c for c in listed if word in {c.words, *c.also}), None)
    if exact:
        return one(exact)
    for name, found in by_topic(listed).items():
        if word == folded(name) or word in TOPICS.get(name, ()):
            return topic(name, found)
    family = [c for c in listed if c.words.startswith(f"{word} ")]
    if family:
        return topic(word.capitalize(), family)
    return unknown(words, listed)


def by_topic(commands: Sequence[Command]) -> dict[str, list[Command]]:
    """Return the listed commands by topic, known topics first."""
    found: dict[str, list[Command]] = {name: [] for name in TOPICS}
    for command in commands:
        if command.listed:
            found.setdefault(command.topic, []).append(command)
    return {name: of for name, of in found.items() if of}
