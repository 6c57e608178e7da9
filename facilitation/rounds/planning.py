"""The round to come: which occurrence it is, and when its steps are due."""

from dataclasses import replace
from datetime import date, datetime

from facilitation.formats import FORMATS, timing
from facilitation.people import daysoff
from facilitation.programs import cadence
from facilitation.programs.cadence import Occurrence
from facilitation.programs.model import Program
from facilitation.rounds.model import Round, notice_key
from facilitation.work import Work


def upcoming(work: Work, program: Program, now: datetime) -> Occurrence | None:
    """Return the program's next occurrence that has no round yet; None when it is not running or its term is over."""
    if program.state != "active":
        return None
    planned = work.rounds.planned(program.id)
    if planned is not None and _about_to_open(planned, now):
        return Occurrence(planned.occurrence, planned.opens_at)
    latest = work.rounds.latest(program.id)
    if program.settings.term and latest is not None and latest.number >= program.settings.term:
        return None
    taken = work.rounds.occurrences(program.id) - ({planned.occurrence} if planned else set())
    settings = program.settings
    turns = cadence.occurrences(
        settings.cadence, settings.zone, program.anchor, after=now, skipped=settings.skipped
    )
    return next((turn for turn in turns if turn.nominal not in taken), None)


def steps(work: Work, program: Program, opens_at: datetime) -> timing.Schedule:
    """Return the steps of the program's round that opens at `opens_at`."""
    settings = program.settings
    after = cadence.next_occurrence(
        settings.cadence, settings.zone, program.anchor, opens_at, settings.skipped
    )
    return timing.schedule(
        FORMATS[program.format],
        settings,
        opens_at,
        days_off(work, program, opens_at),
        before=after.at,
    )


def days_off(work: Work, program: Program, at: datetime) -> frozenset[date]:
    """Return the public holidays around `at` in the program's workspace."""
    return daysoff.days_off(work.workspaces.get(program.workspace).holidays, at.year)


def replan(work: Work, program: Program, now: datetime) -> Round | None:
    """Make the program's planned round what it should be, and return it.

    A round whose time has come is left for its draw. Else it is created, moved to another occurrence, or laid to
    rest (kept, with no step) when the program is paused, ended or at the end of its term. A planned round keeps its
    id, so that who skips it goes on skipping it.
    """
    planned = work.rounds.planned(program.id)
    turn = upcoming(work, program, now)
    if turn is None:
        if planned is not None and planned.step:
            _take_back_notices(work, program, planned)
            work.rounds.save(replace(planned, step="", step_at=None))
        return None
    if planned is not None and _about_to_open(planned, now):
        return planned
    timed = steps(work, program, turn.at)
    if planned is None:
        latest = work.rounds.latest(program.id)
        planned = Round(
            id=work.new_id("rnd"),
            workspace=program.workspace,
            program=program.id,
            number=latest.number + 1 if latest else 1,
            occurrence=turn.nominal,
            opens_at=turn.at,
            seed=work.new_seed(),
            step=timed[0][0],
            step_at=timed[0][1],
        )
        work.rounds.add_if_new(planned)
        return work.rounds.planned(program.id)
    if planned.step and (planned.occurrence, planned.opens_at) == (turn.nominal, turn.at):
        name, at = next((s for s in timed if s[0] == planned.step), timed[0])
        if at == planned.step_at:
            return planned
        return work.rounds.save(replace(planned, step=name, step_at=at))
    _take_back_notices(work, program, planned)
    return work.rounds.save(
        replace(
            planned,
            occurrence=turn.nominal,
            opens_at=turn.at,
            step=timed[0][0],
            step_at=timed[0][1],
        )
    )


def _take_back_notices(work: Work, program: Program, planned: Round) -> None:
    """Take back what has not been sent of the notices for a round that will not open then."""
    enrolled = work.enrollments.of_program(program.id)
    work.outbox.withdraw(program.workspace, [notice_key(planned, e.member) for e in enrolled])


def _about_to_open(planned: Round, now: datetime) -> bool:
    """Return whether the round's opening is due, so that only its draw may still touch it."""
    return bool(planned.step) and planned.opens_at <= now


def next_opening(work: Work, program: Program) -> datetime | None:
    """Return when the program's next round opens, or None when none is planned."""
    planned = work.rounds.planned(program.id)
    return planned.opens_at if planned and planned.step else None
