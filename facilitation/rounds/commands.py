"""What people ask about rounds: why these people, and who would meet whom."""

from facilitation.errors import UserError
from facilitation.people import rights
from facilitation.programs import service as programs
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Collect
from facilitation.programs.formats.agenda_acts import Appoint
from facilitation.rounds import checkins, collecting, duties, duty_views, heard, reunions
from facilitation.rounds.acts import appoint
from facilitation.rounds.circles import leaving
from facilitation.rounds.circles import why as explaining
from facilitation.talk.commands import Call, Command, alone
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.messages import Button
from facilitation.talk.phrases import say

PROGRAM = Argument("program", takes="text", optional=True)


def why(call: Call) -> Reply:
    """Say why these people, or why nobody: in the circle whose chat it is, else in the newest round there was."""
    words = call.given.get("program", "")
    program = programs.find(call.work, call.workspace.id, words) if words else None
    if program is None:
        if circle := checkins.circle_here(call.work, call.member, call.where):
            return Say(explaining.of_circle(call.work, call.member, circle, call.now))
        sittings = programs.sittings(call.work, call.member)
        if len(several := {s.program.id: s.program for s in sittings}) > 1:
            return Say(explaining.which(list(several.values())))
    return Say(explaining.why(call.work, call.member, program, call.now))


def reply(call: Call) -> Reply:
    """Answer the question of a round; the form where the words are missing."""
    given = call.given
    found = collecting.find(call.work, call.member, given["round"], given["step"])
    program, round, step = found
    if not given.get("answer"):
        read_by = collecting.read_by(library.of(call.work, program), step)
        return Ask(collecting.form(program, round, step, read_by))
    kept = collecting.keep(call.work, call.member, round, step, given["answer"], call.now)
    then = collecting.following(call.work, call.member, program, round, step)
    return alone(call, collecting.thanks(program, step, kept, then))


def agree(call: Call) -> Reply:
    """Agree on how one's circle goes about it."""
    circle = rights.theirs(call.work.circles.get, call.given["circle"], call.workspace.id)
    if circle is None or call.member.id not in circle.members:
        raise UserError(say("That circle is not yours, or is no more."))
    agreed = collecting.agreed(call.work, circle, call.member, call.now)
    people = call.work.members.some(circle.members)
    return Say(collecting.agreement([people[m] for m in circle.members if m in agreed]))


def hand_on(call: Call) -> Reply:
    """Hand on what one is in one's circle this time; whoever does was asked."""
    circle = rights.theirs(call.work.circles.get, call.given["circle"], call.workspace.id)
    if circle is None or call.member.id not in circle.members:
        raise UserError(say("That circle is not yours, or is no more."))
    leaving.hand_on(call.work, circle, call.member, call.now)
    return Say(reunions.handed_on())


def not_me(call: Call) -> Reply:
    """Decline what it is one's turn to do in a round; the next is asked."""
    found = rights.theirs(call.work.rounds.get, call.given["round"], call.workspace.id)
    if found is None or found.state not in ("planned", "open"):
        raise UserError(say("That round is over."))
    role = duties.decline(call.work, found, call.member, call.given["role"])
    program = call.work.programs.get(found.program)
    steps = library.of(call.work, program).steps
    for step in steps:
        if role == "core" and isinstance(step, Appoint):
            count = len(call.work.duties.of_round(found.id, role))
            there = len(duties.having(call.work, found.id, role))
            wanted = min(there + 1, count)
            asked = duties.appoint(call.work, program, found, role, wanted, call.now)
            appoint.tell_core(call.work, program, found, asked, step.says, call.now)
        elif role == "notes" and isinstance(step, Collect) and step.to == "notes":
            asked = duties.appoint(call.work, program, found, role, 1, call.now)
            appoint.tell_notes(call.work, program, found, step, asked, call.now)
    return alone(call, duty_views.declined(role))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="why",
        heard=heard.WHY,
        summary=say("See why these people, or why nobody this time"),
        run=why,
        topic="Meet people",
        button=Button(say("Why these people?"), "why"),
        arguments=(PROGRAM,),
        examples=("why", "why coffee"),
    ),
    Command(
        words="hand on",
        summary=say("Hand on what you are in your circle this time"),
        run=hand_on,
        topic="Meet people",
        arguments=(Argument("circle"),),
        listed=False,
    ),
    Command(
        words="agree",
        summary=say("Agree on how your circle goes about it"),
        run=agree,
        topic="Meet people",
        arguments=(Argument("circle"),),
        listed=False,
    ),
    Command(
        words="not me",
        summary=say("Decline what it is your turn to do"),
        run=not_me,
        topic="Meet people",
        arguments=(Argument("round"), Argument("role")),
        listed=False,
    ),
    Command(
        words="reply",
        summary=say("Answer the question of a round"),
        run=reply,
        topic="Meet people",
        arguments=(
            Argument("round"),
            Argument("step"),
            Argument("answer", takes="text", optional=True),
        ),
        listed=False,
        form=True,
    ),
)
