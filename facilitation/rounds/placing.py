"""Placing people anew in the middle of a round: together, into a circle that may grow, or told why neither."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.formats.starters import starter
from facilitation.journal import Fact
from facilitation.people import hours
from facilitation.people.model import Member
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds import drawing, introductions, opening, planning, telling, upsets, views
from facilitation.rounds.model import Circle, Round, Seat, Session
from facilitation.work import Work

TIME_TO_MEET = timedelta(days=1)
"""With less than this left of a round nobody is put together any more."""


def place_anew(
    work: Work, program: Program, round: Round, alone: str, gone: Member, now: datetime
) -> None:
    """Find a place for whoever is left alone: a new pair, a circle that may grow, or a sentence why not."""
    waiting = _waiting(work, program, round, alone)
    if alone not in {e.member for e in waiting}:
        return
    if round.step_at is None or (round.step == "close" and round.step_at - now < TIME_TO_MEET):
        _tell_alone(work, program, round, alone, gone, "This round is nearly over.", now)
        return
    circles = _open_circles(work, program, round)
    placed = drawing.place(work, program, waiting, [c.members for c in circles], round.seed, now)
    for formed in placed.formed:
        if alone in formed:
            _introduce(work, program, round, formed, now)
            return
    for who, place in placed.joined:
        if who == alone:
            _join(work, program, round, circles[place], who, now)
            return
    why = next((u.why for u in placed.unmatched if u.id == alone), "")
    _tell_alone(work, program, round, alone, gone, why, now)


def _waiting(work: Work, program: Program, round: Round, alone: str) -> list[Enrollment]:
    """Return the enrollments of those without a circle who still take part: the one left alone, and who was missed."""
    kinds = ["member.unmatched", "member.alone"]
    missed = {f.member for f in work.journal.of_round(round.id, kinds)}
    seated = {m for c in work.circles.of_round(round.id) if not c.dissolved for m in c.members}
    wanted = {alone} | (missed - seated)
    members = work.members.some(sorted(wanted))
    return [
        e
        for e in work.enrollments.of_program(program.id)
        if e.member in wanted and e.state == "active" and members[e.member].state == "active"
    ]


def _open_circles(work: Work, program: Program, round: Round) -> list[Circle]:
    """Return the round's circles that may grow: not met, not given up, and everyone in them can be reached."""
    sessions = work.sessions.of_round(round.id)
    circles = [
        c
        for c in work.circles.of_round(round.id)
        if not c.dissolved
        and len(c.members) < program.settings.largest
        and sessions[c.id].outcome in ("unknown", "not_yet")
    ]
    members = work.members.some(sorted({m for c in circles for m in c.members}))
    return [c for c in circles if all(members[m].state == "active" for m in c.members)]


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
    message = introductions.intro(
        program,
        circle,
        session,
        people,
        starter(round.seed, opening.hash_of(circle.id)),
        again=True,
    )
    key = f"{session.id}:intro"
    tell.to_circle(circle, people, message, key=key, kind="intro", program=program)
    _ask_in_time(work, tell, program, round, circle, session, people)
    tell.send()


def _join(
    work: Work, program: Program, round: Round, circle: Circle, newcomer: str, now: datetime
) -> None:
    """Seat someone left alone in a circle that may grow, and introduce them all in a chat of their own."""
    ids = (*circle.members, newcomer)
    people = work.members.some(ids)
    seat = Seat(member=newcomer, reason=_reason(work, program, newcomer, ids, people, now))
    session = work.sessions.of_circle(circle.id)
    tell = telling.teller(work, program.workspace, now)
    if circle.conversation:
        joined = upsets.circle_larger(program, people[newcomer], seat.reason)
        tell.to_circle(circle, people, joined, key=f"{session.id}:with:{newcomer}", kind="told")
    owed = [d.key for d in work.outbox.pending(program.workspace, circle.id) if d.kind == "intro"]
    work.outbox.withdraw(program.workspace, owed)
    circle = work.circles.save(
        replace(circle, seats=(*circle.seats, seat), conversation="", thread="", heard_at=None)
    )
    message = introductions.intro(
        program, circle, session, people, starter(0, opening.hash_of(circle.id))
    )
    key = f"{session.id}:intro:with:{newcomer}"
    tell.to_circle(circle, people, message, key=key, kind="intro", program=program)
    _ask_in_time(work, tell, program, round, circle, session, people)
    tell.send()


def _ask_in_time(
    work: Work,
    tell: telling.Teller,
    program: Program,
    round: Round,
    circle: Circle,
    session: Session,
    people: Mapping[str, Member],
) -> None:
    """Owe a circle that came together after the others were asked a question of its own."""
    if round.step != "close":
        return
    off = planning.days_off(work, program, tell.now)
    at = hours.add_working_days(tell.now, program.settings.ask_days, program.settings.zone, off)
    message = views.ask(program, circle, session)
    key = f"{session.id}:ask:{len(circle.members)}"
    tell.to_circle(circle, people, message, key=key, kind="ask", at=at)
    work.sessions.asked_all([session.id])


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
    next_at = planning.next_opening(work, program)
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
