"""Which times of a round can hold together: the nudge before the question how it went, that before the next round."""

from datetime import timedelta

from facilitation.errors import UserError
from facilitation.programs import saying
from facilitation.programs.cadence import Cadence, shortest
from facilitation.programs.formats.acts import ON_CIRCLES
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Program, Settings

LEFT = 2
"""How many of the working days between two openings are not for waiting: one to answer, one that opens the next."""


WEEK = timedelta(weeks=1)


def latest_ask(cadence: Cadence) -> int:
    """Return the last working day after an opening on which circles can be asked, whichever opening it is."""
    return shortest(cadence) // WEEK * 5 - LEFT


def check(before: Program, after: Program, format: Format) -> None:
    """Raise UserError when a change of cadence, nudge or ask makes times that cannot hold together.

    Only circles need time to meet: a format without them may open on every day.
    """
    settings = after.settings
    if _times(settings) == _times(before.settings) or not any(map(format.has, ON_CIRCLES)):
        return
    asks = saying.working_days(settings.ask_days)
    if settings.nudge_hours >= 24 * settings.ask_days:
        raise UserError(
            "I would remind people after {hours} hours, but ask them how it went {asks} after the "
            "opening. The reminder must come first: at most {most} hours, or never.",
            hours=settings.nudge_hours,
            asks=asks,
            most=24 * settings.ask_days - 1,
        )
    if shortest(settings.cadence) < WEEK:
        raise UserError(
            "Rounds would open {cadence}, but people need a few days to meet before the next round. "
            "A program like this opens once a week at most, such as: every week on tue at 10:00",
            cadence=saying.cadence(settings.cadence),
        )
    latest = latest_ask(settings.cadence)
    if settings.ask_days > latest:
        raise UserError(
            "I would ask how it went {asks} after the opening, and rounds open {often}. "
            "It can be up to {latest}, so that there is time to answer before the next round.",
            asks=asks,
            often=saying.often(settings.cadence),
            latest=latest,
        )


def _times(settings: Settings) -> tuple[Cadence, int, int]:
    """Return what must hold together."""
    return settings.cadence, settings.nudge_hours, settings.ask_days
