"""A circle that stands meets at the same time each round: when that is, which dates are out, and who is told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import islice

from facilitation.errors import NotFound, UserError
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.rounds.circles.standing import How
from facilitation.rounds.model import Circle
from facilitation.rounds.times.model import Series
from facilitation.rounds.times.service import Seen
from facilitation.sessions import proposing
from facilitation.sessions.model import FURTHEST, Session, before
from facilitation.steps import service as steps
from facilitation.talk.messages import Time
from facilitation.talk.phrases import say
from facilitation.talk.when.hours import instant, local
from facilitation.work import Work

SOON = timedelta(hours=2)
"""So long before it begins a time can still be taken as agreed when a round opens."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One date to come of a series: the occurrence of the round that it is of, and whether the circle took it out.

    `usual` is when it would be by the series, where the circle has moved it.
    """

    occurrence: str
    at: datetime
    off: bool = False
    usual: datetime | None = None


def when(series: Series, opens_at: datetime, zone: str) -> datetime:
    """Return when the circle meets in a round that opens at an instant: as many days later, by the program's clock."""
    day = local(opens_at, zone).date() + timedelta(days=series.days)
    return instant(day, time.fromisoformat(series.clock), zone)


def actual(series: Series, occurrence: str, opens_at: datetime, zone: str) -> datetime:
    """Return when the circle meets in a round: as the series says, or as it has moved that date."""
    return series.moved.get(occurrence) or when(series, opens_at, zone)


def can_begin(work: Work, of: Seen) -> bool:
    """Return whether the time that a circle has just agreed on could be its time from now on."""
    return (
        of.session.starts_at is not None
        and work.series.of_circle(of.circle.id) is None
        and _left(work, of.program, of.circle) > 0
    )


def begin(work: Work, of: Seen, now: datetime) -> Series:
    """Let a circle meet each round as it meets in this one; raises UserError where no other round comes."""
    starts_at, zone = of.session.starts_at, of.program.settings.zone
    if starts_at is None:
        raise UserError(say("Agree on a time first, then it can be your time each round."))
    if _left(work, of.program, of.circle) <= 0:
        raise UserError(say("This is the last round that you stay together for."))
    round = work.rounds.get(of.session.round)
    there, opened = local(starts_at, zone), local(round.opens_at, zone)
    made = Series(
        circle=of.circle.id,
        since=round.number,
        days=(there.date() - opened.date()).days,
        clock=f"{there:%H:%M}",
        at=now,
    )
    work.series.put(made)
    return made


def take_out(work: Work, circle: Circle, occurrence: str, *, off: bool) -> Series:
    """Take one date out of a series, or put it back to its time; raises NotFound where there is no series."""
    series = _usual(of_circle(work, circle), occurrence)
    changed = replace(series, skipped=(*series.skipped, occurrence)) if off else series
    work.series.put(changed)
    return changed


def move(work: Work, of: Seen, date: Coming, to: datetime, now: datetime) -> Coming:
    """Let a circle meet at another time in a round to come; raises UserError where that cannot be."""
    _require_within(work, of, date, to, now)
    people = [one.id for one in of.people.values()]
    if away := [of.people[m].name for m in _away_at(work.enrollments.breaks(people), people, to)]:
        raise UserError(say("Away then: {people}.", people=away), field="to")
    if any(work.slots.taken(people, to, to + timedelta(minutes=of.session.minutes)).values()):
        raise UserError(say("One of you has something else then. Try another time."), field="to")
    series = _usual(of_circle(work, of.circle), date.occurrence)
    work.series.put(replace(series, moved={**series.moved, date.occurrence: to}))
    return Coming(date.occurrence, to, usual=date.usual or date.at)


def _require_within(work: Work, of: Seen, date: Coming, to: datetime, now: datetime) -> None:
    """Raise UserError for a time that is not within the round of a date."""
    turns = planning.turns(work, of.program, now)
    its = next(turn for turn in turns if turn.nominal == date.occurrence)
    following = next(turns, None)
    if to < max(its.at, now) + SOON:
        raise UserError(
            say("You can meet once its round has opened, on {when}.", when=Time(its.at)), field="to"
        )
    if following is not None and to >= following.at:
        when = Time(following.at)
        raise UserError(say("Meet before the next round opens, on {when}.", when=when), field="to")


