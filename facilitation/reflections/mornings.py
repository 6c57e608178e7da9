"""The one card of a member's morning: whatever of learning is due to them, once a working day at most.

Slices put what they have on it as a `Source`, and say by `wake` from when on. A step is due at each instant at which
somebody's card is; it makes the cards of all whose morning it is, so that statements do not grow with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.teller import Teller
from facilitation.reflections import full_weeks, morning_views
from facilitation.reflections.model import Morning
from facilitation.rounds.circles import sparing
from facilitation.rounds.model import Round
from facilitation.steps import service as steps
from facilitation.steps.model import Step, Subject
from facilitation.steps.service import Came, More
from facilitation.talk.messages import Block
from facilitation.talk.when import hours
from facilitation.talk.when.hours import instant, local
from facilitation.talk.when.weeks import DAY
from facilitation.talk.words import counted
from facilitation.work import Work

MOST = 3
"""So many things stand on one card; what is left comes on another morning."""

LASTS = timedelta(hours=3)
"""So long after somebody's day has begun it is still their morning; a card that is later comes on the next."""

WORTH = timedelta(hours=8)
"""How long after it is due a card is still worth sending: the rest of the day."""

AWAY = timedelta(days=7)
"""After so long it is tried again for who cannot be reached."""

SLICE = 200
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_SEARCHED = 370


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on a member's card, and the id by which its source knows it."""

    member: str
    id: str
    blocks: tuple[Block, ...]
    waits: datetime | None = None
    """Until when it can wait for a week in which the member meets nobody; None where it cannot."""


class Source(Protocol):
    """A slice that has things for members' mornings. Each of these is of many members in a few statements."""

    def take(self, work: Work, members: Mapping[str, Member], now: datetime) -> list[Item]:
        """Return what is due to these members, what matters most first; what has lost its sense is let go of."""

    def shown(self, work: Work, items: Sequence[Item], now: datetime) -> None:
        """Note that these stand on their members' cards."""

    def coming(self, work: Work, members: Sequence[str], now: datetime) -> Mapping[str, datetime]:
        """Return from when on there is something more for each of the members, of those for whom there is."""

    def waiting(self, work: Work, member: Member, now: datetime) -> list[Item]:
        """Return what stood on a member's card and waits for an answer, what matters most first."""


def morning(tell: Teller, member: Member, after: datetime) -> datetime:
    """Return when the first of a member's working days begins that does not begin before an instant."""
    start = time(*divmod(member.work.usual[0] % DAY, 60))
    quiet, first = tell.quiet_of(member), local(after, member.zone).date()
    for day in (first + number * _DAY for number in range(_SEARCHED)):
        at = instant(day, start, member.zone)
        if at >= after and not hours.is_quiet(at, member.zone, quiet):
            return at
    return after


def day(member: Member, at: datetime, later: int = 0) -> datetime:
    """Return when a member's day begins that is so many days after the one of an instant."""
    return instant(local(at, member.zone).date() + later * _DAY, time(), member.zone)


def wake(work: Work, tell: Teller, wishes: Iterable[tuple[Member, datetime]]) -> None:
    """Let members' cards come on their first working morning from an instant on, or sooner where one is planned."""
    rows = [
        Morning(member=member.id, workspace=member.workspace, at=morning(tell, member, after))
        for member, after in wishes
    ]
    work.mornings.sooner(rows)
    _plan(work, rows)


def switch(
    work: Work, member: Member, now: datetime, sources: Sequence[Source], *, off: bool
) -> bool:
    """Let no card come to a member any more, or let them come again; return whether that is news."""
    known = work.mornings.of(member.id) or Morning(member=member.id, workspace=member.workspace)
    if known.off == off:
        return False
    work.mornings.put([replace(known, off=off, at=None)])
    coming = [] if off else _coming(work, sources, [member.id], now).values()
    tell = teller.of(work, member.workspace, now)
    wake(work, tell, [(member, max(at, day(member, now, 1))) for at in coming])
    return True


def run(sources: Sequence[Source], work: Work, step: Step, now: datetime) -> Came:
    """Make the cards that are due in a workspace, some hundred at once."""
    due = work.mornings.due(step.workspace, now, SLICE)
    if not due:
        return None
    tell = teller.of(work, step.workspace, now)
    members = work.members.some([one.member for one in due])
    here = {m.id: m for m in members.values() if m.state == "active"}
    meets = _introductions(work, tell, here)
    ready = {m: here[m] for m in here.keys() - _spared(work, tell, here, meets)}
    sent = _cards(sources, work, tell, ready, full_weeks.reasons(work, tell, ready, meets))
    _next(sources, work, tell, due, members, ready)
    if len(due) == SLICE:
        return More("")
    return f"{counted(sent, 'card')} for the morning" if sent else ""


