"""What circles hear after their introduction: a nudge where nobody wrote, and how did it go."""

from datetime import datetime

from facilitation.programs.model import Program
from facilitation.rounds import telling, views
from facilitation.rounds.model import Round
from facilitation.talk.words import counted
from facilitation.work import Work


def nudge(work: Work, program: Program, round: Round, now: datetime) -> str:
    """Nudge the captain, alone, of each circle in which nobody wrote and nobody said how it went."""
    sessions = work.sessions.of_round(round.id)
    tell = telling.teller(work, program.workspace, now)
    nudged = 0
    for circle in work.circles.of_round(round.id):
        quiet = circle.heard_at is None and sessions[circle.id].outcome == "unknown"
        if circle.dissolved or not circle.captain or not quiet:
            continue
        people = work.members.some(circle.members)
        tell.to_member(
            people[circle.captain],
            views.nudge(program, circle, people),
            key=f"{sessions[circle.id].id}:nudge",
            kind="nudge",
            about=circle.id,
            stale_at=_ask_at(work, program, round),
        )
        nudged += 1
    tell.send()
    return f"{counted(nudged, 'captain')} nudged"


def ask(work: Work, program: Program, round: Round, now: datetime) -> str:
    """Ask every circle that has not said so how it went."""
    sessions = work.sessions.of_round(round.id)
    tell = telling.teller(work, program.workspace, now)
    asked = []
    for circle in work.circles.of_round(round.id):
        session = sessions[circle.id]
        if circle.dissolved or session.outcome not in ("unknown", "not_yet") or session.asked:
            continue
        people = work.members.some(circle.members)
        message = views.ask(program, circle, session)
        tell.to_circle(circle, people, message, key=f"{session.id}:ask", kind="ask")
        asked.append(session.id)
    tell.send()
    work.sessions.asked_all(asked)
    return f"{counted(len(asked), 'circle')} asked how it went"


def _ask_at(work: Work, program: Program, round: Round) -> datetime | None:
    """Return when the round's circles are asked, after which a nudge is stale."""
    from facilitation.rounds import planning

    steps = dict(planning.steps(work, program, round.opens_at))
    return steps.get("ask")