def _usual(series: Series, occurrence: str) -> Series:
    """Return a series in which a date is neither out nor moved."""
    return replace(
        series,
        skipped=tuple(one for one in series.skipped if one != occurrence),
        moved={one: at for one, at in series.moved.items() if one != occurrence},
    )


def of_circle(work: Work, circle: Circle) -> Series:
    """Return a circle's series; raises NotFound."""
    found = work.series.of_circle(circle.id)
    if found is None:
        raise NotFound(say("Your circle has no time of its own for each round."))
    return found


def coming(
    work: Work, program: Program, circle: Circle, series: Series, now: datetime
) -> list[Coming]:
    """Return the dates to come of a series, in rounds that have not opened yet."""
    zone, taken = program.settings.zone, work.rounds.occurrences(program.id)
    planned = work.rounds.planned(program.id)
    taken = taken - ({planned.occurrence} if planned else set())
    turns = (t for t in planning.turns(work, program, now) if t.nominal not in taken)
    return [
        Coming(
            t.nominal,
            actual(series, t.nominal, t.at, zone),
            t.nominal in series.skipped,
            when(series, t.at, zone) if t.nominal in series.moved else None,
        )
        for t in islice(turns, max(0, _left(work, program, circle)))
    ]


def _left(work: Work, program: Program, circle: Circle) -> int:
    """Return in how many rounds to come a circle meets."""
    latest = work.rounds.latest(program.id)
    number, term = latest.number if latest else 0, program.settings.term
    return (min(circle.until, term) if term else circle.until) - number


def held(
    work: Work,
    program: Program,
    sessions: Sequence[Session],
    people: Mapping[str, Member],
    now: datetime,
) -> dict[str, Session]:
    """Return by id those of new sessions that have their circle's own time; it is taken for all or for none of it.

    A date that was taken out, or in which somebody is away or has something else, is looked for anew.
    """
    series = work.series.of_circles([one.circle for one in sessions])
    theirs = [one for one in sessions if one.circle in series]
    if not theirs:
        return {}
    round = work.rounds.get(theirs[0].round)
    away = work.enrollments.breaks(sorted({m for one in theirs for m in one.people}))
    found: dict[str, Session] = {}
    for one in theirs:
        its = series[one.circle]
        at = actual(its, round.occurrence, round.opens_at, program.settings.zone)
        ends_at = at + timedelta(minutes=one.minutes)
        if round.occurrence in its.skipped or at < now + SOON or _away_at(away, one.people, at):
            continue
        if work.slots.take(one.id, one.people, at, ends_at):
            token = "".join(work.new_id("cal").removeprefix("cal_") for _ in range(2))
            found[one.id] = replace(one, starts_at=at, token=token)
            steps.plan_only(work, one.subject, *before(at, ends_at, now))
    return found


def _away_at(
    away: Mapping[str, tuple[datetime | None, datetime | None]],
    people: Collection[str],
    at: datetime,
) -> list[str]:
    """Return who of some people is away at an instant."""
    return [
        m
        for m, (begins, ends) in away.items()
        if m in people and (begins is None or begins <= at) and (ends is None or at < ends)
    ]


_DAY = timedelta(days=1)


def offered(
    work: Work,
    program: Program,
    sessions: Sequence[Session],
    people: Mapping[str, Member],
    how: How,
    now: datetime,
) -> list[Session]:
    """Return new sessions with as many times before them as their format says; one without a common time stays bare.

    Circles with a time of their own have that. Those that are introduced in a thread of the channel look for a time
    themselves.
    """
    own = held(work, program, sessions, people, now) if how.rounds > 1 else {}
    rest = [one for one in sessions if one.id not in own]
    return [*own.values(), *_looked_for(work, program, rest, people, how, now)]


def _looked_for(
    work: Work,
    program: Program,
    sessions: Sequence[Session],
    people: Mapping[str, Member],
    how: How,
    now: datetime,
) -> list[Session]:
    """Return sessions with the times that were found for them before each."""
    if not how.times or program.settings.introductions == "channel":
        return list(sessions)
    following = next(planning.turns(work, program, now), None)
    closes = min(now + FURTHEST, following.at - _DAY) if following else now + FURTHEST
    found = proposing.for_each(work, sessions, people, closes, how.times, now)
    return [
        replace(
            one.of(one.agreement.ask(found[one.id].times)),
            proposals=1,
            token="".join(work.new_id("cal").removeprefix("cal_") for _ in range(2)),
        )
        if found[one.id].times
        else one
        for one in sessions
    ]
