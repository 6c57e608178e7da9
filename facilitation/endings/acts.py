"""The end of a round, after which it is seen how its program is doing."""

from facilitation.endings import service
from facilitation.programs.formats.acts import Close
from facilitation.rounds.acts import close as rounds
from facilitation.rounds.acts.turn import Turn
from facilitation.steps.service import More


def close(turn: Turn[Close]) -> More | str:
    """Close the round, and see how the program is doing."""
    came = rounds.close(turn)
    if not isinstance(came, More):
        service.watch(turn.work, turn.program, turn.now)
    return came
