"""What people read as they look back on a program that has ended."""

from collections.abc import Sequence

from facilitation.aims.model import LONGEST, Aim
from facilitation.programs.model import Program
from facilitation.talk.forms import Form, Paragraph
from facilitation.talk.messages import Bold, Items, Message, Quote, note, text
from facilitation.talk.phrases import say

SHOWN = 20


def farewell_form(program: Program, aim: Aim | None = None) -> Form:
    """Ask what a program brought, and alone whoever said what they would like how far they came."""
    how_far = (
        (
            Paragraph(
                "came",
                say("For you alone: how far have you come?"),
                aim.came,
                say("You said: {wants}", wants=aim.wants),
                optional=True,
                longest=LONGEST,
            ),
        )
        if aim and aim.wants
        else ()
    )
    return Form(
        title=say("Looking back"),
        command=f"farewell #{program.number}",
        lead=say(
            "All who took part in {program} read it, without your name.", program=program.name
        ),
        fields=(
            Paragraph(
                "answer",
                say("What did you learn, what have you used, and what comes next for you?"),
                longest=600,
            ),
            *how_far,
        ),
    )


def thanks(program: Program, said: str) -> Message:
    """Thank for looking back."""
    return Message(
        say("Thank you"),
        (
            text(say("What {program} has brought, in your words:", program=Bold(program.name))),
            Quote((said,)),
        ),
    )


def brought(program: Program, answers: Sequence[str]) -> Message:
    """Show what a program has brought, in the words of those who took part."""
    return Message(
        say("What {program} has brought", program=program.name),
        (
            Items(tuple((one,) for one in answers[:SHOWN])),
            note(say("In your own words, without names. Thank you, all of you.")),
        ),
    )
