"""The pulse of a program: in each round how many did something of those who could.

What became of circles is told as it is to whoever runs them and can do something about it; how many people did
something is told as a report tells it, so that nobody's silence can be counted out (see `people/withholding`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.people import withholding
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import ON_CIRCLES, Collect
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Program
from facilitation.rounds.model import Round
from facilitation.sessions.model import HAPPENED
from facilitation.work import Work

FADING = 2
"""After so many faint rounds in a row a program is fading."""
SHOWN = 6
_THIRD = 3


@dataclass(frozen=True, slots=True)
class Beat:
    """One round that is over: how many circles met of those there were, or how many people did something."""

    number: int
    opened_at: datetime
    there: int
    of: int
    unanswered: int = 0
    """Of how many circles nobody said how it went."""
    circles: bool = False
    told: int = 0
    """How many people or more did something; 0 where that may not be told."""

    @property
    def faint(self) -> bool:
        """Return whether there was hardly any life in it: less than a third of the circles met, or one voice spoke."""
        if self.circles:
            return self.there * _THIRD < self.of or not self.of
        return self.there <= 1


def beats(work: Work, program: Program, limit: int = SHOWN) -> list[Beat]:
    """Return the pulse of the program's last rounds that are over, newest first."""
    format = library.of(work, program)
    rounds = [r for r in work.rounds.of(program.id, limit + FADING) if r.state == "closed"]
    return [_beat(work, program, format, one) for one in rounds[:limit]]


def fading(found: Sequence[Beat]) -> bool:
    """Return whether the last rounds were all faint."""
    return len(found) >= FADING and all(beat.faint for beat in found[:FADING])


def lived(found: Sequence[Beat]) -> list[Beat]:
    """Return the rounds that had somebody in them: of the others nobody could make anything."""
    return [beat for beat in found if beat.of or not beat.circles]


def _beat(work: Work, program: Program, format: Format, round: Round) -> Beat:
    if any(map(format.has, ON_CIRCLES)):
        counts = work.sessions.outcomes(round.id)
        met = sum(counts.get(outcome, 0) for outcome in HAPPENED)
        silent, circles = counts.get("unknown", 0), sum(counts.values())
        return Beat(round.number, round.opens_at, met, circles, silent, circles=True)
    enrolled = work.enrollments.counts(program.workspace).get(program.id, 0)
    voices, cell = _voices(work, format, round), f"report {program.id} round"
    told = withholding.rule(work, program.workspace).told(voices, cell)
    return Beat(round.number, round.opens_at, voices, enrolled, told=told)


def _voices(work: Work, format: Format, round: Round) -> int:
    """Return how many people did something in a round: answered, brought something, or wrote in its thread."""
    asked = [step.name for step in format.steps if isinstance(step, Collect)]
    answered = {one.member for name in asked for one in work.collected.of(round.id, name)}
    items = work.agendas.of_round(round.id)
    threads = [one.discussion for one in items if one.discussion]
    led = work.discussions.of_round(round.id)
    threads += [led.id] if led else []
    wrote = max((one.people for one in work.discussions.counts(threads).values()), default=0)
    return max(len(answered | {one.member for one in items}), wrote)
