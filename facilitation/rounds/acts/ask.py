"""The question how it went, to every circle that has not said so."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.post import teller
from facilitation.programs.formats.acts import Ask
from facilitation.rounds import telling, views
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.model import Circle
from facilitation.sessions.model import AFTER, Session
from facilitation.steps.service import More
from facilitation.talk.words import counted


def ask(turn: Turn[Ask]) -> More | str:
    """Ask every circle that has not said so how it went."""

    def ask_all(circles: Sequence[Circle], before: int) -> int:
        work, program = turn.work, turn.program
        sessions = work.sessions.of_circles([c.id for c in circles])
        asked = [c for c in circles if not c.dissolved and _may_ask(sessions[c.id], turn.now)]
        people = work.members.some(sorted({m for c in asked for m in c.members}))
        tell = teller.of(work, program.workspace, turn.now)
        for circle in asked:
            session = sessions[circle.id]
            message = views.ask(program, session, turn.step.says)
            telling.to_circle(tell, circle, people, message, key=f"{session.id}:ask", kind="ask")
        tell.send()
        work.sessions.asked_all([sessions[c.id].id for c in asked])
        return len(asked)

    return turn.over_circles(ask_all, lambda n: f"{counted(n, 'circle')} asked how it went")


def _may_ask(session: Session, now: datetime) -> bool:
    """Return whether a circle is asked now: one that has a time is asked after it."""
    waits = session.ends_at is not None and session.ends_at + AFTER > now
    return session.unsettled and not session.asked and not waits
