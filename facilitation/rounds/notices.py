"""Notices of rounds that reach somebody at the same instant, on one card.

Nothing is kept of it: the programs that have them find by themselves which comes last, and that one tells of all.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Announce, Collect
from facilitation.programs.model import Program
from facilitation.rounds import planning, views
from facilitation.rounds.circles import forming, sparing
from facilitation.rounds.model import Round, step_fact
from facilitation.talk.messages import Block, Divider, Message
from facilitation.talk.phrases import say
from facilitation.work import Work

_AHEAD = timedelta(weeks=5)
"""No notice comes longer before its round."""


_SHORTLY = timedelta(days=4)


_ROUND = "rnd_"
"""How the id of a round starts; a notice's Skip button carries it after the program."""


class Coming(NamedTuple):
    """A round to come that is told of beforehand, and the step that does so."""

    program: Program
    round: Round
    step: Announce


def of_round(work: Work, round: Round) -> Coming | None:
    """Return how a planned round is told of, None where its format or its program tells nobody."""
    program = work.programs.get(round.program)
    steps = library.of(work, program).steps
    step = next((one for one in steps if isinstance(one, Announce)), None)
    running = program.state == "active" and round.state == "planned"
    return Coming(program, round, step) if running and step is not None else None


def rides_on(work: Work, one: Coming) -> Collect | None:
    """Return the question that members are asked shortly before, on whose card the notice stands; None for most."""
    timed = dict(planning.run_sheet(work, one.program, one.round.opens_at, one.round.number))
    told_at = timed.get(one.step.name)
    for step in library.of(work, one.program).steps:
        at = timed.get(step.name)
        if not isinstance(step, Collect) or step.to != "members" or at is None or told_at is None:
            continue
        if timedelta() <= told_at - at <= _SHORTLY:
            return step
    return None


def asked_already(work: Work, one: Coming, members: Sequence[Member]) -> set[str]:
    """Return which of the members have the notice of a round on the card of a question."""
    step = rides_on(work, one)
    if step is None:
        return set()
    keys = {teller.key(step_fact(one.round, step.name), member.id): member.id for member in members}
    return {keys[key] for key in work.outbox.owed_or_sent(one.program.workspace, list(keys))}


def for_each(
    work: Work, mine: Coming, members: Sequence[Member], now: datetime
) -> Mapping[str, Sequence[Coming]]:
    """Return of which rounds each of the members hears at the same instant as of this one, by the programs' numbers."""
    known = asked_already(work, mine, members)
    found: dict[str, list[Coming]] = {m.id: [] if m.id in known else [mine] for m in members}
    others = _at_once(work, mine, now)
    enrolled = work.enrollments.of_members(list(found)) if others else []
    for one in others:
        theirs = [e for e in enrolled if e.program == one.program.id]
        there = forming.in_draw(work, theirs, one.round.id, one.round.opens_at)
        taking = [member.id for _, member in there]
        spared = sparing.spared(work, one.program, taking, one.round.opens_at)
        for id in taking:
            if id not in spared:
                found[id].append(one)
    return {id: sorted(those, key=lambda c: c.program.number) for id, those in found.items()}


def card(those: Sequence[Coming]) -> Message:
    """Tell somebody of several rounds at once; the answer to one leaves the others there."""
    names = [one.program.name for one in those]
    return Message(say("{programs} are coming up", programs=names), _apart(those)[1:])


def meant(said: str) -> list[str]:
    """Return the words for a program, the round whose Skip button says so, and the others on its card."""
    words, _, rounds = said.rpartition(" ")
    return [words, *rounds.split("+")] if rounds.startswith(_ROUND) else [said, ""]


def still(work: Work, member: Member, rounds: Sequence[str]) -> tuple[Block, ...]:
    """Return what is left on such a card of the other rounds on it: those to come in which the member takes part."""
    takes = {e.program: e for e in work.enrollments.of_members([member.id])}
    known = [rights.theirs(work.rounds.get, id, member.workspace) for id in rounds]
    found = [of_round(work, round) for round in known if round is not None]
    return _apart(
        [
            one
            for one in found
            if one is not None and (its := takes.get(one.program.id)) is not None
            if its.takes_part(one.round.id, one.round.opens_at)
        ]
    )


def _apart(those: Sequence[Coming]) -> tuple[Block, ...]:
    """Return the notices one below the other, a line before each."""
    ids = [one.round.id for one in those]
    blocks: list[Block] = []
    for one in those:
        beside = tuple(id for id in ids if id != one.round.id)
        blocks += [Divider(), *views.notice(*one, beside=beside).blocks]
    return tuple(blocks)


def _at_once(work: Work, mine: Coming, now: datetime) -> list[Coming]:
    """Return what other programs tell of beforehand at the very instant at which this one does."""
    first = of_round(work, mine.round)
    if first is None or first.step.name != mine.step.name:
        return []
    coming = work.rounds.between(mine.program.workspace, now, now + _AHEAD)
    others = [of_round(work, one) for one in coming if one.program != mine.program.id]
    at = _told_at(work, mine)
    there = [one for one in others if one is not None and _told_at(work, one) == at]
    return [one for one in there if rides_on(work, one) is None]


def _told_at(work: Work, one: Coming) -> datetime | None:
    return planning.due_of(work, one.program, one.round.opens_at, "announce")
