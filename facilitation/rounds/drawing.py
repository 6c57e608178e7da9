"""Who is put together: the people of a program as the draw sees them, and the draw itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from facilitation.pairing.model import Draw, History, Person, Placed, Rules, Sizes, Weights
from facilitation.people.model import Member
from facilitation.programs.model import Enrollment, Program, Settings
from facilitation.work import Work

RANKED = (4.0, 2.0, 2.0, 1.0, 1.0)
"""What the first, second, … preference weighs; in the default order these are the weights of facts/matching.md."""

REPEAT_COST = 1.0
HALF_LIFE = 3.0

LOOKED_BACK = 3
"""Over so many rounds people's circles are averaged to see who was served poorly: the last still weighs in it."""

Met = Sequence[tuple[tuple[str, ...], datetime]]
"""Circles that met, each with when that was said."""


def taking_part(work: Work, program: Program, round_id: str, now: datetime) -> list[Enrollment]:
    """Return the enrollments that are in the draw of the round: active (or back by now), reachable, not skipping it."""
    enrolled = [
        e
        for e in work.enrollments.of_program(program.id)
        if e.state == "active" or (e.returns_at is not None and e.returns_at <= now)
    ]
    enrolled = [e for e in enrolled if not round_id or e.skips != round_id]
    members = work.members.some([e.member for e in enrolled])
    return [e for e in enrolled if e.member in members and members[e.member].state == "active"]


def draw(
    work: Work, program: Program, enrolled: Sequence[Enrollment], seed: int, now: datetime
) -> Draw:
    """Return the circles of the given people: nothing is written, and the same seed gives the same circles."""
    from facilitation.pairing import draw as pairing

    met = _met(work, program, now)
    people = persons(work, program, enrolled, met, now)
    settings = program.settings
    return pairing.draw(
        people,
        Sizes(target=settings.size, smallest=settings.smallest, largest=settings.largest),
        rules=rules(work, program),
        weights=weights(settings),
        history=history(program, met, now),
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
    from facilitation.pairing import draw as pairing

    settings = program.settings
    met = _met(work, program, now)
    seated = [m for circle in circles for m in circle]
    found = _persons(work, seated, now)
    return pairing.place(
        persons(work, program, alone, met, now),
        [[found[m] for m in circle] for circle in circles],
        Sizes(target=settings.size, smallest=settings.smallest, largest=settings.largest),
        rules=rules(work, program),
        weights=weights(settings),
        history=history(program, met, now),
        seed=seed,
    )


def persons(
    work: Work, program: Program, enrolled: Sequence[Enrollment], met: Met, now: datetime
) -> list[Person]:
    """Return the people as the draw sees them; who was missed or poorly served in the last rounds comes first."""
    from facilitation.pairing import serving

    missed = {e.member: e.missed for e in enrolled}
    since = now - LOOKED_BACK * _turn(program)
    circles = [ids for ids, at in met if at >= since and not missed.keys().isdisjoint(ids)]
    known = _persons(work, sorted(missed.keys() | {m for ids in circles for m in ids}), now)
    means = serving.means(circles, known.values(), weights(program.settings)) if circles else {}
    owed = serving.owed({m: mean for m, mean in means.items() if m in missed})
    return [
        replace(known[m], priority=serving.priority(rounds, owed.get(m, 0.0)))
        for m, rounds in missed.items()
    ]


def _persons(work: Work, member_ids: Sequence[str], now: datetime) -> dict[str, Person]:
    """Return the members as the draw sees them, by id."""
    return {m: person(member, now) for m, member in work.members.some(member_ids).items()}


def person(member: Member, now: datetime) -> Person:
    """Return the member as the draw sees them; their distance from UTC is that of `now`."""
    offset = now.astimezone(ZoneInfo(member.zone)).utcoffset() or timedelta()
    return Person(
        id=member.id,
        team=member.team,
        location=member.location,
        utc_offset_min=int(offset.total_seconds() // 60),
        work=member.work,
        manager=member.manager or None,
        level=member.level,
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


def history(program: Program, met: Met, now: datetime) -> History:
    """Return who met whom how many rounds ago, as far back as the repeat gap; only meetings that happened count."""
    settings = program.settings
    turn = _turn(program)
    ages: dict[frozenset[str], int] = {}
    since = now - timedelta(weeks=settings.gap_weeks)
    for members, at in met:
        if at >= since:
            ago = 1 + int((now - at) / turn)
            for pair in pairs_of(members):
                ages[pair] = min(ago, ages.get(pair, ago))
    window = max(1, -(-settings.gap_weeks // settings.cadence.every)) if settings.gap_weeks else 0
    return History(met=ages, window=window, half_life=HALF_LIFE, penalty=REPEAT_COST)


def _met(work: Work, program: Program, now: datetime) -> Met:
    """Return the circles that met, as far back as the repeat gap and service are looked at."""
    gap = timedelta(weeks=program.settings.gap_weeks)
    return work.circles.met_since(program.id, now - max(gap, LOOKED_BACK * _turn(program)))


def _turn(program: Program) -> timedelta:
    return timedelta(weeks=program.settings.cadence.every)


def ever_met(work: Work, program: Program) -> frozenset[frozenset[str]]:
    """Return every two who have met in the program, however long ago."""
    met = work.circles.met_since(program.id, program.created_at - timedelta(days=1))
    return frozenset(pair for members, _ in met for pair in pairs_of(members))


def pairs_of(members: Iterable[str]) -> list[frozenset[str]]:
    """Return every two of the members."""
    ids = sorted(members)
    return [frozenset((a, b)) for i, a in enumerate(ids) for b in ids[i + 1 :]]
