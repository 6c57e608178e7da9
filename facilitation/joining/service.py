"""What members do in programs: join, leave, skip, pause, come back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitation.errors import NotFound, UserError
from facilitation.people.model import Member
from facilitation.post import journal
from facilitation.post.facts import Part, Paused, TookPart
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds import planning
from facilitation.rounds.circles import leaving
from facilitation.rounds.model import Round, notice_key
from facilitation.steps import service as steps
from facilitation.talk.messages import Code
from facilitation.talk.phrases import say, sentences
from facilitation.work import Work

AWAY = "away"
"""The step with which a pause begins that was planned."""

RACE = timedelta(minutes=2)
"""How near a draw must be for a member's change to be ordered with it: longer than any interaction takes."""

OWED = 28
"""For so many days at the most an invitation waits for the end of its person's quiet times."""

FOR_A_SKILL = "skill"
"""What an invitation goes by that was made because somebody has a skill, whatever the day."""


@dataclass(frozen=True, slots=True)
class Joined:
    """How a member is in a program that they asked to join."""

    enrollment: Enrollment
    before: Enrollment | None
    """How they were enrolled until now, if ever."""

    @property
    def fresh(self) -> bool:
        """Return whether they were not in it, or on a break."""
        return self.enrollment is not self.before


def join(work: Work, program: Program, member: Member, now: datetime) -> Joined:
    """Enroll the member, unless they are in already and active; raises UserError where the program has ended."""
    if program.state == "ended":
        raise UserError(
            "{program} has ended, so nobody can join it any more.", program=program.name
        )
    known = work.enrollments.find(program.id, member.id)
    if known is not None and known.state == "active":
        return Joined(known, known)
    if known is not None and known.state == "paused":
        return Joined(_come_back(work, known, member, now), known)
    fresh = Enrollment(
        program=program.id,
        member=member.id,
        workspace=program.workspace,
        skips=known.skips if known else "",
        joined_at=now,
        version=known.version if known else 0,
    )
    _order(work, program.id, now)
    fresh = work.enrollments.save(fresh)
    if known is not None:
        leaving.sit_down_again(work, program, fresh, now)
    _no_invitation(work, program, member, now)
    _keep(work, "member.joined", program.id, member, now)
    return Joined(fresh, known)


def seated(work: Work, program: Program, member: Member) -> bool:
    """Return whether the member sits in a circle that stands in the program's next round."""
    latest = work.rounds.latest(program.id)
    standing = work.circles.standing(program.id, latest.number + 1) if latest else []
    return any(member.id in circle.members for circle in standing)


def invited_key(program: str, member: str, once: str) -> str:
    """Return the key under which a member is invited to a program, once for a day or for a reason."""
    return f"{program}:invited:{member}:{once}"


def leave(work: Work, program: Program, member: Member, now: datetime) -> bool:
    """End the member's enrollment; return whether a circle they sat in is seen to."""
    known = enrolled(work, program, member)
    _order(work, program.id, now)
    gone = replace(known.returned(), state="left", once="", missed=0)
    work.enrollments.save(gone)
    steps.cancel(work, known.subject)
    _no_notice(work, program, member)
    _keep(work, "member.left", program.id, member, now)
    return bool(leaving.leave_circles(work, program.id, member, now))


def skip(work: Work, program: Program, member: Member, now: datetime) -> Round:
    """Let the member sit out the round to come, and return it."""
    known = enrolled(work, program, member)
    planned = _planned(work, program)
    if known.state == "paused" and known.once != planned.id:
        raise UserError(
            "You are paused in {program}, so there is no round to skip.", program=program.name
        )
    if known.skips != planned.id:
        _touch(work, planned, now)
        # who is in for this round alone is in for none then
        skips = planned.id if known.state == "active" else known.skips
        work.enrollments.save(replace(known, skips=skips, once=""))
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
    work: Work,
    program: Program,
    member: Member,
    returns_at: datetime | None,
    now: datetime,
    pauses_at: datetime | None = None,
) -> None:
    """Take the member out of the draws until `returns_at`, or until they come back; from now or `pauses_at` on."""
    known = enrolled(work, program, member)
    _order(work, program.id, now)
    steps.cancel(work, known.subject)
    if pauses_at is not None and known.state == "active":
        work.enrollments.save(replace(known, pauses_at=pauses_at, returns_at=returns_at))
        steps.plan(work, known.subject, AWAY, pauses_at)
        _ends(work, known, returns_at)
    else:
        begin(work, known, returns_at)
    planned = work.rounds.planned(program.id)
    if planned is not None and (pauses_at is None or planned.opens_at >= pauses_at):
        _no_notice(work, program, member)
    paused = Paused(
        program=program.id, member=member.id, since=_text(pauses_at), until=_text(returns_at)
    )
    journal.keep(work, member.workspace, paused, now, by=member.id)


