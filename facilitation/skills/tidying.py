"""What admins can do about the words for skills: merge, alias and rename, each with its inverse.

Facts of it are kept under the skill's id as `member`, where the inverse finds them.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from facilitation.errors import NotFound, UserError
from facilitation.journal import Fact
from facilitation.people.model import Member
from facilitation.skills import naming, service
from facilitation.skills.model import Evidence, Skill, Source
from facilitation.skills.naming import Named
from facilitation.work import Work

LOOKED_BACK = 200


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge that stands: the skill that a word was before, the one it went into, and the fact of it."""

    was: Skill
    into: Skill
    fact: Fact


def known(work: Work, workspace: str, text: str) -> Skill:
    """Return the stored skill that a word means; raises NotFound with the nearest names."""
    named = naming.read(work, workspace, text)
    if named.skill:
        return named.skill
    near = f" Did you mean {named.near[0]}?" if named.near else ""
    raise NotFound(f"Nobody here has said “{named.name}” yet.{near} See them all: `skill list`")


def target(work: Work, workspace: str, text: str) -> Named:
    """Return what a word means, where that is a stored skill or a starter; raises NotFound for a new word."""
    named = naming.read(work, workspace, text)
    if not named.skill and not naming.is_starter(named.name):
        known(work, workspace, text)
    return named


def check_apart(skill: Skill, into: Named) -> None:
    """Raise UserError when both are one skill."""
    if skill.key == into.key:
        raise UserError(f"That is the same skill already: {into.name}.")


def merge(work: Work, skill: Skill, target: Named, by: Member, now: datetime) -> Fact:
    """Let one skill be another from now on, with its words, its people and what is known of them."""
    check_apart(skill, target)
    into = service.settle(work, skill.workspace, target, by.id, now)
    people: dict[str, list[list[Any]]] = {}
    for kind in service.KINDS:
        holders = work.skills.holders(
            skill.workspace, kind, skill.key, service.EVERYONE, everyone=True
        )
        people[kind] = [[m.id, service.held(m, kind).count(into.name)] for m in holders]
    words = tuple(dict.fromkeys((*into.aliases, skill.key, *skill.aliases)))
    work.skills.remove(skill)
    merged = work.skills.save(replace(into, aliases=words))
    service.respell(work, merged, (skill.key,))
    told = work.skills.rename(skill.workspace, skill.key, into.key)
    data = {
        "skill": _data(skill),
        "into": into.name,
        "people": people,
        "evidence": [[e.member, e.level, e.source, e.by, e.at.isoformat()] for e in told],
    }
    return _keep(work, into, "skill.merged", data, by, now)


def merged(work: Work, workspace: str, text: str) -> Merged:
    """Return the standing merge that gave a word away; raises NotFound where there was none."""
    into, key = known(work, workspace, text), naming.fold(text)
    for fact in work.journal.about_member(into.id, ["skill.merged"], limit=LOOKED_BACK):
        was = _skill(workspace, fact.data["skill"])
        if not fact.undone_by and key in (was.key, *was.aliases):
            if was.key not in into.aliases:
                raise UserError(f"“{was.name}” does not mean {into.name} any more.")
            return Merged(was, into, fact)
    raise NotFound(f"“{naming.spelled(text)}” was not merged into another skill.")


def unmerge(work: Work, found: Merged, by: Member, now: datetime) -> Skill:
    """Let a merged skill be one of its own again, with those of its people who have not changed it since."""
    into, was = found.into, found.was
    theirs = {was.key, *was.aliases}
    left = tuple(word for word in into.aliases if word not in theirs)
    work.skills.save(replace(into, aliases=left))
    own = tuple(word for word in was.aliases if word in into.aliases)
    skill = work.skills.save(replace(was, aliases=own, version=0))
    for kind in service.KINDS:
        both = {str(id): bool(had) for id, had in found.fact.data["people"][kind]}
        for member in work.members.some(sorted(both)).values():
            names = service.held(member, kind)
            if into.name in names:
                again = (into.name, skill.name) if both[member.id] else (skill.name,)
                place = names.index(into.name)
                service.hold(work, member, kind, (*names[:place], *again, *names[place + 1 :]))
    work.skills.rate([_evidence(skill, row) for row in found.fact.data["evidence"]])
    fact = _keep(work, into, "skill.unmerged", {"skill": _data(skill)}, by, now)
    work.journal.mark_undone(found.fact.id, fact.id)
    return skill


def alias(work: Work, target: Named, text: str, by: Member, now: datetime) -> Skill:
    """Let one more word mean a skill; raises UserError when it means one already."""
    word = free_word(work, by.workspace, target, text)
    skill = service.settle(work, by.workspace, target, by.id, now)
    saved = work.skills.save(replace(skill, aliases=(*skill.aliases, word)))
    service.respell(work, saved, (word,))
    _keep(work, saved, "skill.aliased", {"word": word}, by, now)
    return saved


