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

    people = persons(work, enrolled, now)
    settings = program.settings
    return pairing.draw(
        people,
        Sizes(target=settings.size, smallest=settings.smallest, largest=settings.largest),
        rules=rules(work, program),
        weights=weights(settings),
        history=history(work, program, now),
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
    seated = [m for circle in circles for m in circle]
    found = {p.id: p for p in _persons(work, [*seated], now)}
    return pairing.place(
        persons(work, alone, now),
        [[found[m] for m in circle] for circle in circles],
        Sizes(target=settings.size, smallest=settings.smallest, largest=settings.largest),
        rules=rules(work, program),
        weights=weights(settings),
        history=history(work, program, now),
        seed=seed,
    )


def persons(work: Work, enrolled: Sequence[Enrollment], now: datetime) -> list[Person]:
    """Return the people as the draw sees them; who was missed in the last rounds is served first."""
    missed = {e.member: e.missed for e in enrolled}
    return [
        replace(p, priority=min(2.0, float(missed[p.id])))
        for p in _persons(work, list(missed), now)
    ]


def _persons(work: Work, member_ids: Sequence[str], now: datetime) -> list[Person]:
    """Return the members as the draw sees them, in the given order."""
    members = work.members.some(member_ids)
    return [person(members[m], now) for m in member_ids]


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


def history(work: Work, program: Program, now: datetime) -> History:
    """Return who met whom how many rounds ago, as far back as the repeat gap; only meetings that happened count."""
    settings = program.settings
    turn = timedelta(weeks=settings.cadence.every)
    met: dict[frozenset[str], int] = {}
    since = now - timedelta(weeks=settings.gap_weeks)
    for members, at in work.circles.met_since(program.id, since):
        ago = 1 + int((now - at) / turn)
        for pair in pairs_of(members):
            met[pair] = min(ago, met.get(pair, ago))
    window = max(1, -(-settings.gap_weeks // settings.cadence.every)) if settings.gap_weeks else 0
    return History(met=met, window=window, half_life=HALF_LIFE, penalty=REPEAT_COST)


def ever_met(work: Work, program: Program) -> frozenset[frozenset[str]]:
    """Return every two who have met in the program, however long ago."""
    met = work.circles.met_since(program.id, program.created_at - timedelta(days=1))
    return frozenset(pair for members, _ in met for pair in pairs_of(members))


def pairs_of(members: Iterable[str]) -> list[frozenset[str]]:
    """Return every two of the members."""
    ids = sorted(members)
    return [frozenset((a, b)) for i, a in enumerate(ids) for b in ids[i + 1 :]]
