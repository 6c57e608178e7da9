"""What people wish for that no single command does: everything on hold, a round at once, nothing at all."""

from collections.abc import Callable, Sequence
from datetime import datetime

from facilitation import courtesies
from facilitation.programs import service
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.heard import Heard
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Block, Button, Message, Time, buttons, text
from facilitation.talk.phrases import say
from facilitation.understanding import smalltalk

SHOWN = 4
"""So many programs at the most are shown with their buttons."""


def hold(call: Call) -> Reply:
    """Ask who looks after programs which of them shall rest; anybody else is asked about their own part."""
    written = [p for p in _running(call) if service.may_write(call.member, p)]
    return Say(resting(written[:SHOWN])) if written else smalltalk.stop(call)


def round_now(call: Call) -> Reply:
    """Say when rounds open, and how to have one sooner."""
    words = call.given.get("program", "")
    named = [service.find(call.work, call.workspace.id, words)] if words else _running(call)
    opens = [(p, planning.next_opening(call.work, p)) for p in named[:SHOWN]]
    return Say(by_themselves(opens))


def optional(call: Call) -> Reply:
    """Say that nobody has to take part, with the ways out."""
    return Say(up_to_you(smalltalk.mine(call)))


def unchanged(call: Call) -> Reply:
    """Confirm that what somebody does not want to happen has not happened."""
    return Say(as_it_is())


def people_file(call: Call) -> Reply:
    """Say how people come from a file, and how they are invited."""
    return Say(from_a_file())


def resting(programs: Sequence[Program]) -> Message:
    """Ask which programs shall rest."""
    pauses = [
        Button(say("Pause {program} for everybody", program=p.name), f"program pause #{p.number}")
        for p in programs
    ]
    skips = [
        Button(say("Leave out days in {program}", program=p.name), f"set #{p.number} skips")
        for p in programs[:2]
    ]
    return Message(
        say("What should rest?"),
        (
            text(say("You see what would happen before it does.")),
            buttons(*pauses),
            buttons(*skips, Button(say("Only my own part"), "stop")),
        ),
    )


def by_themselves(opens: Sequence[tuple[Program, datetime | None]]) -> Message:
    """Say when rounds open, and where that is changed."""
    blocks: list[Block] = []
    for program, at in opens:
        coming = (
            say("{program}: the next round opens {at}.", program=program.name, at=Time(at))
            if at
            else say("{program}: no round is planned.", program=program.name)
        )
        blocks += [
            text(coming),
            buttons(
                Button(say("Change when it opens"), f"set #{program.number} cadence"),
                Button(say("See who would meet whom"), f"preview #{program.number}"),
            ),
        ]
    lead = text(say("I open each round at its time, so that everybody knows when it comes."))
    return Message(say("Rounds open by themselves"), (lead, *blocks))


def from_a_file() -> Message:
    """Say who takes people in from a file, and what can be done here."""
    return Message(
        say("People from a file"),
        (
            text(
                say(
                    "I know people from your company's directory. Whoever runs me can add teams, locations and "
                    "skills from a table, by “peerloop import people FILE.csv”. The README says which columns it has."
                )
            ),
            text(
                say("Nobody is in a program by that: people are invited, and say yes themselves.")
            ),
            buttons(Button(say("Invite people"), "invite people"), smalltalk.THINGS[2]),
        ),
    )


def up_to_you(programs: Sequence[Program]) -> Message:
    """Say that nobody has to take part."""
    return Message(
        say("No, it is up to you"),
        (
            text(
                say(
                    "You can skip a round, pause or leave at any time. Nobody asks why, and nobody is told but a "
                    "circle that you leave."
                )
            ),
            buttons(*smalltalk.ways_out(programs), smalltalk.THINGS[0]),
        ),
    )


def as_it_is() -> Message:
    """Say that nothing has changed."""
    return Message(
        say("Fine, everything stays as it is"),
        (
            text(say("Nothing was changed or sent. Is there something else?")),
            buttons(*smalltalk.THINGS),
        ),
    )


def _running(call: Call) -> list[Program]:
    return [p for p in call.work.programs.of(call.workspace.id) if p.state == "active"]


def _wish(
    words: str,
    run: Callable[[Call], Reply],
    heard: tuple[Heard, ...],
    *arguments: Argument,
) -> Command:
    return Command(
        words=words,
        summary="",
        run=run,
        topic="About me",
        listed=False,
        heard=heard,
        arguments=arguments,
    )


COMMANDS: tuple[Command, ...] = (
    _wish("hold everything", hold, courtesies.HOLD),
    _wish("round now", round_now, courtesies.ROUND_NOW, Argument("program", "text", optional=True)),
    _wish("it is optional", optional, courtesies.OPTIONAL),
    _wish("people from a file", people_file, courtesies.PEOPLE_FILE),
    _wish("nothing changes", unchanged, courtesies.UNCHANGED + courtesies.NEVER_MIND),
)
