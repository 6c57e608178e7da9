"""Placing people anew in the middle of a round: together, into a circle that may grow, or told why neither."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.pairing import reasons as explaining
from facilitation.pairing.model import Reason, Why
from facilitation.people.model import Member
from facilitation.post import journal, teller
from facilitation.post.facts import LeftAlone
from facilitation.post.teller import Teller
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds import (
    introductions,
    planning,
    reasons,
    sheets,
    telling,
    upsets,
    views,
    wording,
)
from facilitation.rounds.acts import form
from facilitation.rounds.acts.introduce import starter
from facilitation.rounds.circles import drawing, forming, ledger, sparing, standing
from facilitation.rounds.model import Circle, Round, Seat
from facilitation.rounds.times import service as times
from facilitation.sessions.model import Part, Session
from facilitation.steps import service as steps
from facilitation.talk.when import hours
from facilitation.work import Work

TIME_TO_MEET = timedelta(days=1)
"""With less than this left of a round nobody is put together any more."""


def place_anew(
    work: Work, program: Program, round: Round, alone: Mapping[str, Member], now: datetime
) -> None:
    """Find a place for those who are left alone: new pairs, circles that may grow, or a sentence why not.

    `alone` says by their ids who has gone from each; one draw is made for all of them.
    """
    waiting = _waiting(work, program, round, alone, now)
    left = {e.member for e in waiting if e.member in alone}
    if not left:
        return
    due = steps.coming(work, round.subject)
    if due is None or (planning.is_last(work, program, due) and due.at - now < TIME_TO_MEET):
        for one in sorted(left):
            _tell_alone(work, program, round, one, alone[one], Why("late"), now)
        return
    circles = _open_circles(work, program, round)
    placed = forming.place(work, program, waiting, [c.members for c in circles], round.seed, now)
    for formed in placed.formed:
        if not left.isdisjoint(formed):
            _introduce(work, program, round, formed, now)
            left.difference_update(formed)
    for who, place in placed.joined:
        if who in left:
            circles[place] = _join(work, program, round, circles[place], who, now)
            left.remove(who)
    whys = {u.id: u.why for u in placed.unmatched}
    for one in sorted(left):
        _tell_alone(work, program, round, one, alone[one], whys.get(one), now)


def _waiting(
    work: Work, program: Program, round: Round, alone: Collection[str], now: datetime
) -> list[Enrollment]:
    """Return the enrollments of those without a circle who still take part: those left alone, and who was missed."""
    enrolled = work.enrollments.of_program(program.id)
    missed = {e.member for e in enrolled if e.missed_in == round.id}
    seated = {m for c in work.circles.of_round(round.id) if not c.dissolved for m in c.members}
    missed -= seated.union(alone)
    missed -= sparing.spared(work, program, sorted(missed), now).keys()
    wanted = missed.union(alone)
    members = work.members.some(sorted(wanted))
    return [
        e
        for e in enrolled
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
        and sessions[c.id].unsettled
    ]
    members = work.members.some(sorted({m for c in circles for m in c.members}))
    return [c for c in circles if all(members[m].state == "active" for m in c.members)]


def _introduce(
    work: Work, program: Program, round: Round, ids: tuple[str, ...], now: datetime
) -> None:
    """Write and introduce a new circle of people who were left alone."""
    people = work.members.some(ids)
    seats = tuple(Seat(member=m, reason=_reason(work, program, m, ids, people, now)) for m in ids)
    accounts = ledger.of(work, program.id, ids)
    captains = ledger.due("captain", ids, accounts, ledger.by_lot(round.seed))
    seats = ledger.given(seats, "captain", *captains)
    how = drawing.of(work, program)
    circle = form.new_circle(work, program, round, seats, now, how.until(round.number))
    session = form.new_session(work, circle, minutes=how.minutes)
    work.circles.add_all([circle])
    work.sessions.add_all([session])
    tell = teller.of(work, program.workspace, now)
    message = introductions.intro(
        program,
        circle,
        session,
        people,
        starter(round.seed, ledger.hash_of(circle.id)),
        wording.says(work, program, "introduce"),
        again=True,
        sheet=sheets.of(work, program, circle, people),
    )
    key = telling.intro_key(session)
    telling.to_circle(tell, circle, people, message, key=key, kind="intro", program=program)
    _ask_in_time(work, tell, program, round, circle, session, people)
    tell.send()


def _join(
    work: Work, program: Program, round: Round, circle: Circle, newcomer: str, now: datetime
) -> Circle:
    """Seat someone left alone in a circle that may grow, and introduce them all in a chat of their own; return it."""
    ids = (*circle.members, newcomer)
    people = work.members.some(ids)
    seat = Seat(member=newcomer, reason=_reason(work, program, newcomer, ids, people, now))
    stay = _by_now(work, program, circle, people, now) if circle.created_at < round.opens_at else {}
    seats = tuple(replace(s, reason=stay.get(s.member, s.reason)) for s in circle.seats)
    session = work.sessions.of_circle(circle.id)
    session = work.sessions.save(times.held(work, session.with_part(Part(member=newcomer))))
    tell = teller.of(work, program.workspace, now)
    if circle.conversation:
        names = {m: person.name for m, person in people.items()}
        why = reasons.these(seat.reason, names)
        joined = upsets.circle_larger(program, people[newcomer], why)
        telling.to_circle(
            tell, circle, people, joined, key=f"{session.id}:with:{newcomer}", kind="told"
        )
    owed = [d.key for d in work.outbox.pending(program.workspace, circle.id) if d.kind == "intro"]
    work.outbox.withdraw(program.workspace, owed)
    circle = work.circles.save(standing.anew(replace(circle, seats=(*seats, seat))))
    message = introductions.intro(
        program,
        circle,
        session,
        people,
        starter(0, ledger.hash_of(circle.id)),
        wording.says(work, program, "introduce"),
        sheet=sheets.of(work, program, circle, people),
    )
    key = telling.intro_key(session, newcomer)
    telling.to_circle(tell, circle, people, message, key=key, kind="intro", program=program)
    _ask_in_time(work, tell, program, round, circle, session, people)
    tell.send()
    return circle


def _by_now(
    work: Work, program: Program, circle: Circle, people: dict[str, Member], now: datetime
) -> dict[str, Reason]:
    """Return why each sits in a circle that stands, of which they may have met since they first read it."""
    ids = tuple(people)
    return {m: _reason(work, program, m, ids, people, now) for m in circle.members}


def _ask_in_time(
    work: Work,
    tell: Teller,
    program: Program,
    round: Round,
    circle: Circle,
    session: Session,
    people: Mapping[str, Member],
) -> None:
    """Owe a circle that came together after the others were asked a question of its own."""
    if not planning.is_last(work, program, steps.coming(work, round.subject)):
        return
    off = planning.days_off(work, program, tell.now)
    at = hours.add_working_days(tell.now, program.settings.ask_days, program.settings.zone, off)
    message = views.ask(program, session, wording.says(work, program, "ask"))
    key = f"{session.id}:ask:{len(circle.members)}"
    telling.to_circle(tell, circle, people, message, key=key, kind="ask", at=at)
    work.sessions.asked_all([session.id])


def _reason(
    work: Work,
    program: Program,
    member: str,
    ids: tuple[str, ...],
    people: dict[str, Member],
    now: datetime,
) -> Reason:
    """Return why these people are together, for one of them."""
    met = forming.introduced(work, program, ids)
    seen = {m: forming.person(p, now) for m, p in people.items()}
    return explaining.reason(seen[member], [seen[m] for m in ids if m != member], met)


def _tell_alone(
    work: Work,
    program: Program,
    round: Round,
    alone: str,
    gone: Member,
    why: Why | None,
    now: datetime,
) -> None:
    """Tell the one left alone that nobody else could be found; they come first next time."""
    member = work.members.get(alone)
    enrollment = work.enrollments.find(program.id, alone)
    if enrollment is not None:
        work.enrollments.save(replace(enrollment, missed=enrollment.missed + 1, missed_in=round.id))
    next_at = planning.next_opening(work, program)
    what = LeftAlone(program=program.id, round=round.id, member=alone, gone=gone.id, why=why or "")
    journal.keep(work, program.workspace, what, now)
    tell = teller.of(work, program.workspace, now)
    tell.to_member(
        member,
        upsets.partner_gone(program, gone, next_at, why),
        key=f"{round.id}:alone:{alone}:{gone.id}",
        kind="told",
        about=round.id,
    )
    tell.send()
