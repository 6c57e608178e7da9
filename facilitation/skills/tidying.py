"""What admins can do about the words for skills: merge, alias and rename, each with its inverse.

Facts of it are kept under the skill's id as `member`, where the inverse finds them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Literal

from facilitation.errors import NotFound, UserError
from facilitation.people.model import Member
from facilitation.post import journal
from facilitation.post.skill_facts import (
    KnownSkill,
    SkillMerged,
    SkillRenamed,
    SkillUnmerged,
    SkillWord,
)
from facilitation.skills import naming, service, wanting
from facilitation.skills.model import Evidence, Skill
from facilitation.skills.naming import Named
from facilitation.talk import near
from facilitation.talk.messages import Code
from facilitation.talk.phrases import say, sentences
from facilitation.work import Work

LOOKED_BACK = 200


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge that stands: the skill that a word was before, the one it went into, and the fact of it."""

    was: Skill
    into: Skill
    fact: str
    what: SkillMerged


def known(work: Work, workspace: str, text: str) -> Skill:
    """Return the skill that a word means, stored, or as profiles name it and `skill list` shows it.

    Raises NotFound with the nearest names.
    """
    named = naming.read(work, workspace, text)
    if named.skill:
        return named.skill
    others = naming.starter_words().get(named.name, ())
    keys = (named.key, *others)
    offered = any(work.skills.holders(workspace, "offer", word, 1) for word in keys)
    if offered or any(wanting.told(work, workspace, keys).values()):
        return Skill(
            id="",
            workspace=workspace,
            name=named.name,
            key=named.key,
            aliases=others,
            created_at=datetime.min.replace(tzinfo=UTC),
        )
    meant = near.meant(named.near[0] if named.near else None)
    raise NotFound(
        sentences(
            say("Nobody here has named the skill “{skill}” yet.", skill=named.name),
            meant,
            say("See them all: {command}", command=Code("skill list")),
        )
    )


def target(work: Work, workspace: str, text: str) -> Named:
    """Return what a word means, where that is a stored skill or a starter; raises NotFound for a new word."""
    named = naming.read(work, workspace, text)
    if not named.skill and not naming.is_starter(named.name):
        known(work, workspace, text)
    return named


def _stored(work: Work, skill: Skill, by: Member, now: datetime) -> Skill:
    """Return a skill that is known, stored where only profiles had it."""
    return (
        skill
        if skill.id
        else service.settle(work, skill.workspace, Named(None, skill.name, skill.key), by.id, now)
    )


def check_apart(skill: Skill, into: Named) -> None:
    """Raise UserError when both are one skill."""
    if skill.key == into.key:
        raise UserError("That is the same skill already: {into}.", into=into.name)


def merge(work: Work, skill: Skill, target: Named, by: Member, now: datetime) -> None:
    """Let one skill be another from now on, with its words, its people and what is known of them."""
    check_apart(skill, target)
    skill = _stored(work, skill, by, now)
    into = service.settle(work, skill.workspace, target, by.id, now)
    people: dict[str, tuple[tuple[str, bool], ...]] = {}
    for kind in service.KINDS:
        holders = work.skills.holders(
            skill.workspace, kind, skill.key, service.EVERYONE, everyone=True
        )
        people[kind] = tuple((m.id, into.name in service.held(m, kind)) for m in holders)
    words = tuple(dict.fromkeys((*into.aliases, skill.key, *skill.aliases)))
    work.skills.remove(skill)
    merged = work.skills.save(replace(into, aliases=words))
    service.respell(work, merged, (skill.key,))
    told = work.skills.rename(skill.workspace, skill.key, into.key)
    what = SkillMerged(
        of=into.id,
        name=into.name,
        skill=_known(skill),
        into=into.name,
        people=people,
        evidence=tuple((e.member, e.level, e.source, e.by, e.at) for e in told),
    )
    journal.keep(work, skill.workspace, what, now, by=by.id)


def merged(work: Work, workspace: str, text: str) -> Merged:
    """Return the standing merge that gave a word away; raises NotFound where there was none."""
    into, key = known(work, workspace, text), naming.fold(text)
    for id, what in _merges(work, into):
        was = _skill(workspace, what.skill)
        if key in (was.key, *was.aliases):
            if was.key not in into.aliases:
                raise UserError("“{was}” no longer means {into}.", was=was.name, into=into.name)
            return Merged(was, into, id, what)
    raise NotFound("“{spelled}” was not merged into another skill.", spelled=naming.spelled(text))


def _merges(work: Work, into: Skill) -> Iterator[tuple[str, SkillMerged]]:
    """Give the merges into a skill that stand, newest first, with the ids of their facts."""
    for fact in work.journal.about_member(into.id, ["skill.merged"], limit=LOOKED_BACK):
        what = fact.what
        if isinstance(what, SkillMerged) and not fact.undone_by:
            yield fact.id, what


def unmerge(work: Work, found: Merged, by: Member, now: datetime) -> Skill:
    """Let a merged skill be one of its own again, with those of its people who have not changed it since."""
    into, was = found.into, found.was
    theirs = {was.key, *was.aliases}
    left = tuple(word for word in into.aliases if word not in theirs)
    work.skills.save(replace(into, aliases=left))
    own = tuple(word for word in was.aliases if word in into.aliases)
    skill = work.skills.save(replace(was, aliases=own, version=0))
    for kind in service.KINDS:
        both = dict(found.what.people[kind])
        for member in work.members.some(sorted(both)).values():
            names = service.held(member, kind)
            if into.name in names:
                again = (into.name, skill.name) if both[member.id] else (skill.name,)
                place = names.index(into.name)
                service.hold(work, member, kind, (*names[:place], *again, *names[place + 1 :]))
    work.skills.rate(_evidence(skill, found.what))
    what = SkillUnmerged(of=into.id, name=into.name, skill=_known(skill))
    fact = journal.keep(work, skill.workspace, what, now, by=by.id)
    work.journal.mark_undone(found.fact, fact.id)
    return skill


