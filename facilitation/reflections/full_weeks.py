"""How much a member reads in a week: circles, bookings, cards of mornings and discussions that they look after."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from facilitation.people.model import Member
from facilitation.post.teller import Teller
from facilitation.talk.when.hours import local
from facilitation.work import Work

FULL = 2
"""Of so many reasons that a member has enough to read in a week, not even a rehearsal comes beside them."""

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


def reasons(
    work: Work, tell: Teller, ready: Mapping[str, Member], meets: Mapping[str, Collection[date]]
) -> Counter[str]:
    """Return by member how many reasons there are that they read enough this week; `meets` are days of circles."""
    meeting = {
        m for m in ready if _week(today(tell, ready[m])) in set(map(_week, meets.get(m, ())))
    }
    counted = Counter([*meeting, *_booked(work, tell, ready), *_had_one(work, tell, ready)])
    counted.update(_leading(work, tell, ready) * FULL)
    return counted


def _booked(work: Work, tell: Teller, ready: Mapping[str, Member]) -> set[str]:
    """Return who has time with somebody in this week of theirs, of which they hear enough."""
    taken = work.slots.taken(list(ready), tell.now - _WEEK, tell.now + _WEEK)
    return {
        id
        for id, member in ready.items()
        if _week(today(tell, member))
        in {_week(local(at, member.zone).date()) for at in taken.get(id, ())}
    }


def _leading(work: Work, tell: Teller, ready: Mapping[str, Member]) -> list[str]:
    """Return who looks after a discussion that opens in this week of theirs, of which they hear thrice."""
    return [
        one.facilitator
        for one in work.discussions.unclosed(tell.workspace)
        if (member := ready.get(one.facilitator))
        and _week(local(one.opened_at, member.zone).date()) == _week(today(tell, member))
    ]


def _had_one(work: Work, tell: Teller, ready: Mapping[str, Member]) -> set[str]:
    """Return who has had a card in this week of theirs: what can wait comes on the first of another one."""
    keys = {
        card_key(id, f"{day - number * _DAY}"): id
        for id, member in ready.items()
        for day in [today(tell, member)]
        for number in range(1, day.isoweekday())
    }
    return {keys[key] for key in work.outbox.owed_or_sent(tell.workspace, list(keys))}


def card_key(member: str, on: str) -> str:
    """Return the key of a member's card of a day, such as 2026-11-24."""
    return f"morning:{member}:{on}"


def today(tell: Teller, member: Member) -> date:
    """Return which day it is where a member is."""
    return local(tell.now, member.zone).date()


def _week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week
