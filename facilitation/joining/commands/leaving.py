"""Leaving every program at once: shown first, and one yes for all."""

from collections.abc import Sequence

from facilitation.joining import service as joining
from facilitation.joining.commands.taking_part import home
from facilitation.joining.views import quietly
from facilitation.programs import service
from facilitation.programs.model import Program
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply
from facilitation.talk.messages import Block, Bold, Button, Message, buttons, text
from facilitation.talk.phrases import say, say_n


def leave_all(call: Call) -> Reply:
    """Propose to end all enrollments of the caller."""
    mine = [one.program for one in service.standings(call.work, call.member)]
    if not mine:
        return home(call)

    def apply() -> Message:
        told = [joining.leave(call.work, one, call.member, call.now) for one in mine]
        return left_all(mine, circle=any(told))

    title = say_n("Leave {n} program?", "Leave all {n} programs?", n=len(mine))
    return propose(call, Change(title, leaving_all(mine), apply, say("Leave them"), danger=True))


def leaving_all(programs: Sequence[Program]) -> tuple[Block, ...]:
    """Show which programs would be left."""
    return (
        text(say("You would leave {programs}.", programs=[Bold(p.name) for p in programs])),
        text(
            say("Nobody is told but a circle that you are in, and you can join any of them again.")
        ),
    )


def left_all(programs: Sequence[Program], *, circle: bool) -> Message:
    """Confirm that a member has left every program."""
    return Message(
        say_n("You have left {n} program", "You have left all {n} programs", n=len(programs)),
        (
            text(quietly(circle=circle)),
            buttons(Button(say("See the programs"), "programs")),
        ),
    )
