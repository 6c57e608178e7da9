"""A pause that begins or ends by itself: the member is out of the draws as they planned, or in again and hears so."""

from datetime import datetime

from facilitation.bookings import leaving as bookings
from facilitation.joining import service as joining
from facilitation.post import journal, teller
from facilitation.post.facts import TookPart
from facilitation.rounds import views
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
    """End a pause, and say so to the member."""
    enrollment = work.enrollments.find(*due.record.split(" ", 1))
    if enrollment is None or enrollment.state != "paused":
        return None
    work.enrollments.save(enrollment.returned())
    program = work.programs.get(enrollment.program)
    member = work.members.get(enrollment.member)
    returned = TookPart(kind="member.back", program=program.id, member=member.id)
    journal.keep(work, program.workspace, returned, now)
    if program.state != "ended":
        tell = teller.of(work, program.workspace, now)
        tell.to_member(
            member,
            views.welcome_back(program, work.rounds.planned(program.id)),
            key=f"{program.id}:back:{member.id}:{now:%Y-%m-%dT%H:%M}",
            kind="told",
            about=program.id,
        )
        tell.send()
    return f"{program.name}: {member.name} is back from a pause"
