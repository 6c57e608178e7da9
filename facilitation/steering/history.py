"""What admins and facilitators have changed, in words, and taking a change back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facilitation.errors import NotFound, UserError
from facilitation.people import countries, rights, roles
from facilitation.people.model import Member, Names, Workspace
from facilitation.post.facts import HolidaysSet, ProgramChanged, ProgramKind, RoleGiven, Values
from facilitation.post.facts_reports import FigureChanged, LeastSet
from facilitation.post.journal import Fact
from facilitation.programs import own_settings, service
from facilitation.programs.model import Program
from facilitation.programs.setting import Setting
from facilitation.programs.settings import SETTINGS
from facilitation.steering import service as steering
from facilitation.steering import team_figures, telling
from facilitation.steering import workspace as workspaces
from facilitation.talk.messages import Bold, Code, Spans, Time
from facilitation.talk.phrases import Phrase, later, say
from facilitation.talk.words import listed
from facilitation.work import Work

LOOKED_BACK = 200
"""How many changes of a workspace are looked through."""

DONE = {
    "program.created": later("{who} created {program}"),
    "program.paused": later("{who} paused {program}"),
    "program.resumed": later("{who} resumed {program}"),
    "program.ended": later("{who} ended {program}"),
}


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that a change changed: its name, what it was and what it became."""

    label: str
    before: Spans
    after: Spans


def changes(work: Work, workspace: str, program: str = "") -> list[Fact]:
    """Return the newest changes of a workspace, or of one program, newest first."""
    found = work.journal.changes(workspace, LOOKED_BACK)
    return [f for f in found if not program or f.program == program]


def details(fact: Fact, program: Program | None, names: Names) -> list[Detail]:
    """Return what a change changed, one setting at a time."""
    match fact.what:
        case RoleGiven(was=was, role=role):
            return [Detail(say("role"), (roles.a(was),), (roles.a(role),))]
        case HolidaysSet(was=off, codes=codes):
            return [Detail(say("holidays"), _countries(off), _countries(codes))]
        case LeastSet(was=fewer, least=least):
            return [Detail(say("smallest number"), (str(fewer),), (str(least),))]
        case FigureChanged(before=before, after=after):
            return [Detail(*one) for one in team_figures.told(before, after)]
        case ProgramChanged(before=before, after=after) if program is not None:
            return _settings(program, before, after, names)
        case _:
            return []


def _settings(program: Program, before: Values, after: Values, names: Names) -> list[Detail]:
    was, became = steering.restored(program, before), steering.restored(program, after)
    found = [
        Detail(setting.called, setting.told(was, names), setting.told(became, names))
        for setting in (*SETTINGS, *_own(was, became))
        if not after.keys().isdisjoint(setting.keys)
    ]
    if "state" in after:
        state = Detail(say("state"), (_state(before["state"]),), (_state(after["state"]),))
        found.insert(0, state)
    return found


def _own(was: Program, became: Program) -> list[Setting]:
    """Return the settings of a format's own that a change changed, as far as they are known without their format."""
    names = sorted(was.settings.own.keys() | became.settings.own.keys())
    return [
        own_settings.unknown(name)
        for name in names
        if was.settings.own.get(name) != became.settings.own.get(name)
    ]


def words(fact: Fact, program: Program | None, names: Names, *, briefly: bool = False) -> Phrase:
    """Return a change with who made it and that it took another one back; `briefly` without from what to what."""
    who = names.get(fact.by, "Peerloop") if fact.by else "Peerloop"
    called = Bold(program.name if program else say("a program"))
    match fact.what:
        case RoleGiven(member=member, role=role):
            other = names.get(member, say("somebody"))
            said = say("{who} made {other} {role}", who=who, other=other, role=roles.a(role))
        case HolidaysSet(codes=codes):
            days = _countries(codes)
            said = say("{who} set the public holidays to {countries}", who=who, countries=days)
        case LeastSet(least=least):
            said = say("{who} set the smallest number that is told to {n}", who=who, n=least)
        case ProgramChanged(kind=kind) if kind in DONE and not fact.undoes:
            said = say(DONE[kind], who=who, program=called)
        case _:
            found = details(fact, program, names)
            if briefly:
                return _in_brief(called, found)
            changed = [
                say("{setting} {before} → {after}", setting=d.label, before=d.before, after=d.after)
                for d in found
            ]
            said = say("{who} changed {program}: {what}", who=who, program=called, what=changed)
    if not fact.undoes or briefly:
        return said
    return say("{change} (taking a change back)", change=said)


def _in_brief(program: Bold, found: Sequence[Detail]) -> Phrase:
    said = say("{program}: {setting}", program=program, setting=found[0].label)
    return say("{change} and {n} more", change=said, n=len(found) - 1) if found[1:] else said


def newest(work: Work, member: Member, program: Program | None) -> Fact:
    """Return the newest change that still stands and that the member may take back; raises NotFound.

    What took a change back is passed over, so that saying it twice goes further back.
    """
    for fact in changes(work, member.workspace, program.id if program else ""):
        if fact.undoable and not _takes_back(work, fact) and _may(work, member, fact):
            return fact
    raise NotFound(
        "There is nothing that you could take back. See all changes: {command}",
        command=Code("history"),
    )


def _takes_back(work: Work, fact: Fact) -> bool:
    """Return whether the fact took a change back; the undoing of an undoing makes the change again."""
    return bool(fact.undoes) and not _takes_back(work, work.journal.get(fact.undoes))


