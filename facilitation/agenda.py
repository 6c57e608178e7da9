"""What is due, and doing it: the steps of rounds and bookings, and members whose pause ends."""

from dataclasses import dataclass, replace
from datetime import datetime

from facilitation.bookings import steps as bookings
from facilitation.journal import Fact
from facilitation.programs.model import Enrollment
from facilitation.rounds import service, telling, views
from facilitation.work import Work


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do at an instant: a step of a round or of a booking, or the end of a pause ("return")."""

    kind: str
    id: str
    step: str
    at: datetime


def due(work: Work, until: datetime, limit: int = 100) -> list[Due]:
    """Return what is due at or before `until`, earliest first."""
    found = [
        Due("round", r.id, r.step, r.step_at)
        for r in work.rounds.due(until, limit)
        if r.step_at is not None
    ]
    found += [
        Due("return", f"{e.program} {e.member}", "back", e.returns_at)
        for e in work.enrollments.returning(until, limit)
        if e.returns_at is not None
    ]
    found += [
        Due("booking", b.id, b.step, b.step_at)
        for b in work.bookings.due(until, limit)
        if b.step_at is not None
    ]
    return sorted(found, key=lambda one: (one.at, one.kind, one.id))[:limit]


def run(work: Work, due: Due, now: datetime) -> str | None:
    """Do one due thing if it still is; return a plain line of what was done, or None; raises Conflict."""
    if due.kind == "round":
        return service.advance(work, due.id, due.step, due.at, now)
    if due.kind == "booking":
        return bookings.run(work, due.id, due.step, due.at, now)
    program, member = due.id.split(" ", 1)
    enrollment = work.enrollments.find(program, member)
    if enrollment is None or enrollment.state != "paused" or enrollment.returns_at != due.at:
        return None
    return come_back(work, enrollment, now)


def come_back(work: Work, enrollment: Enrollment, now: datetime) -> str:
    """End a pause whose time has come, and say so to the member."""
    work.enrollments.save(replace(enrollment, state="active", cause="", returns_at=None))
    program = work.programs.get(enrollment.program)
    member = work.members.get(enrollment.member)
    planned = work.rounds.planned(program.id)
    coming = planned if planned and planned.step else None
    fact = Fact(
        id=work.new_id("fct"),
        workspace=program.workspace,
        at=now,
        kind="member.back",
        program=program.id,
        member=member.id,
    )
    work.journal.add([fact])
    if program.state != "ended":
        tell = telling.teller(work, program.workspace, now)
        tell.to_member(
            member,
            views.welcome_back(program, coming),
            key=f"{program.id}:back:{member.id}:{now:%Y-%m-%dT%H:%M}",
            kind="told",
            about=program.id,
        )
        tell.send()
    return f"{program.name}: {member.name} is back from a pause"
