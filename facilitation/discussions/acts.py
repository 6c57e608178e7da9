"""What steps of formats do about discussions: preparing one, and putting it to the channel."""

from collections.abc import Callable
from datetime import datetime

from facilitation.discussions import leading, planned, prompt_views, sealing, service, unheard
from facilitation.discussions.clinics import action, timekeeping
from facilitation.discussions.clinics.model import STAGES
from facilitation.discussions.model import Discussion
from facilitation.programs import facilitators
from facilitation.programs.formats.acts import Discuss, Prepare
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.model import Round
from facilitation.steps.model import Step
from facilitation.talk.when import hours
from facilitation.work import Work


def prepare(turn: Turn[Prepare]) -> str:
    """Tell whose turn it is, with the question that comes; nobody where the round opens now."""
    work, program, round = turn.work, turn.program, turn.round
    if turn.now >= round.opens_at:
        return "nobody prepared, the round opens now"
    found = planned.of_round(work, program, round, turn.now)
    if found is None:
        return "nobody to lead it"
    planned.tell(work, found, program, turn.step.says, round.opens_at, turn.now)
    return f"{work.members.get(found.facilitator).name} prepares"


def discuss(turn: Turn[Discuss]) -> str:
    """Put the round's question to the channel; without a channel, or anybody to lead it, facilitators hear of it."""
    work, program, round = turn.work, turn.program, turn.round
    found = planned.of_round(work, program, round, turn.now) if program.channel else None
    if found is None:
        return _left_out(turn, round)
    if found.state != "planned":
        return "it is open already"
    count = turn.format.number(program.settings, turn.step.days)
    closes_at = hours.add_working_days(turn.now, count, *service.place(work, program, turn.now))
    opened = planned.open_it(work, found, program, closes_at, turn.now)
    return f"{opened.question[:40]} to the channel"


def _left_out(turn: Turn[Discuss], round: Round) -> str:
    message = prompt_views.left_out(turn.program)
    fact = f"{round.id}:no-discussion"
    facilitators.tell(turn.work, turn.program, message, fact, turn.now)
    return "no question, as there is no channel or nobody to lead it"


Closed = Callable[[Work, Discussion, datetime], None]
"""Sees to it that those who took part in a discussion hear that it was closed by itself."""


def run(closed: Closed, work: Work, step: Step, now: datetime) -> str | None:
    """Do a discussion's step; return a plain line of what was done, None where its sense is gone; raises Conflict."""
    found = work.discussions.get(step.record)
    match step.name, found.state:
        case "half", "open":
            quiet = unheard.tell(work, found, now)
            return f"{found.id}: {quiet} not heard yet"
        case stage, "open" if stage in STAGES:
            timekeeping.due(work, found, stage, now)
            return f"{found.id}: {stage}"
        case "end", "open":
            (timekeeping.over if found.clinic else leading.end)(work, found, now)
            return f"{found.id}: time is up"
        case "asked", "waiting":
            sealing.leave_silent_out(work, found)
            leading.end(work, found, now)
            return f"{found.id}: its authors were asked"
        case "unseal", "waiting":
            leading.end(work, found, now, looked=True)
            return f"{found.id}: sealed answers appear"
        case "close", "ended":
            closed(work, leading.close(work, found, None, now), now)
            return f"{found.id}: closed by itself"
        case "forget", "closed":
            work.discussions.forget_words(found.id)
            if found.clinic:
                action.forget(work, found)
            return f"{found.id}: words let go"
        case _:
            return None
