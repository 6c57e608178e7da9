"""What people read of decks: which there are, one of them, and the form to bring one."""

from collections.abc import Sequence

from facilitation.programs.decks.library import Deck
from facilitation.programs.model import Program
from facilitation.talk.forms import Form, Line, Paragraph
from facilitation.talk.messages import (
    Bold,
    Button,
    Choice,
    Items,
    Message,
    Option,
    Quote,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import say, say_n

_SAMPLE = 3


def decks(program: Program, every: Sequence[Deck], chosen: Deck, *, brings: bool) -> Message:
    """Show the decks there are, and which one a program has; whoever `brings` decks can bring one."""
    lines = tuple((Bold(deck.name), say(": {summary}", summary=deck.summary)) for deck in every)
    others = tuple(Option(d.name, f'"{d.name}"') for d in every if d.name != chosen.name)
    return Message(
        say("Decks of questions"),
        (
            text(
                say(
                    "{program} takes its questions from {deck}.",
                    program=program.name,
                    deck=Bold(chosen.name),
                )
            ),
            Items(lines),
            Choice(say("Look at another deck"), f"deck use #{program.number}", others),
            *([buttons(Button(say("Bring your own"), "deck import"))] if brings else []),
        ),
    )


def deck(program: Program, one: Deck) -> Message:
    """Show a deck by its first questions, with the button that lets a program use it."""
    left = len(one.prompts) - _SAMPLE
    return Message(
        one.name,
        (
            *(Quote((prompt.asks,)) for prompt in one.prompts[:_SAMPLE]),
            *([note(say_n("And one more.", "And {n} more.", left))] if left > 0 else []),
            buttons(
                Button(
                    say("Use it in {program}", program=program.name),
                    f'set #{program.number} deck "{one.name}"',
                    "primary",
                ),
                Button(say("As a file"), f'deck export "{one.name}"'),
            ),
        ),
    )


def import_form(name: str = "", summary: str = "", questions: str = "") -> Form:
    """Ask for a deck: a file's text, a table, or a list of questions."""
    return Form(
        title=say("Bring a deck"),
        command="deck import",
        lead=say(
            "One question a line is enough. A table (CSV) or a deck file (YAML) works as well."
        ),
        fields=(
            Line(
                "called",
                say("What is it called?"),
                value=name,
                hint=say("A deck file says so itself."),
                optional=True,
                longest=40,
            ),
            Line("summary", say("What is it about?"), value=summary, optional=True, longest=120),
            Paragraph("deck", say("The questions"), value=questions, longest=3000),
        ),
    )


def imported(one: Deck, *, anew: bool) -> Message:
    """Confirm that a deck is kept."""
    count = say_n("It has one question.", "It has {n} questions.", len(one.prompts))
    return Message(
        say("“{deck}” is changed", deck=one.name)
        if anew
        else say("“{deck}” is there", deck=one.name),
        (
            text(count),
            buttons(Button(say("Look at it"), f'deck use "{one.name}"', "primary")),
        ),
    )


def exported(one: Deck, file: str) -> Message:
    """Show a deck as the text of a file."""
    return Message(
        say("“{deck}” as a file", deck=one.name),
        (
            Quote((file,)),
            buttons(Button(say("Send it to me"), f'file deck "{one.name}"')),
            note(say("Copy it as it stands. “Bring your own” takes it again.")),
        ),
    )
