"""Who is put together: the people of a program as the draw sees them, and the draw itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from facilitation.late import Late
from facilitation.pairing import draw as pairing
from facilitation.pairing.model import Draw, History, Person, Placed, Rules, Sizes, Weights
from facilitation.people.model import Member
from facilitation.programs import cadence
from facilitation.programs.model import Enrollment, Program, Settings
from facilitation.talk.when import hours
from facilitation.talk.when.hours import local
from facilitation.work import Work

if TYPE_CHECKING:
    from facilitation.pairing import serving
else:
    serving = Late("facilitation.pairing.serving")

RANKED = (4.0, 2.0, 2.0, 1.0, 1.0)
"""What the first, second, … preference weighs; in the default order these are the weights of pairing/README.md."""

REPEAT_COST = 1.0
HALF_LIFE = 3.0

COUNTED = 300
"""People above whom nobody counts how often two met: there is always somebody new."""

UNSAID = 3
"""The level of experience that a draw takes somebody to have who has not said."""

_TOLERANCE = timedelta(hours=12)

LOOKED_BACK = 3
"""Over so many rounds people's circles are averaged to see who was served poorly: the last still weighs in it."""

Met = Sequence[tuple[tuple[str, ...], datetime]]
"""Circles that met, each with when that was said."""

Begin = Callable[[], AbstractContextManager[Work]]
"""Opens a transaction for each part of what a draw reads, so that nobody waits for all of it; or gives the open one."""

Ready = Sequence[tuple[Enrollment, Member]]
"""Who is in a draw."""

PAGE = 1_000
"""So many people are read in one transaction where a draw is worked out outside of one."""


def within(work: Work) -> Begin:
    """Return what gives the transaction that is open."""
    return lambda: nullcontext(work)