def unalias(work: Work, skill: Skill, text: str, by: Member, now: datetime) -> Skill:
    """Let a word mean a skill no more; raises UserError when it is its own name or came with another skill."""
    word = other_word(work, skill, text)
    saved = work.skills.save(
        replace(skill, aliases=tuple(one for one in skill.aliases if one != word))
    )
    _keep(work, saved, "skill.unaliased", {"word": word}, by, now)
    return saved


def free_word(work: Work, workspace: str, target: Named, text: str) -> str:
    """Return the key of a word that may mean this skill from now on; raises UserError when it means one already.

    A workspace that has not stored a starter may give its words to others.
    """
    found = naming.read(work, workspace, text, exact=True).skill
    word = naming.fold(text)
    if word == target.key or (found and target.skill and found.id == target.skill.id):
        raise UserError(f"“{naming.spelled(text)}” means {target.name} already.")
    if found:
        raise UserError(
            f"“{naming.spelled(text)}” means {found.name} here. To make them one, say "
            f"`skill merge {naming.written(found.name)} into {naming.written(target.name)}`"
        )
    return word


def other_word(work: Work, skill: Skill, text: str) -> str:
    """Return the key of a word that can be taken from a skill; raises UserError when it cannot."""
    word = naming.fold(text)
    if word == skill.key:
        raise UserError(f"That is its name. To change it, say `skill rename {skill.name} to …`")
    for fact in work.journal.about_member(skill.id, ["skill.merged"], limit=LOOKED_BACK):
        if not fact.undone_by and fact.data["skill"]["key"] == word:
            name = naming.written(fact.data["skill"]["name"])
            raise UserError(
                f"That was a skill of its own. To part them, say `skill unmerge {name}`"
            )
    return word


def rename(work: Work, skill: Skill, text: str, by: Member, now: datetime) -> Skill:
    """Call a skill by another name; the old one goes on meaning it, unless this takes the last renaming back."""
    name = new_name(work, skill, text)
    key = naming.fold(name)
    words = tuple(dict.fromkeys((*skill.aliases, skill.key)))
    last = work.journal.about_member(skill.id, ["skill.renamed"], limit=1)
    if last and _takes_back(last[0], skill, name):
        words = tuple(last[0].data["was"]["aliases"])
    aliases = tuple(word for word in words if word != key)
    saved = work.skills.save(replace(skill, name=name, key=key, aliases=aliases))
    service.respell(work, saved, (skill.key,))
    work.skills.rename(skill.workspace, skill.key, key)
    _keep(work, saved, "skill.renamed", {"was": _data(skill), "is": _data(saved)}, by, now)
    return saved


def new_name(work: Work, skill: Skill, text: str) -> str:
    """Return a text as a name that the skill may get; raises UserError when it means another, or is no new one."""
    name = naming.spelled(text)
    if name == skill.name:
        raise UserError(f"It is called {name} already.")
    if naming.fold(name) not in (skill.key, *skill.aliases):
        free_word(work, skill.workspace, Named(skill, skill.name, skill.key), text)
    naming.read(work, skill.workspace, text, exact=True)
    return name


def _takes_back(fact: Fact, skill: Skill, name: str) -> bool:
    """Return whether calling the skill by this name takes the renaming back, nothing having changed since."""
    return bool(fact.data["was"]["name"] == name and fact.data["is"] == _data(skill))


def _keep(
    work: Work, skill: Skill, kind: str, data: dict[str, Any], by: Member, now: datetime
) -> Fact:
    fact = Fact(
        id=work.new_id("fct"),
        workspace=skill.workspace,
        at=now,
        kind=kind,
        by=by.id,
        member=skill.id,
        data={"name": skill.name, **data},
    )
    work.journal.add([fact])
    return fact


def _data(skill: Skill) -> dict[str, Any]:
    return {
        "id": skill.id,
        "name": skill.name,
        "key": skill.key,
        "aliases": list(skill.aliases),
        "created_by": skill.created_by,
        "created_at": skill.created_at.isoformat(),
    }


def _skill(workspace: str, data: dict[str, Any]) -> Skill:
    at = datetime.fromisoformat(data["created_at"])
    known = {**data, "aliases": tuple(data["aliases"]), "created_at": at}
    return Skill(workspace=workspace, **known)


def _evidence(skill: Skill, row: list[Any]) -> Evidence:
    member, level, source, by, at = row
    given: Source = source
    return Evidence(
        workspace=skill.workspace,
        member=member,
        skill=skill.key,
        level=level,
        source=given,
        by=by,
        at=datetime.fromisoformat(at),
    )
