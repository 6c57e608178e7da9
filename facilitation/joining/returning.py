"""A pause that begins or ends by itself: the member is out of the draws as they planned, or in again and hears so."""

from datetime import datetime

from facilitation.bookings import leaving as bookings
from facilitation.joining import returning_views
from facilitation.joining import service as joining
from facilitation.joining.returning_views import Back
from facilitation.post import journal, teller
from facilitation.post.facts import TookPart
from facilitation.programs.model import Enrollment
from facilitation.steps.model import Step
from facilitation.work import Work


def run(work: Work, due: Step, now: datetime) -> str | None:
    """Begin or end a pause whose time has come."""
    return (_go_away if due.name == joining.AWAY else _come_back)(work, due, now)


def _go_away(work: Work, due: Step, now: datetime) -> str | None:
    """Begin a pause; the member has planned it and needs not hear of it, whoever waits for them does."""
    enrollment = work.enrollments.find(*due.record.split(" ", 1))
    if enrollment is None or enrollment.state != "active" or enrollment.pauses_at != due.at:
        return None
    joining.begin(work, enrollment, enrollment.returns_at)
    member = work.members.get(enrollment.member)
    bookings.paused(work, member, enrollment.returns_at, now)
    return f"{work.programs.get(enrollment.program).name}: {member.name} begins a pause"


def _come_back(work: Work, due: Step, now: datetime) -> str | None:
    """End a pause in every program in which it ends at this instant, and say so to the member once."""
    enrollment = work.enrollments.find(*due.record.split(" ", 1))
    if enrollment is None or enrollment.state != "paused":
        return None
    member = work.members.get(enrollment.member)
    ended: list[Back] = []
    for one in _together(work, enrollment, due.at):
        # the steps of the others find nothing left to do; in one order, so that two workers never wait for each other
        work.enrollments.save(one.returned())
        program = work.programs.get(one.program)
        returned = TookPart(kind="member.back", program=program.id, member=member.id)
        journal.keep(work, program.workspace, returned, now)
        if program.state != "ended":
            runs = program.state == "active"
            ended.append((program, work.rounds.planned(program.id) if runs else None))
    if ended:
        about = ended[0][0].id
        tell = teller.of(work, member.workspace, now)
        tell.to_member(
            member,
            returning_views.welcome_back(ended),
            key=f"{about}:back:{member.id}:{now:%Y-%m-%dT%H:%M}",
            kind="told",
            about=about,
        )
        tell.send()
    names = ", ".join(program.name for program, _ in ended) or enrollment.program
    return f"{names}: {member.name} is back from a pause"


def _together(work: Work, enrollment: Enrollment, at: datetime) -> list[Enrollment]:
    """Return the enrollment, and those of the member whose pause ends at the same instant, by their program."""
    theirs = work.enrollments.of_member(enrollment.member)
    others = [e for e in theirs if e.state == "paused" and e.returns_at == at]
    return sorted({e.program: e for e in (*others, enrollment)}.values(), key=lambda e: e.program)