def some(member_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Give ids as many at a time as are read in one transaction."""
    for start in range(0, len(member_ids), PAGE):
        yield member_ids[start : start + PAGE]


def by_pages(begin: Begin, program: Program) -> Iterator[tuple[Work, Sequence[Enrollment]]]:
    """Give the program's enrollments that have not left, some at a time, each time with the transaction it is."""
    after: str | None = ""
    while after is not None:
        with begin() as work:
            page = work.enrollments.page(program.id, after, PAGE)
            yield work, page
        after = page[-1].member if len(page) == PAGE else None


def taking_part(begin: Begin, program: Program, round_id: str, now: datetime) -> Ready:
    """Return who is in the draw of the round, oldest first: active (or back by now), reachable, not skipping it."""
    pages = by_pages(begin, program)
    found = [one for work, page in pages for one in in_draw(work, page, round_id, now)]
    return sorted(found, key=lambda one: (one[0].joined_at, one[0].member))


def in_draw(
    work: Work, enrolled: Iterable[Enrollment], round_id: str, now: datetime
) -> list[tuple[Enrollment, Member]]:
    """Return those of some enrollments that take part in the round, with who they are."""
    ready = [e for e in enrolled if e.takes_part(round_id, now)]
    members = work.members.some([e.member for e in ready])
    there = [(e, members[e.member]) for e in ready if e.member in members]
    return [(e, member) for e, member in there if member.state == "active"]


def draw(
    begin: Begin,
    program: Program,
    enrolled: Sequence[Enrollment],
    known: Mapping[str, Member],
    seed: int,
    now: datetime,
    *,
    by: Callable[..., Draw],
) -> Draw:
    """Read what a draw needs but for those who are `known`, and draw by a way to."""
    settings = program.settings
    people = _people(begin, program, enrolled, known, now)
    with begin() as work:
        hard = rules(work, program)
    met = history(begin, program, [e.member for e in enrolled], now)
    return by(
        people,
        sizes=Sizes(target=settings.size, smallest=settings.smallest, largest=settings.largest),
        rules=hard,
        weights=weights(settings),
        history=met,
        seed=seed,
    )


def place(
    work: Work,
    program: Program,
    alone: Sequence[Enrollment],
    circles: Sequence[Sequence[str]],
    seed: int,
    now: datetime,
) -> Placed:
    """Return where people left alone in the middle of a round could go: to each other, or into one of the circles."""
    settings = program.settings
    seated = [m for circle in circles for m in circle]
    found = _seen(work.members.some(seated), program, now)
    return pairing.place(
        _people(within(work), program, alone, {}, now),
        [[found[m] for m in circle] for circle in circles],
        Sizes(target=settings.size, smallest=settings.smallest, largest=settings.largest),
        rules=rules(work, program),
        weights=weights(settings),
        history=history(within(work), program, [*(e.member for e in alone), *seated], now),
        seed=seed,
    )


def _people(
    begin: Begin,
    program: Program,
    enrolled: Sequence[Enrollment],
    known: Mapping[str, Member],
    now: datetime,
) -> list[Person]:
    """Return whom the draw sees; who was missed or poorly served in the last rounds comes first."""
    missed = {e.member: e.missed for e in enrolled}
    with begin() as work:
        circles = [ids for ids, _ in _met(work, program, now) if not missed.keys().isdisjoint(ids)]
    members = dict(known)
    there = missed.keys() | {m for ids in circles for m in ids}
    for ids in some(sorted(there - members.keys())):
        with begin() as work:
            members |= work.members.some(ids)
    seen = _seen({m: members[m] for m in sorted(there & members.keys())}, program, now)
    means = serving.means(circles, seen.values(), weights(program.settings)) if circles else {}
    owed = serving.owed({m: mean for m, mean in means.items() if m in missed})
    return [
        replace(seen[m], priority=serving.priority(rounds, owed.get(m, 0.0)))
        for m, rounds in missed.items()
    ]


def _seen(members: Mapping[str, Member], program: Program, now: datetime) -> dict[str, Person]:
    days = days_to_meet(program, now)
    return {m: person(member, now, days) for m, member in members.items()}


def days_to_meet(program: Program, now: datetime) -> tuple[int, ...]:
    """Return on which weekdays circles drawn now are to meet: until they are asked how it went."""
    zone = program.settings.zone
    asked = hours.add_working_days(now, program.settings.ask_days, zone)
    first, last = (local(at, zone).date() for at in (now, asked))
    return tuple((first.weekday() + n) % 7 for n in range(min((last - first).days, 6) + 1))


def person(member: Member, now: datetime, days: Sequence[int] = range(7)) -> Person:
    """Return the member as the draw sees them: how far from UTC they are now, and their hours on the days to meet."""
    offset = now.astimezone(ZoneInfo(member.zone)).utcoffset() or timedelta()
    return Person(
        id=member.id,
        team=member.team,
        location=member.location,
        utc_offset_min=int(offset.total_seconds() // 60),
        work=member.work.usual_on(days),
        breaks=member.work.breaks_on(days),
        manager=member.manager or None,
        level=member.level or UNSAID,
        languages=frozenset(member.languages),
        offers=frozenset(member.offers),
        wants=frozenset(member.wants),
        smallest=member.smallest,
    )


def rules(work: Work, program: Program) -> Rules:
    """Return the program's hard rules."""
    return Rules(
        blocked=frozenset(frozenset(p) for p in work.avoids.pairs(program.workspace)),
        no_manager=not program.settings.managers,
        shared_language=program.settings.shared_language,
    )


def weights(settings: Settings) -> Weights:
    """Return what each preference weighs: by its rank, nothing when it is not named."""
    ranked = dict(zip(settings.prefer, RANKED, strict=False))
    return Weights(
        skill=ranked.get("skill", 0.0),
        team=ranked.get("team", 0.0),
        location=ranked.get("location", 0.0),
        tz=ranked.get("hours", 0.0),
        level=ranked.get("level", 0.0),
        level_mode=settings.levels,
    )


def history(begin: Begin, program: Program, members: Sequence[str], now: datetime) -> History:
    """Return who was introduced to whom how many rounds ago, as far back as the repeat gap, and how often ever.

    The gap reaches over all programs of the workspace; who says that it did not take place has not met.
    """
    settings = program.settings
    turn = _turn(program)
    ages: dict[frozenset[str], int] = {}
    # a clock that changes, or a round an hour late, must not make a gap of whole weeks longer
    since = now - timedelta(weeks=settings.gap_weeks) + _TOLERANCE
    circles: defaultdict[tuple[str, datetime], list[str]] = defaultdict(list)
    for ids in some(members):
        with begin() as work:
            for session, at, member in work.sessions.introduced_since(
                program.workspace, since, ids
            ):
                circles[session, at].append(member)
    for (_, at), circle in circles.items():
        ago = max(1, round((now - at) / turn))
        for pair in pairs_of(circle):
            ages[pair] = min(ago, ages.get(pair, ago))
    window = max(1, -(-timedelta(weeks=settings.gap_weeks) // turn)) if settings.gap_weeks else 0
    times: dict[frozenset[str], int] = {}
    if len(members) <= COUNTED:
        with begin() as work:
            among = work.sessions.introduced_among(program.workspace, members)
        times = {pair: found.times for pair, found in among.items()}
    return History(met=ages, window=window, half_life=HALF_LIFE, penalty=REPEAT_COST, times=times)


def introduced(
    work: Work, program: Program, members: Sequence[str]
) -> dict[frozenset[str], datetime]:
    """Return when every two of these members were last introduced, in whichever program of the workspace."""
    among = work.sessions.introduced_among(program.workspace, members)
    return {pair: found.last for pair, found in among.items()}


def _met(work: Work, program: Program, now: datetime) -> Met:
    """Return the circles that met, as far back as it is looked who was served poorly."""
    return work.sessions.met_since(program.id, now - LOOKED_BACK * _turn(program))


def _turn(program: Program) -> timedelta:
    return cadence.shortest(program.settings.cadence)


def pairs_of(members: Iterable[str]) -> list[frozenset[str]]:
    """Return every two of the members."""
    ids = sorted(members)
    return [frozenset((a, b)) for i, a in enumerate(ids) for b in ids[i + 1 :]]
