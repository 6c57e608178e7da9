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


def by_person(
    work: Work, workspace: str, since: datetime, until: datetime, program: str = ""
) -> list[float]:
    """Return the days that each person waited, as a rule, for the yes that they had in this time."""
    waited: dict[str, list[float]] = {}
    for member, began, ended in work.reports.waits(workspace, since, until, program):
        waited.setdefault(member, []).append(max((ended - began) / _DAY, 0.0))
    return [median(days) for days in waited.values()]


def days(waited: Sequence[float], rule: Rule) -> int | None:
    """Return within how many days half of these people had a yes; None where that may not be told."""
    return rule.middle(waited, STEPS)


def lately(work: Work, workspace: str, now: datetime) -> int | None:
    """Return within how many days half of those who wished for help in a workspace had a yes, in half a year."""
    waited = by_person(work, workspace, now - LATELY, now)
    return days(waited, withholding.rule(work, workspace))
