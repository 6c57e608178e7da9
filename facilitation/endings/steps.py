"""What happens to a program by itself: a silent one is asked after and then closed, and what it brought is told."""

from datetime import datetime

from facilitation.endings import service
from facilitation.programs.formats.acts import Close
from facilitation.rounds.acts import close as rounds
from facilitation.rounds.acts.turn import Turn
from facilitation.steering import looking_back
from facilitation.steps.model import Step
from facilitation.steps.service import More
from facilitation.work import Work


def run(work: Work, step: Step, now: datetime) -> str | None:
    """Do a program's step; return a plain line of what was done, None where its sense is gone."""
    program = work.programs.get(step.record)
    match step.name:
        case "silent" if service.is_silent(work, program):
            service.ask(work, program, now)
            return f"{program.name}: asked whether it is still wanted"
        case "closing" if service.is_silent(work, program):
            service.close_kindly(work, program, now)
            return f"{program.name}: closed kindly"
        case looking_back.FAREWELL:
            return f"{program.name}: {service.told_back(work, program, now)} looked back"
        case _:
            return None


def close(turn: Turn[Close]) -> More | str:
    """Close the round, and see how the program is doing."""
    came = rounds.close(turn)
    if not isinstance(came, More):
        service.watch(turn.work, turn.program, turn.now)
    return came
