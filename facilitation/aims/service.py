"""What can be done with aims: said and changed, shared with those in the program, and come back to at the end."""

from datetime import datetime

from facilitation.aims import views
from facilitation.aims.model import LONGEST, Aim
from facilitation.errors import NotAllowed
from facilitation.people.model import Member
from facilitation.people.plainly import short
from facilitation.post import teller
from facilitation.programs.model import Program
from facilitation.rounds.model import Round
from facilitation.talk.phrases import say
from facilitation.work import Work


def keep(
    work: Work,
    member: Member,
    program: Program,
    now: datetime,
    *,
    wants: str,
    came: str,
    shared: bool,
) -> Aim | None:
    """Keep what a member would like to be able to do, and how far they came; let go of it where nothing is said."""
    _require_part(work, member, program)
    if not (wants or came):
        work.aims.drop(program.id, member.id)
        return None
    aim = Aim(
        program=program.id,
        member=member.id,
        wants=short(wants, LONGEST, say("What you would like"), "wants") if wants else "",
        came=short(came, LONGEST, say("How far you came"), "came") if came else "",
        shared=shared,
        at=now,
    )
    work.aims.put(aim)
    return aim


def seen(work: Work, member: Member, program: Program) -> list[tuple[Aim, Member]]:
    """Return what others in a program have shared with whoever takes part in it, or looks after it."""
    if member.id not in program.facilitators:
        _require_part(work, member, program)
    shared = [a for a in work.aims.of_program(program.id) if a.shared and a.member != member.id]
    people = work.members.some([a.member for a in shared])
    return [(a, people[a.member]) for a in shared if a.member in people]


def come_back(work: Work, program: Program, round: Round, now: datetime) -> int:
    """Ask, once a term is over, each who said what they would like how far they came; return how many."""
    aims = {a.member: a for a in work.aims.of_program(program.id) if a.wants}
    enrolled = {e.member for e in work.enrollments.of_program(program.id)}
    people = work.members.some([m for m in aims if m in enrolled])
    tell = teller.of(work, program.workspace, now)
    for member in people.values():
        tell.to_member(
            member,
            views.how_far(program, aims[member.id]),
            key=f"{round.id}:aim:{member.id}",
            kind="told",
            about=program.id,
        )
    tell.send()
    return len(people)


def _require_part(work: Work, member: Member, program: Program) -> None:
    known = work.enrollments.find(program.id, member.id)
    if known is None or known.state == "left":
        raise NotAllowed(say("Only who takes part in {program} can do that.", program=program.name))
