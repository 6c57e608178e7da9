"""Programs that open in the same weeks as others: whoever is in both is put into one new circle a week, not two."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from facilitation.people.model import Workspace
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.rounds.circles import sparing
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.when import days
from facilitation.talk.when.cadences import Cadence
from facilitation.talk.when.hours import instant
from facilitation.talk.when.rhythms import Rhythm
from facilitation.work import Work

_WEEK = timedelta(weeks=1)

Rhythms = Callable[[Cadence, date | None], Rhythm]
"""What makes the rhythm of another cadence, from a day on."""


def odd(
    work: Work, workspace: Workspace, program: Program, coming: Sequence[date], rhythm: Rhythms
) -> Iterator[tuple[Phrase, tuple[Phrase, Rhythm] | None]]:
    """Give the first other program that opens in weeks that are coming, and when there would be room for both."""
    if not coming or not sparing.draws(work, program):
        return
    weeks = {_monday(day): day for day in reversed(coming)}
    others = {
        other.name: _weeks(work, other, coming)
        for other in work.programs.of(workspace.id)
        if other.id != program.id and sparing.draws(work, other)
    }
    name = next((n for n, its in others.items() if its & weeks.keys()), "")
    if not name:
        return
    first = weeks[min(others[name] & weeks.keys())]
    sentence = say(
        "{other} opens in the same weeks, first in that of {day}. Whoever is in both is put into one new circle a "
        "week, not two, and can be left without any.",
        other=name,
        day=days.say(first),
    )
    taken = {monday for its in others.values() for monday in its}
    yield sentence, _instead(program, coming, taken, rhythm)


def _weeks(work: Work, other: Program, coming: Sequence[date]) -> set[date]:
    """Return in which weeks, by their Mondays, another program opens until the last that is coming."""
    since = instant(_monday(coming[0]), other.settings.cadence.at, other.settings.zone) - _WEEK
    found = set()
    for turn in planning.turns(work, other, since):
        if turn.day > coming[-1] + 2 * _WEEK:
            break
        found.add(_monday(turn.day))
    return found


def _instead(
    program: Program, coming: Sequence[date], taken: set[date], rhythm: Rhythms
) -> tuple[Phrase, Rhythm] | None:
    """Return the other weeks, where no other program opens in those; None where there are no weeks of its own."""
    its = program.settings.cadence
    every_other = its.unit == "week" and its.every % 2 == 0
    if not every_other or any(_monday(day + _WEEK) in taken for day in coming):
        return None
    starts = coming[0] + _WEEK
    return say("Start on {day} instead", day=days.say(starts)), rhythm(its, starts)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
