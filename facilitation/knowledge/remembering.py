"""How much of what came back to people came to mind, as far as it may be told (see `people/withholding`).

It is told by the month, of each kind of question and by how long ago the takeaway was kept: whatever else is told of
remembering is put together from that, and so tells nothing that it does not.
"""

from collections.abc import Mapping
from datetime import datetime, time

from facilitation.people import withholding
from facilitation.people.withholding import Rule
from facilitation.programs.model import Program
from facilitation.talk.when import hours
from facilitation.work import Work

Kind = tuple[str, bool]
"""By how long ago a takeaway was kept, and whether one was put into a situation."""


def told(
    work: Work,
    rule: Rule,
    program: Program,
    month: str,
    answered: Mapping[Kind, Mapping[str, tuple[int, int]]],
) -> dict[Kind, tuple[float, int]]:
    """Return how many people had it in mind, of how many, as far as it may be told of a month of this name.

    In steps that are people wide: of each member it is answered what came to mind, of how much, and who answers much
    is one.
    """
    found = {}
    for (days, situated), by in answered.items():
        got, answers = map(sum, zip(*by.values(), strict=True))
        right = round(got / answers * len(by))
        cell = f"{program.id} {month} recall {days}{' situated' if situated else ''}"
        found[days, situated] = withholding.answered(
            work, rule, program.workspace, cell, right, len(by)
        )
    return found


def ever(work: Work, rule: Rule, program: Program, now: datetime) -> tuple[float, int, int]:
    """Return since a program began how many had it in mind, of how many answers in its months, of how many people."""
    zone = work.workspaces.get(program.workspace).zone
    last = hours.local(now, zone).date()
    first = hours.local(program.created_at, zone).date().replace(day=1)
    right, of = 0.0, 0
    people: set[str] = set()
    while first <= last:
        count = first.year * 12 + first.month
        after = first.replace(year=count // 12, month=count % 12 + 1)
        since, until = (hours.instant(day, time(), zone) for day in (first, after))
        answered = work.reports.remembered(program.id, since, until)
        for had, number in told(work, rule, program, f"{first} {after}", answered).values():
            right, of = right + had, of + number
        people.update(*answered.values())
        first = after
    return right, of, len(people)
