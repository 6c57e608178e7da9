"""Discussions that were closed by nobody: those who took part hear of it on a morning's card, and say what they take.

Nothing came of their words, so it waits some days for a card that comes anyway.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from facilitation.discussions import closing
from facilitation.discussions.model import Discussion
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.reflections import full_weeks, mornings, views
from facilitation.reflections.mornings import Item
from facilitation.talk.when.hours import local
from facilitation.work import Work

WAITS = timedelta(days=6)
"""So long it waits for a week with less to read, or for a card that comes anyway."""
STANDS = timedelta(days=14)
"""So long it waits for what they say."""
_DAY = timedelta(days=1)


def closed(work: Work, discussion: Discussion, now: datetime) -> None:
    """Let those who took part hear of it on their next morning; whoever wants no cards is told alone, as ever."""
    said = work.discussions.contributions(discussion.id)
    people = work.members.some(sorted({one.member for one in said}))
    off = {m for m in people if (its := work.mornings.of(m)) is not None and its.off}
    closing.tell_each(work, discussion, None, closing.NOTHING, said, now, off)
    tell = teller.of(work, discussion.workspace, now)
    there = [m for m in people.values() if m.id not in off and m.state == "active"]
    mornings.wake(work, tell, [(member, mornings.day(member, now, 1)) for member in there])


class Closings:
    """What members' mornings have of discussions that were closed by nobody."""

    def take(self, work: Work, members: Mapping[str, Member], now: datetime) -> list[Item]:
        """Return what these members have had no card of."""
        return [_item(*each) for each in _untold(work, members, now)]

    def shown(self, work: Work, items: Sequence[Item], now: datetime) -> None:
        """Note nothing: the card itself tells."""

    def coming(self, work: Work, members: Sequence[str], now: datetime) -> Mapping[str, datetime]:
        """Return who has one that waits."""
        people = work.members.some(list(members))
        return {member.id: now for member, _ in _untold(work, people, now)}

    def waiting(self, work: Work, member: Member, now: datetime) -> list[Item]:
        """Return the discussions of which a member has not said what they take."""
        return [_item(*each) for each in _of(work, {member.id: member}, now)]


def _untold(
    work: Work, members: Mapping[str, Member], now: datetime
) -> list[tuple[Member, Discussion]]:
    """Return those of which there was no card yet: none has come since the discussion was closed."""
    found = _of(work, members, now)
    cards = {
        (member.id, one.id): [
            full_weeks.card_key(member.id, day)
            for day in _days(one.closed_at or now, now, member.zone)
        ]
        for member, one in found
    }
    every = sorted({key for keys in cards.values() for key in keys})
    had = work.outbox.owed_or_sent(_workspace(members), every) if every else set()
    return [each for each in found if had.isdisjoint(cards[each[0].id, each[1].id])]


def _of(
    work: Work, members: Mapping[str, Member], now: datetime
) -> list[tuple[Member, Discussion]]:
    """Return the discussions of which these members were not told alone, and said nothing yet."""
    if not members:
        return []
    workspace = _workspace(members)
    found = work.discussions.closed_of(workspace, list(members), now - STANDS)
    keys = {closing.told_key(one, member): (member, one.id) for member, one in found}
    if not keys:
        return []
    known = {keys[key] for key in work.outbox.owed_or_sent(workspace, list(keys))}
    known |= work.reflections.said_of(list(members), sorted({one.id for _, one in found}))
    return [(members[member], one) for member, one in found if (member, one.id) not in known]


def _workspace(members: Mapping[str, Member]) -> str:
    return next(iter(members.values())).workspace


def _days(since: datetime, now: datetime, zone: str) -> list[str]:
    """Return the days after one, up to today, on which a card may have come."""
    first, today = local(since, zone).date(), local(now, zone).date()
    return [f"{first + n * _DAY}" for n in range(1, (today - first).days + 1)]


def _item(member: Member, one: Discussion) -> Item:
    waits = one.closed_at and one.closed_at + WAITS
    return Item(member.id, one.id, views.closed(one.id, one.question), waits)
