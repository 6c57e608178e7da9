"""Who people are to those whom they are introduced to: in one line each, and when all of them work."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from facilitation.people.model import Member
from facilitation.talk.messages import Block, Bold, Items, Spans, Time
from facilitation.talk.phrases import Phrase, Place, say
from facilitation.talk.when import spans, zones
from facilitation.talk.when.hours import instant, local
from facilitation.talk.when.weeks import DAY, Week
from facilitation.talk.words import first, mention

SHOWN = 4
"""So many skills a line names."""

_DAY = timedelta(days=1)
_LOOKED_AT = 8

Hours = tuple[datetime, datetime]


def each(
    members: Sequence[Member], at: datetime, reader: Member | None = None
) -> tuple[Block, ...]:
    """Return a line about each: where they work, what they offer and want, and their clock where it is another one.

    Nothing where nothing is known of any of them.
    """
    apart = len({_offset(one, at) for one in (*members, *([reader] if reader else []))}) > 1
    known = any(one.team or one.location or one.offers or one.wants for one in members)
    if not (known or apart):
        return ()
    return (Items(tuple(_line(one, at, reader, apart=apart) for one in members)),)


def _line(member: Member, at: datetime, reader: Member | None, *, apart: bool) -> Spans:
    said = [_place(member), *_skills(member), *(clock(member, at, reader) if apart else ())]
    return tuple(
        part for place, one in enumerate(said) for part in ((" ", one) if place else (one,))
    )


def _place(member: Member) -> Phrase:
    who, team, place = mention(member), member.team, member.location
    if team and place:
        return say("{person}: {team}, in {place}.", person=who, team=team, place=place)
    if team:
        return say("{person}: {team}.", person=who, team=team)
    if place:
        return say("{person}: in {place}.", person=who, place=place)
    return say("{person}.", person=who)


def _skills(member: Member) -> tuple[Phrase, ...]:
    offers, wants = _few(member.offers), _few(member.wants)
    if offers and wants:
        return (say("Offers {offers}, wants {wants}.", offers=offers, wants=wants),)
    if offers:
        return (say("Offers {offers}.", offers=offers),)
    return (say("Wants {wants}.", wants=wants),) if wants else ()


def _few(skills: Sequence[str]) -> Sequence[Place]:
    return tuple(Bold(one) for one in skills[:SHOWN])


def clock(member: Member, at: datetime, reader: Member | None) -> tuple[Phrase, ...]:
    """Return how somebody's clock differs from the reader's, or whose time theirs is where several read it."""
    city = zones.city(member.zone)
    if reader is None:
        return () if city in member.location else (say("On {city} time.", city=city),)
    ahead = _offset(member, at) - _offset(reader, at)
    if not ahead:
        return ()
    places = {"name": first(member.name), "city": city, "span": spans.said(abs(ahead))}
    if ahead > timedelta():
        return (say("{name}'s clock in {city} is {span} ahead of yours.", **places),)
    return (say("{name}'s clock in {city} is {span} behind yours.", **places),)


def _offset(member: Member, at: datetime) -> timedelta:
    return local(at, member.zone).utcoffset() or timedelta()


def hours(members: Sequence[Member], at: datetime) -> Phrase:
    """Return when all of them work, on the first day from an instant on that has such hours."""
    found = shared(members, at)
    if found is None:
        return say("Your working hours do not meet, so one of you may have to stretch a little.")
    places = {"start": Time(found[0], "clock"), "end": Time(found[1], "clock")}
    if len(members) == 2:
        return say("You both work from {start} to {end}, your time.", **places)
    return say("You all work from {start} to {end}, your time.", **places)


def shared(members: Sequence[Member], at: datetime) -> Hours | None:
    """Return the longest time in which all of them work, on the first day from an instant on that has one."""
    today = local(at, members[0].zone).date()
    for day in (today + number * _DAY for number in range(_LOOKED_AT)):
        common = list(_worked(members[0].work, members[0].zone, day))
        for other in members[1:]:
            theirs = [
                h for n in (-1, 0, 1) for h in _worked(other.work, other.zone, day + n * _DAY)
            ]
            common = list(_both(common, theirs))
        if common:
            return max(common, key=lambda span: span[1] - span[0])
    return None


def _both(some: Sequence[Hours], others: Sequence[Hours]) -> Iterator[Hours]:
    """Give what lies in one of each."""
    for start, end in some:
        for begins, ends in others:
            if max(start, begins) < min(end, ends):
                yield max(start, begins), min(end, ends)


@lru_cache(maxsize=4096)
def _worked(work: Week, zone: str, day: date) -> tuple[Hours, ...]:
    def at(minute: int) -> datetime:
        return instant(day + minute // DAY * _DAY, time(*divmod(minute % DAY, 60)), zone)

    return tuple((at(start), at(end)) for start, end in work.days[day.weekday()])
