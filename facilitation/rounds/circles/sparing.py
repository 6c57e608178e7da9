"""Who is spared: between programs one new circle a week at most, for whoever has not asked for more.

Nothing is kept of it: of two programs both find by themselves which comes first for somebody, so two workers agree
even where they draw at the same moment.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from facilitation.pairing.model import Why
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Form
from facilitation.programs.model import Program
from facilitation.rounds.circles.standing import How
from facilitation.rounds.model import Round
from facilitation.work import Work

WEEK = timedelta(weeks=1)


class Turn(NamedTuple):
    """Somebody's turn in a program: owed or not, since when, when it draws, and its number. The least comes first."""

    unowed: bool
    """Whether it did not give way for them the last time."""
    since: datetime
    opens_at: datetime
    number: int


def spared(work: Work, program: Program, members: Sequence[str], at: datetime) -> dict[str, Why]:
    """Return whom another program comes first for in the calendar week of an instant, of those in the draw, and which.

    It has put them into a new circle that week, or it will draw in it and gave way for them the last time, or they have
    waited longer there. Of two in which they waited alike it is the one that draws first. Whoever stays in a circle
    that stands needs no turn.
    """
    programs = {p.id: p for p in work.programs.of(program.workspace)}
    if len(programs) < 2:
        return {}
    monday = _monday(work, program, at)
    had = work.sessions.newly_together(program.workspace, monday, members)
    coming = {
        round.program: round
        for round in work.rounds.between(program.workspace, monday, monday + WEEK)
        if draws(work, programs[round.program]) and _takes_place(work, programs[round.program])
    }
    rivals = coming.keys() - {program.id}
    if not had and not rivals:
        return {}
    more = work.members.taking_more(program.workspace)
    seated = _seated(work, program, coming[program.id].number) if program.id in coming else set()
    asking = [m for m in members if m not in more | seated and program.id not in had.get(m, ())]
    first = {m: min(had[m]) for m in asking if m in had}
    if rivals:
        waiting = [m for m in asking if m not in first]
        first |= _longer_elsewhere(work, program, waiting, coming, programs, at)
    return {m: Why("spared", first=programs[its].name) for m, its in first.items()}


def _monday(work: Work, program: Program, at: datetime) -> datetime:
    """Return when the calendar week of an instant begins, where the workspace is."""
    zone = ZoneInfo(work.workspaces.get(program.workspace).zone)
    day = at.astimezone(zone).date()
    return datetime.combine(day - timedelta(days=day.weekday()), time(), zone)


def draws(work: Work, program: Program) -> bool:
    """Return whether the program runs, and its rounds put people together."""
    steps = library.of(work, program).steps
    return program.state == "active" and any(isinstance(step, Form) for step in steps)


def _takes_place(work: Work, program: Program) -> bool:
    """Return whether circles of the program come to something: who only meet in a channel need one."""
    its = library.of(work, program)
    return bool(program.channel) or its.has("introduce") or not its.has("consult")


def _seated(work: Work, program: Program, number: int) -> set[str]:
    """Return who sits in a circle that stands in the program's round of a number."""
    if How.of(library.of(work, program), program.settings).rounds < 2:
        return set()
    return {m for circle in work.circles.standing(program.id, number) for m in circle.members}


def _longer_elsewhere(
    work: Work,
    program: Program,
    waiting: Sequence[str],
    coming: Mapping[str, Round],
    programs: Mapping[str, Program],
    at: datetime,
) -> dict[str, str]:
    """Return the program that comes first for members, where it is another than this one."""
    opens = {program.id: at} | {its: round.opens_at for its, round in coming.items()}
    settled = {its: _seated(work, programs[its], r.number) for its, r in coming.items()}
    last = work.circles.newest(waiting)
    turns: dict[str, dict[Turn, str]] = {m: {} for m in waiting}
    theirs = work.enrollments.of_members(waiting)
    missed = opens.keys() & {e.program for e in theirs if e.missed_in}
    latest = {its: work.rounds.latest(its) for its in missed}
    for enrollment in theirs:
        its, member = enrollment.program, enrollment.member
        if its not in opens or member in settled.get(its, ()):
            continue
        if its != program.id and not enrollment.takes_part(coming[its].id, opens[its]):
            continue
        drawn = latest.get(its)
        since = max(enrollment.joined_at, last.get((member, its), enrollment.joined_at))
        # whoever was in a draw and found nobody has had that turn, or a program of one would always come first
        found_nobody = drawn is not None and enrollment.missed_in == drawn.id
        if drawn is not None and found_nobody:
            since = max(since, drawn.opens_at)
        unowed = found_nobody or not enrollment.missed
        turns[member][Turn(unowed, since, opens[its], programs[its].number)] = its
    first = {m: mine[min(mine)] for m, mine in turns.items() if mine}
    return {m: its for m, its in first.items() if its != program.id}
