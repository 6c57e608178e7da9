"""What a circle is told of its time: in its chat, or each alone where it has none."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.outbox import Place
from facilitation.rounds import telling, wording
from facilitation.rounds import views as rounds
from facilitation.rounds.times import agreed_views, series, service
from facilitation.rounds.times.service import Seen
from facilitation.sessions import calendar
from facilitation.sessions.calendar import Entry, Links, name
from facilitation.sessions.model import AFTER
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say
from facilitation.talk.text import cut
from facilitation.work import Work


def links(work: Work, of: Seen) -> Links:
    """Return what to press and where it leads to add it to one's calendar; raises ValueError without a time."""
    return calendar.links(entry(of), work.address)


def meeting(of: Seen) -> str:
    """Return where a meeting in Teams is made of it; "" elsewhere."""
    return calendar.meeting(entry(of))


def repeated(of: Seen, first: datetime) -> Entry:
    """Return what a circle that has the same time each round has in calendars, from its first date on."""
    one = entry(replace(of, session=replace(of.session, starts_at=first)))
    # it changes whenever any of its dates does, and a date is never named by it alone
    return replace(one, id=of.circle.id)


def entry(of: Seen) -> Entry:
    """Return it as calendars have it; raises ValueError without a time."""
    session, people = of.session, tuple(of.people.values())
    if session.starts_at is None or session.ends_at is None:
        raise ValueError(f"{session.id} has no time")
    names = [name(one) for one in people]
    return Entry(
        id=session.id,
        workspace=session.workspace,
        token=session.token,
        sequence=session.sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        people=people,
        summary=cut(say("{people}: {program}", people=names, program=of.program.name), 200),
        description=say(
            "{program} brought you together, and all of you agreed on this time. "
            "To move or cancel it, press the buttons where you agreed on it.",
            program=of.program.name,
        ),
    )


Said = Callable[[Member | None], Message]
"""A message for one of a circle, or for all of it in its own chat."""


def tell(
    work: Work,
    of: Seen,
    said: Said,
    *,
    what: str,
    now: datetime,
    due: datetime | None = None,
    until: datetime | None = None,
    spared: Collection[str] = (),
) -> datetime:
    """Owe something to a circle in its chat, or to each alone but for those who know; return when it is first due."""
    owe = teller.of(work, of.circle.workspace, now)
    key, about = f"{of.session.id}:{what}", of.circle.id
    to = telling.where(of.circle)
    if isinstance(to, Place):
        zones = [one.zone for one in of.people.values()]
        at = due or owe.first_open(now, zones)
        owe.to_several(
            to, zones, said(None), key=key, kind="told", about=about, due=at, until=until
        )
        owe.send()
        return at
    dues = []
    for one in of.people.values():
        if one.id not in spared:
            dues.append(due or owe.readable(one))
            its = teller.key(key, one.id)
            owe.to_member(
                one,
                said(one),
                key=its,
                kind="told",
                about=of.session.id,
                due=dues[-1],
                until=until,
            )
    owe.send()
    return min(dues, default=now)


def agreed(work: Work, of: Seen, *, moved: bool) -> Said:
    """Return what a circle reads once it has agreed on a time."""
    added, online = links(work, of), meeting(of)
    repeats = not moved and series.can_begin(work, of)
    return lambda reader: agreed_views.agreed(
        of, reader, added, online, moved=moved, repeats=repeats
    )


def agree(
    work: Work, of: Seen, at: datetime, now: datetime, spared: Collection[str]
) -> Seen | None:
    """Let a circle meet at a time that suits all of it, and tell it; None where the time has gone."""
    moved = of.session.starts_at is not None
    made = service.agree(work, of, at, now)
    if made is not None:
        said = agreed(work, made, moved=moved)
        what = f"agreed:{made.session.sequence}:{made.session.proposals}"
        tell(work, made, said, what=what, now=now, until=at, spared=spared)
    return made


def left(work: Work, of: Seen, now: datetime) -> None:
    """Agree on what suits all who are left in a circle, where one has gone who had not said so."""
    if (at := of.session.agreement.agreed) is not None:
        agree(work, of, at, now, ())


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
    tell(
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
