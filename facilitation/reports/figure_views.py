"""What people see of figures of a team's own."""

from collections.abc import Sequence

from facilitation.programs.model import Program
from facilitation.reports.model import TeamFigure
from facilitation.talk.forms import Day, Form, Line, Pick
from facilitation.talk.messages import (
    Block,
    Button,
    Items,
    Message,
    Option,
    buttons,
    note,
    table,
    text,
)
from facilitation.talk.phrases import Phrase, say

SHOWN = 3
"""So many stand on the card of a report, the newest of each."""


def said(figure: TeamFigure) -> Phrase:
    """Return a figure with its source."""
    return say(
        "{name}: {value} on {day}, from {source}",
        name=figure.name,
        value=amount(figure),
        day=f"{figure.day:%Y-%m-%d}",
        source=figure.source,
    )


def amount(figure: TeamFigure) -> Phrase:
    """Return the number with its unit."""
    if not figure.unit:
        return say("{value}", value=figure.value)
    return say("{value} {unit}", value=figure.value, unit=figure.unit)


def newest(figures: Sequence[TeamFigure]) -> list[TeamFigure]:
    """Return the newest of each name, the last measured first."""
    last = {one.name: one for one in sorted(figures, key=lambda one: (one.day, one.at))}
    return sorted(last.values(), key=lambda one: one.day, reverse=True)


def beside(figures: Sequence[TeamFigure]) -> tuple[Block, ...]:
    """Show the newest figures beside a report, and that they prove nothing of it."""
    if not figures:
        return ()
    shown = newest(figures)[:SHOWN]
    return (
        *table(
            say("The team's own figures"),
            (say("What"), say("The number"), say("Measured on"), say("From")),
            [
                ((one.name,), (amount(one),), (f"{one.day:%Y-%m-%d}",), (one.source,))
                for one in shown
            ],
            Items(tuple((said(one),) for one in shown)),
        ),
        note(
            say(
                "These are the team's own figures. They stand beside the report, not as its effect."
            )
        ),
    )


def form(programs: Sequence[Program]) -> Form:
    """Ask for a figure; for which program too, where there are several."""
    several = len(programs) > 1
    options = tuple(Option(say("{program}", program=p.name), f"#{p.number}") for p in programs)
    which = (Pick("program", say("Beside the report of"), options),) if several else ()
    return Form(
        title=say("A figure of the team's own"),
        command="team figure" if several else f"team figure #{programs[0].number}",
        lead=say(
            "It stands beside the report with its source. Only figures of a team, never of one person."
        ),
        fields=(
            *which,
            Line(
                "name",
                say("What it is"),
                hint=say("For example: time to resolve a ticket"),
                longest=80,
            ),
            Line("value", say("The number"), hint=say("For example: 4.2 days"), longest=60),
            Day("day", say("Measured on"), optional=True),
            Line(
                "source",
                say("Where it is from"),
                hint=say("For example: the ticket system"),
                longest=80,
            ),
        ),
    )


def entered(program: Program, figure: TeamFigure, fact: str) -> Message:
    """Confirm a figure."""
    return Message(
        say("It stands beside the report of {program}", program=program.name),
        (
            text(said(figure)),
            buttons(
                Button(say("Undo"), f"undo {fact}"),
                Button(say("Show the report"), f"report #{program.number}"),
                Button(say("Another figure"), f"team figure #{program.number}"),
            ),
        ),
    )


def none() -> Message:
    """Say that whoever asks looks after no program."""
    return Message(
        say("You look after no program"),
        (
            text(
                say(
                    "Figures stand beside the report of a program, entered by whoever looks after it."
                )
            ),
            buttons(Button(say("Programs"), "programs")),
        ),
    )
