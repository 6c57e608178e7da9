"""Duties outside of circles, by turns: nobody is asked twice before all who are there were; declining is free."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from facilitation.errors import NotFound
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds.circles import forming, ledger
from facilitation.rounds.model import Duty, Role, Round
from facilitation.talk.phrases import say
from facilitation.work import Work

NEVER = datetime.min.replace(tzinfo=UTC)


def appoint(
    work: Work,
    program: Program,
    round: Round,
    role: Role,
    count: int,
    now: datetime,
    *,
    pool: Collection[str] | None = None,
    first: Collection[str] = (),
) -> list[Member]:
    """Let so many have a role in a round, beside those who have it; return who is asked now, in their order."""
    found = next_ones(work, program, round, role, count, now, pool=pool, first=first)
    for one in found:
        work.duties.put(Duty(program=program.id, round=round.id, member=one.id, role=role, at=now))
    return found


def next_ones(
    work: Work,
    program: Program,
    round: Round,
    role: Role,
    count: int,
    now: datetime,
    *,
    pool: Collection[str] | None = None,
    first: Collection[str] = (),
) -> list[Member]:
    """Return who would be asked to have a role in a round, beside those who have it; nothing is written.

    `pool` are the ids of those who can; without it, everybody who takes part. It is whoever was asked longest ago, who
    declined then included, and who never was comes first: so nobody is asked twice before all who are there were asked
    once, and who comes anew or was away has nothing to catch up on. Of equals those of `first` come first.
    """
    known = work.duties.of_round(round.id, role)
    wanted = count - sum(not duty.declined for duty in known)
    asked = {duty.member for duty in known}
    until = max(now, round.opens_at)
    enrolled = work.enrollments.of_program(program.id)
    here = {m.id: m for _, m in forming.in_draw(work, enrolled, round.id, until)}
    able = sorted(m for m in here if m not in asked and (pool is None or m in pool))
    last = work.duties.asked(program.id, role, able)
    lot = ledger.by_lot(round.seed)
    able.sort(key=lambda m: (last.get(m, NEVER), m not in first, lot(m)))
    return [here[m] for m in able[: max(wanted, 0)]]


def declined(
    work: Work, program: str, round: str, members: Sequence[str], role: Role, now: datetime
) -> None:
    """Write down that members were asked to be something in a round, and are not."""
    for member in members:
        duty = Duty(program=program, round=round, member=member, role=role, declined=True, at=now)
        work.duties.put(duty)


def having(work: Work, round: str, role: Role) -> list[str]:
    """Return the ids of those who have a role in a round."""
    return [duty.member for duty in work.duties.of_round(round, role) if not duty.declined]


def decline(work: Work, round: Round, member: Member, role: str) -> Role:
    """Let a member not have a role in a round, who was asked all the same; raises NotFound where it is not theirs."""
    roles: Sequence[Role] = ("core", "notes")
    for known in roles:
        for duty in work.duties.of_round(round.id, known) if known == role else ():
            if duty.member == member.id:
                work.duties.put(replace(duty, declined=True))
                return known
    raise NotFound(say("That is not yours to do, as far as I know."))


def core(work: Work, program: Program, round: Round) -> list[str]:
    """Return who looks after a program in a round: whom its last appointment named, who is still there."""
    for one in work.rounds.of(program.id):
        if one.number <= round.number and (found := having(work, one.id, "core")):
            here = work.members.some(found)
            return [m for m in found if m in here and here[m].state == "active"]
    return []
