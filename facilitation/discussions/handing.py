"""When whoever looked after discussions is forgotten: others do from then on, or they end with their question."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.discussions import leading
from facilitation.privacy.model import NOTHING
from facilitation.programs import facilitators
from facilitation.work import Work


def forget(work: Work, workspace: str, members: Sequence[str], now: datetime) -> None:
    """See to the discussions that are not closed of members, named by their tokens, whose words have gone already.

    A question in words of theirs is closed. One that a deck or somebody else brought goes on with whoever looks after
    the program; where there is nobody, it closes by itself like any other.
    """
    for one in work.discussions.unclosed(workspace):
        if one.opened_by in members and one.question == NOTHING:
            leading.close_wordless(work, one, now)
        elif one.facilitator in members:
            heirs = facilitators.reachable(work, work.programs.get(one.program))
            if heirs:
                leading.hand_over(work, one, None, heirs[0], now)
