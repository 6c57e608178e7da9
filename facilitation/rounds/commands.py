"""What people ask and answer about rounds: why these people, how it went, who would meet whom."""

from functools import partial

from facilitation.errors import NotAllowed, UserError
from facilitation.programs import service as programs
from facilitation.rounds import checkins, drawing, explaining, planning, views
from facilitation.rounds.model import Outcome
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Replace, Reply, Say

SESSION = Argument("session", optional=True)
PROGRAM = Argument("program", takes="text", optional=True)


def answer(outcome: Outcome, call: Call) -> Reply:
    """Record how a circle's session went and show it where the question stood."""
    session, circle = checkins.session_of(call.work, call.member, call.given.get("session", ""))
    if outcome == "some" and len(circle.members) < 3:
        raise UserError("There are just two of you, so it is `met` or `not yet`.")
    session, asks_at = checkins.answer(call.work, call.member, session, circle, outcome, call.now)
    program = call.work.programs.get(circle.program)
    next_at = planning.next_opening(call.work, program)
    invited = checkins.say_skills(call.work, call.member, session, call.now)
    return Replace(
        views.answered(
            program, session, call.member, asks_at=asks_at, next_at=next_at, invited=invited
        )
    )


def ask_again(call: Call) -> Reply:
    """Show the question again, so that an answer can be changed."""
    session, circle = checkins.session_of(call.work, call.member, call.given.get("session", ""))
    program = call.work.programs.get(circle.program)
    return Replace(views.ask(program, circle, session))


def why(call: Call) -> Reply:
    """Say why these people, or why nobody, in the newest round that concerns the member."""
    words = call.given.get("program", "")
    program = programs.find(call.work, call.workspace.id, words) if words else None
    return Say(explaining.why(call.work, call.member, program, call.now))


def preview(call: Call) -> Reply:
    """Show who would meet whom if the next round were drawn now; nothing is written or sent."""
    program = programs.find(call.work, call.workspace.id, call.given["program"])
    if not programs.may_write(call.member, program):
        raise NotAllowed(
            f"Only admins and the facilitators of {program.name} can look ahead. "
            "Everyone hears of their own circle when the round opens."
        )
    planned = call.work.rounds.planned(program.id)
    turn = planning.upcoming(call.work, program, call.now)
    at = turn.at if turn else call.now
    round_id = planned.id if planned else ""
    enrolled = drawing.taking_part(call.work, program, round_id, at)
    seed = planned.seed if planned else 0
    drawn = drawing.draw(call.work, program, enrolled, seed, call.now)
    people = call.work.members.some([e.member for e in enrolled])
    return Say(explaining.preview(program, drawn, people, turn.at if turn else None))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="why",
        summary="See why these people, or why nobody this time",
        run=why,
        topic="Taking part",
        arguments=(PROGRAM,),
        examples=("why", "why coffee"),
    ),
    Command(
        words="met",
        summary="Say that your circle met",
        run=partial(answer, "met"),
        topic="Taking part",
        arguments=(SESSION,),
        examples=("met",),
        also=("we met",),
    ),
    Command(
        words="some met",
        summary="Say that some of your circle met",
        run=partial(answer, "some"),
        topic="Taking part",
        arguments=(SESSION,),
        examples=("some met",),
    ),
    Command(
        words="not yet",
        summary="Say that your circle has not met yet",
        run=partial(answer, "not_yet"),
        topic="Taking part",
        arguments=(SESSION,),
        examples=("not yet",),
    ),
    Command(
        words="could not",
        summary="Say that it did not work out this time",
        run=partial(answer, "could_not"),
        topic="Taking part",
        arguments=(SESSION,),
        examples=("could not",),
        also=("couldn't",),
    ),
    Command(
        words="how did it go",
        summary="Answer for your circle, or change the answer",
        run=ask_again,
        topic="Taking part",
        arguments=(SESSION,),
        examples=("how did it go",),
    ),
    Command(
        words="preview",
        summary="See who would meet whom; nothing is sent",
        run=preview,
        topic="Running a program",
        who="member",
        arguments=(Argument("program", takes="text"),),
        examples=("preview coffee",),
    ),
)
