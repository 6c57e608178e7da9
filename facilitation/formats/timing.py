"""When each step of a round is due."""

from collections.abc import Set
from datetime import date, datetime, timedelta

from facilitation.formats.model import Format
from facilitation.people import hours
from facilitation.programs.model import Settings

Schedule = tuple[tuple[str, datetime], ...]
"""Steps by name, each with its instant, earliest first."""


def schedule(
    format: Format,
    settings: Settings,
    opens_at: datetime,
    days_off: Set[date] = frozenset(),
    before: datetime | None = None,
) -> Schedule:
    """Return the steps of a round that opens at `opens_at`, in the program's zone.

    With `before` (the next opening) every step comes at least an hour earlier than that, so that what was
    answered counts in the next draw.
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
        found.append((step.name, at if before is None else min(at, before - timedelta(hours=1))))
    return tuple(sorted(found, key=lambda step: step[1]))


def following(steps: Schedule, name: str) -> tuple[str, datetime] | None:
    """Return the step after the named one, or None at the end."""
    names = [n for n, _ in steps]
    place = names.index(name) + 1 if name in names else 0
    return steps[place] if place < len(steps) else None
