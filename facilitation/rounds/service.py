"""What a round does when one of its steps is due; any step may be tried twice, late or by two workers at once."""

from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.formats import timing
from facilitation.journal import Fact
from facilitation.programs.model import Program
from facilitation.rounds import asking, closing, noticing, opening, planning, telling
from facilitation.rounds.model import Round
from facilitation.work import Work


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
    move_on(work, program, round, step)
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
        telling.skipped(work, program, round, coming, now)
        return (
            f"{program.name}, round {round.number}: skipped, {fact.data['hours_late']} hours late"
        )
    line = opening.open_round(work, program, round, now)
    return f"{program.name}, round {round.number}: {line}"


def move_on(work: Work, program: Program, round: Round, step: str) -> None:
    """Write the round with the step that follows."""
    steps = planning.steps(work, program, round.opens_at)
    following = timing.following(steps, step)
    name, at = following or ("", None)
    current = work.rounds.get(round.id)
    work.rounds.save(replace(current, step=name, step_at=at))
