"""Whose clock a meeting moves on as clocks change: said once, before the first date that is later or earlier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitation.people.model import Member
from facilitation.talk.messages import Time
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.when.hours import instant, local
from facilitation.talk.words import each

_DAY = timedelta(days=1)
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Shift:
    """Who meets so many minutes later (earlier, below zero) by their own clock, from a day on."""

    people: tuple[Member, ...]
    minutes: int
    since: datetime
    """The first moment at which a meeting would be so."""


def shifts(people: Iterable[Member], at: datetime, then: datetime, zone: str) -> list[Shift]:
    """Return whose clock moves between two dates that have the same time by the clock of a zone."""
    found: dict[tuple[int, datetime], list[Member]] = {}
    for member in people:
        minutes = _wall(then, member.zone) - _wall(at, member.zone)
        if minutes := (minutes + 720) % 1440 - 720:
            found.setdefault((minutes, _first(member.zone, at, then, zone)), []).append(member)
    return [Shift(tuple(who), minutes, since) for (minutes, since), who in sorted(found.items())]


def _wall(at: datetime, zone: str) -> int:
    there = local(at, zone)
    return there.hour * 60 + there.minute


def _first(theirs: str, at: datetime, then: datetime, zone: str) -> datetime:
    """Return when it would first be as on the second date by their clock, had they met on each day between."""
    clock, day = local(at, zone).time(), local(at, zone).date()
    last = local(then, zone).date()
    while day < last and _wall(instant(day, clock, zone), theirs) != _wall(then, theirs):
        day += _DAY
    return instant(day, clock, zone)


def said(shift: Shift) -> Phrase:
    """Return it as a sentence: "From Sun 29 Mar on it is an hour earlier for Ana."."""
    day, people = Time(shift.since, "day"), each(shift.people)
    if shift.minutes == -_HOUR:
        return say("From {day} on it is an hour earlier for {people}.", day=day, people=people)
    if shift.minutes == _HOUR:
        return say("From {day} on it is an hour later for {people}.", day=day, people=people)
    if shift.minutes < 0:
        return say(
            "From {day} on it is {n} minutes earlier for {people}.",
            day=day,
            n=-shift.minutes,
            people=people,
        )
    return say(
        "From {day} on it is {n} minutes later for {people}.",
        day=day,
        n=shift.minutes,
        people=people,
    )
