"""What people read of aims: the form, one's own, what others share, and the question at the end of a term."""

from collections.abc import Sequence

from facilitation.aims.model import LONGEST, Aim
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.talk.forms import Form, Paragraph, Pick
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Items,
    Message,
    Option,
    Quote,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say

SHOWN = 20
ME, ALL = "me", "all"
"""Who may read an aim."""


def form(program: Program, known: Aim | None, *, ends: bool) -> Form:
    """Ask what somebody would like to be able to do; and at the end, `ends`, how far they came."""
    readers = (Option(say("Only me"), ME), Option(say("All who take part, with my name"), ALL))
    came = Paragraph(
        "came",
        say("How far have you come?"),
        known.came if known else "",
        say("In your own words. For example: I led two, and the second went well"),
        optional=True,
        longest=LONGEST,
    )
    return Form(
        title=say("What you would like"),
        command=f"aim #{program.number}",
        lead=_serves(program) if program.settings.skills else "",
        fields=(
            Paragraph(
                "wants",
                say("What would you like to be able to do by it?"),
                known.wants if known else "",
                say("In your own words. For example: lead a review without dreading it"),
                optional=True,
                longest=LONGEST,
            ),
            *((came,) if ends or known else ()),
            Pick(
                "readers",
                say("Who may read it?"),
                readers,
                ALL if known and known.shared else ME,
            ),
        ),
    )


def _serves(program: Program) -> Phrase:
    return say(
        "{program} serves: {skills}.",
        program=program.name,
        skills=list(program.settings.skills),
    )


def own(program: Program, aim: Aim) -> Message:
    """Show somebody their aim in a program."""
    return Message(
        say("What you would like from {program}", program=program.name),
        (
            *((Quote((aim.wants,)),) if aim.wants else ()),
            *((text(say("How far you came:")), Quote((aim.came,))) if aim.came else ()),
            buttons(
                Button(say("Change it"), f"change aim #{program.number}"),
                Button(say("What others would like"), f"aims #{program.number}"),
            ),
            note(
                say("All who take part can read it, with your name.")
                if aim.shared
                else say("Only you read it.")
            ),
        ),
    )


def dropped(program: Program) -> Message:
    """Confirm that nothing of an aim is kept any more."""
    return Message(
        say("It is gone"),
        (
            text(
                say("I keep nothing of what you would like from {program}.", program=program.name)
            ),
            buttons(Button(say("Say it anew"), f"aim #{program.number}")),
        ),
    )


def shared(program: Program, found: Sequence[tuple[Aim, Member]]) -> Message:
    """Show what others who take part have shared."""
    lines: list[tuple[Phrase]] = []
    for aim, member in found[:SHOWN]:
        said = say("{name}: {aim}", name=Bold(member.name), aim=aim.wants or aim.came)
        lines.append((said,))
    blocks: tuple[Block, ...] = (
        (Items(tuple(lines)),) if lines else (text(say("Nobody has shared anything yet.")),)
    )
    mine = Button(say("What I would like"), f"aim #{program.number}")
    return Message(
        say("What people would like from {program}", program=program.name),
        (*blocks, buttons(mine)),
    )


def how_far(program: Program, aim: Aim) -> Message:
    """Ask somebody at the end of a term how far they came with what they would like to be able to do."""
    return Message(
        say("How far have you come?"),
        (
            text(say("When {program} began, you said:", program=Bold(program.name))),
            Quote((aim.wants,)),
            buttons(Button(say("Say how far"), f"change aim #{program.number}", "primary")),
            note(
                say(
                    "You read this as the term is over. Only you see your answer, unless you share it."
                )
            ),
        ),
    )
