"""What admins read of formats and programs as files: forms for them, what they would do, and what came of it."""

from collections.abc import Sequence

from facilitation.filing import parts
from facilitation.filing.programs import Difference
from facilitation.programs import saying
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Program, WorkspaceFormat
from facilitation.rounds import wording
from facilitation.steering.views import became
from facilitation.talk.forms import Form
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Code,
    Items,
    Message,
    Time,
    buttons,
    facts,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say, say_n

NAMED = 10
"""So many people or questions are named."""


def format_form(text: str = "", *, ours: bool = False) -> Form:
    """Ask for a format as text, filled with one to copy or to change."""
    lead = (
        say("This one comes with Peerloop. Copy it, or change it and give it a name of its own.")
        if ours
        else say("I check it and show what it would do before anything is kept.")
    )
    hint = say("As a format file says it; it begins with a name.")
    return Form(say("A format as a file"), "format import", parts.fields(text, hint), lead)


def program_form(text: str = "") -> Form:
    """Ask for a program as text, filled with one to copy or to change."""
    lead = say(
        "I show what it would change before anything happens. Whom people avoid is never in it."
    )
    hint = say("As an exported program says it; it begins with a name.")
    return Form(say("A program as a file"), "program import", parts.fields(text, hint), lead)


def keeping(known: WorkspaceFormat | None, using: Sequence[Program]) -> tuple[Block, ...]:
    """Show what keeping a format changes."""
    if known is None:
        return (text(say("It is new here. Programs can be created of it once it is kept.")),)
    replaced = say(
        "It takes the place of the one from {when}; that stays in its history.",
        when=Time(known.at, "day"),
    )
    if not using:
        return (text(replaced),)
    follow = say(
        "{programs} follow it from their next step on.", programs=[p.name for p in using[:5]]
    )
    return (text(replaced), text(follow))


def kept(format: Format, version: WorkspaceFormat) -> Message:
    """Confirm that a format is kept."""
    example = f'program create {format.name} "Name"'
    return Message(
        say("{format} is kept", format=format.name),
        (
            text(say("Programs can be created of it: {example}", example=Code(example))),
            buttons(
                Button(say("All formats"), "formats"),
                Button(say("What it was before"), f"format history {format.name}"),
            ),
        ),
    )


def listed(ours: Sequence[Format], own: Sequence[tuple[Format, int]]) -> Message:
    """List the formats there are, with what can be done with each."""
    lines = [(_summed_up(format),) for format in ours]
    blocks: list[Block] = [Items(tuple(lines))]
    for format, programs in own:
        used = say_n("{n} program is of it.", "{n} programs are of it.", n=programs)
        blocks += [
            text(_summed_up(format), " ", used),
            buttons(
                Button(say("Look at it"), f"format show {format.name}"),
                Button(say("Copy or change it"), f"format export {format.name}"),
                Button(say("What it was before"), f"format history {format.name}"),
            ),
        ]
    blocks.append(buttons(Button(say("Bring a format of your own"), "format import", "primary")))
    return Message(say("Formats: what kinds of programs there are"), tuple(blocks))


def _summed_up(format: Format) -> Phrase:
    summary = wording.said(format.summary)
    return say("{format}: {summary}", format=Bold(format.name), summary=summary)


def shown(format: Format, blocks: tuple[Block, ...]) -> Message:
    """Show what a format does."""
    acts = buttons(
        Button(say("Copy or change it"), f"format export {format.name}"),
        Button(say("Have it as a file"), f"file format {format.name}"),
    )
    return Message(say("What {format} does", format=format.name), (*blocks, acts))


