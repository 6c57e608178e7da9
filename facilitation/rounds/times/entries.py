"""A circle's session as an entry in calendars."""

from dataclasses import replace
from datetime import datetime

from facilitation.rounds.times.service import Seen
from facilitation.sessions import calendar
from facilitation.sessions.calendar import Entry, Links, name
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
