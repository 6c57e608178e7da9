"""The question how it went, to every circle that has not said so."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from facilitation.post import teller
from facilitation.programs.formats.acts import Ask, Remind
from facilitation.rounds import introductions, planning, telling, views
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.model import APART, Circle
from facilitation.sessions.model import AFTER, Session
from facilitation.steps.service import More
from facilitation.talk.words import counted


def remind(turn: Turn[Remind]) -> More | str:
    """Nudge the captain, alone, of each circle in which nobody wrote and nobody said how it went.

    The hours count from when the introduction arrived; a circle that was never introduced is not nudged.
    """
    return turn.over_circles(
        lambda circles, _: _nudge(turn, circles), lambda n: f"{counted(n, 'captain')} nudged"
    )


def _nudge(turn: Turn[Remind], circles: Sequence[Circle]) -> int:
    work, program, now = turn.work, turn.program, turn.now
    sessions = work.sessions.of_circles([c.id for c in circles])
    silent = [c for c in circles if _is_silent(c, sessions)]
    nudged = [(c, m, _intro_key(c, sessions[c.id], m)) for c in silent for m in c.having("captain")]
    arrived = work.outbox.arrived(program.workspace, [key for _, _, key in nudged])
    people = work.members.some(sorted({m for c in silent for m in c.members}))
    asks_at = planning.due_of(work, program, turn.round.opens_at, "ask")
    tell = teller.of(work, program.workspace, now)
    for circle, member, introduced in nudged:
        captain, session = people[member], sessions[circle.id]
        due = arrived.get(introduced, now) + timedelta(hours=program.settings.nudge_hours)
        tell.to_member(
            captain,
            introductions.nudge(program, circle, session, people, captain, turn.step),
            key=f"{session.id}:nudge:{member}",
            kind="nudge",
            about=circle.id,
            due=tell.readable(captain, at=max(now, due)),
            until=asks_at,
        )
    tell.send()
    return len(nudged)


def _is_silent(circle: Circle, sessions: Mapping[str, Session]) -> bool:
    session = sessions[circle.id]
    quiet = circle.heard_at is None and session.outcome == "unknown" and session.starts_at is None
    return quiet and not circle.dissolved and bool(circle.conversation)


def _intro_key(circle: Circle, session: Session, captain: str) -> str:
    key = telling.intro_key(session)
    return telling.alone_key(key, captain) if circle.conversation == APART else key


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
