"""What a circle is told of its time: in its chat, or each alone where it has none."""

from collections.abc import Callable, Collection
from datetime import datetime

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.outbox import Place
from facilitation.rounds import telling
from facilitation.rounds.times import agreed_views, entries, series, service
from facilitation.rounds.times.service import Seen
from facilitation.talk.messages import Message
from facilitation.work import Work

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
    links, meeting = entries.links(work, of), entries.meeting(of)
    repeats = not moved and series.can_begin(work, of)
    return lambda reader: agreed_views.agreed(
        of, reader, links, meeting, moved=moved, repeats=repeats
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
