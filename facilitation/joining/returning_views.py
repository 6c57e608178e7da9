"""What members read when their pause has ended by itself: one card, in however many programs it was."""

from collections.abc import Sequence

from facilitation.programs.model import Program
from facilitation.rounds.model import Round
from facilitation.rounds.views import because
from facilitation.talk.messages import Block, Bold, Button, Message, Time, buttons, note, text
from facilitation.talk.phrases import Phrase, say

BUTTONS = 4
"""So many programs have a button each."""

Back = tuple[Program, Round | None]
"""A program that somebody is in again, and its round to come."""


def welcome_back(ended: Sequence[Back]) -> Message:
    """Tell a member that their pause is over."""
    if len(ended) == 1:
        return _to_one(*ended[0])
    coming = [(p, r) for p, r in ended if r is not None][:BUTTONS]
    skip = [
        Button(say("Skip {program} once", program=p.name), f"skip #{p.number} {r.id}")
        for p, r in coming
    ]
    rows: list[Block] = [
        text(say("{program}: {next}", program=Bold(p.name), next=_next(p, r))) for p, r in ended
    ]
    return Message(
        say("Welcome back"),
        (
            text(say("Your pause is over. This is what comes next:")),
            *rows,
            buttons(*skip, Button(say("How do I stand?"), "status")),
            note(say("You get this because the pause that you asked for has ended.")),
        ),
    )


def _to_one(program: Program, coming: Round | None) -> Message:
    paused = program.state == "paused"
    over = say("Your pause is over.") if paused else say("Your pause is over and you are in again.")
    skip = say("Skip the next round")
    acts = buttons(Button(skip, f"skip #{program.number} {coming.id}")) if coming else None
    return Message(
        say("Welcome back to {program}", program=program.name),
        (
            text(over, " ", _next(program, coming)),
            *((acts,) if acts else ()),
            *because(program),
        ),
    )


def _next(program: Program, coming: Round | None) -> Phrase:
    """Return when the next round is, or why none is planned."""
    if coming is not None:
        return say("The next round is on {when}.", when=Time(coming.opens_at))
    if program.state == "paused":
        return say("The program itself is paused just now, so no round is planned.")
    return say("No round is planned yet.")