def past(name: str, versions: Sequence[WorkspaceFormat], names: dict[str, str]) -> Message:
    """Show what a format was, newest first, with a way back to each."""
    blocks: list[Block] = []
    for place, one in enumerate(versions[:NAMED]):
        who = names.get(one.by) or say("whoever runs the server")
        blocks.append(text(say("{when}, by {who}", when=Time(one.at), who=who)))
        if place:
            blocks.append(buttons(Button(say("Make it that again"), f"format restore {one.id}")))
    drop = buttons(Button(say("Remove this format"), f"format remove {name}", "danger"))
    return Message(say("What {format} was", format=name), (*blocks, drop))


def removed(name: str) -> Message:
    """Confirm that a format is gone."""
    return Message(
        say("{format} is removed", format=name),
        (buttons(Button(say("All formats"), "formats")),),
    )


def changes(difference: Difference) -> tuple[Block, ...]:
    """Show what taking a program in would change."""
    blocks: list[Block] = []
    rows = {d.label: became(d.before, d.after) for d in difference.details}
    if difference.new:
        blocks.append(text(say("It is a new program.")))
    if rows:
        blocks.append(facts(rows))
    join = difference.joining
    if join:
        names = [m.name for m in join[:NAMED]]
        comes = say_n(
            "{n} person took part before, is in it again and is told: {people}.",
            "{n} people took part before, are in it again and are told, such as {people}.",
            n=len(join),
            people=names,
        )
        blocks.append(text(comes))
    if difference.inviting:
        names = [m.name for m in difference.inviting[:NAMED]]
        asked = say_n(
            "{n} person is invited, and decides: {people}.",
            "{n} people are invited, such as {people}. They decide.",
            n=len(difference.inviting),
            people=names,
        )
        blocks.append(text(asked))
    if difference.questions:
        count = len(difference.questions)
        line = say_n("{n} question is put in line.", "{n} questions are put in line.", n=count)
        blocks.append(text(line))
    if difference.unknown:
        blocks.append(
            text(
                say(
                    "Not found here, and left out: {people}.",
                    people=list(difference.unknown[:NAMED]),
                )
            )
        )
    if difference.new and difference.after.channel:
        blocks.append(text(say("I post an invitation with a Join button in its channel.")))
    if difference.lost:
        blocks.append(text(_lost(difference)))
    if difference.past:
        day = saying.day(difference.past)
        blocks.append(
            text(
                say(
                    "The first day in the file, {day}, is past. I only count the weeks from it.",
                    day=day,
                )
            )
        )
    if difference.nothing:
        blocks.append(text(say("Nothing would change.")))
    blocks.append(note(say("Nobody is taken out of a program by a file.")))
    return tuple(blocks)


def _lost(difference: Difference) -> Phrase:
    """Say that the channel of a file is left out, and how to set it."""
    return say(
        "I do not know the channel {channel}, so it is left out. To set it, write in that channel: {command}",
        channel=difference.lost,
        command=Code(f"set #{difference.after.number} channel here"),
    )


def taken(program: Program, joined: int, invited: int, fact: str) -> Message:
    """Confirm that a program was taken in."""
    told = say_n(
        "{n} person is in it again and is told.", "{n} people are in it again and are told.", joined
    )
    asked = say_n(
        "{n} person is invited, and decides.", "{n} people are invited, and decide.", invited
    )
    back = (Button(say("Undo"), f"undo {fact}"),) if fact else ()
    return Message(
        say("{program} is as the file says", program=program.name),
        (
            *((text(told),) if joined else ()),
            *((text(asked),) if invited else ()),
            buttons(Button(say("Look at it"), f"program #{program.number}", "primary"), *back),
        ),
    )


def added(program: Program, by: str) -> Message:
    """Tell somebody who took part in a program that it is there again, and they in it."""
    return Message(
        say("You take part in {program} now", program=program.name),
        (
            *((text(program.goal),) if program.goal else ()),
            text(
                say("You took part in it before. {by} has brought it back, with you in it.", by=by)
            ),
            buttons(
                Button(say("Look at it"), f"program #{program.number}", "primary"),
                Button(say("Leave {program}", program=program.name), f"leave #{program.number}"),
            ),
        ),
    )