def _text(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def begin(work: Work, known: Enrollment, returns_at: datetime | None) -> None:
    """Let a pause begin, and plan its end where there is one."""
    paused = replace(
        known, state="paused", cause="asked", pauses_at=None, returns_at=returns_at, once=""
    )
    work.enrollments.save(paused)
    _ends(work, known, returns_at)


def _ends(work: Work, known: Enrollment, returns_at: datetime | None) -> None:
    if returns_at is not None:
        steps.plan(work, known.subject, "back", returns_at)


def once(work: Work, program: Program, member: Member, now: datetime) -> Round | None:
    """Let who is paused or not in the program take part in the round to come alone; None for who is in it anyway."""
    if program.state == "ended":
        raise UserError(
            "{program} has ended, so nobody can join it any more.", program=program.name
        )
    known = work.enrollments.find(program.id, member.id)
    planned = work.rounds.planned(program.id)
    if planned is None:
        raise UserError("No round of {program} is planned just now.", program=program.name)
    if known is not None and known.state == "active" and known.takes_part("", planned.opens_at):
        return None
    fresh = known if known is not None and known.state != "left" else None
    fresh = fresh or Enrollment(
        program=program.id,
        member=member.id,
        workspace=program.workspace,
        state="paused",
        cause="once",
        joined_at=now,
        version=known.version if known else 0,
    )
    _touch(work, planned, now)
    skips = "" if fresh.skips == planned.id else fresh.skips
    work.enrollments.save(replace(fresh, once=planned.id, skips=skips))
    _keep(work, "member.once", program.id, member, now, round=planned.id)
    return planned


def back(work: Work, program: Program, member: Member, now: datetime) -> bool:
    """Take the member into the draws again, or call off the pause to come; return False when there was none."""
    known = enrolled(work, program, member)
    if known.state != "paused" and known.pauses_at is None:
        return False
    _come_back(work, known, member, now)
    return True


def notice_comes(work: Work, program: Program, opens_at: datetime, now: datetime) -> bool:
    """Return whether members still get a notice of the round that opens at `opens_at`."""
    comes_at = planning.due_of(work, program, opens_at, "announce")
    return comes_at is not None and comes_at > now


def enrolled(work: Work, program: Program, member: Member) -> Enrollment:
    """Return the member's enrollment; raises NotFound when they are not in the program."""
    known = work.enrollments.find(program.id, member.id)
    if known is None or known.state == "left":
        raise NotFound(
            "You are not in {program}. To take part: {command}",
            program=program.name,
            command=Code(f"join #{program.number}"),
        )
    return known


def drawn_already(work: Work, program: Program, round_id: str) -> bool:
    """Return whether the round that a button speaks of is no longer to come."""
    planned = work.rounds.planned(program.id)
    return bool(round_id) and (planned is None or planned.id != round_id)


def _come_back(work: Work, known: Enrollment, member: Member, now: datetime) -> Enrollment:
    """Make a paused enrollment active, and return it."""
    _order(work, known.program, now)
    again = work.enrollments.save(known.returned())
    leaving.sit_down_again(work, work.programs.get(known.program), again, now)
    steps.cancel(work, known.subject)
    _keep(work, "member.back", known.program, member, now)
    return again


def _planned(work: Work, program: Program) -> Round:
    """Return the round to come; raises UserError when there is none."""
    planned = work.rounds.planned(program.id)
    if planned is None:
        why = {
            "paused": say("{program} is paused.", program=program.name),
            "ended": say("{program} has ended.", program=program.name),
            "active": say("No round of {program} is planned.", program=program.name),
        }
        raise UserError(sentences(why[program.state], say("There is no round to skip.")))
    return planned


def _order(work: Work, program_id: str, now: datetime) -> None:
    """Put this change in order with the draw, where one may be going on."""
    planned = work.rounds.planned(program_id)
    if planned is not None:
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


def _no_invitation(work: Work, program: Program, member: Member, now: datetime) -> None:
    """Take back invitations to the program that have not been sent yet: they joined by themselves."""
    days = [str(now.date() - timedelta(days=n)) for n in range(OWED)]
    keys = [invited_key(program.id, member.id, once) for once in (FOR_A_SKILL, *days)]
    work.outbox.withdraw(program.workspace, keys)


def _keep(
    work: Work, kind: Part, program_id: str, member: Member, now: datetime, round: str = ""
) -> None:
    """Write the fact."""
    what = TookPart(kind=kind, program=program_id, member=member.id, round=round)
    journal.keep(work, member.workspace, what, now, by=member.id)
