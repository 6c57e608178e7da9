"""Looking ahead at a program: who would meet whom, or where it draws no circles what comes when, and by whom."""

from facilitation.errors import NotAllowed, UserError
from facilitation.programs import service as programs
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import ON_CIRCLES
from facilitation.programs.model import Program
from facilitation.rounds import heard, previews
from facilitation.rounds.circles import foreseeing, looking
from facilitation.steering import ahead, ahead_views
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.phrases import say
from facilitation.talk.text import cut

HIGHEST_SEED = 2**31 - 1

SHOWN = 10
"""So many programs have a button each."""


def preview(call: Call) -> Reply:
    """Show what the next round would be, or who met by a seed; nothing is written or sent."""
    program = _program(call)
    if not programs.may_write(call.member, program):
        raise NotAllowed(
            "Only admins and the facilitators of {program} can look ahead. Everyone hears of their own "
            "circle when the round opens.",
            program=program.name,
        )
    people = call.work.enrollments.counts(call.workspace.id).get(program.id, 0)
    format = library.of(call.work, program)
    seed = _seed(call.given.get("seed", ""))
    if any(format.has(act) for act in ON_CIRCLES):
        return _circles(call, program, seed, people)
    if seed is not None:
        raise UserError(
            "{program} draws no circles, so there is no seed to draw by.", program=program.name
        )
    seen = ahead.ahead(call.work, program, call.now)
    return Say(ahead_views.looked(program, format, seen, people))


def _program(call: Call) -> Program:
    """Return the program that is named, or the only one; raises UserError with each where it can be several."""
    if named := call.given.get("program"):
        return programs.find(call.work, call.workspace.id, named)
    running = [one for one in call.work.programs.of(call.workspace.id) if one.state != "ended"]
    mine = [one for one in running if programs.may_write(call.member, one)] or running
    if len(mine) == 1:
        return mine[0]
    ways = [(cut(one.name, 60), f"preview #{one.number}") for one in mine[:SHOWN]]
    raise UserError(say("In which program?"), ways=ways)


def _circles(call: Call, program: Program, seed: int | None, people: int) -> Reply:
    if people > looking.MANY:
        looking.ask(call.work, program, seed, call.member, call.now)
        return Say(previews.coming(program, people))
    seen = foreseeing.draw(call.work, program, seed, call.now)
    return Say(looking.shown(call.work, program, seen))


def _seed(words: str) -> int | None:
    """Read a seed; None where none is given."""
    if not words:
        return None
    if not (words.isascii() and words.isdigit() and int(words[:11]) <= HIGHEST_SEED):
        raise UserError(
            say(
                "A seed is a whole number from 0 to {highest}, such as the one that a preview shows.",
                highest=str(HIGHEST_SEED),
            )
        )
    return int(words)


PREVIEW = Command(
    words="preview",
    heard=heard.PREVIEW,
    summary=say(
        "Look ahead: who would meet whom and why, or what comes when and whose turn it is; nothing is sent"
    ),
    run=preview,
    topic="For facilitators",
    who="member",
    arguments=(
        Argument("program", takes="text", optional=True),
        Argument("seed", optional=True, keywords=("seed",), shown="<number>"),
    ),
    examples=("preview coffee", "preview coffee seed 7"),
)
