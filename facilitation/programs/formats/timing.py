"""When each step of a round is due."""

from collections.abc import Set
from datetime import UTC, date, datetime, time, timedelta

from facilitation.programs.formats.model import Format
from facilitation.programs.formats.when import OPENING, When
from facilitation.programs.model import Settings
from facilitation.talk.when import hours
from facilitation.talk.when.hours import instant

APART = timedelta(hours=1)
"""How long before the next opening the last step of a round comes at the latest."""

_START, _END = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)

Schedule = tuple[tuple[str, datetime], ...]
"""Steps by name, each with its instant, in the order of the format's run-sheet."""


def schedule(
    format: Format,
    settings: Settings,
    opens_at: datetime,
    days_off: Set[date] = frozenset(),
    before: datetime | None = None,
    number: int = 0,
) -> Schedule:
    """Return the steps of a round that opens at `opens_at`, in the program's zone.

    `number` is which round it is, for what comes once in a term; without it, nothing of that is there. With `before`
    (the next opening) every step comes at least an hour earlier than that. A step that a setting leaves out is not in
    it, nor one on a date outside of the round. One that would come after the one that follows it in the run-sheet has
    lost its sense and is left out, but for a date, for which the others wait. The opening and the last step are always
    there.
    """
    latest = _END if before is None else max(opens_at, before - APART)
    opening, last = format.opening, len(format.steps) - 1
    counted = {OPENING: opens_at}
    found: list[tuple[str, datetime]] = []
    not_before = _START
    for place, step in enumerate(format.steps):
        base = counted.get(step.when.base, opens_at)
        at = _moment(format, settings, step.when, base, frozenset(days_off))
        if not format.comes(step, settings, number):
            at = None
        if at is None or (step.when.on and not opens_at <= at <= latest):
            counted[step.name] = base
            if place != last:
                continue
            at = base
        at = min(at, opens_at) if place <= opening else max(at, opens_at, not_before)
        if step.when.on:
            at = not_before = max(at, found[-1][1])
        counted[step.name] = at
        while found and found[-1][1] > at:
            found.pop()
        found.append((step.name, at))
    return tuple((name, min(at, latest)) for name, at in found)


def _moment(
    format: Format, settings: Settings, when: When, base: datetime, days_off: frozenset[date]
) -> datetime | None:
    """Return when that is, or None where the settings leave it out."""
    if when.on:
        day = format.value(settings, when.on)
        if day is None:
            return None
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return instant(day, time.fromisoformat(when.at or "09:00"), settings.zone)
    named, unit = when.amount
    amount = named if isinstance(named, int) else int(format.value(settings, named) or 0)
    if isinstance(named, str) and amount == 0:
        return None
    amount = -amount if when.before else amount
    if unit == "working days":
        return hours.add_working_days(base, amount, settings.zone, days_off)
    return base + timedelta(**{unit: amount})


def following(format: Format, steps: Schedule, name: str) -> tuple[str, datetime] | None:
    """Return the step that comes after the named one in the run-sheet, or None at the end.

    It goes by the run-sheet's order and never back, whatever the settings or the format have become since the named
    step was planned; where the format has no such step any more, the round is ended.
    """
    ranks = [step.name for step in format.steps]
    later = ranks[ranks.index(name) + 1 :] if name in ranks else ranks[-1:]
    return next((step for step in steps if step[0] in later), None)
