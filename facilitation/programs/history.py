"""What admins and facilitators have changed, in words, and taking a change back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.journal import Fact
from facilitation.people import countries
from facilitation.people import service as people
from facilitation.people.model import Member, Names, Workspace
from facilitation.programs import changing, service
from facilitation.programs.model import Program
from facilitation.programs.settings import SETTINGS
from facilitation.talk import dates
from facilitation.talk.messages import Bold, Span, Spans
from facilitation.talk.words import listed
from facilitation.work import Work

LOOKED_BACK = 200
"""How many changes of a workspace are looked through."""

_DONE = {
    "program.created": "created",
    "program.paused": "paused",
    "program.resumed": "resumed",
    "program.ended": "ended",
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
    before, after = fact.before or {}, fact.after or {}
    if fact.kind == "member.role":
        return [Detail("role", (str(before.get("role")),), (str(after.get("role")),))]
    if fact.kind == "workspace.holidays":
        return [Detail("holidays", _countries(before), _countries(after))]
    if program is None:
        return []
    was, became = changing.restored(program, before), changing.restored(program, after)
    found = [
        Detail(setting.name, setting.say(was, names), setting.say(became, names))
        for setting in SETTINGS
        if not after.keys().isdisjoint(setting.keys)
    ]
    if "state" in after:
        state = Detail("state", (_state(before["state"]),), (_state(after["state"]),))
        found.insert(0, state)
    return found


def words(fact: Fact, program: Program | None, names: Names) -> Spans:
    """Return a change as the end of a sentence that starts with who made it."""
    undone: Spans = ("took a change back: ",) if fact.undoes else ()
    if fact.kind == "member.role":
        spans = _role_words(fact, names)
    elif fact.kind == "workspace.holidays":
        spans = ("set the public holidays to ", *_countries(fact.after or {}))
    elif fact.kind in _DONE and not fact.undoes:
        spans = (f"{_DONE[fact.kind]} ", Bold(program.name if program else "a program"))
    else:
        spans = _set_words(fact, program, names)
    return (*undone, *spans)


def _role_words(fact: Fact, names: Names) -> Spans:
    """Return in words that somebody got a role."""
    role = str((fact.after or {}).get("role"))
    return (f"made {names.get(fact.member, 'somebody')} ", Bold(role))


def _set_words(fact: Fact, program: Program | None, names: Names) -> Spans:
    """Return in words that settings of a program were changed."""
    spans: list[Span] = ["changed ", Bold(program.name if program else "a program"), ": "]
    for place, detail in enumerate(details(fact, program, names)):
        spans += ["; "] if place else []
        spans += [f"{detail.label} ", *detail.before, " → ", *detail.after]
    return tuple(spans)


def people_in(facts: Sequence[Fact]) -> set[str]:
    """Return the ids of everybody whose name the facts need."""
    found = {f.by for f in facts} | {f.member for f in facts}
    for fact in facts:
        for values in (fact.before or {}, fact.after or {}):
            found |= set(values.get("facilitators", ()))
    return found - {""}


def newest(work: Work, member: Member, program: Program | None) -> Fact:
    """Return the newest change that still stands and that the member may take back; raises NotFound.

    What took a change back is passed over, so that saying it twice goes further back.
    """
    for fact in changes(work, member.workspace, program.id if program else ""):
        if fact.undoable and not _takes_back(work, fact) and _may(work, member, fact):
            return fact
    where = f"in {program.name} " if program else ""
    raise NotFound(f"There is no change {where}that you could take back. See them all: history")


def _takes_back(work: Work, fact: Fact) -> bool:
    """Return whether the fact took a change back; the undoing of an undoing makes the change again."""
    return bool(fact.undoes) and not _takes_back(work, work.journal.get(fact.undoes))


def fact_of(work: Work, member: Member, fact_id: str) -> Fact:
    """Return the change with an id; raises UserError when it cannot be taken back by this member."""
    try:
        fact = work.journal.get(fact_id)
    except NotFound:
        fact = None
    if fact is None or fact.workspace != member.workspace or fact.before is None:
        raise NotFound("I know no such change. See them all: history")
    if not _may(work, member, fact):
        raise NotAllowed(
            "Only an admin can take that back. " + people.whom_to_ask(work, member.workspace)
        )
    if fact.undone_by:
        by = work.journal.get(fact.undone_by).by
        name = work.members.get(by).name if by else "somebody"
        raise UserError(f"{name} has taken that back already. See what happened: history")
    return fact


def _may(work: Work, member: Member, fact: Fact) -> bool:
    """Return whether the member may take the change back."""
    if member.role == "admin":
        return True
    if fact.kind == "program.created" or not fact.program:
        return False
    return service.may_write(member, work.programs.get(fact.program))


def check(work: Work, fact: Fact, reader: Member) -> None:
    """Raise UserError when the change cannot be taken back, mostly as what it touched was changed again since."""
    if fact.kind == "member.role":
        people.check_role(work, work.members.get(fact.member), (fact.before or {})["role"])
    current = _current(work, fact)
    keys = dict(fact.after or {})
    later = next((f for f in _later(work, fact) if not keys.keys().isdisjoint(f.after or {})), None)
    other = [key for key, value in keys.items() if current.get(key) != value]
    touched = other if later is None else [key for key in keys if key in (later.after or {})]
    if not touched:
        return
    what = listed(list(dict.fromkeys(map(_label, touched))))
    if later is None:
        raise UserError(f"The {what} changed since, so I cannot take this back safely.")
    name = work.members.get(later.by).name if later.by else "Peerloop"
    when = dates.say_moment(later.at, reader.zone)
    raise UserError(
        f"{name} changed the {what} after that ({when}), so I cannot take this back safely. "
        "Take back the later change first, or set it as you want it."
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
    before = fact.before or {}
    if fact.kind == "member.role":
        member = work.members.get(fact.member)
        taken = people.give_role(
            work, workspace, member, before["role"], by=by, now=now, undoes=fact.id
        )
    elif fact.kind == "workspace.holidays":
        codes = tuple(before["holidays"])
        taken = people.set_holidays(work, workspace, codes, by=by, now=now, undoes=fact.id)
    else:
        program = work.programs.get(fact.program)
        after = changing.restored(program, before)
        changing.take_back_letters(work, program, fact.id)
        taken = changing.write(
            work, workspace, program, after, _kind(program, after), by=by, now=now, undoes=fact.id
        )
    work.journal.mark_undone(fact.id, taken.id)
    return taken


def _kind(before: Program, after: Program) -> changing.Kind:
    """Return what kind of change leads from one state of a program to another."""
    if before.state == after.state:
        return "program.set"
    kinds: dict[str, changing.Kind] = {"paused": "program.paused", "ended": "program.ended"}
    return kinds.get(after.state, "program.resumed")


def _current(work: Work, fact: Fact) -> dict[str, Any]:
    """Return what now stands where the change was made."""
    if fact.kind == "member.role":
        return {"role": work.members.get(fact.member).role}
    if fact.kind == "workspace.holidays":
        return {"holidays": list(work.workspaces.get(fact.workspace).holidays)}
    return changing.snapshot(work.programs.get(fact.program))


def _label(key: str) -> str:
    """Return the setting that a key of the journal belongs to."""
    return next((s.name for s in SETTINGS if key in s.keys), key)


def _countries(values: Any) -> Spans:
    """Return countries in words."""
    return (listed([countries.say(code) for code in values.get("holidays", ())]) or "none",)


def _state(state: str) -> str:
    """Return a program's state in words."""
    return {"active": "running"}.get(state, state)
