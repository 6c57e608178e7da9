"""Which times of a round can hold together: the nudge before the question how it went, that before the next round."""

from facilitation.errors import UserError
from facilitation.programs.model import Program, Settings
from facilitation.talk.words import counted

LEFT = 2
"""How many of the working days between two openings are not for waiting: one to answer, one that opens the next."""


def latest_ask(every: int) -> int:
    """Return the last working day after an opening on which circles can be asked, with rounds every so many weeks."""
    return 5 * every - LEFT


def check(before: Program, after: Program) -> None:
    """Raise UserError when a change of cadence, nudge or ask makes times that cannot hold together."""
    settings = after.settings
    if _times(settings) == _times(before.settings):
        return
    asks = counted(settings.ask_days, "working day")
    if settings.nudge_hours >= 24 * settings.ask_days:
        raise UserError(
            f"The nudge would come after {settings.nudge_hours} hours, and circles are asked how it went "
            f"{asks} after the opening (ask). The nudge must come first: with this ask it can be up to "
            f"{24 * settings.ask_days - 1} hours, or never."
        )
    every = settings.cadence.every
    latest = latest_ask(every)
    if settings.ask_days > latest:
        often = "every week" if every == 1 else f"every {every} weeks"
        raise UserError(
            f"Circles would be asked how it went {asks} after the opening (ask), and rounds open {often} "
            f"(cadence). With this cadence ask can be up to {latest}, so that there is time to answer "
            "before the next round."
        )


def _times(settings: Settings) -> tuple[int, int, int]:
    """Return what must hold together."""
    return settings.cadence.every, settings.nudge_hours, settings.ask_days
