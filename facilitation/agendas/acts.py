"""What steps of formats do about agendas: asking who brings something, settling it, beginning, thanks, the digest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from facilitation.agendas import lineup, views
from facilitation.agendas.model import Item
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.outbox import Place
from facilitation.programs.formats.acts import Collect
from facilitation.programs.formats.agenda_acts import (
    Applaud,
    Begin,
    Digest,
    LineUp,
    SignUp,
    Thank,
)
from facilitation.rounds import duties
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.model import Round
from facilitation.statements import service as statements
from facilitation.steps.service import More
from facilitation.talk.messages import Message
from facilitation.talk.when.hours import local
from facilitation.talk.words import counted
from facilitation.work import Work


def sign_up(turn: Turn[SignUp]) -> More | str:
    """Ask who brings something; whoever listened often is invited alone, by turns."""
    program, round, step = turn.program, turn.round, turn.step
    if turn.now >= round.opens_at:
        return "nobody asked what they bring, the round opens now"
    if not turn.state and step.invites:
        message = views.invitation(program, round, step)
        tell = teller.of(turn.work, program.workspace, turn.now)
        invited = _listeners(turn)[: step.invites]
        ids = [one.id for one in invited]
        duties.declined(turn.work, program.id, round.id, ids, "presenter", turn.now)
        tell.to_each(invited, message, fact=f"{round.id}:invited", about=round.id, kind="notice")
        tell.send()
    return _everybody(turn, views.call(program, round, step), "asked what they bring")


def _listeners(turn: Turn[SignUp]) -> list[Member]:
    """Return who listened and has not signed up: who was asked to present longest ago, or never, and listened most."""
    work, program = turn.work, turn.program
    listened = work.agendas.listened(program.id)
    waiting = {one.member for one in work.agendas.waiting(program.id) if one.kind != "wish"}
    enrolled = {e.member for e in work.enrollments.of_program(program.id) if e.state == "active"}
    ids = sorted((listened.keys() & enrolled) - waiting)
    asked = work.duties.asked(program.id, "presenter", ids)
    ids.sort(key=lambda m: (asked.get(m, duties.NEVER), -listened[m], m))
    people = work.members.some(ids)
    return [people[m] for m in ids if people[m].state == "active"]


def line_up(turn: Turn[LineUp]) -> More | str:
    """Settle the agenda of the round, and tell it; those on it hear so alone."""
    work, program, round, now = turn.work, turn.program, turn.round, turn.now
    if not turn.state:
        items = lineup.settle(
            work, program, round, *lineup.room(turn.format, program, turn.step), now
        )
        lineup.tell_speakers(work, program, round, items, now)
        if turn.step.threads:
            lineup.open_threads(work, program, round, items, now)
    items = work.agendas.of_round(round.id)
    if now >= round.opens_at:
        return f"{len(items)} on the agenda, which is told at once"
    what = f"told of {counted(len(items), 'talk')}" if items else "told that nobody has signed up"
    return _everybody(turn, _shown(turn, items), what)


def begin(turn: Turn[Begin]) -> More | str:
    """Say that the round begins, with its agenda."""
    return _everybody(
        turn, _shown(turn, turn.work.agendas.of_round(turn.round.id)), "told it begins"
    )


def _shown(turn: Turn[Any], items: Sequence[Item]) -> Message:
    work, program, round = turn.work, turn.program, turn.round
    if not items:
        return views.nothing_on(program, round, turn.step)
    people = work.members.some(sorted({one.member for one in items}))
    waiting = work.agendas.waiting(program.id)
    wishes = sum(one.kind == "wish" for one in waiting)
    return views.lined_up(program, round, turn.step, items, people, wishes)


def thank(turn: Turn[Thank]) -> str:
    """Thank those who brought something, and ask in its thread whether it was useful."""
    work, program, now = turn.work, turn.program, turn.now
    items = [one for one in work.agendas.of_round(turn.round.id) if one.state == "planned"]
    people = work.members.some(sorted({one.member for one in items}))
    tell = teller.of(work, program.workspace, now)
    statements.others_saw(work, turn.round.id, program.id, {one.member for one in items}, now)
    for item in lineup.done(work, items):
        by = people[item.member]
        message = views.thanked(program, item, turn.step.says)
        tell.to_member(by, message, key=f"{item.id}:thanks", kind="told", about=turn.round.id)
        where = _thread(work, item)
        if where is not None:
            tell.to_several(
                where,
                (program.settings.zone,),
                views.useful(item, by),
                key=f"{item.id}:useful",
                kind="told",
                about=turn.round.id,
            )
    tell.send()
    return f"{counted(len(items), 'person', 'people')} thanked"


def _thread(work: Work, item: Item) -> Place | None:
    """Return the thread that something is talked about in, once it is there."""
    found = work.discussions.get(item.discussion) if item.discussion else None
    return Place(found.conversation, found.thread) if found is not None and found.thread else None


def applaud(turn: Turn[Applaud]) -> str:
    """Tell those who brought something to how many it was useful; nothing where nobody said so."""
    work, program = turn.work, turn.program
    items = [one for one in work.agendas.of_round(turn.round.id) if one.state == "done"]
    votes = work.agendas.votes([one.id for one in items])
    people = work.members.some(sorted({one.member for one in items}))
    tell = teller.of(work, program.workspace, turn.now)
    for item in items:
        if count := votes.get(item.id, 0):
            message = views.applause(program, item, count)
            key = f"{item.id}:applause"
            tell.to_member(people[item.member], message, key=key, kind="told", about=turn.round.id)
    tell.send()
    return f"{counted(len(votes), 'person', 'people')} told that it was useful"


def digest(turn: Turn[Digest]) -> More | str:
    """Sum up the month before, in the first round of a month; nothing where there was nothing."""
    work, program, round = turn.work, turn.program, turn.round
    zone = program.settings.zone
    before = next((r for r in work.rounds.of(program.id) if r.number < round.number), None)
    if before is None or _month(before.opens_at, zone) == _month(round.opens_at, zone):
        return "no digest, the month is not over"
    rounds = [
        r
        for r in work.rounds.of(program.id)
        if r.number < round.number and _month(r.opens_at, zone) == _month(before.opens_at, zone)
    ]
    message = _summed_up(turn, rounds)
    if message is None:
        return "no digest, there was nothing"
    return _everybody(turn, message, "told of the month")


def _summed_up(turn: Turn[Digest], rounds: Sequence[Round]) -> Message | None:
    work, program = turn.work, turn.program
    brought = [one for r in reversed(rounds) for one in work.agendas.of_round(r.id)]
    written = [s.name for s in turn.format.steps if isinstance(s, Collect) and s.to == "notes"]
    notes = [
        one.answer
        for r in reversed(rounds)
        for name in written
        for one in work.collected.of(r.id, name)
    ]
    since = min(r.opens_at for r in rounds)
    enrolled = work.enrollments.of_program(program.id)
    joined = [e.member for e in enrolled if e.joined_at >= since and e.state == "active"]
    people = work.members.some(sorted({*joined, *(one.member for one in brought)}))
    new = [people[m] for m in joined if m in people]
    if not (brought or notes or new):
        return None
    return views.digest(program, turn.step, brought, notes, new, people)


def _month(at: datetime, zone: str) -> tuple[int, int]:
    day = local(at, zone).date()
    return day.year, day.month


def _everybody(turn: Turn[Any], message: Message, done: str) -> More | str:
    """Owe a message to the program's channel, or to each who takes part where it has none."""
    program = turn.program
    key = f"{turn.round.id}:{turn.round.occurrence}:{turn.step.name}"
    tell = teller.of(turn.work, program.workspace, turn.now)
    if program.channel:
        where, zones = Place(program.channel), (program.settings.zone,)
        tell.to_several(where, zones, message, key=key, kind="told", about=turn.round.id)
        tell.send()
        return f"the channel {done}"

    def to_members(members: Sequence[Member]) -> int:
        tell.to_each(members, message, fact=key, about=turn.round.id)
        tell.send()
        return len(members)

    return turn.over_members(to_members, lambda n: f"{counted(n, 'person', 'people')} {done}")
