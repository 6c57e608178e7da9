"""When each step of a round is due."""

from collections.abc import Set
from datetime import date, datetime, timedelta

from facilitation.formats.model import Format
from facilitation.people import hours
from facilitation.programs.model import Settings

Schedule = tuple[tuple[str, datetime], ...]
"""Steps by name, each with its instant, in the order of the format's run-sheet."""


def schedule(
    format: Format,
    settings: Settings,
    opens_at: datetime,
    days_off: Set[date] = frozenset(),
    before: datetime | None = None,
) -> Schedule:
    """Return the steps of a round that opens at `opens_at`, in the program's zone.

    With `before` (the next opening) every step comes at least an hour earlier than that. A step that would come
    after the one that follows it in the run-sheet has lost its sense and is left out.
    """
    found: list[tuple[str, datetime]] = []
    for step in format.steps:
        counted = step.counted(settings)
        if counted is None:
            continue
        days, more_hours = counted
        at = opens_at + timedelta(hours=more_hours)
        if days:
            at = hours.add_working_days(at, days, settings.zone, frozenset(days_off))
        while found and found[-1][1] > at:
            found.pop()
        found.append((step.name, at))
    if before is None:
        return tuple(found)
    latest = max(opens_at, before - timedelta(hours=1))
    return tuple((name, min(at, latest)) for name, at in found)


def following(format: Format, steps: Schedule, name: str) -> tuple[str, datetime] | None:
    """Return the step that comes after the named one in the run-sheet, or None at the end.

    It goes by the run-sheet's order and never back, whatever the settings have become since the named step was planned.
    """
    ranks = [step.name for step in format.steps]
    later = ranks[ranks.index(name) + 1 :]
    return next((step for step in steps if step[0] in later), None)
