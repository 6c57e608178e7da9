"""Times to propose to two to eight members: those that suit them, and in which none of them has given the time away."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from facilitation.late import Late
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.teller import Teller
from facilitation.sessions.model import SLOT, Session
from facilitation.talk.when import hours
from facilitation.work import Work

if TYPE_CHECKING:
    from facilitation.sessions import times
else:
    times = Late("facilitation.sessions.times")

Spans = tuple[tuple[datetime, datetime], ...]

TO_ANSWER = timedelta(days=1)
"""So long people have to say which of the times suit that nobody asked for."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def proposed(
    work: Work,
    members: Sequence[Member],
    opens: datetime,
    closes: datetime,
    minutes: int,
    now: datetime,
    *,
    gaps: Sequence[tuple[datetime, datetime]] = (),
    but_not: Collection[datetime] = (),
    urgent: bool = False,
) -> "times.Proposed":
    """Return times of so many minutes in a window but not in its gaps, by everybody's own clock.

    The days are those of the first. Nobody is asked to come in a break that they have planned.
    """
    tell = teller.of(work, members[0].workspace, now)
    last = max(closes, opens) + timedelta(minutes=minutes)
    ids = [m.id for m in members]
    taken = work.slots.taken(ids, opens, last)
    away = _breaks(work, ids, opens, last)
    return times.propose(
        [_person(tell, m, away.get(m.id, ())) for m in members],
        opens=opens,
        closes=closes,
        minutes=minutes,
        now=now,
        taken=_quarters(gaps).union(*taken.values()),
        but_not=but_not,
        urgent=urgent,
    )


def for_each(
    work: Work,
    sessions: Sequence[Session],
    people: Mapping[str, Member],
    closes: datetime,
    count: int,
    now: datetime,
) -> dict[str, "times.Proposed"]:
    """Return up to `count` times for each of many sessions of a program, by its id: read at once for all of them.

    Who has met outside their hours more often than the others of theirs weighs more, so that this goes round.
    """
    if not sessions:
        return {}
    tell = teller.of(work, sessions[0].workspace, now)
    everybody = sorted({m for one in sessions for m in one.people})
    last = closes + timedelta(minutes=max(one.minutes for one in sessions))
    taken = work.slots.taken(everybody, now, last)
    away = _breaks(work, everybody, now, last)
    agreed = work.sessions.agreed(sessions[0].program, everybody)
    odd = {m: sum(is_odd(people[m], at) for at in agreed.get(m, ())) for m in everybody}
    found = {}
    for one in sessions:
        least = min(odd[m] for m in one.people)
        theirs = [people[m] for m in one.people]
        found[one.id] = times.propose(
            [_person(tell, m, away.get(m.id, ()), odd[m.id] - least) for m in theirs],
            opens=tell.open_for(theirs, now) + TO_ANSWER,
            closes=closes,
            minutes=one.minutes,
            now=now,
            taken=set().union(*(taken[m] for m in one.people)),
            count=count,
        )
    return found


def is_odd(member: Member, at: datetime) -> bool:
    """Return whether an instant is outside somebody's working hours."""
    return not hours.is_working(at, member.zone, member.work, ())


def _breaks(
    work: Work, members: Sequence[str], opens: datetime, last: datetime
) -> dict[str, Spans]:
    """Return by member when they are away from everything between two instants, as they have planned."""
    breaks = work.enrollments.breaks(members)
    return {m: ((begins or opens, ends or last),) for m, (begins, ends) in breaks.items()}


def _person(
    tell: Teller,
    member: Member,
    away: Spans,
    burden: int = 0,
) -> "times.Person":
    quiet, usual = tell.quiet_of(member), member.work.usual
    return times.Person(member.zone, usual, quiet, away, member.work, burden)


def _quarters(gaps: Sequence[tuple[datetime, datetime]]) -> set[datetime]:
    """Return the quarters of an hour that gaps reach into."""
    found: set[datetime] = set()
    for start, end in gaps:
        at = start - (start - _EPOCH) % SLOT
        while at < end:
            found.add(at)
            at += SLOT
    return found
