"""The opening of a round: circles are drawn, written down and introduced, and whoever is left over hears why."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from facilitation.formats.starters import starter
from facilitation.journal import Fact
from facilitation.pairing.model import Draw, Unmatched
from facilitation.people.model import Member
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds import drawing, introductions, planning, telling, upsets
from facilitation.rounds.model import Circle, Round, Seat, Session
from facilitation.talk.words import counted
from facilitation.work import Work


def open_round(work: Work, program: Program, round: Round, now: datetime) -> str:
    """Draw the circles with the round's own seed, introduce them, plan the next round; return what was done."""
    enrolled = drawing.taking_part(work, program, round.id, now)
    draw = drawing.draw(work, program, enrolled, round.seed, now)
    members = work.members.some([e.member for e in enrolled])
    circles = seat(work, program, round, draw, members, now)
    sessions = [new_session(work, circle) for circle in circles]
    work.circles.add_all(circles)
    work.sessions.add_all(sessions)
    opened = work.rounds.get(round.id)
    steps = [s for s in planning.steps(work, program, round.opens_at) if s[1] > round.opens_at]
    name, at = steps[0]
    work.rounds.save(replace(opened, state="open", step=name, step_at=at))
    coming = planning.replan(work, program, now)
    tell = telling.teller(work, program.workspace, now)
    for place, (circle, session) in enumerate(zip(circles, sessions, strict=True)):
        message = introductions.intro(program, circle, session, members, starter(round.seed, place))
        key = f"{session.id}:intro"
        tell.to_circle(circle, members, message, key=key, kind="intro", program=program)
    _tell_unmatched(tell, program, round, draw.unmatched, members, coming)
    tell.send()
    _remember_missed(work, enrolled, draw.unmatched)
    work.journal.add(_facts(work, program, round, circles, draw, now))
    left_over = len(draw.unmatched)
    also = f", {counted(left_over, 'person', 'people')} without one" if left_over else ""
    return f"{counted(len(circles), 'circle')} introduced{also}"


def seat(
    work: Work,
    program: Program,
    round: Round,
    draw: Draw,
    members: Mapping[str, Member],
    now: datetime,
) -> list[Circle]:
    """Return the drawn circles, each member with their reason, and as captain whoever was it least often."""
    from facilitation.pairing.reasons import reason

    people = {m: drawing.person(member, now) for m, member in members.items()}
    names = {m: member.name for m, member in members.items()}
    met = drawing.ever_met(work, program)
    captained = work.circles.captained(program.id)
    circles = []
    for ids in draw.circles:
        captain = min(ids, key=lambda m: (captained.get(m, 0), (hash_of(m) ^ round.seed)))
        seats = tuple(
            Seat(
                member=m,
                reason=reason(people[m], [people[o] for o in ids if o != m], names, met),
                captain=m == captain,
            )
            for m in ids
        )
        circles.append(new_circle(work, program, round, seats, now))
    return circles


def new_circle(
    work: Work, program: Program, round: Round, seats: tuple[Seat, ...], now: datetime
) -> Circle:
    """Return a new circle of the round; nothing is written."""
    return Circle(
        id=work.new_id("cir"),
        workspace=program.workspace,
        program=program.id,
        round=round.id,
        seats=seats,
        created_at=now,
    )


def new_session(work: Work, circle: Circle) -> Session:
    """Return the first session of a circle; nothing is written."""
    return Session(
        id=work.new_id("ses"), workspace=circle.workspace, circle=circle.id, round=circle.round
    )


def hash_of(text: str) -> int:
    """Return a number of the text that is the same on every machine, to break ties without favor."""
    return zlib.crc32(text.encode())


def _tell_unmatched(
    tell: telling.Teller,
    program: Program,
    round: Round,
    unmatched: Sequence[Unmatched],
    members: Mapping[str, Member],
    coming: Round | None,
) -> None:
    """Tell everyone who found no circle why, and what would help."""
    for one in unmatched:
        tell.to_member(
            members[one.id],
            upsets.unmatched(program, one.why, one.help, coming.opens_at if coming else None),
            key=f"{round.id}:unmatched:{one.id}",
            kind="told",
            about=round.id,
        )


def _remember_missed(
    work: Work, enrolled: Sequence[Enrollment], unmatched: Sequence[Unmatched]
) -> None:
    """Count up who was missed, so that they come first next time, and clear everyone else's count."""
    missed = {u.id for u in unmatched}
    changed = [
        replace(e, missed=e.missed + 1 if e.member in missed else 0)
        for e in enrolled
        if e.member in missed or e.missed
    ]
    work.enrollments.save_all(changed)


def _facts(
    work: Work,
    program: Program,
    round: Round,
    circles: Sequence[Circle],
    draw: Draw,
    now: datetime,
) -> list[Fact]:
    """Return what is kept of the draw: the round, and everyone who found no circle with the rule in their way."""
    opened = Fact(
        id=work.new_id("fct"),
        workspace=program.workspace,
        at=now,
        kind="round.opened",
        program=program.id,
        round=round.id,
        data={
            "circles": len(circles),
            "people": sum(len(c.seats) for c in circles),
            "unmatched": len(draw.unmatched),
            "repeats": draw.repeats,
            "value": round_to(draw.value),
            "seed": round.seed,
        },
    )
    return [opened] + [
        Fact(
            id=work.new_id("fct"),
            workspace=program.workspace,
            at=now,
            kind="member.unmatched",
            program=program.id,
            round=round.id,
            member=one.id,
            data={"why": one.why, "help": one.help},
        )
        for one in draw.unmatched
    ]


def round_to(value: float) -> float:
    """Return the value with three decimals."""
    return float(f"{value:.3f}")
