"""What is odd about when rounds would open: a free day, an evening, a holiday; each with what would suit better."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from facilitation.people import countries, daysoff
from facilitation.people.model import Names, Workspace
from facilitation.programs import cadence, saying
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.steering import besides, telling
from facilitation.talk.messages import Block, Button, text
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.when import days
from facilitation.talk.when.cadences import Cadence
from facilitation.talk.when.hours import local
from facilitation.talk.when.rhythms import Rhythm
from facilitation.work import Work

AHEAD = timedelta(weeks=12)
"""How far the rounds to come are looked at."""

FEW = 3
"""So many days at the most a button names."""

_DAY_TIME = range(7, 18)
_INSTEAD = time(16)
_EVES = {(12, 24): say("Christmas Eve"), (12, 31): say("New Year's Eve")}

_Odd = tuple[Phrase, tuple[Phrase, Rhythm] | None]
"""What is odd, and what it is called that would suit better, with its rhythm."""


@dataclass(frozen=True, slots=True)
class Oddities:
    """What is odd in sentences, and buttons to what would suit better."""

    told: tuple[Block, ...] = ()
    instead: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class _Proposed:
    """A program as it would be, and the days on which its rounds would open by its cadence alone."""

    work: Work
    workspace: Workspace
    program: Program
    now: datetime

    @property
    def cadence(self) -> Cadence:
        return self.program.settings.cadence

    @property
    def today(self) -> date:
        return local(self.now, self.program.settings.zone).date()

    def coming(self) -> list[date]:
        its, anchor = self.program.settings, self.program.anchor
        ahead = cadence.occurrences(
            its.cadence, its.zone, anchor, after=self.now, skipped=its.skipped
        )
        last = min(its.ends or date.max, max(self.today, anchor) + AHEAD)
        return [turn.day for turn in takewhile(lambda turn: turn.day <= last, ahead)]

    def rhythm(self, its: Cadence, starts: date | None = None) -> Rhythm:
        """Return the rhythm with another cadence, from the day on which it starts anyway where none is given."""
        settings, anchor = self.program.settings, self.program.anchor
        later = anchor if anchor > self.today + timedelta(days=1) else None
        return Rhythm(its, settings.zone, starts or later, settings.ends, skipped=settings.skipped)


def of(
    work: Work,
    workspace: Workspace,
    program: Program,
    now: datetime,
    line: Callable[[str], str],
    before: Program | None = None,
) -> Oddities:
    """Return what is odd about when a program's rounds would open; `line` makes the line of another rhythm.

    Of one that has been so `before`, but for its days, it is what is odd about days on which none opened.
    """
    proposed = _Proposed(work, workspace, program, now)
    coming = proposed.coming()
    if before is not None and telling.same_rhythm(before, program):
        already = _Proposed(work, workspace, before, now).coming()
        coming = [day for day in coming if day not in already]
        if not coming:
            return Oddities()
    found = [
        *_free_day(proposed, coming),
        *_hour(proposed, coming),
        *_date(proposed, coming),
        *besides.odd(work, workspace, program, coming, proposed.rhythm),
    ]
    better = [one for _, one in found if one]
    return Oddities(
        tuple(text(sentence) for sentence, _ in found),
        (
            *(Button(label, line(str(rhythm))) for label, rhythm in better),
            *_naming(proposed, coming),
        ),
    )


def dropped(before: Program, after: Program, line: Callable[[str], str]) -> Oddities:
    """Return which days a list of others to leave out drops; `line` makes the line that leaves all of them out."""
    was, its = set(before.settings.skipped), set(after.settings.skipped)
    if its <= was or was <= its:
        return Oddities()
    told = text(say("No longer left out: {days}.", days=saying.days(sorted(was - its))))
    every = str(saying.days(sorted(was | its)))
    return Oddities((told,), (Button(say("Leave those out too"), line(every)),))


def put_out(before: Program, after: Program, line: Callable[[str], str], names: Names) -> Oddities:
    """Return who looks after a program no more by a list of others; `line` makes the line that names all of them."""
    was, its = before.facilitators, after.facilitators
    gone = [m for m in was if m not in its]
    if not gone or set(its) <= set(was):
        return Oddities()
    told = text(say("No longer looking after it: {people}.", people=[names[m] for m in gone]))
    every = ", ".join(f"@{m}" for m in dict.fromkeys((*was, *its)))
    return Oddities((told,), (Button(say("Let them look after it too"), line(every)),))


def later(program: Program, starts: date) -> Rhythm:
    """Return the rhythm of a program from another day on."""
    its = program.settings
    return Rhythm(its.cadence, its.zone, starts, its.ends, skipped=its.skipped)


def _free_day(proposed: _Proposed, coming: list[date]) -> Iterator[_Odd]:
    its, weekend = proposed.cadence, daysoff.weekend_in(proposed.program.settings.zone)
    kept = [day for day in its.weekdays if day not in weekend]
    free = next((saying.DAYS[day] for day in its.weekdays if day in weekend), "")
    if not free:
        return
    sentence = say("{day} is no working day there for most people.", day=free)
    if kept:
        fewer = replace(its, weekday=kept[0], also=tuple(kept[1:]))
        yield sentence, (say("Without {day}", day=free), proposed.rhythm(fewer))
        return
    # the nearest working day, the one before where two are as near
    shift = next(n for n in (-1, 1, -2, 2, -3, 3) if (its.weekday + n) % 7 not in weekend)
    day = (its.weekday + shift) % 7
    on_the_day = its.unit == "once" or coming[:1] == [proposed.program.anchor]
    starts = coming[0] + timedelta(days=shift) if coming and on_the_day else None
    label = say("On {day} instead", day=saying.DAYS[day])
    yield sentence, (label, proposed.rhythm(replace(its, weekday=day), starts))


def _hour(proposed: _Proposed, coming: list[date]) -> Iterator[_Odd]:
    at = proposed.cadence.at
    if at.hour in _DAY_TIME:
        return
    if at.hour in range(1, _DAY_TIME.start):
        # who says "at 3" means the afternoon
        better = at.replace(hour=at.hour + 12)
        sentence = say("{time} is in the night.", time=f"{at:%H:%M}")
    else:
        better = _INSTEAD
        sentence = say("{time} is in the evening, when most people are off.", time=f"{at:%H:%M}")
    label = say("At {time} instead", time=f"{better:%H:%M}")
    starts = coming[0] if coming and proposed.cadence.unit == "once" else None
    yield sentence, (label, proposed.rhythm(replace(proposed.cadence, at=better), starts))


def _date(proposed: _Proposed, coming: list[date]) -> Iterator[_Odd]:
    """Give each of the dates to come that is a holiday, or the eve of one, with one way to leave all of them out."""
    odd = {day: said for day in coming if (said := _holiday(proposed, day)) is not None}
    if proposed.cadence.unit == "once":
        for day, sentence in odd.items():
            free = _working_day(proposed, day)
            label, its = say("On {day} instead", day=days.say(free)), proposed.cadence
            yield sentence, (label, proposed.rhythm(replace(its, weekday=free.weekday()), free))
        return
    skips = proposed.program.settings.holidays == "skip"
    held = [day for day in odd if not (skips and _named(proposed, day))]
    for day, sentence in odd.items():
        better = _without(proposed, held) if held[:1] == [day] else None
        yield sentence, better


def _without(proposed: _Proposed, held: list[date]) -> tuple[Phrase, Rhythm]:
    """Return the rhythm that leaves out the days."""
    out = proposed.rhythm(proposed.cadence)
    out = replace(out, skipped=(*out.skipped, *held))
    label = say("Leave {days} out", days=[days.say(day) for day in held])
    return label if len(held) <= FEW else say("Leave these {n} days out", n=len(held)), out


def _naming(proposed: _Proposed, coming: list[date]) -> tuple[Button, ...]:
    """Offer to name the public holidays of the place, where one is in the way and the workspace names none."""
    country = daysoff.country_in(proposed.program.settings.zone)
    odd = next((day for day in coming if _holiday(proposed, day)), None)
    if proposed.workspace.holidays or odd is None or not daysoff.name_of((country,), odd):
        return ()
    label = say("Keep the public holidays of {country}", country=countries.names()[country])
    return (Button(label, f"holidays {country}"),)


def _working_day(proposed: _Proposed, day: date) -> date:
    weekend = daysoff.weekend_in(proposed.program.settings.zone)
    ahead = [day + timedelta(days=n) for n in range(1, planning.MOVED.days)]
    free = (d for d in ahead if d.weekday() not in weekend and not _holiday(proposed, d))
    return next(free, ahead[0])


def _named(proposed: _Proposed, day: date) -> str:
    """Return what a public holiday is called that the workspace keeps where the program is, "" for any other day."""
    kept = daysoff.fitting(proposed.workspace.holidays, proposed.program.settings.zone)
    return daysoff.name_of(kept, day)


def _holiday(proposed: _Proposed, day: date) -> Phrase | None:
    """Return what is odd about a date, and what becomes of the round then."""
    settings, told = proposed.program.settings, days.say(day)
    if (name := _named(proposed, day)) and settings.holidays != "keep":
        ahead = planning.turns(proposed.work, proposed.program, proposed.now)
        upto = {turn.day: turn.at for turn in takewhile(lambda turn: turn.day <= day, ahead)}
        if held := upto.get(day):
            other = days.say(local(held, settings.zone).date())
            return say(
                "{day} is a public holiday ({name}), so that round opens on {other}.",
                day=told,
                name=name,
                other=other,
            )
        return say("{day} is a public holiday ({name}): no round opens then.", day=told, name=name)
    country = daysoff.country_in(settings.zone)
    if not name and country and not proposed.workspace.holidays:
        name = daysoff.name_of((country,), day)
    if name:
        where = countries.names().get(country, settings.zone)
        return say(
            "{day} is a public holiday in {country} ({name}).", day=told, country=where, name=name
        )
    eve = _EVES.get((day.month, day.day))
    return say("{day} is {eve}, when many people are off.", day=told, eve=eve) if eve else None
