"""Finding: the best peers to ask for a skill, each with the reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from facilitation.pairing.asking import Index
from facilitation.pairing.experts import Ask, Expert, Found, Load, Offer
from facilitation.people.model import Member, Workspace
from facilitation.programs.model import Enrollment
from facilitation.skills import levels, naming
from facilitation.skills.levels import Level
from facilitation.skills.model import Source
from facilitation.talk.messages import Span
from facilitation.talk.words import counted
from facilitation.work import Work

LIMIT = 2
"""So many requests that wait for their answer are as much as is put on anybody (product.md)."""

LATELY = timedelta(weeks=8)
"""How far back asks count towards somebody's load: of an older one less than a two hundredth is left."""

LOOKED_AT = (24, 400, 100_000)
"""How many who offer the skill are looked at, those of the best level first: more only where these do not suffice."""

ENOUGH = 300
"""Working minutes a week that those found must share with the asker, or more people are looked at: an hour a day."""

_GUESS = 3
"""The level that somebody is taken to have who gave none, and whom nobody vouches for."""

_DAYS = 5
"""Working days in a week."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be asked for a skill, and why it is them."""

    member: Member
    level: int
    """From 1 to 5, or 0 where nobody has said."""
    confidence: float
    """How far the level is to be believed, from 0 to 1."""
    source: Source | None
    reason: tuple[Span, ...]
    """One sentence."""
    week_min: int
    """Working minutes that they and the asker share in the next seven days."""
    open: int
    """Requests that wait for their answer."""


def best(
    work: Work,
    workspace: Workspace,
    asker: Member,
    skill_name: str,
    now: datetime,
    *,
    but_not: Collection[str] = (),
    k: int = 3,
) -> list[Candidate]:
    """Return up to `k` peers to ask for a skill, by its name, best first; empty when there is nobody.

    Never the asker, whoever avoids or is avoided, who shares no language, has as many open requests as they can bear,
    or has paused everything they take part in.
    """
    key = naming.fold(skill_name)
    apart = {asker.id, *but_not, *work.avoids.around(asker.id)}
    for most in LOOKED_AT:
        offering = work.skills.holders(workspace.id, "offer", key, most)
        found = _chosen(work, asker, [m for m in offering if m.id not in apart], key, now, k)
        # With fewer hours in common one makes do once some hundreds have been looked at.
        good = [one for one in found if one.week_min >= ENOUGH or most > LOOKED_AT[0]]
        if len(good) == k or len(offering) < most:
            break
    return found


def _chosen(
    work: Work, asker: Member, people: Sequence[Member], key: str, now: datetime, k: int
) -> list[Candidate]:
    """Return the best of some people who offer a skill."""
    ids = [member.id for member in people]
    known = levels.by_skill(work.skills.evidence(asker.workspace, ids, key), now)
    waiting = work.bookings.open_of(ids)
    asked = work.bookings.asked_since(ids, now - LATELY)
    experts = [
        _expert(
            member,
            now,
            _offer(key, known.get((member.id, key))),
            waiting[member.id],
            asked[member.id],
        )
        for member in people
    ]
    ranked = Index([*experts, _expert(asker, now)]).rank(Ask(asker.id, key, now, len(people)))
    members = {member.id: member for member in people}
    first = _present(work, asker.workspace, ranked, k)
    loads = [one.load for one in first]
    return [
        _candidate(
            members[one.id],
            one,
            known.get((one.id, key)),
            waiting[one.id],
            # of those who are shown, as nobody else is spoken of
            one.load == min(loads) < max(loads),
            now,
        )
        for one in first
    ]


def _candidate(
    member: Member, found: Found, level: Level | None, waiting: int, least: bool, now: datetime
) -> Candidate:
    return Candidate(
        member=member,
        level=level.level if level else 0,
        confidence=level.confidence if level else 0.0,
        source=level.source if level else None,
        reason=_why(found, level, least, now),
        week_min=found.week_min,
        open=waiting,
    )


def _expert(
    member: Member,
    now: datetime,
    offer: Offer | None = None,
    waiting: int = 0,
    asked: Sequence[datetime] = (),
) -> Expert:
    """Return a member as asking sees them at an instant."""
    offset = now.astimezone(ZoneInfo(member.zone)).utcoffset() or timedelta()
    load = sum(Load(1.0, at).left(now) for at in asked)
    return Expert(
        member.id,
        (offer,) if offer else (),
        team=member.team,
        utc_offset_min=offset // timedelta(minutes=1),
        work=member.work,
        languages=frozenset(member.languages),
        open=waiting,
        limit=LIMIT,
        load=Load(load, now),
    )


def _offer(key: str, level: Level | None) -> Offer:
    if level is None:
        return Offer(key, _GUESS, 0.0)
    return Offer(key, level.level, level.confidence, level.source)


def _present(work: Work, workspace: str, ranked: Sequence[Found], k: int) -> list[Found]:
    """Return the first `k` of whom has not said that they take a break from all they are in."""
    first: list[Found] = []
    at = 0
    while len(first) < k and at < len(ranked):
        next = ranked[at : at + k - len(first)]
        away = resting(work, workspace, [one.id for one in next])
        first += [one for one in next if one.id not in away]
        at += len(next)
    return first


def resting(work: Work, workspace: str, members: Sequence[str]) -> set[str]:
    """Return those of the members who have paused everything that they take part in, as they said."""
    enrollments = work.enrollments.of_members(members)
    if not any(map(_is_break, enrollments)):
        return set()
    ended = {p.id for p in work.programs.of(workspace) if p.state == "ended"}
    current = [one for one in enrollments if one.program not in ended]
    present = {one.member for one in current if not _is_break(one)}
    return {one.member for one in current} - present


def _is_break(enrollment: Enrollment) -> bool:
    return enrollment.state == "paused" and enrollment.cause == "asked"


def _why(found: Found, level: Level | None, least: bool, now: datetime) -> tuple[Span, ...]:
    """Return in one sentence what speaks for somebody."""
    parts = [_known(level, now), _shared(found.week_min)]
    if least:
        parts.append("asked least of late")
    return (f"{'; '.join(parts)}.",)


def _known(level: Level | None, now: datetime) -> str:
    if level is None:
        return "Offers it, and has given no level"
    year = "" if level.at.year == now.year else f" {level.at.year}"
    when = f"in {level.at:%B}{year}"
    said = {
        "self": f"by their own word {when}",
        "peer": f"confirmed by a peer {when}",
        "recall": f"shown by answers to my questions {when}",
    }
    return f"Level {level.level} of {levels.HIGHEST}, {said[level.source]}"


def _shared(week_min: int) -> str:
    hours = week_min / 60
    if hours >= _DAYS:
        return f"you share {counted(round(hours / _DAYS), 'working hour')} a day"
    if hours >= 1:
        return f"you share {counted(round(hours), 'working hour')} a week"
    return "you share no working hours"
