"""How evenly the talk is shared in a program, for those who look after it alone."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitation.programs.model import Program
from facilitation.talk.phrases import Phrase, say
from facilitation.work import Work

WEEKS = timedelta(weeks=4)
FEWEST = 5
"""Of fewer members nothing is said: it would point at somebody."""
OVER, LEAST = 2, 5
"""So many discussions must be over, and so much have been said, before anything is said of how it is shared."""
_EVEN, _UNEVEN = 0.85, 0.6


def evenness(turns: Sequence[int]) -> float:
    """Return how evenly turns are shared, from 0, one alone speaks, to 1, everybody as often.

    It is the entropy of the shares, divided by the largest that so many people can have (Pielou's evenness, 1966,
    doi:10.1016/0022-5193(66)90013-0). Whoever never spoke counts among the people. Equal turns go with what groups
    achieve together (Woolley et al., 2010, doi:10.1126/science.1193147). It is 1 where nobody has spoken, or there are
    fewer than two.
    """
    whole = sum(turns)
    if whole == 0 or len(turns) < 2:
        return 1.0
    shares = [n / whole for n in turns if n]
    return -sum(share * math.log(share) for share in shares) / math.log(len(turns))


def of(work: Work, program: Program, now: datetime) -> float | None:
    """Return how evenly those who take part have spoken in four weeks.

    None where they are too few, or too little was said so far to say anything of it.
    """
    enrolled = work.enrollments.of_program(program.id)
    active = [e.member for e in enrolled if e.state == "active"]
    turns = work.discussions.turns(program.id, now - WEEKS)
    counts: list[int] = [turns.get(member, 0) for member in active]
    if len(active) < FEWEST or sum(counts) < LEAST:
        return None
    closed = work.discussions.closed_of(program.workspace, active, now - WEEKS)
    over = {d.id for _, d in closed if d.program == program.id}
    return evenness(counts) if len(over) >= OVER else None


def said(evenness: float) -> Phrase:
    """Return it in words."""
    if evenness >= _EVEN:
        return say("In the last four weeks the talk was shared evenly.")
    if evenness >= _UNEVEN:
        return say("In the last four weeks some spoke much more than others.")
    return say("In the last four weeks few did most of the talking.")
