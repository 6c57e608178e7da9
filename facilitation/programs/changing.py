"""What admins and facilitators do to programs: create, set, pause, resume and end them; all of it undoable."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import TypeAdapter

from facilitation.errors import UserError
from facilitation.journal import Fact
from facilitation.people import letters
from facilitation.people.model import Member, Workspace
from facilitation.people.plainly import folded
from facilitation.programs import rhythm, telling
from facilitation.programs.model import Program
from facilitation.programs.service import named
from facilitation.rounds import planning
from facilitation.work import Work

Kind = Literal[
    "program.created", "program.set", "program.paused", "program.resumed", "program.ended"
]

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
        rhythm.check(before, program)
    if program.state == "ended":
        return
    for other in work.programs.of(program.workspace):
        same = folded(other.name) == folded(program.name)
        if same and other.id != program.id and other.state != "ended":
            raise UserError(
                f"There is a program of that name already: {named(other)}. Pick another name."
            )


def create(work: Work, workspace: Workspace, program: Program, by: Member, now: datetime) -> Fact:
    """Write a new program, plan its first round, and invite its channel."""
    check(work, program)
    saved = work.programs.save(program)
    fact = _fact(work, saved, "program.created", by, now)
    fact = replace(fact, before={"state": "ended"}, after={"state": "active"})
    work.journal.add([fact])
    planned = planning.replan(work, saved, now)
    telling.invite(work, saved, by, planned.opens_at if planned else None, fact.id, now)
    named_others = [m for m in saved.facilitators if m != by.id]
    telling.new_facilitators(work, workspace, saved, named_others, by, fact.id, now)
    return fact


def write(
    work: Work,
    workspace: Workspace,
    before: Program,
    after: Program,
    kind: Kind,
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
    fact = replace(_fact(work, saved, kind, by, now), before=was, after=became, undoes=undoes)
    _take_back_older_news(work, saved, became, now)
    work.journal.add([fact])
    planning.replan(work, saved, now)
    telling.changed(work, workspace, before, saved, was_at, by, fact.id, now)
    return fact


_NEWS = frozenset({"state", "anchor", "settings.cadence", "settings.zone", "settings.skipped"})
"""What members are told of when it changes."""

RECENT = 20
UNTOLD = timedelta(days=7)
"""Quiet hours keep news back for no longer than this, as a rule."""


def _take_back_older_news(
    work: Work, program: Program, became: Mapping[str, Any], now: datetime
) -> None:
    """Take back what members have not been told yet of earlier changes, when this one makes it old."""
    if _NEWS.isdisjoint(became):
        return
    for fact in work.journal.changes(program.workspace, RECENT):
        known = fact.program == program.id and not _NEWS.isdisjoint(fact.after or {})
        if known and now - fact.at < UNTOLD and fact.kind != "program.created":
            take_back_letters(work, program, fact.id)


def take_back_letters(work: Work, program: Program, fact: str) -> None:
    """Take back what members have not been told yet of a change that is being undone."""
    enrolled = work.enrollments.of_program(program.id)
    told = {*(e.member for e in enrolled), *program.facilitators}
    keys = [letters.key(fact, m) for m in sorted(told)]
    work.outbox.withdraw(program.workspace, [*keys, telling.invite_key(fact)])


def _fact(work: Work, program: Program, kind: Kind, by: Member, now: datetime) -> Fact:
    """Return a fact about a program."""
    return Fact(
        id=work.new_id("fct"),
        workspace=program.workspace,
        at=now,
        kind=kind,
        by=by.id,
        program=program.id,
    )