def _spared(
    work: Work, tell: Teller, here: Mapping[str, Member], meets: Mapping[str, set[date]]
) -> set[str]:
    """Return who gets no card now: whoever is on a break, meets somebody new today, or has begun their day long ago."""
    late = {m.id for m in here.values() if morning(tell, m, tell.now - LASTS) > tell.now}
    new = {m for m, days in meets.items() if full_weeks.today(tell, here[m]) in days}
    return late | new | work.enrollments.on_break(list(here))


def _introductions(work: Work, tell: Teller, here: Mapping[str, Member]) -> Mapping[str, set[date]]:
    """Return by member the days on which they read of a circle: the last new one of each program, and each week's."""
    found: dict[str, set[date]] = {}

    def reads(member: Member, at: datetime) -> None:
        on = local(tell.readable(member, at=at), member.zone).date()
        found.setdefault(member.id, set()).add(on)

    for (member, _), at in work.circles.newest(list(here)).items():
        reads(here[member], at)
    rounds: dict[str, list[Round]] = {}
    around = tell.now - _WEEK, tell.now + _WEEK
    drawing = {p.id for p in work.programs.of(tell.workspace) if sparing.draws(work, p)}
    for round in work.rounds.between(tell.workspace, *around, ("planned", "open")):
        if round.program in drawing:
            rounds.setdefault(round.program, []).append(round)
    for enrolled in work.enrollments.of_members(list(here)) if rounds else ():
        for round in rounds.get(enrolled.program, ()) if enrolled.state == "active" else ():
            reads(here[enrolled.member], round.opens_at)
    return found


def _cards(
    sources: Sequence[Source],
    work: Work,
    tell: Teller,
    ready: Mapping[str, Member],
    busy: Mapping[str, int],
) -> int:
    """Owe each member one card of what is due to them, and return how many that are.

    In a week in which their circle meets, somebody has their time, or they have had a card, there is enough to read:
    what can wait does, unless a card comes anyway. Where two of these come together, or they look after a discussion
    that opens in it, everything waits for another week.
    """
    found = [source.take(work, ready, tell.now) for source in sources]
    cards: dict[str, list[Item]] = {}
    for item in (item for taken in found for item in taken):
        cards.setdefault(item.member, []).append(item)
    cards = {
        member: items[:MOST]
        for member, items in cards.items()
        if busy.get(member, 0) < full_weeks.FULL
        and (member not in busy or not all(one.waits and one.waits > tell.now for one in items))
    }
    on_cards = {(one.member, one.id) for items in cards.values() for one in items}
    for source, taken in zip(sources, found, strict=True):
        source.shown(work, [one for one in taken if (one.member, one.id) in on_cards], tell.now)
    for member, items in cards.items():
        on = full_weeks.today(tell, ready[member])
        tell.to_member(
            ready[member],
            morning_views.card_of([item.blocks for item in items]),
            key=full_weeks.card_key(member, f"{on}"),
            kind="nudge",
            about=member,
            due=tell.now,
            until=WORTH,
        )
    tell.send()
    return len(cards)


def _next(
    sources: Sequence[Source],
    work: Work,
    tell: Teller,
    due: Sequence[Morning],
    members: Mapping[str, Member],
    ready: Mapping[str, Member],
) -> None:
    """Write when each of the members is next spoken to."""
    coming = _coming(work, sources, list(ready), tell.now)
    rows = []
    for one in due:
        member = members.get(one.member)
        after: datetime | None = None
        if member is not None and member.state != "gone":
            tomorrow = day(member, tell.now, 1)
            after = tomorrow if member.state == "active" else tell.now + AWAY
            if one.member in ready:
                at = coming.get(one.member)
                after = at and max(at, tomorrow)
        rows.append(replace(one, at=morning(tell, member, after) if member and after else None))
    work.mornings.put(rows)
    _plan(work, rows)


def _coming(
    work: Work, sources: Sequence[Source], members: Sequence[str], now: datetime
) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for source in sources:
        for member, at in source.coming(work, members, now).items():
            found[member] = min(at, found.get(member, at))
    return found


def _plan(work: Work, rows: Iterable[Morning]) -> None:
    """Plan a step for each instant at which somebody's card is due; whoever is due then is its matter."""
    for workspace, at in sorted({(row.workspace, row.at) for row in rows if row.at}):
        steps.plan(
            work, Subject("morning", f"{workspace}:{at:%Y%m%dT%H%M%S}", workspace), "cards", at
        )


def waiting(
    sources: Sequence[Source], work: Work, member: Member, now: datetime, but: str = ""
) -> list[tuple[Block, ...]]:
    """Return what stood on a member's cards and waits for an answer, as much as one card has, `but` for one thing."""
    items = [item for source in sources for item in source.waiting(work, member, now)]
    return [item.blocks for item in items if item.id != but][:MOST]
