"""Why these people: one short, true sentence for each person of a circle."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from facilitation.pairing.model import Pair, Person

LONGEST = 120


def reason(
    me: Person, others: Sequence[Person], names: Mapping[str, str], met: Collection[Pair]
) -> str:
    """The best true reason of at most 120 characters why I meet these others.

    `names` gives the name to show for an id (the id itself when missing); `met` holds the pairs
    that met before.
    """
    called = {person.id: names.get(person.id, person.id) for person in others}
    fresh = not any(frozenset((me.id, other.id)) in met for other in others)
    skills = [found for other in others if (found := _skill(me, other, called[other.id]))]
    tails = [*_hours(me, others, fresh), "you have not met here yet" if fresh else "", ""]
    heads = [skills[:count] for count in range(len(skills), 0, -1)]
    heads += [[one] for one in skills[1:]]
    for head in heads:
        for tail in tails:
            if len(sentence := "; ".join([*head, *([tail] if tail else [])]) + ".") <= LONGEST:
                return sentence
    return next(s for s in _plain(me, others, fresh) if len(s) <= LONGEST)


def _skill(me: Person, other: Person, name: str) -> str:
    """What one of us wants and the other offers, or nothing."""
    gain, give = sorted(me.wants & other.offers), sorted(other.wants & me.offers)
    if gain and give:
        return f"{name} can share {gain[0]} with you, and you {give[0]} with them"
    if gain:
        return f"You want {gain[0]}, and {name} offers it"
    if give:
        return f"{name} wants {give[0]}, and you offer it"
    return ""


def _hours(me: Person, others: Sequence[Person], fresh: bool) -> Iterator[str]:
    hours = _shared_minutes([me, *others]) // 60
    if fresh and hours >= 2:
        yield f"you have not met here yet and share {hours} working hours"


def _plain(me: Person, others: Sequence[Person], fresh: bool) -> Iterator[str]:
    teams = _all_differ(me.team, [other.team for other in others])
    places = _all_differ(me.location, [other.location for other in others])
    if fresh and teams:
        yield "You work in different teams and have not met here yet."
    if fresh and places:
        yield "You work in different places and have not met here yet."
    if fresh:
        yield "You have not met here yet."
    if teams:
        yield "You work in different teams; another talk goes further than the first."
    yield "You have met before; another talk goes further than the first."


def _all_differ(mine: str, theirs: Sequence[str]) -> bool:
    return bool(mine) and all(other and other != mine for other in theirs)


def _shared_minutes(people: Sequence[Person]) -> int:
    """Working minutes that all share, compared in quarter hours of the UTC day."""
    shared = set(range(0, 1440, 15))
    for person in people:
        start, end = person.work
        length = end + (1440 if end < start else 0) - start
        begin = start - person.utc_offset_min
        shared = {minute for minute in shared if (minute - begin) % 1440 < length}
    return 15 * len(shared)