def fact_of(work: Work, member: Member, fact_id: str) -> Fact:
    """Return the change with an id; raises UserError when it cannot be taken back by this member."""
    fact = rights.theirs(work.journal.get, fact_id, member.workspace)
    if fact is None or fact.before is None:
        raise NotFound(
            "I do not know that change. See all changes: {command}", command=Code("history")
        )
    if not _may(work, member, fact):
        raise rights.refused(work, member.workspace, say("Only an admin can take that back."))
    if fact.undone_by:
        by = work.journal.get(fact.undone_by).by
        name = work.members.get(by).name if by else say("somebody")
        raise UserError(
            "{name} has already taken that back. See all changes: {command}",
            name=name,
            command=Code("history"),
        )
    return fact


def _may(work: Work, member: Member, fact: Fact) -> bool:
    """Return whether the member may take the change back."""
    if rights.may(member, "admin"):
        return True
    match fact.what:
        case ProgramChanged(kind=kind, program=program) if kind != "program.created":
            return service.may_write(member, work.programs.get(program))
        case FigureChanged(program=program):
            return service.may_write(member, work.programs.get(program))
        case _:
            return False


def check(work: Work, fact: Fact, reader: Member) -> None:
    """Raise UserError when the change cannot be taken back, mostly as what it touched was changed again since."""
    if isinstance(given := fact.what, RoleGiven):
        workspaces.check_role(work, work.members.get(given.member), given.was)
    current = _current(work, fact)
    keys = dict(fact.after or {})
    later = next((f for f in _later(work, fact) if not keys.keys().isdisjoint(f.after or {})), None)
    other = [key for key, value in keys.items() if current.get(key) != value]
    touched = other if later is None else [key for key in keys if key in (later.after or {})]
    if not touched:
        return
    what = [say("“{setting}”", setting=label) for label in dict.fromkeys(map(_label, touched))]
    if later is None:
        raise UserError("{what} changed since then, so I cannot take this back safely.", what=what)
    name = work.members.get(later.by).name if later.by else "Peerloop"
    raise UserError(
        "{name} changed {what} later ({when}), so I cannot take this back safely. Take back that change "
        "first, or set it as you want it.",
        name=name,
        what=what,
        when=Time(later.at),
    )


def stands(work: Work, member: Member, fact: Fact) -> bool:
    """Return whether the member could take the change back just now."""
    if not fact.undoable or not _may(work, member, fact):
        return False
    try:
        check(work, fact, member)
    except UserError:
        return False
    return True


def _later(work: Work, fact: Fact) -> list[Fact]:
    """Return the changes of the same thing that were made after this one and still stand, newest first.

    A later change and the one that took it back cancel out; what made it again stands.
    """
    since: list[Fact] = []
    for other in changes(work, fact.workspace):
        if other.id == fact.id:
            break
        if (other.program, other.member) == (fact.program, fact.member):
            since.append(other)
    ids = {f.id for f in since}
    return [f for f in since if not f.undone_by and not (f.undoes in ids and _takes_back(work, f))]


def undo(work: Work, workspace: Workspace, fact: Fact, by: Member, now: datetime) -> Fact:
    """Put back what a change replaced, as a change of its own that can be undone too."""
    check(work, fact, by)
    match fact.what:
        case RoleGiven(member=id, was=role):
            member = work.members.get(id)
            taken = workspaces.give_role(
                work, workspace, member, role, by=by, now=now, undoes=fact.id
            )
        case HolidaysSet(was=codes):
            taken = workspaces.set_holidays(work, workspace, codes, by=by, now=now, undoes=fact.id)
        case LeastSet(was=least):
            taken = workspaces.set_least(work, workspace, least, by=by, now=now, undoes=fact.id)
        case FigureChanged(program=id, before=was, after=became):
            beside = work.programs.get(id)
            taken = team_figures.change(
                work, workspace, beside, became, was, by=by, now=now, undoes=fact.id
            )
        case ProgramChanged(program=id, before=before):
            program = work.programs.get(id)
            after = steering.restored(program, before)
            kind = _kind(program, after)
            taken = steering.write(
                work, workspace, program, after, kind, by=by, now=now, undoes=fact.id
            )
            telling.take_back(work, program, fact)
        case _:
            raise NotFound(
                "I do not know that change. See all changes: {command}", command=Code("history")
            )
    work.journal.mark_undone(fact.id, taken.id)
    return taken


def _kind(before: Program, after: Program) -> ProgramKind:
    """Return what kind of change leads from one state of a program to another."""
    if before.state == after.state:
        return "program.set"
    kinds: dict[str, ProgramKind] = {"paused": "program.paused", "ended": "program.ended"}
    return kinds.get(after.state, "program.resumed")


def _current(work: Work, fact: Fact) -> dict[str, Any]:
    """Return what now stands where the change was made."""
    match fact.what:
        case RoleGiven(member=member):
            return {"role": work.members.get(member).role}
        case HolidaysSet():
            return {"holidays": list(work.workspaces.get(fact.workspace).holidays)}
        case LeastSet():
            return {"least": work.workspaces.get(fact.workspace).least}
        case FigureChanged(program=program, after=after):
            return team_figures.standing(work, program, after)
        case ProgramChanged(program=program):
            return steering.snapshot(work.programs.get(program))
        case _:
            return {}


def _label(key: str) -> str:
    """Return the setting that a key of the journal belongs to."""
    return next((s.called for s in SETTINGS if key in s.keys), key)


def _countries(codes: Sequence[str]) -> Spans:
    """Return countries in words."""
    return (listed([countries.named(code) for code in codes]) or say("none"),)


def _state(state: str) -> str:
    """Return a program's state in words."""
    words = {"active": say("running"), "paused": say("paused"), "ended": say("ended")}
    return words.get(state, state)
