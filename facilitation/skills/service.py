"""What members can do about skills: offer, want, and take either back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.skills import levels, naming, wanters
from facilitation.skills.levels import Level
from facilitation.skills.model import Evidence, Kind, Skill
from facilitation.skills.naming import Named
from facilitation.talk.messages import Code
from facilitation.work import Work

KINDS: tuple[Kind, ...] = ("offer", "want")
MOST = 30
"""How many skills a member may offer, and how many they may want."""

EVERYONE = 1_000_000
"""More people than any workspace has."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A member after a change to what they offer or want, and the names it was about."""

    member: Member
    names: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    """Those that were so before."""
    unknown: tuple[str, ...] = ()
    """Those that were to be taken back and are not there."""


def settle(work: Work, workspace: str, named: Named, by: str, now: datetime) -> Skill:
    """Return the skill that a name means, stored when it is new, with the other words of a starter.

    Members who hold it in another spelling from before hold it by its name from now on.
    """
    if named.skill:
        return named.skill
    others = naming.starter_words().get(naming.starter_of(named.key), ())
    aliases = tuple(w for w in others if not work.skills.find(workspace, w))
    skill = work.skills.save(
        Skill(
            id=work.new_id("skl"),
            workspace=workspace,
            name=named.name,
            key=named.key,
            aliases=aliases,
            created_by=by,
            created_at=now,
        )
    )
    respell(work, skill, (skill.key, *aliases))
    return skill


def respell(work: Work, skill: Skill, words: Iterable[str]) -> None:
    """Let everybody who holds something by one of these words, also who is away, hold the skill by its name."""
    for kind in KINDS:
        for word in words:
            holders = work.skills.holders(skill.workspace, kind, word, EVERYONE, everyone=True)
            renamed = [(m, _named_so(held(m, kind), word, skill.name)) for m in holders]
            work.members.save_each(
                [_holding(m, kind, names) for m, names in renamed if names != held(m, kind)]
            )


def _named_so(names: Sequence[str], word: str, name: str) -> tuple[str, ...]:
    """Return the names with what the word means under its name, each skill once."""
    key = naming.fold(name)
    meant = [name if naming.fold(one) in (word, key) else one for one in names]
    return tuple(dict.fromkeys(meant))


def held(member: Member, kind: Kind) -> tuple[str, ...]:
    """Return the names of what a member offers or wants."""
    return member.offers if kind == "offer" else member.wants


def hold(work: Work, member: Member, kind: Kind, names: Sequence[str]) -> Member:
    """Let a member offer or want exactly the skills of these names; return them as saved."""
    return work.members.save(_holding(member, kind, tuple(dict.fromkeys(names))))


def _holding(member: Member, kind: Kind, names: Sequence[str]) -> Member:
    kept = tuple(names)
    return replace(member, offers=kept) if kind == "offer" else replace(member, wants=kept)


def offer(
    work: Work, member: Member, given: Sequence[tuple[Skill, int | None]], now: datetime
) -> Changed:
    """Let a member offer skills, at the levels they give themself; raises UserError when it is too many.

    Those who want one that nobody offered until now are told.
    """
    changed = _add(work, member, "offer", [skill for skill, _ in given])
    rate_self(work, changed.member, given, now)
    fresh = [skill for skill, _ in given if skill.name not in changed.already]
    wanters.tell(work, changed.member, fresh, now)
    return changed


def rate_self(
    work: Work, member: Member, given: Sequence[tuple[Skill, int | None]], now: datetime
) -> None:
    """Keep the levels that a member gives themself."""
    own = [
        Evidence(
            workspace=member.workspace,
            member=member.id,
            skill=skill.key,
            level=level,
            source="self",
            by=member.id,
            at=now,
        )
        for skill, level in given
        if level
    ]
    work.skills.rate(own)


def want(work: Work, member: Member, skills: Sequence[Skill], now: datetime) -> Changed:
    """Let a member want skills; raises UserError when it is too many."""
    changed = _add(work, member, "want", skills)
    new = [skill.key for skill in skills if skill.name not in changed.already]
    work.skills.wish(member.workspace, member.id, new, now)
    return changed


def _add(work: Work, member: Member, kind: Kind, skills: Sequence[Skill]) -> Changed:
    """Add skills to what a member offers or wants, who is read anew: storing a skill may have changed them."""
    now = work.members.get(member.id)
    meant = {word: skill.name for skill in skills for word in (skill.key, *skill.aliases)}
    before = held(now, kind)
    kept = [meant.get(naming.fold(name), name) for name in before]
    names = tuple(dict.fromkeys([*kept, *(skill.name for skill in skills)]))
    if len(names) > len(before):
        check_number(kind, len(names))
    already = tuple(dict.fromkeys(skill.name for skill in skills if skill.name in kept))
    saved = now if names == before else hold(work, now, kind, names)
    return Changed(saved, tuple(dict.fromkeys(skill.name for skill in skills)), already)


def check_number(kind: Kind, count: int) -> None:
    """Raise UserError when nobody may offer or want so many skills."""
    if count > MOST:
        raise UserError(
            "You can {kind} up to {most} skills, and this would make {count}. Leave some out, or take "
            "some back first with {command}.",
            kind=kind,
            most=MOST,
            count=count,
            command=Code(f"un{kind}"),
        )


def take_back(work: Work, member: Member, kind: Kind, words: Sequence[str]) -> Changed:
    """Take back what a member offers or wants, and say which of the words name nothing of it."""
    now = work.members.get(member.id)
    names = {naming.fold(name): name for name in held(now, kind)}
    gone: dict[str, str] = {}
    unknown = []
    for word in words:
        key = naming.fold(word)
        if key not in names and (skill := work.skills.find(now.workspace, key)):
            key = skill.key
        if key not in names:
            key = naming.fold(naming.starter_of(key))
        if key in names:
            gone[key] = names[key]
        else:
            unknown.append(naming.spelled(word))
    left = [name for key, name in names.items() if key not in gone]
    saved = hold(work, now, kind, left) if gone else now
    wanters.take_back(work, saved, kind, tuple(gone))
    if kind == "want":
        work.skills.wish_no_more(saved.id, tuple(gone))
    return Changed(saved, tuple(gone.values()), unknown=tuple(unknown))


def levels_of(work: Work, member: Member, now: datetime) -> dict[str, Level]:
    """Return by skill key how well a member is known to know it."""
    told = work.skills.evidence(member.workspace, [member.id])
    return {skill: level for (_, skill), level in levels.by_skill(told, now).items()}


def own_levels(work: Work, member: Member) -> dict[str, int]:
    """Return by skill key the level that a member last gave themself."""
    told = work.skills.evidence(member.workspace, [member.id])
    return {one.skill: one.level for one in reversed(told) if one.source == "self" and one.by}


def helpers(work: Work, member: Member, key: str) -> int:
    """Return how many others offer a skill, up to a hundred."""
    return sum(m.id != member.id for m in work.skills.holders(member.workspace, "offer", key))
