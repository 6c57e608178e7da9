"""Success cases: one for whom a program went best and one for whom it went worst, named only once they said yes.

After Brinkerhoff (The Success Case Method, 2003): what made it work and what stood in the way is told by the extremes.
Peerloop knows who they may be from what they said to it alone, asks them in private, and tells nobody whom it asked.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.errors import NotFound, UserError
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.people.withholding import rule
from facilitation.post import journal, teller
from facilitation.post.facts_privacy import CasesAsked
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.reports import cases_views
from facilitation.reports.model import Case, CaseKind, Experience
from facilitation.work import Work

LATELY = timedelta(days=180)
"""What was said longer ago is nobody's story any more."""
NOT_AGAIN = timedelta(days=365)
"""So long nobody is asked twice."""
WORTH = timedelta(days=14)
KINDS: tuple[CaseKind, ...] = ("best", "worst")


def ask(work: Work, program: Program, by: Member, now: datetime) -> None:
    """Ask in private whoever it went best and worst for; raises UserError where so few have said that it would show."""
    said = _said(work, program, now)
    if len(said) < rule(work, program.workspace).crowd:
        raise UserError(
            "Too few people have said how it went for them: it would show whom I ask. Try again later."
        )
    for kind in KINDS:
        _ask_next(work, program, kind, said, by.id, now)
    journal.keep(work, program.workspace, CasesAsked(program=program.id), now, by=by.id)


def answer(work: Work, member: Member, case_id: str, yes: bool, now: datetime) -> Case:
    """Keep whether a member tells their story: whoever asked learns of a yes alone; after a no another is asked."""
    case = rights.theirs(work.cases.get, case_id, member.workspace)
    if case is None or case.member != member.id:
        raise NotFound("That question is over.")
    if case.state == ("agreed" if yes else "declined"):
        return case
    saved = work.cases.save(replace(case, state="agreed" if yes else "declined"))
    program = work.programs.get(case.program)
    if yes:
        _tell(work, program, saved, member, now)
    elif case.state == "asked":
        _ask_next(work, program, case.kind, _said(work, program, now), case.by, now)
    return saved


def agreed(work: Work, program: Program) -> list[tuple[Case, Member]]:
    """Return who has said yes, and is there."""
    found = [one for one in work.cases.of(program.id) if one.state == "agreed"]
    known = work.members.some([one.member for one in found])
    return [(one, known[one.member]) for one in found if one.member in known]


def ranked(said: Sequence[Experience], kind: CaseKind) -> list[Experience]:
    """Return those whose story it may be, the likeliest first."""

    def weight(one: Experience) -> int:
        if kind == "best":
            return 3 * one.confirmed + 2 * one.used + (one.useful == 5)
        return 2 * one.unused + (2 if one.useful == 1 else one.useful == 2) - 3 * one.used

    found = [one for one in said if weight(one) > 0]
    return sorted(found, key=lambda one: (-weight(one), one.member))


def _said(work: Work, program: Program, now: datetime) -> list[Experience]:
    return work.cases.experiences(program.id, now - LATELY)


def _ask_next(
    work: Work,
    program: Program,
    kind: CaseKind,
    said: Sequence[Experience],
    by: str,
    now: datetime,
) -> None:
    """Ask the likeliest who was not asked, and does not look after the program; nobody where there is none."""
    known = work.cases.asked(program.workspace, now - NOT_AGAIN)
    likely = [one.member for one in ranked(said, kind) if one.member not in known]
    there = work.members.some([*likely, by])
    free = [there[id] for id in likely if id in there and id != by]
    who = next(
        (one for one in free if one.state == "active" and not programs.may_write(one, program)),
        None,
    )
    asker = there.get(by)
    if who is None or asker is None:
        return
    case = work.cases.save(
        Case(
            id=work.new_id("cas"),
            workspace=program.workspace,
            program=program.id,
            member=who.id,
            kind=kind,
            by=by,
            at=now,
        )
    )
    tell = teller.of(work, program.workspace, now)
    message = cases_views.asked(case, program, asker)
    tell.to_member(who, message, key=case.id, kind="ask", about=case.id, until=WORTH)
    tell.send()


def _tell(work: Work, program: Program, case: Case, member: Member, now: datetime) -> None:
    """Tell whoever asked who it is, with a guide to the talk."""
    asker = work.members.find(case.by)
    if asker is not None and programs.may_write(asker, program):
        tell = teller.of(work, program.workspace, now)
        message = cases_views.told(case, program, member)
        tell.to_member(asker, message, key=f"{case.id}:yes", kind="told", about=case.id)
        tell.send()
