"""What happens to a circle's agreed session by itself: its people are reminded, then asked how it went."""

from datetime import datetime

from facilitation.post import teller
from facilitation.rounds import telling, wording
from facilitation.rounds import views as rounds
from facilitation.rounds.times import agreed_views, service
from facilitation.rounds.times import telling as times
from facilitation.rounds.times.service import Seen
from facilitation.sessions.model import AFTER
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.work import Work


def run(work: Work, step: Step, now: datetime) -> str | None:
    """Do what is due of a session; None where its sense is gone."""
    session = work.sessions.get(step.record)
    if session.starts_at is None or session.ends_at is None or len(session.people) < 2:
        return None
    of = service.seen(work, work.members.get(session.people[0]), session)
    if of.circle.dissolved:
        return None
    if step.name == "remind":
        steps.plan(work, session.subject, "ask", session.ends_at + AFTER)
        return _remind(work, of, session.starts_at, now)
    return _ask(work, of, now) if session.unsettled else None


def _remind(work: Work, of: Seen, starts_at: datetime, now: datetime) -> str:
    if now >= starts_at:
        return f"{of.session.id}: the reminder was too late"
    times.tell(
        work,
        of,
        lambda reader: agreed_views.reminder(of, reader),
        what=f"remind:{of.session.sequence}",
        now=now,
        due=now,
        until=starts_at,
    )
    return f"{of.session.id}: its circle is reminded"


def _ask(work: Work, of: Seen, now: datetime) -> str:
    """Ask a circle how it went, in place of what it would have been asked otherwise."""
    owed = work.outbox.pending(of.circle.workspace, of.circle.id)
    work.outbox.withdraw(of.circle.workspace, [d.key for d in owed if d.kind == "ask"])
    tell = teller.of(work, of.circle.workspace, now)
    says = wording.says(work, of.program, "ask")
    message = rounds.ask(of.program, of.session, says)
    key = f"{of.session.id}:ask:{of.session.sequence}"
    telling.to_circle(
        tell, of.circle, of.people, message, key=key, kind="ask", among=of.session.people
    )
    tell.send()
    work.sessions.asked_all([of.session.id])
    return f"{of.session.id}: its circle is asked how it went"
