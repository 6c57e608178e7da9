"""What is shown after the last round of a program: whether it goes on."""

from facilitation.programs.model import Program
from facilitation.talk.messages import Button, Message, buttons, note, text
from facilitation.talk.phrases import say, say_n


def rounds_over(program: Program, rounds: int, *, stands: bool = False) -> Message:
    """Ask the facilitators whether a program goes on after its last round, where circles stand in it with whom."""
    number, settings = program.number, program.settings
    if settings.term and rounds >= settings.term and stands:
        ways: tuple[Button, ...] = (
            Button(
                say("Again, the same circles"), f"program again #{number} same circles", "primary"
            ),
            Button(say("Again, other people"), f"program again #{number}"),
        )
    elif settings.term and rounds >= settings.term:
        ways = (Button(say("Another term"), f"program again #{number}", "primary"),)
    elif settings.cadence.unit == "once":
        ways = (Button(say("One more round"), f"set #{number} cadence once", "primary"),)
    else:
        ways = (Button(say("Go on without an end"), f"unset #{number} ends", "primary"),)
    by_day = not settings.term and settings.cadence.unit != "once"
    return Message(
        say("{program} has come to its last day", program=program.name)
        if by_day
        else say_n(
            "{program} has run its {n} round",
            "{program} has run its {n} rounds",
            n=rounds,
            program=program.name,
        ),
        (
            text(
                say("It was set to end on it. Shall it go on?")
                if by_day
                else say("That is what you agreed on. Shall it go on?")
            ),
            buttons(
                *ways,
                Button(say("Another format"), "program create"),
                Button(say("Enough"), f"program end #{number}"),
            ),
            note(say("Until you decide, no round is planned.")),
        ),
    )
