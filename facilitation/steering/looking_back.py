"""What an ended program brought is asked for a week: when that begins, and whether it still runs."""

from datetime import datetime, timedelta

from facilitation.programs.model import Program
from facilitation.steps import service as steps
from facilitation.steps.model import Subject
from facilitation.work import Work

FAREWELL = "farewell"
"""The step at which it is over; under its name the answers are kept with the last round."""
OPEN = timedelta(days=7)


def subject(program: Program) -> Subject:
    """Return what a program's own steps are of."""
    return Subject("program", program.id, program.workspace)


def begin(work: Work, program: Program, now: datetime) -> None:
    """Let people say what a program brought that has just ended; nothing else happens to it any more."""
    steps.cancel(work, subject(program))
    if work.rounds.latest(program.id) is not None:
        steps.plan(work, subject(program), FAREWELL, now + OPEN)


def is_open(work: Work, program: Program) -> bool:
    """Return whether people can still say what a program brought."""
    return any(one.name == FAREWELL for one in work.steps.of(program.id))
