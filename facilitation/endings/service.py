"""What becomes of programs that fade, or whose term is over: told, decided on, or closed kindly."""

from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.aims import service as aims
from facilitation.endings import farewell_views, pulse, views
from facilitation.errors import UserError
from facilitation.joining import service as joining
from facilitation.people.model import Member, Workspace
from facilitation.people.plainly import short
from facilitation.post import journal, teller
from facilitation.post.facts import ProgramChanged
from facilitation.post.outbox import Place
from facilitation.programs import facilitators
from facilitation.programs.formats import library
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.rounds.model import Collected
from facilitation.steering import looking_back
from facilitation.steering import service as steering
from facilitation.steps import service as steps
from facilitation.talk.phrases import say
from facilitation.work import Work

KINDLY = timedelta(days=7)
"""So long after that it is closed."""
USUAL = 6
"""So many rounds another term has where the format says nothing."""


def watch(work: Work, program: Program, now: datetime) -> None:
    """See at the end of a round how a program is: where it fades, tell who looks after it, and ask later again."""
    program = work.programs.get(program.id)
    if program.state != "active":
        return
    found = pulse.beats(work, program)
    silent, lived = pulse.fading(found), pulse.lived(found)
    if pulse.fading(lived) and not pulse.fading(lived[1:]) and found[0] == lived[0]:
        message = views.fading(program, lived)
        facilitators.tell(work, program, message, f"{program.id}:fading:{lived[0].number}", now)
    goes_on = work.rounds.planned(program.id) is not None
    if not goes_on and (latest := work.rounds.latest(program.id)) is not None:
        aims.come_back(work, program, latest, now)
    if not silent and goes_on:
        steps.cancel(work, looking_back.subject(program), "silent", "closing")
    elif not _watched(work, program):
        steps.plan(work, looking_back.subject(program), "silent", now + looking_back.SILENT)


def _watched(work: Work, program: Program) -> bool:
    return any(one.name in ("silent", "closing") for one in work.steps.of(program.id))


def is_silent(work: Work, program: Program) -> bool:
    """Return whether a program is paused, or runs without a pulse or without a round to come."""
    if program.state != "active":
        return program.state == "paused"
    return work.rounds.planned(program.id) is None or pulse.fading(pulse.beats(work, program, 2))


def ask(work: Work, program: Program, now: datetime) -> None:
    """Ask who looks after a silent program whether it is still wanted; it is closed a week later."""
    closes_at = now + KINDLY
    message = views.still_wanted(program, closes_at)
    facilitators.tell(work, program, message, f"{program.id}:silent:{now:%Y-%m-%d}", now)
    steps.plan(work, looking_back.subject(program), "closing", closes_at)


def keep(work: Work, program: Program, now: datetime) -> datetime:
    """Let a silent program stay; return when it is asked again if it is still silent."""
    looking_back.wait(work, program, now)
    return now + looking_back.SILENT


def close_kindly(work: Work, program: Program, now: datetime) -> None:
    """End a program that nobody wanted to keep: those in it are thanked, and what it knew is kept."""
    saved = work.programs.save(replace(program, state="ended"))
    was, became = steering.difference(program, saved)
    what = ProgramChanged(kind="program.ended", program=saved.id, before=was, after=became)
    journal.keep(work, saved.workspace, what, now)
    planning.replan(work, saved, now)
    enrolled = work.enrollments.of_program(saved.id)
    people = work.members.some([*(e.member for e in enrolled), *saved.facilitators])
    tell = teller.of(work, saved.workspace, now)
    looking_back.begin(work, saved, now)
    message = views.closed_kindly(saved, asks=looking_back.is_open(work, saved))
    tell.to_each(
        people.values(), message, fact=f"{saved.id}:closed:{saved.version}", about=saved.id
    )
    tell.send()


def look_back(
    work: Work, member: Member, program: Program, words: str, now: datetime, came: str = ""
) -> str:
    """Keep what somebody says that an ended program brought, and for themself how far they came; raises UserError."""
    latest = work.rounds.latest(program.id)
    known = work.enrollments.find(program.id, member.id)
    if latest is None or known is None or not looking_back.is_open(work, program):
        raise UserError(say("The time to look back on {program} is over.", program=program.name))
    said = short(words, 600, "An answer", "answer")
    work.collected.put(
        Collected(
            round=latest.id, step=looking_back.FAREWELL, member=member.id, answer=said, at=now
        )
    )
    aim = work.aims.find(program.id, member.id)
    if came and aim is not None:
        aims.keep(work, member, program, now, wants=aim.wants, came=came, shared=aim.shared)
    return said


def told_back(work: Work, program: Program, now: datetime) -> int:
    """Show those who took part what the program brought, without names; return how many said so."""
    latest = work.rounds.latest(program.id)
    said = work.collected.of(latest.id, looking_back.FAREWELL) if latest else []
    if not said or program.state != "ended":
        return 0
    tell = teller.of(work, program.workspace, now)
    message = farewell_views.brought(program, [one.answer for one in said])
    key = f"{program.id}:brought"
    if program.channel:
        where, zones = Place(program.channel), (program.settings.zone,)
        tell.to_several(where, zones, message, key=key, kind="told", about=program.id)
    else:
        ids = [e.member for e in work.enrollments.of_program(program.id)]
        tell.to_each(work.members.some(ids).values(), message, fact=key, about=program.id)
    tell.send()
    return len(said)


def again(work: Work, program: Program) -> Program:
    """Return a program with another term after the rounds that it has had."""
    latest = work.rounds.latest(program.id)
    had = latest.number if latest else 0
    term = library.of(work, program).rounds_of_term(program.settings) or USUAL
    return replace(program, settings=replace(program.settings, term=had + term))


def stay_together(work: Work, program: Program, *, same: bool) -> None:
    """Let the circles of the last round stand for the term to come, or end with the last one."""
    latest = work.rounds.latest(program.id)
    if latest is not None:
        until = program.settings.term if same else latest.number
        work.circles.stand_until(program.id, latest.number, until)


def merge(
    work: Work, workspace: Workspace, program: Program, into: Program, by: Member, now: datetime
) -> list[Member]:
    """Let all who take part in a program take part in another one, and end it; return who is new there."""
    enrolled = work.enrollments.of_program(program.id)
    people = work.members.some([e.member for e in enrolled if e.state == "active"])
    ended = steering.restored(program, {"state": "ended"})
    steering.write(work, workspace, program, ended, "program.ended", by=by, now=now)
    moved = [m for m in people.values() if joining.join(work, into, m, now).fresh]
    tell = teller.of(work, workspace, now)
    message = views.merged(program, into, by)
    tell.to_each(moved, message, fact=f"{program.id}:merged:{into.id}", about=into.id)
    tell.send()
    return moved
