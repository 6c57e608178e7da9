"""A member's own calendar to subscribe to: all that they have agreed on, at an address that they can take back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitation.bookings.times import calendar as booked
from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds.model import Circle
from facilitation.rounds.times import series, telling
from facilitation.rounds.times import service as times
from facilitation.rounds.times.model import Series
from facilitation.sessions.calendar import Entry, Repeated
from facilitation.sessions.model import Session, Subscription
from facilitation.talk.phrases import say
from facilitation.work import Work

PAST = timedelta(days=30)
"""So long what is over still stands in it."""
MOST = 200


def address(work: Work, member: Member, now: datetime, *, anew: bool = False) -> str:
    """Return where a member's calendar is, made with the first asking, or `anew` in place of the old address.

    Raises UserError where Peerloop cannot be reached from outside.
    """
    if not work.address(""):
        raise UserError(
            say("I have no public address, so no calendar can ask me. Whoever runs me can set one.")
        )
    known = work.subscriptions.of_member(member.id)
    if known is None or anew:
        token = "".join(work.new_id("cal").removeprefix("cal_") for _ in range(3))
        known = Subscription(member=member.id, token=token, at=now)
        work.subscriptions.put(known)
    return work.address(f"calendar/{known.token}.ics")


def stop(work: Work, member: Member) -> None:
    """Take a member's calendar back: its address leads nowhere from now on."""
    work.subscriptions.drop(member.id)


def of_token(work: Work, token: str) -> Member | None:
    """Return whose calendar is at an address, or None."""
    found = work.subscriptions.by_token(token)
    member = work.members.find(found.member) if found else None
    return member if member is not None and member.state == "active" else None


@dataclass(frozen=True, slots=True)
class Own:
    """The time that one of somebody's circles has each round, and the ids of the sessions that are part of it."""

    as_it_stands: Repeated
    sessions: frozenset[str]


def whole(work: Work, member: Member, now: datetime) -> tuple[list[Entry], list[Repeated]]:
    """Return all that stands in a member's calendar: what comes once, and what comes again, each session in one."""
    own = repeated(work, member, now)
    part = {id for one in own for id in one.sessions}
    single = [one for one in agreed(work, member, now) if one.id not in part]
    return single, [one.as_it_stands for one in own]


def repeated(work: Work, member: Member, now: datetime) -> list[Own]:
    """Return the times that a member's circles have each round, with the dates that were moved or are out."""
    circles = {one.id: one for one in work.circles.of_member(member.id, MOST)}
    own = work.series.of_circles(list(circles))
    sessions = work.sessions.of_member(member.id, MOST) if own else []
    found = []
    for id, its in own.items():
        theirs = {one.round: one for one in sessions if one.circle == id}
        if theirs:
            found.append(_own(work, member, circles[id], its, theirs, now))
    return [one for one in found if one is not None]


def _own(
    work: Work,
    member: Member,
    circle: Circle,
    own: Series,
    sessions: Mapping[str, Session],
    now: datetime,
) -> Own | None:
    program = work.programs.get(circle.program)
    dates, off, later = _dates(work, program, circle, own, sessions, now)
    if dates.keys() <= off:
        return None
    held = {at: one for at, one in dates.items() if one is not None}
    moved = {
        at: telling.entry(times.seen(work, member, one))
        for at, one in held.items()
        if one.starts_at not in (None, at)
    }
    seen = times.seen(work, member, next(iter(sessions.values())))
    moved |= {usual: telling.repeated(seen, at) for usual, at in later.items()}
    cadence = program.settings.cadence
    stands = Repeated(
        first=telling.repeated(seen, min(dates)),
        zone=program.settings.zone,
        dates=tuple(sorted(dates)),
        every=cadence.every if cadence.unit == "week" and not cadence.also else 0,
        off=off,
        moved=moved,
    )
    return Own(stands, frozenset(one.id for one in held.values()))


def _dates(
    work: Work,
    program: Program,
    circle: Circle,
    own: Series,
    sessions: Mapping[str, Session],
    now: datetime,
) -> tuple[dict[datetime, Session | None], frozenset[datetime], dict[datetime, datetime]]:
    """Return all dates of a circle's own time, each with its session if it has one.

    And those on which nobody meets, and those to come that were moved, each with when it is.
    """
    dates: dict[datetime, Session | None] = {}
    off: set[datetime] = set()
    for round in work.rounds.of(program.id, MOST):
        if round.state in ("open", "closed") and own.since <= round.number <= circle.until:
            at = series.when(own, round.opens_at, program.settings.zone)
            dates[at] = sessions.get(round.id)
            if (one := dates[at]) is None or one.starts_at is None:
                off.add(at)
    moved: dict[datetime, datetime] = {}
    for coming in series.coming(work, program, circle, own, now):
        usual = coming.usual or coming.at
        dates[usual] = None
        off |= {usual} if coming.off else set()
        moved |= {usual: coming.at} if coming.usual else {}
    return dates, frozenset(off), moved


def agreed(work: Work, member: Member, now: datetime) -> list[Entry]:
    """Return all that a member has agreed on and that is not long over: circles and bookings, by when they begin."""
    since = now - PAST
    found = [
        telling.entry(times.seen(work, member, session))
        for session in work.sessions.of_member(member.id, MOST)
        if session.circle and session.starts_at is not None and session.starts_at >= since
    ]
    bookings = work.bookings.of_member(member.id, since, MOST)
    people = work.members.some(sorted({m for one in bookings for m in one.people}))
    found += [
        booked.entry(one, people[one.asker], people[one.peer])
        for one in bookings
        if one.state in ("agreed", "over") and one.starts_at and people.keys() >= set(one.people)
    ]
    return sorted(found, key=lambda entry: entry.starts_at)
