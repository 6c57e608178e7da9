"""What a format is: the steps of a round, each with the time it is due."""

from dataclasses import dataclass

from facilitation.programs.model import Settings


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a round, counted from its opening.

    `days` are working days and `hours` are hours; each is a number or the name of a setting. A step whose
    setting is 0 is left out. `before` counts backwards.
    """

    name: str
    days: int | str = 0
    hours: int | str = 0
    more_days: int = 0
    before: bool = False

    def counted(self, settings: Settings) -> tuple[int, int] | None:
        """Return the step's (working days, hours) from the opening, or None when the settings leave it out."""
        days, hours = _number(self.days, settings), _number(self.hours, settings)
        named = isinstance(self.days, str) or isinstance(self.hours, str)
        if named and not days and not hours:
            return None
        sign = -1 if self.before else 1
        return sign * days + self.more_days, sign * hours


@dataclass(frozen=True, slots=True)
class Format:
    """What kind of program it is, what it is for, and the run-sheet of its rounds."""

    name: str
    summary: str
    steps: tuple[Step, ...]
    defaults: Settings


def _number(value: int | str, settings: Settings) -> int:
    """Return the number, or that of the setting it names."""
    return value if isinstance(value, int) else int(getattr(settings, value))
