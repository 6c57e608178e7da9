"""What steps of formats do about discussions: preparing one, and putting it to the channel."""

from facilitation.discussions import planned, prompt_views, service
from facilitation.programs import facilitators
from facilitation.programs.formats.acts import Discuss, Prepare
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.model import Round
from facilitation.talk.when import hours


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
