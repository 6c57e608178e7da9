"""How long it takes from a wish or a question until a colleague says yes: the median of people, each counted once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from facilitation.people import withholding
from facilitation.people.withholding import Rule
from facilitation.work import Work

STEPS = (1, 2, 3, 5, 7, 10, 14, 21, 30, 60, 90)
"""In so many days it is told."""
LATELY = timedelta(days=182)
_DAY = timedelta(days=1)

Wait = tuple[str, datetime, datetime]
"""Who had a colleague's yes: since when they wished for it, and when."""


def days(
    work: Work, rule: Rule, workspace: str, cell: str, waits: Sequence[Wait], told: int
) -> int | None:
    """Return within how many days half of these people, `told` of as so many, had a yes; None for too few to say.

    Each counts once, with what they waited as a rule. It is told anew once enough people have had another yes.
    """
    waited: dict[str, list[float]] = {}
    for member, began, ended in waits:
        waited.setdefault(member, []).append(max((ended - began) / _DAY, 0.0))
    return withholding.held(
        work,
        rule,
        workspace,
        cell,
        rule.middle([median(days) for days in waited.values()], STEPS, told),
        len(waits),
        lambda after: len({member for member, *_ in waits[after:]}),
    )


def lately(work: Work, workspace: str, now: datetime) -> int | None:
    """Return within how many days half of those who wished for help in a workspace had a yes, in half a year."""
    rule, waits = (
        withholding.rule(work, workspace),
        work.reports.waits(workspace, now - LATELY, now),
    )
    cell = f"{workspace} waited"
    told = rule.told(len({member for member, *_ in waits}), cell)
    return days(work, rule, workspace, cell, waits, told)
