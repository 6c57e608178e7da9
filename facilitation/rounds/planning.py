"""The round to come: which occurrence it is, and when its steps are due."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain, pairwise

from facilitation.people import daysoff
from facilitation.programs import cadence
from facilitation.programs.cadence import Occurrence
from facilitation.programs.formats import library, model
from facilitation.programs.model import Program
from facilitation.rounds.model import Round
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.talk.when.hours import instant
from facilitation.work import Work

MOVED = timedelta(days=14)
"""How far a round on a public holiday is moved at the most: past the longest row of them."""

_DAY = timedelta(days=1)


def upcoming(work: Work, program: Program, now: datetime) -> Occurrence | None:
    """Return the program's next occurrence that has no round yet; None when it is not running or its term is over.

    While the opening of a planned round is due it is that one: only its draw may still touch it.
    """
    if program.state != "active":
        return None
    planned = work.rounds.planned(program.id)
    if planned is not None and planned.opens_at <= now:
        return Occurrence(planned.occurrence, planned.opens_at)
    latest = work.rounds.latest(program.id)
    if program.settings.term and latest is not None and latest.number >= program.settings.term:
        return None
    to_come = planned or work.rounds.resting(program.id)
    taken = work.rounds.occurrences(program.id) - ({to_come.occurrence} if to_come else set())
    # by their days: another hour makes no second round of a day that has had its own
    days = {date.fromisoformat(nominal[:10]) for nominal in taken}
    return next((turn for turn in turns(work, program, now) if turn.day not in days), None)


def turns(work: Work, program: Program, after: datetime) -> Iterator[Occurrence]:
    """Give when the program's rounds open after an instant, to its end; public holidays as the program wants them.

    A turn that is moved keeps its nominal date, which names it. It never moves onto the next one: then it is left out.
    """
    settings = program.settings
    last = settings.ends or date.max
    regular = pairwise(
        chain(
            cadence.occurrences(
                settings.cadence,
                settings.zone,
                program.anchor,
                after=after - MOVED,
                skipped=settings.skipped,
            ),
            (None,),
        )
    )
    codes = work.workspaces.get(program.workspace).holidays if settings.holidays != "keep" else ()
    here = daysoff.fitting(codes, settings.zone)
    for turn, following in regular:
        if turn is None or turn.day > last:
            return
        found = _off_holidays(program, turn, following, here) if here else turn
        if found is not None and found.at > after:
            yield found


def _off_holidays(
    program: Program, turn: Occurrence, following: Occurrence | None, codes: tuple[str, ...]
) -> Occurrence | None:
    """Return a turn on the day on which it is held, or None where there is none."""
    off = daysoff.days_off(codes, turn.day.year)
    if turn.day not in off:
        return turn
    day = _working_day(turn.day, off, program.settings.zone)
    if program.settings.holidays == "skip" or (following is not None and day >= following.day):
        return None
    return replace(turn, at=instant(day, program.settings.cadence.at, program.settings.zone))


def _working_day(day: date, off: Collection[date], zone: str) -> date:
    weekend = daysoff.weekend_in(zone)
    ahead = [day + number * _DAY for number in range(1, MOVED.days)]
    return next((d for d in ahead if d not in off and d.weekday() not in weekend), ahead[-1])


def run_sheet(work: Work, program: Program, opens_at: datetime, number: int) -> model.Schedule:
    """Return the steps of the program's round of a number, which opens at `opens_at`."""
    settings = program.settings
    after = next(turns(work, program, opens_at), None)
    return model.schedule(
        library.of(work, program),
        settings,
        opens_at,
        days_off(work, program, opens_at),
        before=after.at if after else None,
        number=number,
    )


def due_of(work: Work, program: Program, opens_at: datetime, act: str) -> datetime | None:
    """Return when the first step of a round that does this comes, or None where none does."""
    doing = {step.name for step in library.of(work, program).steps if step.act == act}
    timed = run_sheet(work, program, opens_at, 0)
    return next((at for name, at in timed if name in doing), None)


def is_last(work: Work, program: Program, due: Step | None) -> bool:
    """Return whether what a round does next is to end."""
    step = library.of(work, program).step(due.name) if due else None
    return step is not None and step.act == "close"


def days_off(work: Work, program: Program, at: datetime) -> frozenset[date]:
    """Return the public holidays around `at` where the program is."""
    codes = work.workspaces.get(program.workspace).holidays
    return daysoff.days_off(daysoff.fitting(codes, program.settings.zone), at.year)


