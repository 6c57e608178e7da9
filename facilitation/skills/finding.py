"""Finding: the best peers to ask for a skill, each with the reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from facilitation.late import Late
from facilitation.pairing.experts import Ask, Expert, Found, Load, Offer
from facilitation.people.model import Member, Workspace
from facilitation.skills import levels, naming
from facilitation.skills.levels import Level
from facilitation.skills.model import Source
from facilitation.talk.messages import Span
from facilitation.talk.phrases import Phrase, Place, say, say_n, sentences
from facilitation.work import Work

if TYPE_CHECKING:
    from facilitation.pairing import asking
else:
    asking = Late("facilitation.pairing.asking")

LIMIT = 2
"""So many requests that wait for their answer are as much as is put on anybody: being asked is a burden."""

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
    apart = {asker.id, *but_not}
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
    stand = work.skills.standing(asker.id, [m.id for m in people], key, now - LATELY)
    members = {member.id: member for member in people if not stand[member.id].apart}
    known = {id: levels.level_of(stand[id].evidence, now) for id in members}
    experts = [
        _expert(member, now, _offer(key, known[id]), stand[id].waiting, stand[id].asked)
        for id, member in members.items()
    ]
    ranked = asking.Index([*experts, _expert(asker, now)]).rank(
        Ask(asker.id, key, now, len(people))
    )
    first = _present(work, ranked, k)
    loads = [one.load for one in first]
    return [
        _candidate(
            members[one.id],
            one,
            known[one.id],
            stand[one.id].waiting,
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
        work=member.work.usual,
        breaks=member.work.breaks_on(range(7)),
        days=tuple(sorted(member.work.working)),
        languages=frozenset(member.languages),
        open=waiting,
        limit=LIMIT,
        load=Load(load, now),
    )


def _offer(key: str, level: Level | None) -> Offer:
    if level is None:
        return Offer(key, _GUESS, 0.0)
    return Offer(key, level.level, level.confidence)


def _present(work: Work, ranked: Sequence[Found], k: int) -> list[Found]:
    """Return the first `k` of whom has not said that they take a break from all they are in."""
    first: list[Found] = []
    at = 0
    while len(first) < k and at < len(ranked):
        next = ranked[at : at + k - len(first)]
        away = work.enrollments.on_break([one.id for one in next])
        first += [one for one in next if one.id not in away]
        at += len(next)
    return first


def _why(found: Found, level: Level | None, least: bool, now: datetime) -> tuple[Span, ...]:
    """Return in one sentence what speaks for somebody."""
    less = say("They have been asked least lately.") if least else ""
    return (sentences(_known(level, now), _shared(found.week_min), less),)


def _known(level: Level | None, now: datetime) -> Phrase:
    if level is None:
        return say("They offer it and have not said how well they know it.")
    told: dict[str, Place] = {
        "level": level.level,
        "most": levels.HIGHEST,
        "when": f"{level.at:%B}" if level.at.year == now.year else f"{level.at:%B %Y}",
    }
    if level.listed:
        return say("Level {level} of {most}, by your company's list of {when}.", **told)
    match level.source:
        case "self":
            return say("Level {level} of {most}, as they said in {when}.", **told)
        case "peer":
            return say("Level {level} of {most}, as a colleague said in {when}.", **told)
        case "recall":
            return say("Level {level} of {most}, from their answers in {when}.", **told)


def _shared(week_min: int) -> Phrase:
    hours = week_min / 60
    if hours >= _DAYS:
        return say_n(
            "You share {n} working hour a day.",
            "You share {n} working hours a day.",
            n=round(hours / _DAYS),
        )
    if hours >= 1:
        return say_n(
            "You share {n} working hour a week.",
            "You share {n} working hours a week.",
            n=round(hours),
        )
    return say("You share no working hours.")
