"""What comes of a program by itself: an ended one is asked for a week what it brought, a paused one is asked after."""

from datetime import datetime, timedelta

from facilitation.programs.model import Program
from facilitation.steps import service as steps
from facilitation.steps.model import Subject
from facilitation.work import Work

FAREWELL = "farewell"
"""The step at which it is over; under its name the answers are kept with the last round."""
OPEN = timedelta(days=7)
SILENT = timedelta(days=90)
"""After so long without a pulse, a decision or an end to its pause, it is asked whether a program is still wanted."""


def subject(program: Program) -> Subject:
    """Return what a program's own steps are of."""
    return Subject("program", program.id, program.workspace)


def begin(work: Work, program: Program, now: datetime) -> None:
    """Let people say what a program brought that has just ended; nothing else happens to it any more."""
    steps.cancel(work, subject(program))
    if work.rounds.latest(program.id) is not None:
        steps.plan(work, subject(program), FAREWELL, now + OPEN)


def wait(work: Work, program: Program, now: datetime) -> None:
    """Ask after a program that was paused or resumed just now, if by then it is still without a pulse."""
    steps.cancel(work, subject(program), "closing")
    steps.plan(work, subject(program), "silent", now + SILENT)


def is_open(work: Work, program: Program) -> bool:
    """Return whether people can still say what a program brought."""
    return any(one.name == FAREWELL for one in work.steps.of(program.id))
