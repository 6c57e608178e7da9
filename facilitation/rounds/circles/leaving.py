"""When someone drops out in the middle of a round: the circle goes on, or whoever is left alone is placed anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from facilitation.errors import UserError
from facilitation.pairing.model import Why
from facilitation.people.model import Member
from facilitation.post import journal, teller
from facilitation.post.facts import CircleLeft, Unmatched
from facilitation.post.outbox import Delivery, Personal
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds import duties, introductions, reunions, sheets, telling, upsets, wording
from facilitation.rounds.acts.introduce import starter
from facilitation.rounds.circles import forming, ledger, placing, standing
from facilitation.rounds.model import Circle, Role, Round
from facilitation.rounds.times import service as times
from facilitation.rounds.times import telling as agreed
from facilitation.sessions.model import HAPPENED
from facilitation.talk.phrases import say
from facilitation.work import Work


def leave_circles(work: Work, program_id: str, member: Member, now: datetime) -> list[Circle]:
    """Take the member out of the program's circles that have yet to meet; return those circles as they were.

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
        if round.state != "open" or session.outcome in HAPPENED:
            if circle.until > round.number and program.state != "ended":
                give_seat_up(work, program, circle, member, now)
                left.append(circle)
            continue
        if alone := depart(work, program, round, circle, member, now):
            placing.place_anew(work, program, round, {alone: member}, now)
        left.append(circle)
    return left


def give_seat_up(
    work: Work, program: Program, circle: Circle, member: Member, now: datetime
) -> None:
    """Take the member out of a circle that stands for rounds to come; what was is not changed by it.

    Those who are then too few are put together with others when the next round opens.
    """
    seats = tuple(replace(s, left=True) if s.member == member.id else s for s in circle.seats)
    circle = work.circles.save(replace(circle, seats=seats))
    people = work.members.some(circle.members)
    tell = teller.of(work, program.workspace, now)
    if people:
        message = reunions.left(program, member, list(people.values()))
        key = f"{circle.id}:left:{member.id}:{circle.round}"
        telling.to_circle(tell, circle, people, message, key=key, kind="told")
    tell.send()


def sit_down_again(work: Work, program: Program, enrolled: Enrollment, now: datetime) -> None:
    """Give a member back the seat that they left in a circle that stands, from the next round on, and tell the circle.

    Where it is full, has another chat since, or a rule is in the way, they are drawn like anybody who comes anew.
    """
    latest = work.rounds.latest(program.id)
    following = latest.number + 1 if latest else 1
    for circle in work.circles.standing(program.id, following):
        if not standing.left_open(circle, enrolled.member):
            continue
        if not forming.place(work, program, [enrolled], [circle.members], 0, now).joined:
            continue
        seats = tuple(
            replace(s, left=False, roles=()) if s.member == enrolled.member else s
            for s in circle.seats
        )
        circle = work.circles.save(replace(circle, seats=seats))
        people = work.members.some(circle.members)
        tell = teller.of(work, program.workspace, now)
        message = reunions.back(program, people[enrolled.member], list(people.values()))
        key = f"{circle.id}:back:{enrolled.member}:{circle.round}"
        telling.to_circle(tell, circle, people, message, key=key, kind="told")
        tell.send()
        return


def depart(
    work: Work, program: Program, round: Round, circle: Circle, member: Member, now: datetime
) -> str:
    """Take the member out of one circle and tell the others; return who is left alone, to be placed anew.

    A circle that had given up is just made smaller.
    """
    rest = [m for m in circle.members if m != member.id]
    seats = tuple(replace(s, left=True) if s.member == member.id else s for s in circle.seats)
    had = next((s.roles for s in circle.seats if s.member == member.id), ())
    accounts = ledger.of(work, program.id, rest, but=round.id)
    seats = ledger.handed_on(seats, member.id, rest, accounts, round.seed)
    enough = len(rest) >= 2
    owed = work.outbox.pending(program.workspace, circle.id)
    work.outbox.withdraw(program.workspace, [d.key for d in owed])
    circle = replace(circle, seats=seats, dissolved=not enough)
    if any(d.kind == "intro" for d in owed):
        # told one by one, and not all of them yet: what was taken back is said anew
        circle = standing.anew(circle)
    circle = work.circles.save(circle)
    left = CircleLeft(program=program.id, round=round.id, circle=circle.id, member=member.id)
    journal.keep(work, program.workspace, left, now)
    session = work.sessions.of_circle(circle.id)
    there = session.without(member.id) if enough else replace(session, parts=())
    there = work.sessions.save(times.held(work, there))
    if session.outcome == "could_not":
        return ""
    if enough:
        people = work.members.some(rest)
        _tell_smaller(work, program, circle, member, people, had, now)
        agreed.left(work, times.Seen(program, circle, there, people, member), now)
        _ask_the_rest(work, circle, people, owed, now)
        return ""
    return next(iter(rest), "")


