"""How somebody in a program that names what it serves is asked what they would like from it."""

from facilitation.programs.model import Program
from facilitation.talk.messages import Block, Button, buttons, text
from facilitation.talk.phrases import say


def asks(program: Program) -> tuple[Block, ...]:
    """Ask what somebody would like from a program that names what it serves."""
    if not program.settings.skills:
        return ()
    asked = say(
        "It serves {skills}. What would you like to be able to do by it?",
        skills=list(program.settings.skills),
    )
    return text(asked), buttons(Button(say("Say it"), f"aim #{program.number}"))


def acts(program: Program) -> list[Button]:
    """Return the button with which somebody says or sees what they would like."""
    line = f"aim #{program.number}"
    return [Button(say("What I would like from it"), line)] if program.settings.skills else []
