"""What a circle is told of its time: in its chat, or each alone where it has none."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.outbox import Place
from facilitation.rounds import telling, wording
from facilitation.rounds import views as rounds
from facilitation.rounds.times import series, series_views, service, views
from facilitation.rounds.times.service import Seen
from facilitation.sessions import calendar
from facilitation.sessions.calendar import Entry, Links, name
from facilitation.sessions.model import AFTER
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.talk.messages import Block, Message, Time, note, text
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.text import cut
from facilitation.talk.words import each, mention
from facilitation.work import Work

if TYPE_CHECKING:
    from facilitation.rounds.times.service import Seen


def agreed_on(
    of: "Seen",
    reader: Member | None,
    links: Links,
    meeting: str,
    *,
    moved: bool,
    repeats: bool = False,
) -> Message:
    """Confirm a time to a circle, or to one of it, with ways to a calendar, and to the same time where it `repeats`."""
    session = of.session
    assert session.starts_at is not None
    when = Time(session.starts_at)
    stays = say("If you added the old time by a link, delete it there; the calendar file moves it.")
    if reader is None:
        title = say("You have a new time") if moved else say("You have a time")
        said = say("{people}, you meet on {when}.", people=each(of.people.values()), when=when)
    else:
        people = views.besides(of, reader)
        title = (
            say("Moved: you and {people}", people=people)
            if moved
            else say("Agreed: you and {people}", people=people)
        )
        said = say("You meet on {when}.", when=when)
    return Message(
        title,
        (
            text(said),
            *calendar.add(links),
            *((text(stays),) if moved else ()),
            *calendar.online(session.workspace, meeting),
            *((views.chat(of, reader),) if reader else ()),
            views.change(session),
            *((series_views.offer(of),) if repeats else ()),
            note(_then()),
        ),
    )


def _then() -> Phrase:
    """Return what comes by itself of a time that is agreed."""
    return say("I remind you {span} before, and ask afterwards how it went.", span=calendar.AHEAD)


def kept(of: "Seen") -> Message:
    """Tell a circle that it stays at the time it has."""
    assert of.session.starts_at is not None
    said = say(
        "{name} would rather keep the time you have: {when}.",
        name=mention(of.me),
        when=Time(of.session.starts_at),
    )
    return Message(say("It stays as it was"), (text(said), views.change(of.session)))


def cancelled(of: "Seen", reader: Member | None, was: datetime) -> Message:
    """Tell a circle that a time is off, with the way to another one."""
    return Message(
        say("Canceled"),
        (
            text(
                say("You do not meet on {when}, and I have told the others.", when=Time(was))
                if reader is not None and reader.id == of.me.id
                else say("{name} cannot make it on {when}.", name=mention(of.me), when=Time(was))
            ),
            text(say("If it is in your calendar, take it out there.")),
            *views.time(of.session),
        ),
    )


def reminder(of: "Seen", reader: Member | None) -> Message:
    """Remind a circle that it meets in a moment."""
    assert of.session.starts_at is not None
    when = Time(of.session.starts_at, "clock")
    if reader is None:
        title = say("In {span} you meet", span=calendar.AHEAD)
        said = say("{people}, you meet at {when}.", people=each(of.people.values()), when=when)
    else:
        people = views.besides(of, reader)
        title = say("In {span}: you and {people}", span=calendar.AHEAD, people=people)
        said = say("You meet at {when}.", when=when)
    blocks: tuple[Block, ...] = (views.chat(of, reader),) if reader else ()
    return Message(
        title, (text(said), *blocks, note(say("You get this because you agreed on this time.")))
    )


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
    names, program = [name(one) for one in people], of.program.name
    title = say("{people}: {program}", people=names, program=program)
    why = say(
        "{program} brought you together, and all of you agreed on this time. "
        "To move or cancel it, press the buttons where you agreed on it.",
        program=program,
    )
    return Entry(
        id=session.id,
        workspace=session.workspace,
        token=session.token,
        sequence=session.sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        people=people,
        summary=cut(calendar.said(people, title), calendar.LONGEST_SUMMARY),
        description=calendar.said(people, why),
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
    return lambda reader: agreed_on(of, reader, added, online, moved=moved, repeats=repeats)


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
        lambda reader: reminder(of, reader),
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
