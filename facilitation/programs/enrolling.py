"""What members do in programs: join, leave, skip, pause, come back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from facilitation.errors import NotFound, UserError
from facilitation.journal import Fact
from facilitation.people.model import Member
from facilitation.programs.model import Enrollment, Program
from facilitation.programs.service import named
from facilitation.rounds import leaving, planning
from facilitation.rounds.model import Round, notice_key
from facilitation.work import Work

RACE = timedelta(minutes=2)
"""How near a draw must be for a member's change to be ordered with it: longer than any interaction takes."""


def join(work: Work, program: Program, member: Member, now: datetime) -> bool:
    """Enroll the member; return False when they are in already and active."""
    if program.state == "ended":
        raise UserError(f"{named(program)} has ended, so nobody can join it any more.")
    known = work.enrollments.find(program.id, member.id)
    if known is not None and known.state == "active":
        return False
    if known is not None and known.state == "paused":
        _come_back(work, known, member, now)
        return True
    fresh = Enrollment(
        program=program.id,
        member=member.id,
        workspace=program.workspace,
        joined_at=now,
        version=known.version if known else 0,
    )
    _order(work, program.id, now)
    work.enrollments.save(fresh)
    _keep(work, "member.joined", program.id, member, now)
    return True


def leave(work: Work, program: Program, member: Member, now: datetime) -> bool:
    """End the member's enrollment; return whether a circle they sat in is seen to."""
    known = enrolled(work, program, member)
    _order(work, program.id, now)
    work.enrollments.save(
        replace(known, state="left", cause="", returns_at=None, skips="", silent=0, missed=0)
    )
    _no_notice(work, program, member)
    _keep(work, "member.left", program.id, member, now)
    return bool(leaving.leave_circles(work, program.id, member, now))


def skip(work: Work, program: Program, member: Member, now: datetime) -> Round:
    """Let the member sit out the round to come, and return it."""
    known = enrolled(work, program, member)
    planned = _planned(work, program)
    if known.state == "paused":
        raise UserError(f"You are paused in {program.name}, so there is no round to skip.")
    if known.skips != planned.id:
        _touch(work, planned, now)
        work.enrollments.save(replace(known, skips=planned.id))
        _no_notice(work, program, member)
        _keep(work, "member.skipped", program.id, member, now, round=planned.id)
    return planned


def unskip(work: Work, program: Program, member: Member, now: datetime) -> Round:
    """Let the member take part in the round to come after all, and return it."""
    known = enrolled(work, program, member)
    planned = _planned(work, program)
    if known.skips == planned.id:
        _touch(work, planned, now)
        work.enrollments.save(replace(known, skips=""))
        _keep(work, "member.unskipped", program.id, member, now, round=planned.id)
    return planned


def pause(
    work: Work, program: Program, member: Member, returns_at: datetime | None, now: datetime
) -> None:
    """Take the member out of the draws until `returns_at`, or until they come back themselves."""
    known = enrolled(work, program, member)
    _order(work, program.id, now)
    work.enrollments.save(replace(known, state="paused", cause="asked", returns_at=returns_at))
    _no_notice(work, program, member)
    until = {"until": returns_at.isoformat()} if returns_at else {}
    _keep(work, "member.paused", program.id, member, now, **until)


def back(work: Work, program: Program, member: Member, now: datetime) -> bool:
    """Take the member into the draws again; return False when they were not away."""
    known = enrolled(work, program, member)
    if known.state != "paused":
        return False
    _come_back(work, known, member, now)
    return True


def notice_comes(work: Work, program: Program, opens_at: datetime, now: datetime) -> bool:
    """Return whether members still get a notice of the round that opens at `opens_at`."""
    steps = dict(planning.steps(work, program, opens_at))
    return "announce" in steps and steps["announce"] > now


def enrolled(work: Work, program: Program, member: Member) -> Enrollment:
    """Return the member's enrollment; raises NotFound when they are not in the program."""
    known = work.enrollments.find(program.id, member.id)
    if known is None or known.state == "left":
        raise NotFound(f"You are not in {program.name}. To take part: join #{program.number}")
    return known


def drawn_already(work: Work, program: Program, round_id: str) -> bool:
    """Return whether the round that a button speaks of is no longer to come."""
    planned = work.rounds.planned(program.id)
    return bool(round_id) and (planned is None or planned.id != round_id)


def _come_back(work: Work, known: Enrollment, member: Member, now: datetime) -> None:
    """Make a paused enrollment active."""
    _order(work, known.program, now)
    work.enrollments.save(replace(known, state="active", cause="", returns_at=None, silent=0))
    _keep(work, "member.back", known.program, member, now)


def _planned(work: Work, program: Program) -> Round:
    """Return the round to come; raises UserError when there is none."""
    planned = work.rounds.planned(program.id)
    if planned is None or not planned.step:
        why = {
            "paused": f"{program.name} is paused",
            "ended": f"{program.name} has ended",
            "active": f"No round of {program.name} is planned",
        }
        raise UserError(f"{why[program.state]}, so there is no round to skip.")
    return planned


def _order(work: Work, program_id: str, now: datetime) -> None:
    """Put this change in order with the draw, where one may be going on."""
    planned = work.rounds.planned(program_id)
    if planned is not None and planned.step:
        _touch(work, planned, now)


def _touch(work: Work, planned: Round, now: datetime) -> None:
    """Move the version of the round to come, if it may be drawn at this moment.

    So of a draw and a member's change at the same time one runs again and sees the other. It comes before the
    enrollment is written, since a draw too takes the round first. Long before the draw nothing can race it, and people
    who join at once need not wait for each other.
    """
    if planned.opens_at - now < RACE:
        work.rounds.save(planned)


def _no_notice(work: Work, program: Program, member: Member) -> None:
    """Take back a notice of the round to come that has not been sent yet."""
    planned = work.rounds.planned(program.id)
    if planned is not None:
        work.outbox.withdraw(program.workspace, [notice_key(planned, member.id)])


def _keep(
    work: Work,
    kind: str,
    program_id: str,
    member: Member,
    now: datetime,
    round: str = "",
    **data: Any,
) -> None:
    """Write the fact."""
    work.journal.add(
        [
            Fact(
                id=work.new_id("fct"),
                workspace=member.workspace,
                at=now,
                kind=kind,
                by=member.id,
                program=program_id,
                round=round,
                member=member.id,
                data=data,
            )
        ]
    )
