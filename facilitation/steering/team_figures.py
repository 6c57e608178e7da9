"""Figures of a team's own, kept with the change that put them there, so that it can be taken back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from facilitation.people.model import Member, Workspace
from facilitation.post import journal
from facilitation.post.facts_reports import FigureChanged
from facilitation.post.journal import Fact
from facilitation.programs.model import Program
from facilitation.reports.model import TeamFigure
from facilitation.talk.messages import Bold, Spans
from facilitation.talk.phrases import say
from facilitation.work import Work

Values = Mapping[str, Any]
"""By a figure's id what is kept of it, None where there is none."""

_KEPT = ("name", "value", "unit", "source", "by")


def enter(
    work: Work,
    workspace: Workspace,
    program: Program,
    made: TeamFigure,
    *,
    by: Member,
    now: datetime,
) -> Fact:
    """Keep a figure that somebody entered."""
    return change(
        work, workspace, program, {made.id: None}, {made.id: values(made)}, by=by, now=now
    )


def change(
    work: Work,
    workspace: Workspace,
    program: Program,
    before: Values,
    after: Values,
    *,
    by: Member,
    now: datetime,
    undoes: str = "",
) -> Fact:
    """Put figures in the place of others, and keep the fact."""
    work.team_figures.drop(list(before))
    for id, kept in after.items():
        if kept is not None:
            work.team_figures.add(_read(workspace, program, id, kept, now))
    what = FigureChanged(program=program.id, before=before, after=after)
    return journal.keep(work, workspace.id, what, now, by=by.id, undoes=undoes)


def standing(work: Work, program: str, ids: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of figures now."""
    known = {one.id: values(one) for one in work.team_figures.of(program)}
    return {id: known.get(id) for id in ids}


def values(figure: TeamFigure) -> dict[str, Any]:
    """Return what is kept of a figure, as JSON has it."""
    return {name: getattr(figure, name) for name in _KEPT} | {"day": figure.day.isoformat()}


def said(kept: Values | None) -> Spans:
    """Return a figure in words."""
    if kept is None:
        return (say("none"),)
    return (
        say(
            "{value} on {day}",
            value=Bold(f"{kept['value']} {kept['unit']}".strip()),
            day=kept["day"],
        ),
    )


def told(before: Values, after: Values) -> list[tuple[str, Spans, Spans]]:
    """Return by what a change of figures touched what was there and what is."""
    names = {id: str((after[id] or before[id] or {}).get("name", "")) for id in after}
    return [(name, said(before[id]), said(after[id])) for id, name in names.items()]


def _read(
    workspace: Workspace, program: Program, id: str, kept: Values, now: datetime
) -> TeamFigure:
    words = {name: str(kept[name]) for name in _KEPT}
    day = date.fromisoformat(str(kept["day"]))
    return TeamFigure(id=id, workspace=workspace.id, program=program.id, day=day, at=now, **words)
