"""What admins and facilitators do to programs: create, set, pause, resume and end them; all of it undoable."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from facilitation.errors import UserError
from facilitation.people.model import Member, Workspace
from facilitation.people.plainly import folded
from facilitation.post import journal
from facilitation.post.facts import ProgramChanged, ProgramKind
from facilitation.post.journal import Fact
from facilitation.programs import rhythm
from facilitation.programs.formats import library
from facilitation.programs.model import Program
from facilitation.programs.service import named
from facilitation.rounds import planning
from facilitation.steering import invitations, looking_back, telling
from facilitation.work import Work

KEPT = ("name", "goal", "channel", "channel_name", "anchor", "facilitators", "state")
"""The fields of a program that can change, beside its settings."""

_PROGRAM: TypeAdapter[Program] = TypeAdapter(Program)


def snapshot(program: Program) -> dict[str, Any]:
    """Return everything of a program that can change, flat and fit for JSON; settings as "settings.size"."""
    dumped = _PROGRAM.dump_python(program, mode="json")
    own = {name: dumped[name] for name in KEPT}
    return own | {f"settings.{name}": value for name, value in dumped["settings"].items()}


def restored(program: Program, values: Mapping[str, Any]) -> Program:
    """Return the program with values of a snapshot put back; what is not named stays as it is.

    Keys that no longer name anything are left out, so that old facts can still be read.
    """
    dumped = _PROGRAM.dump_python(program, mode="json")
    for key, value in values.items():
        where, name = (
            (dumped["settings"], key[9:]) if key.startswith("settings.") else (dumped, key)
        )
        if name in where:
            where[name] = value
    return _PROGRAM.validate_python(dumped)


def difference(before: Program, after: Program) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values in which two states of a program differ: those of the first, those of the second."""
    was, now = snapshot(before), snapshot(after)
    keys = [key for key in now if now[key] != was[key]]
    return {key: was[key] for key in keys}, {key: now[key] for key in keys}


def check(work: Work, program: Program, before: Program | None = None) -> None:
    """Raise UserError when a program cannot be so.

    Another that has not ended has the same name; or its times were changed and cannot hold together.
    """
    if before is not None:
        rhythm.check(before, program, library.of(work, program))
    if program.state == "ended":
        return
    for other in work.programs.of(program.workspace):
        same = folded(other.name) == folded(program.name)
        if same and other.id != program.id and other.state != "ended":
            raise UserError(
                "There is a program of that name already: {named}. Pick another name.",
                named=named(other),
            )


def create(work: Work, workspace: Workspace, program: Program, by: Member, now: datetime) -> Fact:
    """Write a new program, plan its first round, and invite its channel."""
    check(work, program)
    saved = work.programs.save(program)
    was, became = {"state": "ended"}, {"state": "active"}
    made = ProgramChanged(kind="program.created", program=saved.id, before=was, after=became)
    fact = journal.keep(work, saved.workspace, made, now, by=by.id)
    planned = planning.replan(work, saved, now)
    invitations.invite(work, saved, by, planned.opens_at if planned else None, now)
    named_others = [m for m in saved.facilitators if m != by.id]
    telling.new_facilitators(work, workspace, saved, named_others, by, fact.id, now)
    return fact


def write(
    work: Work,
    workspace: Workspace,
    before: Program,
    after: Program,
    kind: ProgramKind,
    *,
    by: Member,
    now: datetime,
    undoes: str = "",
) -> Fact:
    """Write a changed program with its fact, plan its next round anew, and tell those it concerns."""
    check(work, after, before)
    was_at = planning.next_opening(work, before)
    saved = work.programs.save(after)
    was, became = difference(before, after)
    older = _made_old(work, saved, became, now)
    what = ProgramChanged(kind=kind, program=saved.id, before=was, after=became)
    fact = journal.keep(work, saved.workspace, what, now, by=by.id, undoes=undoes)
    planning.replan(work, saved, now)
    if saved.state == "ended" != before.state:
        looking_back.begin(work, saved, now)
    elif saved.state != before.state:
        looking_back.wait(work, saved, now)
    stands = _news(snapshot(saved))
    telling.changed(work, workspace, before, saved, was_at, by, fact.id, now, older, stands)
    return fact


_NEWS = frozenset(
    (
        "state",
        "anchor",
        *(f"settings.{n}" for n in ("cadence", "zone", "skipped", "ends", "holidays")),
    )
)
"""What members are told of when it changes."""

RECENT = 20
UNTOLD = timedelta(days=7)
"""Quiet hours keep news back for no longer than this, as a rule."""


def _made_old(
    work: Work, program: Program, became: Mapping[str, Any], now: datetime
) -> list[telling.Older]:
    """Stop telling of earlier changes that this one makes old, and return them, the newest first."""
    if _NEWS.isdisjoint(became):
        return []
    return [
        telling.Older(
            fact=fact.id,
            by=fact.by,
            was=_news(fact.before or {}),
            untold=telling.stop(work, program, fact.id),
        )
        for fact in work.journal.changes(program.workspace, RECENT)
        if fact.program == program.id
        and not _NEWS.isdisjoint(fact.after or {})
        and now - fact.at < UNTOLD
        and fact.kind != "program.created"
    ]


def _news(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return those values of a program that members are told of when they change."""
    return {key: value for key, value in values.items() if key in _NEWS}
