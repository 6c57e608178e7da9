"""Telling those who want a skill that somebody offers it at last: once a skill, and once a day at the most."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.teller import Teller
from facilitation.skills import naming, views
from facilitation.skills.model import Kind, Skill
from facilitation.work import Work

APART = timedelta(days=1)
"""How long at least between two such messages to one person."""

MOST_TOLD = 200
"""How many are told at once: whoever has just said what they offer waits for it."""

_LOOKED_AT = (400, 4_000, 1_000_000)
"""How many who want a skill are looked at: more only where most of these have been told already."""


def tell(work: Work, by: Member, skills: Sequence[Skill], now: datetime) -> None:
    """Tell those who want a skill that `by` offers from now on and nobody offered until now.

    Up to `MOST_TOLD` at once: where more want it, the next of them are told when somebody offers it next.
    """
    for skill in skills:
        waiting = _waiting(work, by, skill)
        _tell(work, skill, waiting[:MOST_TOLD], now)
        more = len(waiting) > MOST_TOLD
        if more != skill.more_wait:
            work.skills.let_wait(skill.id, more=more)


def _waiting(work: Work, by: Member, skill: Skill) -> list[Member]:
    """Return who is to be told that `by` offers a skill, one more than are told at once where there are so many."""
    apart = {by.id, *work.avoids.around(by.id)}
    offering = work.skills.holders(by.workspace, "offer", skill.key, 3)
    others = [member for member in offering if member.id != by.id]
    if others and not skill.more_wait:
        # Who offers it themself as well had still nobody to ask.
        alone = others if len(others) == 1 else []
        return _untold(work, skill, [m for m in alone if _wants(m, skill)], apart)
    for most in _LOOKED_AT:
        wanting = work.skills.holders(by.workspace, "want", skill.key, most)
        found = _untold(work, skill, wanting, apart)
        if len(found) > MOST_TOLD or len(wanting) < most:
            break
    return found


def _untold(
    work: Work, skill: Skill, members: Sequence[Member], apart: Collection[str]
) -> list[Member]:
    keys = [_key(skill.key, member.id) for member in members]
    told = work.outbox.owed_or_sent(skill.workspace, keys)
    return [m for m in members if m.id not in apart and _key(skill.key, m.id) not in told]


def _tell(work: Work, skill: Skill, members: Sequence[Member], now: datetime) -> None:
    """Owe each of the members the message when it is due, and note when that is."""
    if not members:
        return
    tell = teller.of(work, skill.workspace, now)
    due = _due(tell, members)
    work.skills.hint(due)
    message = views.turned_up(skill.name)
    for member in members:
        tell.to_member(
            member,
            message,
            key=_key(skill.key, member.id),
            kind="told",
            about=skill.id,
            due=due[member.id],
            until=teller.WORTH_TELLING,
        )
    tell.send()


def take_back(work: Work, member: Member, kind: Kind, keys: Sequence[str]) -> None:
    """Withdraw what has lost its sense: a want given up, or nobody left who offers."""
    for key in keys:
        if kind == "want":
            work.outbox.withdraw(member.workspace, [_key(key, member.id)])
        elif not work.skills.holders(member.workspace, "offer", key, 1) and (
            skill := work.skills.find(member.workspace, key)
        ):
            owed = work.outbox.pending(member.workspace, skill.id)
            told = [d.key for d in owed if d.key.startswith("want:")]
            work.outbox.withdraw(member.workspace, told)


def _key(skill: str, member: str) -> str:
    return teller.key(f"want:{skill}", member)


def _due(tell: Teller, members: Sequence[Member]) -> dict[str, datetime]:
    """Return by id when the next such message to members is due: a day after the last, outside quiet hours."""
    last = tell.work.skills.hinted([member.id for member in members])
    due: dict[str, datetime] = {}
    for member in members:
        after = last[member.id] + APART if member.id in last else tell.now
        due[member.id] = tell.readable(member, at=max(tell.now, after))
    return due


def _wants(member: Member, skill: Skill) -> bool:
    return skill.key in {naming.fold(name) for name in member.wants}
