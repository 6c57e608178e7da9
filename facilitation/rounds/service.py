"""What a round does when one of its steps is due; any step may be tried twice, late or by two workers at once."""

from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.formats import FORMATS, timing
from facilitation.journal import Fact
from facilitation.programs.model import Program
from facilitation.rounds import asking, closing, drawing, noticing, opening, planning, telling
from facilitation.rounds.model import Round
from facilitation.work import Work

TIME_TO_ANSWER = timedelta(days=1)


def advance(work: Work, round_id: str, step: str, step_at: datetime, now: datetime) -> str | None:
    """Do the round's step if it is still next and due; return a plain line of what was done, or None.

    The step is claimed first by one conditional update, so of several workers one does it. A draw that comes later than
    the program's grace is recorded as skipped and told, and the next occurrence is planned: never a burst.
    """
    if step_at > now:
        return None
    round = work.rounds.claim(round_id, step, step_at)
    if round is None:
        return None
    program = work.programs.get(round.program)
    if step == "draw":
        return _draw(work, program, round, now)
    done = {
        "announce": noticing.announce,
        "nudge": asking.nudge,
        "ask": asking.ask,
        "close": closing.close,
    }
    line = done[step](work, program, round, now)
    move_on(work, program, round, step, now)
    return f"{program.name}, round {round.number}: {line}"


def _draw(work: Work, program: Program, round: Round, now: datetime) -> str:
    """Open the round, or skip it when it is too late for that."""
    late = now - round.opens_at
    if late > timedelta(hours=program.settings.grace_hours):
        work.rounds.save(replace(round, state="skipped", step="", step_at=None))
        fact = Fact(
            id=work.new_id("fct"),
            workspace=round.workspace,
            at=now,
            kind="round.skipped",
            program=program.id,
            round=round.id,
            data={"hours_late": int(late.total_seconds() // 3600)},
        )
        work.journal.add([fact])
        coming = planning.replan(work, program, now)
        enrolled = drawing.taking_part(work, program, round.id, round.opens_at)
        waiting = list(work.members.some([e.member for e in enrolled]).values())
        telling.skipped(work, program, round, coming, waiting, now)
        return (
            f"{program.name}, round {round.number}: skipped, {fact.data['hours_late']} hours late"
        )
    line = opening.open_round(work, program, round, now)
    return f"{program.name}, round {round.number}: {line}"


def move_on(work: Work, program: Program, round: Round, step: str, now: datetime) -> None:
    """Write the round with the step that follows; whoever was asked has time to answer before the close."""
    steps = planning.steps(work, program, round.opens_at)
    name, at = timing.following(FORMATS[program.format], steps, step) or ("", None)
    if step == "ask" and at is not None:
        at = max(at, now + TIME_TO_ANSWER)
    current = work.rounds.get(round.id)
    work.rounds.save(replace(current, step=name, step_at=at))
