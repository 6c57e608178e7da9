"""Circles that come to nothing before anybody in them has heard of the others: nobody met, and nobody had a turn."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from facilitation.pairing.model import Why
from facilitation.post import journal
from facilitation.post.facts import Unmatched
from facilitation.rounds.model import Circle, Round
from facilitation.work import Work


def undo(work: Work, round: Round, circles: Sequence[Circle], why: Why, now: datetime) -> None:
    """Let circles not have been, and keep why, for whoever of them asks."""
    if not circles:
        return
    work.circles.save_all([replace(without_roles(one), dissolved=True) for one in circles])
    sessions = work.sessions.of_circles([one.id for one in circles])
    work.sessions.save_all([replace(one, parts=()) for one in sessions.values()])
    facts = [
        Unmatched(program=round.program, round=round.id, member=member, why=why)
        for circle in circles
        for member in circle.members
    ]
    journal.keep_all(work, round.workspace, facts, now)


def without_roles(circle: Circle) -> Circle:
    """Return a circle in which nobody has a turn this time."""
    return replace(circle, seats=tuple(replace(seat, roles=()) for seat in circle.seats))