def hand_on(work: Work, circle: Circle, member: Member, now: datetime) -> None:
    """Let others of a circle be what a member was to be this time, by turns, and tell it; raises UserError.

    Whoever hands on was asked, so others are asked before they are again.
    """
    round = work.rounds.get(circle.round)
    session = work.sessions.of_circle(circle.id)
    mine = next((s.roles for s in circle.seats if s.member == member.id), ())
    rest = [m for m in session.people if m != member.id]
    if round.state != "open" or not set(mine) - {"mentee"} or not rest:
        raise UserError(say("You have nothing to hand on this time."))
    program = work.programs.get(circle.program)
    accounts = ledger.of(work, program.id, session.people, but=round.id)
    seats = ledger.handed_on(circle.seats, member.id, rest, accounts, round.seed, asked=True)
    for role in mine:
        if role != "mentee":
            duties.declined(work, program.id, round.id, [member.id], role, now)
    circle = work.circles.save(replace(circle, seats=seats))
    people = work.members.some(circle.members)
    tell = teller.of(work, program.workspace, now)
    message = reunions.others_do(program, circle, member, people)
    key = f"{session.id}:handed:{circle.version}"
    telling.to_circle(tell, circle, people, message, key=key, kind="told")
    tell.send()


def _tell_smaller(
    work: Work,
    program: Program,
    circle: Circle,
    member: Member,
    people: dict[str, Member],
    had: Sequence[Role],
    now: datetime,
) -> None:
    """Tell a circle that goes on without a member, and who does what they were to do.

    Where the introduction never arrived, it is told anew as a circle of its own.
    """
    enrolled = work.enrollments.find(program.id, member.id)
    session = work.sessions.of_circle(circle.id)
    tell = teller.of(work, program.workspace, now)
    key = telling.without_key(session, member.id)
    if circle.conversation:
        smaller = upsets.circle_smaller(
            program,
            member,
            list(people.values()),
            reunions.passed(circle, people, had),
            leaves=enrolled is None or enrolled.state == "left",
        )
        telling.to_circle(tell, circle, people, smaller, key=key, kind="told")
    else:
        message = introductions.intro(
            program,
            circle,
            session,
            people,
            starter(0, 0),
            wording.says(work, program, "introduce"),
            again=True,
            sheet=sheets.of(work, program, circle, people),
        )
        telling.to_circle(tell, circle, people, message, key=key, kind="intro", program=program)
    tell.send()


def _ask_the_rest(
    work: Work,
    circle: Circle,
    people: Mapping[str, Member],
    owed: Sequence[Delivery],
    now: datetime,
) -> None:
    """Owe the questions that were on their way to the circle anew, to those who are still in it."""
    tell = teller.of(work, circle.workspace, now)
    for delivery in owed:
        to = delivery.to if isinstance(delivery.to, Personal) else telling.where(circle)
        if delivery.kind == "ask" and not (isinstance(to, Personal) and to.member not in people):
            tell.again(delivery, to)
    tell.send()


def undo(work: Work, round: Round, circles: Sequence[Circle], why: Why, now: datetime) -> None:
    """Let circles not have been, and keep why, for whoever of them asks."""
    if not circles:
        return
    work.circles.save_all([replace(without_roles(one), dissolved=True) for one in circles])
    sessions = work.sessions.of_circles([one.id for one in circles])
    work.sessions.save_all([replace(one, parts=()) for one in sessions.values()])
    facts = [
        Unmatched(program=round.program, round=round.id, member=member, why=why)
        for circle in circles
        for member in circle.members
    ]
    journal.keep_all(work, round.workspace, facts, now)


def without_roles(circle: Circle) -> Circle:
    """Return a circle in which nobody has a turn this time."""
    return replace(circle, seats=tuple(replace(seat, roles=()) for seat in circle.seats))
