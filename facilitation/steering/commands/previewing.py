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

HIGHEST_SEED = 2**31 - 1


def preview(call: Call) -> Reply:
    """Show what the next round would be, or who met by a seed; nothing is written or sent."""
    program = programs.find(call.work, call.workspace.id, call.given["program"])
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
        Argument("program", takes="text"),
        Argument("seed", optional=True, keywords=("seed",), shown="<number>"),
    ),
    examples=("preview coffee", "preview coffee seed 7"),
)
