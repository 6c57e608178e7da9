"""What circles hear after their introduction: a nudge where nobody wrote, and how did it go."""

from datetime import datetime, timedelta

from facilitation.programs.model import Program
from facilitation.rounds import introductions, planning, telling, views
from facilitation.rounds.model import APART, Round
from facilitation.talk.words import counted
from facilitation.work import Work


def nudge(work: Work, program: Program, round: Round, now: datetime) -> str:
    """Nudge the captain, alone, of each circle in which nobody wrote and nobody said how it went.

    The hours count from when the introduction arrived; a circle that was never introduced is not nudged.
    """
    sessions = work.sessions.of_round(round.id)
    stale_at = dict(planning.steps(work, program, round.opens_at)).get("ask")
    tell = telling.teller(work, program.workspace, now)
    nudged = 0
    for circle in work.circles.of_round(round.id):
        session = sessions[circle.id]
        silent = circle.heard_at is None and session.outcome == "unknown"
        if circle.dissolved or not circle.captain or not silent or not circle.conversation:
            continue
        key = f"{session.id}:intro"
        if circle.conversation == APART:
            key = telling.alone_key(key, circle.captain)
        intro = work.outbox.find(program.workspace, key)
        arrived = intro.sent_at if intro is not None and intro.sent_at else now
        people = work.members.some(circle.members)
        tell.to_member(
            people[circle.captain],
            introductions.nudge(program, circle, people),
            key=f"{session.id}:nudge",
            kind="nudge",
            about=circle.id,
            at=max(now, arrived + timedelta(hours=program.settings.nudge_hours)),
            stale_at=stale_at,
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
