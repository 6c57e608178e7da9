"""What a format is, as its file says it: its settings with their defaults, and the steps of a round."""

from collections.abc import Mapping, Set
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from facilitation.programs.formats.acts import Act, Agenda, Introduce, Keep, Name, Sentence, Step
from facilitation.programs.formats.when import OPENING, When
from facilitation.programs.model import Settings
from facilitation.talk.when import hours
from facilitation.talk.when.hours import instant

Kind = Literal["working days", "hours", "minutes", "number", "date", "deck"]

FIELDS: Mapping[str, str] = {
    "notice": "notice_days",
    "nudge": "nudge_hours",
    "ask": "ask_days",
    "again": "again_hours",
    "term": "term",
}
"""Where the settings that steps can be timed by are kept."""
UNITS: Mapping[str, str] = {
    "notice": "working days",
    "nudge": "hours",
    "ask": "working days",
    "again": "hours",
}


class Own(BaseModel):
    """A setting that only this format has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    summary: Annotated[str, Field(min_length=1, max_length=120)]
    kind: Kind
    default: int | date | None = None
    least: Annotated[int, Field(ge=0)] = 0
    most: Annotated[int, Field(le=10_000)] = 100


Default = str | int | bool | None | Own
"""A default as an admin would type it, nothing where there is none, or a setting of the format's own."""


class Format(BaseModel):
    """What kind of program it is, what it is for, its settings, and the run-sheet of its rounds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    summary: Sentence
    joining: Sentence = ""
    """What taking part means, for whoever is invited; without it, the summary."""
    term: int | Name | None = None
    """After how many rounds what comes once in a term comes again, or the setting that says so; without it, for so
    many rounds as circles stand."""
    settings: Annotated[dict[Name, Default], Field(max_length=40)]
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=40)]

    _defaults: Settings = Settings()

    @property
    def defaults(self) -> Settings:
        """Return what its settings are until somebody changes them."""
        return self._defaults

    def with_defaults(self, defaults: Settings) -> "Format":
        """Return the format with its defaults as they were read."""
        new = self.model_copy()
        new._defaults = defaults
        return new

    @property
    def means(self) -> str:
        """Return what taking part means."""
        return self.joining or self.summary

    @property
    def own(self) -> dict[str, Own]:
        """Return the settings that only this format has."""
        return {name: own for name, own in self.settings.items() if isinstance(own, Own)}

    @property
    def opening(self) -> int:
        """Return the place of the step at which the round opens."""
        return next(n for n, step in enumerate(self.steps) if at_opening(step))

    def step(self, name: str) -> Act | None:
        """Return the step of that name, or None."""
        return next((step for step in self.steps if step.name == name), None)

    def has(self, act: str) -> bool:
        """Return whether one of its steps does this."""
        return any(step.act == act for step in self.steps)

    def names_who_answers(self, step: Act) -> bool:
        """Return whether what is answered to a question stands on an agenda, with who brings it."""
        return any(isinstance(one, Agenda) and one.of == step.name for one in self.steps)

    def shows_in_circles(self, step: Act) -> bool:
        """Return whether a circle reads what its people answer to a question, each with their name."""
        return any(isinstance(one, Introduce) and one.goals == step.name for one in self.steps)

    def rounds_of_term(self, settings: Settings) -> int:
        """Return how many rounds a term has; 0 where the format knows of none."""
        kept = (step.rounds for step in self.steps if isinstance(step, Keep))
        said = self.term or next(kept, 0)
        return int(self.value(settings, said) or 0) if isinstance(said, str) else said

    def comes(self, step: Act, settings: Settings, number: int) -> bool:
        """Return whether a step is one of the round of a number: of every one, or of that place in its term."""
        term = self.rounds_of_term(settings)
        if step.often == "every round" or term < 1 or not number:
            return step.often == "every round"
        middle = max(1, term // 2)
        places = {"first round": 1, "middle round": middle, "last round": term}
        return (number - 1) % term + 1 == places[step.often]

    def value(self, settings: Settings, name: str) -> Any:
        """Return what a setting that steps are timed by holds."""
        if name in self.own:
            return settings.own.get(name, self.own[name].default)
        return getattr(settings, FIELDS[name])

    def number(self, settings: Settings, said: int | str) -> int:
        """Return a number that a step gives, or names a setting for."""
        return said if isinstance(said, int) else int(self.value(settings, said) or 0)


def at_opening(step: Act) -> bool:
    """Return whether a step is the one at which the round opens."""
    when = step.when
    return when.after == OPENING and when.amount[0] == 0 and not when.on


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
        at = None
        if format.comes(step, settings, number):
            at = _moment(format, settings, step.when, base, frozenset(days_off))
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
