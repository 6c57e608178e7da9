"""The engine: what a round does when one of its steps is due, by the run-sheet of its program's format."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.post import journal
from facilitation.post.facts import RoundSkipped
from facilitation.programs.formats import library, model
from facilitation.programs.formats.acts import Act
from facilitation.programs.formats.model import Format, at_opening
from facilitation.programs.model import Program
from facilitation.rounds import planning, telling
from facilitation.rounds.acts.turn import Run, Turn
from facilitation.rounds.circles import drawing, forming, leaving, standing
from facilitation.rounds.model import Round
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.steps.service import Came, More, Outside
from facilitation.work import Work

TIME_TO_ANSWER = timedelta(days=1)
_ASKING = ("ask", "collect")


def advance(acts: Mapping[str, Run], work: Work, due: Step, now: datetime) -> Came:
    """Do the round's step, or a slice of it, and plan the one that follows; return a plain line of what was done.

    An opening that comes later than the program's grace is recorded as skipped and told, and the next occurrence is
    planned: never a burst.
    """
    # its version moves first, so that whoever changes the round at this moment runs again and sees what was done
    round = work.rounds.save(work.rounds.get(due.record))
    program = work.programs.get(round.program)
    format = library.of(work, program)
    step = format.step(due.name)
    if step is None:
        _move_on(work, program, format, round, due.name, None, now)
        return (
            f"{program.name}, round {round.number}: {due.name} left out, the format has it no more"
        )
    opening = at_opening(step)
    if opening and not due.state and now - round.opens_at > _grace(program):
        return _skip(work, program, round, now)
    turn = Turn(
        work=work,
        program=program,
        round=round,
        format=format,
        step=step,
        state=due.state,
        now=now,
    )
    came = acts[step.act](turn)
    if isinstance(came, More | Outside):
        return came
    if opening and work.rounds.get(round.id).state == "planned":
        planning.open_round(work, program, round, now)
    if opening:
        telling.hardly_anybody(work, program, round, now)
    if opening and due.state:
        _see_to_departed(work, program, round, now)
    _move_on(work, program, format, round, due.name, step, now)
    return f"{program.name}, round {round.number}: {came}" if came else ""


def _grace(program: Program) -> timedelta:
    return timedelta(hours=program.settings.grace_hours)


def _see_to_departed(work: Work, program: Program, round: Round, now: datetime) -> None:
    """Take out of the circles whoever left while they were being written, and see to the others.

    In a circle that stands for several rounds whoever is away for one keeps their seat.
    """
    seated = work.circles.perhaps_gone(round.id)
    enrolled = [e for e in work.enrollments.of_members(seated) if e.program == program.id]
    stay = {e.member for e, _ in forming.in_draw(work, enrolled, round.id, now)}
    if drawing.of(work, program).rounds > 1:
        stay |= standing.keep_seats(enrolled)
    for member in work.members.some(sorted(set(seated) - stay)).values():
        leaving.leave_circles(work, program.id, member, now)


def _skip(work: Work, program: Program, round: Round, now: datetime) -> str:
    """Skip a round whose opening comes too late, and tell those who waited for it."""
    hours = int((now - round.opens_at) / timedelta(hours=1))
    work.rounds.save(replace(round, state="skipped"))
    skipped = RoundSkipped(program=program.id, round=round.id, hours_late=hours)
    journal.keep(work, round.workspace, skipped, now)
    coming = planning.replan(work, program, now)
    ready = forming.taking_part(forming.within(work), program, round.id, round.opens_at)
    telling.skipped(work, program, round, coming, [member for _, member in ready], now)
    return f"{program.name}, round {round.number}: skipped, {hours} hours late"


def _move_on(
    work: Work,
    program: Program,
    format: Format,
    round: Round,
    name: str,
    step: Act | None,
    now: datetime,
) -> None:
    """Plan the step that follows; whoever was asked has time to answer before the round ends, or its agenda is told."""
    timed = planning.run_sheet(work, program, round.opens_at, round.number)
    following = model.following(format, timed, name)
    if following is None:
        return
    name, at = following
    if step is not None and step.act in _ASKING and round.state == "open":
        at = max(at, now + TIME_TO_ANSWER)
    if step is not None and step.act == "sign_up" and now + TIME_TO_ANSWER < round.opens_at:
        at = max(at, now + TIME_TO_ANSWER)
    steps.plan(work, round.subject, name, at)
