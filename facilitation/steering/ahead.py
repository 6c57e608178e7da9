"""What the next rounds of a program without circles are for people: when what happens, and whose turn it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from facilitation.agendas import lineup
from facilitation.agendas.model import Item
from facilitation.discussions import turns
from facilitation.people.model import Member
from facilitation.programs.formats import library
from facilitation.programs.formats.act import Act
from facilitation.programs.formats.acts import Collect
from facilitation.programs.formats.agenda_acts import Appoint, LineUp
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Program
from facilitation.rounds import duties, planning
from facilitation.rounds.model import Round
from facilitation.work import Work

ROUNDS = 3
"""So many rounds are looked at: the next in full, of the others when they open and who leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The next rounds of a program."""

    round: Round
    steps: list[tuple[Act, datetime]]
    """What the round to come does from now on."""
    leads: list[Member]
    """Who leads the next rounds, where somebody does."""
    question: str = ""
    room: int | None = None
    """For how many things there is room on its agenda besides, where it has one."""
    items: list[tuple[Item, Member]]
    core: list[Member]
    new_core: bool = False
    """Whether those are asked in the round to come, and do not look after it yet."""
    notes: list[Member]
    later: list[datetime]
    """When the rounds after it open."""


def ahead(work: Work, program: Program, now: datetime) -> Ahead | None:
    """Return what the next rounds will be as things stand, without writing anything; None where none is planned."""
    round = work.rounds.planned(program.id)
    if round is None:
        return None
    format = library.of(work, program)
    timed = planning.run_sheet(work, program, round.opens_at, round.number)
    steps = [(step, at) for name, at in timed if at >= now and (step := format.step(name))]
    left = program.settings.term - round.number if program.settings.term else ROUNDS
    later = planning.turns(work, program, round.opens_at)
    core, new_core = _core(work, program, format, round, now)
    room, items = _agenda(work, program, format, round)
    leads, question = _leads(work, program, format, round, now)
    return Ahead(
        round=round,
        steps=steps,
        leads=leads,
        question=question,
        room=room,
        items=items,
        core=core,
        new_core=new_core,
        notes=_notes(work, program, format, round, core, now),
        later=[turn.at for turn in islice(later, max(0, min(left, ROUNDS - 1)))],
    )


def _steps(format: Format, program: Program, round: Round) -> Iterator[Act]:
    """Give the steps that the round has at all."""
    return (s for s in format.steps if format.comes(s, program.settings, round.number))


def _leads(
    work: Work, program: Program, format: Format, round: Round, now: datetime
) -> tuple[list[Member], str]:
    if not format.has("discuss"):
        return [], ""
    known = work.discussions.of_round(round.id)
    first = work.members.get(known.facilitator) if known else None
    question = known.question if known else turns.upcoming(work, program, now).asks
    return turns.leaders(work, program, ROUNDS, first=first), question


def _agenda(
    work: Work, program: Program, format: Format, round: Round
) -> tuple[int | None, list[tuple[Item, Member]]]:
    step = next((s for s in format.steps if isinstance(s, LineUp)), None)
    if step is None:
        return None, []
    places, minutes = lineup.room(format, program, step)
    there = work.agendas.of_round(round.id)
    items = [*there, *lineup.next_ones(work, program, round, places, minutes)]
    people = work.members.some(sorted({one.member for one in items}))
    return max(0, places - len(items)), [(one, people[one.member]) for one in items]


def _core(
    work: Work, program: Program, format: Format, round: Round, now: datetime
) -> tuple[list[Member], bool]:
    """Return who looks after the program in the round to come, and whether they are still to be asked."""
    step = next((s for s in _steps(format, program, round) if isinstance(s, Appoint)), None)
    there = duties.core(work, program, round)
    if step is not None:
        count = format.number(program.settings, step.people)
        asked = duties.having(work, round.id, "core")
        coming = duties.next_ones(work, program, round, "core", count, now)
        if coming:
            return [*work.members.some(asked).values(), *coming], True
    people = work.members.some(there)
    return [people[one] for one in there], False


def _notes(
    work: Work, program: Program, format: Format, round: Round, core: list[Member], now: datetime
) -> list[Member]:
    if not any(isinstance(s, Collect) and s.to == "notes" for s in format.steps):
        return []
    first = [one.id for one in core]
    return duties.next_ones(work, program, round, "notes", 1, now, first=first)
