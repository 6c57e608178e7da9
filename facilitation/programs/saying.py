"""How the values of settings are said: short words that can mostly be typed back."""

from collections.abc import Sequence
from datetime import date

from facilitation.people.model import Names
from facilitation.programs.model import Program, Settings
from facilitation.talk.cadences import Cadence
from facilitation.talk.words import counted, listed

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def cadence(value: Cadence) -> str:
    """Return a cadence: "every 2 weeks on Tuesday at 10:00"."""
    often = "every week" if value.every == 1 else f"every {value.every} weeks"
    return f"{often} on {_DAYS[value.weekday]} at {value.at:%H:%M}"


def channel(program: Program) -> str:
    """Return the program's channel, or that it has none."""
    if program.channel_name:
        return f"#{program.channel_name}"
    return "its channel" if program.channel else "none"


def people(ids: Sequence[str], names: Names) -> str:
    """Return people by name; somebody unknown is still counted."""
    return listed([names.get(id, "somebody who has left") for id in ids]) or "nobody"


def day(value: date) -> str:
    """Return a day with its year: "Tue 24 Nov 2026"."""
    return f"{value:%a} {value.day} {value:%b %Y}"


def days(values: Sequence[date]) -> str:
    """Return days, those that follow each other as a stretch: "24 Dec 2026, 28 Dec 2026 to 3 Jan 2027"."""
    stretches: list[list[date]] = []
    for value in values:
        if stretches and (value - stretches[-1][-1]).days == 1:
            stretches[-1].append(value)
        else:
            stretches.append([value])
    return ", ".join(_stretch(s) for s in stretches) or "none"


def _stretch(values: Sequence[date]) -> str:
    """Return days that follow each other as their ends."""
    ends = [f"{d.day} {d:%b %Y}" for d in (values[0], values[-1])]
    return ends[0] if len(values) == 1 else " to ".join(ends)


def sizes(settings: Settings) -> str:
    """Return the size of circles."""
    size, low, high = settings.size, settings.smallest, settings.largest
    if (size, low, high) == (2, 2, 3):
        return "2 (3 when the number is odd)"
    return f"{size} ({low} to {high})"


def rounds(value: int, none: str) -> str:
    """Return a number of rounds, 0 being `none`."""
    return counted(value, "round") if value else none


def weeks(value: int) -> str:
    """Return a number of weeks, 0 being none."""
    return counted(value, "week") if value else "none"


def hours(value: int) -> str:
    """Return a number of hours, 0 being never."""
    return counted(value, "hour") if value else "never"


def working_days(value: int, where: str, none: str) -> str:
    """Return a number of working days before or after something."""
    return f"{counted(value, 'working day')} {where}" if value else none