def open_round(
    work: Work, program: Program, round: Round, now: datetime, missed: int = 0
) -> Round | None:
    """Let a round be open, and return the one that comes after it, planned now."""
    work.rounds.save(replace(round, state="open", missed=missed))
    return replan(work, program, now)


def replan(work: Work, program: Program, now: datetime) -> Round | None:
    """Make the program's planned round what it should be, and return it.

    A round whose time has come is left for its draw. Else it is created, moved to another occurrence, or laid to
    rest when the program is paused, ended or at the end of its term. A round keeps its id in all of this, so that who
    skips it goes on skipping it.
    """
    planned = work.rounds.planned(program.id)
    turn = upcoming(work, program, now)
    if turn is None:
        if planned is not None:
            _take_back_notices(work, planned)
            work.rounds.save(replace(planned, state="resting"))
            steps.cancel(work, planned.subject)
        return None
    if planned is not None and planned.opens_at <= now:
        return planned
    before = planned or work.rounds.resting(program.id)
    if before is None:
        return _planned_anew(work, program, turn)
    timed = run_sheet(work, program, turn.at, before.number)
    stays = planned is not None and (planned.occurrence, planned.opens_at) == (
        turn.nominal,
        turn.at,
    )
    # what it has done stays done, and what it does next moves to its time by the settings there are now
    due = steps.coming(work, before.subject) if stays else None
    name, at = next((s for s in timed if due and s[0] == due.name), timed[0])
    if due is not None and due.at == at:
        return planned
    if not stays:
        _take_back_notices(work, before)
    # the version, before the step: whoever does that step at this moment has the round in hand
    saved = work.rounds.save(
        replace(before, state="planned", occurrence=turn.nominal, opens_at=turn.at)
    )
    steps.plan_only(work, saved.subject, name, at)
    return saved


def _planned_anew(work: Work, program: Program, turn: Occurrence) -> Round | None:
    """Plan the round of a turn, unless the program has one to come already; return the one it has then."""
    latest = work.rounds.latest(program.id)
    new = Round(
        id=work.new_id("rnd"),
        workspace=program.workspace,
        program=program.id,
        number=latest.number + 1 if latest else 1,
        occurrence=turn.nominal,
        opens_at=turn.at,
        seed=work.new_seed(),
    )
    timed = run_sheet(work, program, turn.at, new.number)
    if work.rounds.add_if_new(new):
        steps.plan(work, new.subject, *timed[0])
    return work.rounds.planned(program.id)


def _take_back_notices(work: Work, planned: Round) -> None:
    """Take back what has not been sent of the notices for a round that will not open then."""
    work.outbox.withdraw_about(planned.workspace, [planned.id], "notice")


def in_step(work: Work, before: Program, after: Program, now: datetime) -> Program:
    """Return a program with another cadence so that its next round comes about as long after the last as it says.

    Without that, what was counted from its start could come the day after a round, or only weeks later. Of one that has
    had no round it comes near the one that is planned.
    """
    was, its = before.settings.cadence, after.settings.cadence
    latest, planned = work.rounds.latest(before.id), work.rounds.planned(before.id)
    same = replace(was, at=its.at) == its
    known = latest or planned
    if known is None or same or its.unit == "once" or after.anchor != before.anchor:
        return after
    last = date.fromisoformat(known.occurrence[:10])
    if its.unit == "week" and not its.also:
        due = last + (timedelta(weeks=its.every) if latest else timedelta())
        return _near(work, after, due, known.number + 1, now)
    if latest is None:
        return after
    soonest = last + cadence.shortest(its) / 2
    zone = after.settings.zone
    turns = cadence.occurrences(its, zone, last - last.weekday() * _DAY, after=now)
    day = next(turn.day for turn in turns if turn.day >= soonest)
    first = day - (day.weekday() - its.weekday) * _DAY
    return replace(after, anchor=day if its.nth else first)


def _near(work: Work, program: Program, due: date, number: int, now: datetime) -> Program:
    """Return a program whose next round is on its weekday nearest to `due` before which all can be told what is due."""
    its, zone = program.settings.cadence, program.settings.zone
    day = due + ((its.weekday - due.weekday() + 3) % 7 - 3) * _DAY
    while True:
        near = replace(program, anchor=day)
        _, first = run_sheet(work, near, instant(day, its.at, zone), number)[0]
        if first > now and day >= program.anchor:
            break
        day += timedelta(weeks=1)
    counted = next(cadence.occurrences(its, zone, program.anchor, after=now), None)
    return program if counted and counted.day == day else near


def next_opening(work: Work, program: Program) -> datetime | None:
    """Return when the program's next round opens, or None when none is planned."""
    planned = work.rounds.planned(program.id)
    return planned.opens_at if planned else None