def alias(work: Work, target: Named, text: str, by: Member, now: datetime) -> Skill:
    """Let one more word mean a skill; raises UserError when it means one already."""
    word = free_word(work, by.workspace, target, text)
    skill = service.settle(work, by.workspace, target, by.id, now)
    saved = work.skills.save(replace(skill, aliases=(*skill.aliases, word)))
    service.respell(work, saved, (word,))
    _keep_word(work, saved, "skill.aliased", word, by, now)
    return saved


def unalias(work: Work, skill: Skill, text: str, by: Member, now: datetime) -> Skill:
    """Let a word mean a skill no more; raises UserError when it is its own name or came with another skill."""
    word = other_word(work, skill, text)
    skill = _stored(work, skill, by, now)
    saved = work.skills.save(
        replace(skill, aliases=tuple(one for one in skill.aliases if one != word))
    )
    _keep_word(work, saved, "skill.unaliased", word, by, now)
    return saved


def free_word(work: Work, workspace: str, target: Named, text: str) -> str:
    """Return the key of a word that may mean this skill from now on; raises UserError when it means one already.

    A workspace that has not stored a starter may give its words to others.
    """
    found = naming.read(work, workspace, text, exact=True).skill
    word = naming.fold(text)
    if word == target.key or (found and target.skill and found.id == target.skill.id):
        raise UserError(
            "“{spelled}” means {target} already.", spelled=naming.spelled(text), target=target.name
        )
    if found:
        raise UserError(
            "“{spelled}” means {found} here. To make them one, say {command}",
            spelled=naming.spelled(text),
            found=found.name,
            command=Code(
                f"skill merge {naming.written(found.name)} into {naming.written(target.name)}"
            ),
        )
    return word


def other_word(work: Work, skill: Skill, text: str) -> str:
    """Return the key of a word that can be taken from a skill; raises UserError when it cannot."""
    word = naming.fold(text)
    if word == skill.key:
        raise UserError(
            "That is its name. To change it, say {command}",
            command=Code(f"skill rename {skill.name} to …"),
        )
    for _, what in _merges(work, skill):
        if what.skill.key == word:
            name = naming.written(what.skill.name)
            raise UserError(
                "That was a skill of its own. To part them, say {command}",
                command=Code(f"skill unmerge {name}"),
            )
    return word


def rename(work: Work, skill: Skill, text: str, by: Member, now: datetime) -> Skill:
    """Call a skill by another name; the old one goes on meaning it, unless this takes the last renaming back."""
    name = new_name(work, skill, text)
    skill = _stored(work, skill, by, now)
    key = naming.fold(name)
    words = tuple(dict.fromkeys((*skill.aliases, skill.key)))
    last = work.journal.about_member(skill.id, ["skill.renamed"], limit=1)
    what = last[0].what if last else None
    if isinstance(what, SkillRenamed) and _takes_back(what, skill, name):
        words = what.was.aliases
    aliases = tuple(word for word in words if word != key)
    saved = work.skills.save(replace(skill, name=name, key=key, aliases=aliases))
    service.respell(work, saved, (skill.key,))
    work.skills.rename(skill.workspace, skill.key, key)
    renamed = SkillRenamed(of=skill.id, name=name, was=_known(skill), became=_known(saved))
    journal.keep(work, skill.workspace, renamed, now, by=by.id)
    return saved


def new_name(work: Work, skill: Skill, text: str) -> str:
    """Return a text as a name that the skill may get; raises UserError when it means another, or is no new one."""
    name = naming.spelled(text)
    if name == skill.name:
        raise UserError("It is called {name} already.", name=name)
    if naming.fold(name) not in (skill.key, *skill.aliases):
        free_word(work, skill.workspace, Named(skill, skill.name, skill.key), text)
    naming.read(work, skill.workspace, text, exact=True)
    return name


def _takes_back(last: SkillRenamed, skill: Skill, name: str) -> bool:
    """Return whether calling the skill by this name takes the renaming back, nothing having changed since."""
    return last.was.name == name and last.became == _known(skill)


def _keep_word(
    work: Work,
    skill: Skill,
    kind: Literal["skill.aliased", "skill.unaliased"],
    word: str,
    by: Member,
    now: datetime,
) -> None:
    what = SkillWord(kind=kind, of=skill.id, name=skill.name, word=word)
    journal.keep(work, skill.workspace, what, now, by=by.id)


def _known(skill: Skill) -> KnownSkill:
    return KnownSkill(**{f.name: getattr(skill, f.name) for f in fields(KnownSkill)})


def _skill(workspace: str, was: KnownSkill) -> Skill:
    return Skill(workspace=workspace, **{f.name: getattr(was, f.name) for f in fields(KnownSkill)})


def _evidence(skill: Skill, merged: SkillMerged) -> list[Evidence]:
    return [
        Evidence(
            workspace=skill.workspace,
            member=member,
            skill=skill.key,
            level=level,
            source=source,
            by=by,
            at=at,
        )
        for member, level, source, by, at in merged.evidence
    ]
