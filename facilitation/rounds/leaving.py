"""When someone drops out in the middle of a round: the circle goes on, or whoever is left alone is placed anew."""

from dataclasses import replace
from datetime import datetime

from facilitation.formats.starters import starter
from facilitation.journal import Fact
from facilitation.people.model import Member
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds import drawing, opening, telling, upsets, views
from facilitation.rounds.model import Circle, Round, Seat
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


def lost(work: Work, member: Member, reason: str, now: datetime) -> None:
    """Take a member who cannot be reached out of every draw and circle at once; who waits for them is placed anew."""
    if member.state == "active":
        work.members.save(replace(member, state="unreachable"))
    for enrollment in work.enrollments.of_member(member.id):
        if enrollment.state == "active":
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
        leave_circles(work, enrollment.program, member, now)


def depart(
    work: Work, program: Program, round: Round, circle: Circle, member: Member, now: datetime
) -> None:
    """Take the member out of one circle and see to the others."""
    session = work.sessions.of_circle(circle.id)
    rest = [m for m in circle.members if m != member.id]
    seats = tuple(replace(s, left=True) if s.member == member.id else s for s in circle.seats)
    if circle.captain == member.id and rest:
        seats = tuple(replace(s, captain=s.member == rest[0]) for s in seats)
    enough = len(rest) >= 2
    circle = work.circles.save(replace(circle, seats=seats, dissolved=not enough))
    keys = [
        f"{session.id}:intro",
        f"{session.id}:nudge",
        f"{session.id}:ask",
        f"{session.id}:again",
    ]
    work.outbox.withdraw(program.workspace, keys)
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
    people = work.members.some(rest)
    if not rest:
        return
    if enough:
        _tell_smaller(work, program, circle, member, people, now)
    else:
        _place_anew(work, program, round, rest[0], member, now)


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
        message = views.intro(program, circle, session, people, starter(0, 0), again=True)
        tell.to_circle(circle, people, message, key=key, kind="intro")
    tell.send()


def _place_anew(
    work: Work, program: Program, round: Round, alone: str, gone: Member, now: datetime
) -> None:
    """Find a place for whoever is left alone: a new pair, a circle that may grow, or a sentence why not."""
    waiting = _waiting(work, program, round, alone)
    circles = [
        c
        for c in work.circles.of_round(round.id)
        if not c.dissolved
        and len(c.members) < program.settings.largest
        and work.sessions.of_circle(c.id).outcome in ("unknown", "not_yet")
        and gone.id not in c.members
    ]
    placed = drawing.place(work, program, waiting, [c.members for c in circles], round.seed, now)
    for formed in placed.formed:
        if alone in formed:
            _introduce(work, program, round, formed, now)
            return
    for who, place in placed.joined:
        if who == alone:
            _join(work, program, circles[place], who, now)
            return
    why = next((u.why for u in placed.unmatched if u.id == alone), "")
    _tell_alone(work, program, round, alone, gone, why, now)


def _waiting(work: Work, program: Program, round: Round, alone: str) -> list[Enrollment]:
    """Return the enrollments of everyone in the round who has no circle: the one left alone, and who was missed."""
    missed = {
        f.member for f in work.journal.of_round(round.id, ["member.unmatched", "member.alone"])
    }
    seated = {m for c in work.circles.of_round(round.id) if not c.dissolved for m in c.members}
    return [
        e
        for e in work.enrollments.of_program(program.id)
        if e.member == alone or (e.member in missed - seated and e.state == "active")
    ]


def _introduce(
    work: Work, program: Program, round: Round, ids: tuple[str, ...], now: datetime
) -> None:
    """Write and introduce a new circle of people who were left alone."""
    people = work.members.some(ids)
    seats = tuple(
        Seat(member=m, reason=_reason(work, program, m, ids, people, now), captain=m == ids[0])
        for m in ids
    )
    circle = opening.new_circle(work, program, round, seats, now)
    session = opening.new_session(work, circle)
    work.circles.add_all([circle])
    work.sessions.add_all([session])
    tell = telling.teller(work, program.workspace, now)
    message = views.intro(
        program,
        circle,
        session,
        people,
        starter(round.seed, opening.hash_of(circle.id)),
        again=True,
    )
    tell.to_circle(circle, people, message, key=f"{session.id}:intro", kind="intro")
    tell.send()


def _join(work: Work, program: Program, circle: Circle, newcomer: str, now: datetime) -> None:
    """Seat someone left alone in a circle that may grow, and introduce them all in a chat of their own."""
    ids = (*circle.members, newcomer)
    people = work.members.some(ids)
    seat = Seat(member=newcomer, reason=_reason(work, program, newcomer, ids, people, now))
    session = work.sessions.of_circle(circle.id)
    tell = telling.teller(work, program.workspace, now)
    if circle.conversation:
        joined = upsets.circle_larger(program, people[newcomer], seat.reason)
        tell.to_circle(circle, people, joined, key=f"{session.id}:with:{newcomer}", kind="told")
    work.outbox.withdraw(program.workspace, [f"{session.id}:intro"])
    circle = work.circles.save(
        replace(circle, seats=(*circle.seats, seat), conversation="", heard_at=None)
    )
    message = views.intro(program, circle, session, people, starter(0, opening.hash_of(circle.id)))
    key = f"{session.id}:intro:with:{newcomer}"
    tell.to_circle(circle, people, message, key=key, kind="intro")
    tell.send()


def _reason(
    work: Work,
    program: Program,
    member: str,
    ids: tuple[str, ...],
    people: dict[str, Member],
    now: datetime,
) -> str:
    """Return the sentence why these people are together, for one of them."""
    from facilitation.pairing.reasons import reason

    met = drawing.ever_met(work, program)
    seen = {m: drawing.person(p, now) for m, p in people.items()}
    names = {m: p.name for m, p in people.items()}
    return reason(seen[member], [seen[m] for m in ids if m != member], names, met)


def _tell_alone(
    work: Work, program: Program, round: Round, alone: str, gone: Member, why: str, now: datetime
) -> None:
    """Tell the one left alone that nobody else could be found; they come first next time."""
    member = work.members.get(alone)
    enrollment = work.enrollments.find(program.id, alone)
    if enrollment is not None:
        work.enrollments.save(replace(enrollment, missed=enrollment.missed + 1))
    planned = work.rounds.planned(program.id)
    next_at = planned.opens_at if planned and planned.step else None
    fact = Fact(
        id=work.new_id("fct"),
        workspace=program.workspace,
        at=now,
        kind="member.alone",
        program=program.id,
        round=round.id,
        member=alone,
        data={"why": why, "gone": gone.id},
    )
    work.journal.add([fact])
    tell = telling.teller(work, program.workspace, now)
    tell.to_member(
        member,
        upsets.partner_gone(program, gone, next_at, why),
        key=f"{round.id}:alone:{alone}:{gone.id}",
        kind="told",
        about=round.id,
    )
    tell.send()
