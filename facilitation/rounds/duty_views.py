"""What people read of duties outside of circles: looking after a community, and being a newcomer's buddy."""

from collections.abc import Sequence

from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds import wording
from facilitation.rounds.model import Role, Round
from facilitation.rounds.views import because
from facilitation.talk.messages import Bold, Button, Chat, Message, buttons, note, text
from facilitation.talk.phrases import say
from facilitation.talk.words import first, mention


def core(program: Program, round: Round, says: Sequence[str]) -> Message:
    """Ask somebody to look after a program for the time to come."""
    return Message(
        say("You look after {program} for a while", program=program.name),
        (
            *wording.lines(says, program=Bold(program.name)),
            buttons(
                Button(say("See the agenda"), f"agenda #{program.number}", "primary"),
                Button(say("Not this time"), f"not me {round.id} core"),
            ),
            note(
                say(
                    "It goes round. Declining is fine: I ask the next, and you again once the others were."
                )
            ),
        ),
    )


def declined(role: Role) -> Message:
    """Confirm that somebody is left out this time."""
    said = (
        say("I ask somebody else to write down what came of it.")
        if role == "notes"
        else say("I ask somebody else to look after it.")
    )
    return Message(say("That is fine"), (text(said),))


def hello(program: Program, newcomer: Member, buddy: Member | None, says: Sequence[str]) -> Message:
    """Welcome a newcomer, with who helps them to find their way."""
    if buddy is None:
        return Message(
            say("Welcome to {program}", program=program.name),
            (*wording.lines(says, program=Bold(program.name)), *because(program)),
        )
    helps = say(
        "{buddy} knows their way around, and is glad to answer whatever you ask.",
        buddy=mention(buddy),
    )
    return Message(
        say("Welcome to {program}", program=program.name),
        (
            *wording.lines(says, program=Bold(program.name)),
            text(helps),
            _write_to(program, buddy),
            *because(program),
        ),
    )


def buddy(program: Program, newcomer: Member) -> Message:
    """Ask somebody to help a newcomer."""
    return Message(
        say("{newcomer} is new in {program}", newcomer=newcomer.name, program=program.name),
        (
            text(
                say(
                    "It is your turn to be their buddy: say hello, and tell them what you would have liked to know.",
                )
            ),
            _write_to(program, newcomer),
        ),
    )


def new_here(program: Program, newcomers: Sequence[Member]) -> Message:
    """Tell the channel who is new."""
    return Message(
        say("New in {program}", program=program.name),
        (text(say("{people}, welcome!", people=[mention(one) for one in newcomers[:20]])),),
    )


def _write_to(program: Program, other: Member) -> Chat:
    name = first(other.name)
    return Chat(
        text=say("Write to {person}", person=name),
        members=(mention(other),),
        topic=program.name,
        opening=say("Hi {person}! We are both in {program}.", person=name, program=program.name),
        style="primary",
    )
