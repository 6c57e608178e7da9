"""Programs that open on the same days as others: whoever is in both is put into one new circle a week, not two."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from facilitation.people import daysoff
from facilitation.people.model import Workspace
from facilitation.programs import saying
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
_SHIFTS = (2, 1, -1, -2, 3, -3)
"""How many days a program could be moved by, what suits best first: a little apart, and later rather than earlier."""

Rhythms = Callable[[Cadence, date | None], Rhythm]
"""What makes the rhythm of another cadence, from a day on."""


def odd(
    work: Work, workspace: Workspace, program: Program, coming: Sequence[date], rhythm: Rhythms
) -> Iterator[tuple[Phrase, tuple[Phrase, Rhythm] | None]]:
    """Give the first other program that opens on the days that are coming, and when there would be room for both."""
    if not coming or not sparing.draws(work, program):
        return
    others = {
        other.name: _openings(work, other, coming)
        for other in work.programs.of(workspace.id)
        if other.id != program.id and sparing.draws(work, other)
    }
    name = next((n for n, its in others.items() if its & set(coming)), "")
    if not name:
        return
    first = min(others[name] & set(coming))
    sentence = say(
        "{other} opens on the same days, first on {day}. Whoever is in both is put into one new circle a "
        "week, not two, and can be left without any.",
        other=name,
        day=days.say(first),
    )
    taken = {day for its in others.values() for day in its}
    yield sentence, _instead(program, coming, taken, rhythm)


def _openings(work: Work, other: Program, coming: Sequence[date]) -> set[date]:
    """Return on which days another program opens until the last that is coming."""
    since = instant(coming[0], other.settings.cadence.at, other.settings.zone) - _WEEK
    found = set()
    for turn in planning.turns(work, other, since):
        if turn.day > coming[-1] + _WEEK:
            break
        found.add(turn.day)
    return found


def _instead(
    program: Program, coming: Sequence[date], taken: set[date], rhythm: Rhythms
) -> tuple[Phrase, Rhythm] | None:
    """Return a week in which no other opens, or else a day of the week; None where a program has neither."""
    its = program.settings.cadence
    if its.unit == "week" and its.every % 2 == 0:
        weeks = {_monday(day) for day in taken}
        if all(_monday(day + _WEEK) not in weeks for day in coming):
            starts = coming[0] + _WEEK
            label = say("Start on {day} instead", day=days.say(starts))
            return label, rhythm(its, starts)
    if its.unit == "once" or its.also:
        return None
    weekend = daysoff.weekend_in(program.settings.zone)
    used = {day.weekday() for day in taken}
    for shift in _SHIFTS:
        day = its.weekday + shift
        if 0 <= day < 7 and day not in {*weekend, *used}:
            first = coming[0] + timedelta(days=shift)
            label = say("On {day} instead", day=saying.DAYS[day])
            its = replace(its, weekday=day)
            return label, rhythm(its, first if coming[0] == program.anchor else None)
    return None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
