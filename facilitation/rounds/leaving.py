"""When someone drops out in the middle of a round: the circle goes on, or whoever is left alone is placed anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from facilitation.formats.starters import starter
from facilitation.journal import Fact
from facilitation.outbox import Delivery, Personal
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds import introductions, placing, telling, upsets
from facilitation.rounds.model import Circle, Round
from facilitation.work import Work


def leave_circles(work: Work, program_id: str, member: Member, now: datetime) -> list[Circle]:
    """Take the member out of the program's circles that have not met yet; return those circles as they were.

    A circle of two or more goes on and is told. Who is left alone is put together with someone else who is alone, or
    joins a circle that may grow, or hears why neither was possible.
    """
    program = work.programs.get(program_id)
    left = []
    for circle in work.circles.of_member(member.id, limit=20):
        if circle.program != program_id:
            continue
        round = work.rounds.get(circle.round)
        session = work.sessions.of_circle(circle.id)
        if round.state != "open" or session.outcome in ("met", "some"):
            continue
        depart(work, program, round, circle, member, now)
        left.append(circle)
    return left


def lost(work: Work, members: Sequence[Member], reason: str, now: datetime) -> None:
    """Take members who cannot be reached out of every draw and circle at once; who waits for them is placed anew."""
    programs: dict[str, list[str]] = {}
    for member in members:
        if member.state == "active":
            work.members.save(replace(member, state="unreachable"))
        for enrollment in work.enrollments.of_member(member.id):
            programs.setdefault(member.id, []).append(enrollment.program)
            if enrollment.state != "active":
                continue
            work.enrollments.save(
                replace(enrollment, state="paused", cause="unreachable", returns_at=None)
            )
            fact = Fact(
                id=work.new_id("fct"),
                workspace=member.workspace,
                at=now,
                kind="member.paused",
                program=enrollment.program,
                member=member.id,
                data={"cause": "unreachable", "reason": reason},
            )
            work.journal.add([fact])
    # all are out before anyone is placed anew, so that nobody is put together with the next to go
    for member in members:
        for program in programs.get(member.id, ()):
            leave_circles(work, program, member, now)


def depart(
    work: Work, program: Program, round: Round, circle: Circle, member: Member, now: datetime
) -> None:
    """Take the member out of one circle and see to the others; a circle that had given up is just made smaller."""
    rest = [m for m in circle.members if m != member.id]
    seats = tuple(replace(s, left=True) if s.member == member.id else s for s in circle.seats)
    if circle.captain == member.id and rest:
        seats = tuple(replace(s, captain=s.member == rest[0]) for s in seats)
    enough = len(rest) >= 2
    owed = work.outbox.pending(program.workspace, circle.id)
    work.outbox.withdraw(program.workspace, [d.key for d in owed])
    circle = replace(circle, seats=seats, dissolved=not enough)
    if any(d.kind == "intro" for d in owed):
        # told one by one, and not all of them yet: what was taken back is said anew
        circle = replace(circle, conversation="", thread="")
    circle = work.circles.save(circle)
    fact = Fact(
        id=work.new_id("fct"),
        workspace=program.workspace,
        at=now,
        kind="circle.left",
        program=program.id,
        round=round.id,
        circle=circle.id,
        member=member.id,
    )
    work.journal.add([fact])
    if work.sessions.of_circle(circle.id).outcome == "could_not":
        return
    if enough:
        people = work.members.some(rest)
        _tell_smaller(work, program, circle, member, people, now)
        _ask_the_rest(work, circle, people, owed)
    elif rest:
        placing.place_anew(work, program, round, rest[0], member, now)


def _tell_smaller(
    work: Work,
    program: Program,
    circle: Circle,
    member: Member,
    people: dict[str, Member],
    now: datetime,
) -> None:
    """Tell a circle that goes on without a member: anew as a circle of its own when the introduction never arrived."""
    session = work.sessions.of_circle(circle.id)
    tell = telling.teller(work, program.workspace, now)
    key = f"{session.id}:without:{member.id}"
    if circle.conversation:
        smaller = upsets.circle_smaller(program, member, list(people.values()))
        tell.to_circle(circle, people, smaller, key=key, kind="told")
    else:
        message = introductions.intro(program, circle, session, people, starter(0, 0), again=True)
        tell.to_circle(circle, people, message, key=key, kind="intro", program=program)
    tell.send()


def _ask_the_rest(
    work: Work, circle: Circle, people: Mapping[str, Member], owed: Sequence[Delivery]
) -> None:
    """Owe the questions that were on their way to the circle anew, to those who are still in it."""
    asks = [d for d in owed if d.kind == "ask"]
    alone = [d for d in asks if isinstance(d.to, Personal) and d.to.member in people]
    together = [
        replace(d, to=telling.where(circle)) for d in asks if not isinstance(d.to, Personal)
    ]
    work.outbox.add([replace(d, id=work.new_id("dlv")) for d in (*alone, *together)])
