"""Who is put together: the people of a program as the draw sees them, and the draw itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
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
from facilitation.work import Store, Work

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

Read = Callable[[Sequence[str]], Mapping[str, Member]]
"""Returns by id those members that there are."""

PAGE = 1_000
"""So many members are read in one transaction where a draw is worked out outside of one."""


def by_pages(store: Store) -> Read:
    """Return what reads members some at a time, each time in a transaction of its own: nobody waits for thousands."""

    def read(member_ids: Sequence[str]) -> Mapping[str, Member]:
        found: dict[str, Member] = {}
        for start in range(0, len(member_ids), PAGE):
            with store.begin() as work:
                found |= work.members.some(member_ids[start : start + PAGE])
        return found

    return read


def taking_part(work: Work, program: Program, round_id: str, now: datetime) -> list[Enrollment]:
    """Return the enrollments that are in the draw of the round: active (or back by now), reachable, not skipping it."""
    return [e for e in work.enrollments.reachable(program.id) if e.takes_part(round_id, now)]


def in_draw(
    work: Work, enrolled: Iterable[Enrollment], round_id: str, now: datetime
) -> list[tuple[Enrollment, Member]]:
    """Return those of some enrollments that take part in the round, with who they are."""
    ready = [e for e in enrolled if e.takes_part(round_id, now)]
    members = work.members.some([e.member for e in ready])
    there = [(e, members[e.member]) for e in ready if e.member in members]
    return [(e, member) for e, member in there if member.state == "active"]


def to_draw(
    work: Work,
    program: Program,
    enrolled: Sequence[Enrollment],
    seed: int,
    now: datetime,
    *,
    by: Callable[..., Draw],
) -> Callable[[Read], Draw]:
    """Read what a draw needs but for who people are, and return what reads that and draws by a way to."""
    settings = program.settings
    find = to_find(work, program, enrolled, _met(work, program, now), now)
    draw = partial(
        by,
        sizes=Sizes(target=settings.size, smallest=settings.smallest, largest=settings.largest),
        rules=rules(work, program),
        weights=weights(settings),
        history=history(work, program, [e.member for e in enrolled], now),
        seed=seed,
    )
    return lambda read: draw(find(read))


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
    met = _met(work, program, now)
    seated = [m for circle in circles for m in circle]
    found = _persons(work, program, seated, now)
    return pairing.place(
        to_find(work, program, alone, met, now)(work.members.some),
        [[found[m] for m in circle] for circle in circles],
        Sizes(target=settings.size, smallest=settings.smallest, largest=settings.largest),
        rules=rules(work, program),
        weights=weights(settings),
        history=history(work, program, [*(e.member for e in alone), *seated], now),
        seed=seed,
    )


def to_find(
    work: Work, program: Program, enrolled: Sequence[Enrollment], met: Met, now: datetime
) -> Callable[[Read], list[Person]]:
    """Return what reads who people are and makes of them whom the draw sees: of thousands that takes a second.

    Who was missed or poorly served in the last rounds comes first.
    """
    missed = {e.member: e.missed for e in enrolled}
    circles = [ids for ids, _ in met if not missed.keys().isdisjoint(ids)]
    seen = sorted(missed.keys() | {m for ids in circles for m in ids})

    def found(read: Read) -> list[Person]:
        known = _seen(read(seen), program, now)
        means = serving.means(circles, known.values(), weights(program.settings)) if circles else {}
        owed = serving.owed({m: mean for m, mean in means.items() if m in missed})
        return [
            replace(known[m], priority=serving.priority(rounds, owed.get(m, 0.0)))
            for m, rounds in missed.items()
        ]

    return found


def _persons(
    work: Work, program: Program, member_ids: Sequence[str], now: datetime
) -> dict[str, Person]:
    """Return the members as the draw sees them, by id."""
    return _seen(work.members.some(member_ids), program, now)


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


def history(work: Work, program: Program, members: Sequence[str], now: datetime) -> History:
    """Return who was introduced to whom how many rounds ago, as far back as the repeat gap, and how often ever.

    The gap reaches over all programs of the workspace; who says that it did not take place has not met.
    """
    settings = program.settings
    turn = _turn(program)
    ages: dict[frozenset[str], int] = {}
    # a clock that changes, or a round an hour late, must not make a gap of whole weeks longer
    since = now - timedelta(weeks=settings.gap_weeks) + _TOLERANCE
    for circle, at in work.sessions.introduced_since(program.workspace, since, members):
        ago = max(1, round((now - at) / turn))
        for pair in pairs_of(circle):
            ages[pair] = min(ago, ages.get(pair, ago))
    window = max(1, -(-timedelta(weeks=settings.gap_weeks) // turn)) if settings.gap_weeks else 0
    few = len(members) <= COUNTED
    among = work.sessions.introduced_among(program.workspace, members) if few else {}
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
