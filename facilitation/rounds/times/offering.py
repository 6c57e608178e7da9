"""Times put before every circle of a round as it opens, without anybody asking for them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.rounds.circles.standing import How
from facilitation.rounds.times import series
from facilitation.sessions import proposing
from facilitation.sessions.model import FURTHEST, Session
from facilitation.work import Work

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
    held = series.held(work, program, sessions, people, now) if how.rounds > 1 else {}
    rest = [one for one in sessions if one.id not in held]
    return [*held.values(), *_looked_for(work, program, rest, people, how, now)]


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
