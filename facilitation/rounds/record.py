"""Who was put together, round by round, and what came of it: for whoever looks at a whole workspace from outside."""

from dataclasses import dataclass
from datetime import datetime

from facilitation.sessions.model import Outcome
from facilitation.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """People put together in a round of a program, since when, and what they say became of it."""

    program: str
    round: int
    members: tuple[str, ...]
    at: datetime
    outcome: Outcome
    dissolved: bool


def circles(work: Work, workspace: str) -> list[Together]:
    """Return every circle of the workspace's newest 50 rounds of each program, oldest first."""
    found = []
    for program in work.programs.of(workspace):
        for round in work.rounds.of(program.id):
            sessions = work.sessions.of_round(round.id)
            for circle in work.circles.of_round(round.id):
                session = sessions.get(circle.id)
                found.append(
                    Together(
                        program=program.name,
                        round=round.number,
                        members=tuple(seat.member for seat in circle.seats),
                        at=circle.created_at,
                        outcome=session.outcome if session else "unknown",
                        dissolved=circle.dissolved,
                    )
                )
    return sorted(found, key=lambda one: (one.at, one.program, one.members))
