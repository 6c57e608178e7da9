"""What members say of their aims: see or say one's own, change it, and see what others share."""

from facilitation.aims import service, views
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.phrases import say

_NAMED = Argument("program", "text")


def aim(call: Call) -> Reply:
    """Keep what the form says, or show what is kept; the form where nothing is yet."""
    program = _program(call)
    if call.answers is None:
        known = call.work.aims.find(program.id, call.member.id)
        return Say(views.own(program, known)) if known else change(call)
    said = {name: call.given.get(name, "").strip() for name in ("wants", "came", "readers")}
    kept = service.keep(
        call.work,
        call.member,
        program,
        call.now,
        wants=said["wants"],
        came=said["came"],
        shared=said["readers"] == views.ALL,
    )
    return Say(views.own(program, kept) if kept else views.dropped(program))


def change(call: Call) -> Reply:
    """Show the form with what is kept."""
    program = _program(call)
    known = call.work.aims.find(program.id, call.member.id)
    return Ask(views.form(program, known, ends=program.state == "ended"))


def aims(call: Call) -> Reply:
    """Show what others have shared."""
    program = _program(call)
    return Say(views.shared(program, service.seen(call.work, call.member, program)))


def _program(call: Call) -> Program:
    return programs.find(call.work, call.workspace.id, call.given["program"], ended=True)


COMMANDS: tuple[Command, ...] = (
    Command(
        words="aim",
        summary=say(
            "Say what you would like to be able to do by a program; only you read it unless you share it"
        ),
        run=aim,
        topic="Meet people",
        arguments=(_NAMED,),
        examples=("aim design",),
        form=True,
    ),
    Command(
        words="change aim",
        summary=say("Change what you would like from a program"),
        run=change,
        topic="Meet people",
        arguments=(_NAMED,),
        listed=False,
        form=True,
    ),
    Command(
        words="aims",
        summary=say("See what others in a program would like, as far as they share it"),
        run=aims,
        topic="Meet people",
        arguments=(_NAMED,),
        examples=("aims design",),
    ),
)
