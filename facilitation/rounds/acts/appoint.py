"""Who looks after a community for a time, who writes down, and who helps newcomers: each by turns."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.outbox import Place
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Collect
from facilitation.programs.formats.agenda_acts import Appoint, Welcome
from facilitation.programs.model import Program
from facilitation.rounds import collecting, duties, duty_views
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.model import Round
from facilitation.talk.words import counted
from facilitation.work import Work


def appoint(turn: Turn[Appoint]) -> str:
    """Ask the next ones to look after the program; each can decline, and the next is asked then."""
    step = turn.step
    count = turn.format.number(turn.program.settings, step.people)
    asked = duties.appoint(turn.work, turn.program, turn.round, "core", count, turn.now)
    tell_core(turn.work, turn.program, turn.round, asked, step.says, turn.now)
    return f"{counted(len(asked), 'person', 'people')} asked to look after it"


def tell_core(
    work: Work,
    program: Program,
    round: Round,
    asked: Sequence[Member],
    says: Sequence[str],
    now: datetime,
) -> None:
    """Tell those whose turn it is to look after a program, each alone."""
    tell = teller.of(work, program.workspace, now)
    message = duty_views.core(program, round, says)
    tell.to_each(asked, message, fact=f"{round.id}:core", about=round.id)
    tell.send()


def note_taker(turn: Turn[Collect]) -> str:
    """Ask whose turn it is to write down what came of it; of those who did it as often, somebody of the core."""
    core = duties.core(turn.work, turn.program, turn.round)
    asked = duties.appoint(turn.work, turn.program, turn.round, "notes", 1, turn.now, first=core)
    tell_notes(turn.work, turn.program, turn.round, turn.step, asked, turn.now)
    return f"{counted(len(asked), 'person', 'people')} asked {turn.step.name}"


def tell_notes(
    work: Work,
    program: Program,
    round: Round,
    step: Collect,
    asked: Sequence[Member],
    now: datetime,
) -> None:
    """Ask those whose turn it is to write down, each alone, with a way out."""
    tell = teller.of(work, program.workspace, now)
    message = collecting.question(
        program,
        round,
        step,
        read_by=collecting.read_by(library.of(work, program), step),
        declines=True,
    )
    tell.to_each(asked, message, fact=f"{round.id}:{step.name}", about=round.id)
    tell.send()


def welcome(turn: Turn[Welcome]) -> str:
    """Welcome who has joined since the round before, and give each a buddy whose turn it is."""
    work, program, round, now = turn.work, turn.program, turn.round, turn.now
    before = next((r for r in work.rounds.of(program.id) if r.number < round.number), None)
    if before is None:
        return "nobody is new in a first round"
    enrolled = [e for e in work.enrollments.of_program(program.id) if e.state == "active"]
    new = [e.member for e in enrolled if before.opens_at < e.joined_at <= now]
    old = [e.member for e in enrolled if e.joined_at <= before.opens_at]
    people = work.members.some(new)
    newcomers = [people[m] for m in new if m in people and people[m].state == "active"]
    if not newcomers:
        return "nobody is new"
    there = len(duties.having(work, round.id, "buddy"))
    buddies = duties.appoint(work, program, round, "buddy", there + len(newcomers), now, pool=old)
    tell = teller.of(work, program.workspace, now)
    for place, newcomer in enumerate(newcomers):
        buddy = buddies[place % len(buddies)] if buddies else None
        hello = duty_views.hello(program, newcomer, buddy, turn.step.says)
        key = f"{round.id}:welcome:{newcomer.id}"
        tell.to_member(newcomer, hello, key=key, kind="told", about=round.id)
        if buddy is not None:
            asked = duty_views.buddy(program, newcomer)
            tell.to_member(buddy, asked, key=f"{key}:buddy", kind="told", about=round.id)
    if program.channel:
        message = duty_views.new_here(program, newcomers)
        where, zones = Place(program.channel), (program.settings.zone,)
        key = f"{round.id}:new"
        tell.to_several(where, zones, message, key=key, kind="told", about=round.id)
    tell.send()
    return f"{counted(len(newcomers), 'person', 'people')} welcomed"
