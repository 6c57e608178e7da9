"""How much of people's time a format asks for: in their circles and sessions, and to answer what it asks."""

from datetime import timedelta

from facilitation.programs.cadence import shortest
from facilitation.programs.formats.acts import Discuss, Form
from facilitation.programs.formats.agenda_acts import LineUp
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Settings
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.when import spans

ANSWERING = 2
"""So many minutes it takes to read and answer one message."""
THREAD = 15
"""So many minutes somebody reads and writes in a thread."""
_ASKING = ("announce", "collect", "ask", "sign_up")


def minutes_of_round(format: Format, settings: Settings) -> int:
    """Return how many minutes one round asks of somebody who does all of it."""
    minutes = 0
    for step in format.steps:
        if isinstance(step, Form):
            minutes += step.minutes
        elif isinstance(step, LineUp):
            minutes += format.number(settings, step.minutes) or 60
        elif isinstance(step, Discuss):
            minutes += THREAD
        elif step.act in _ASKING and step.often == "every round":
            minutes += ANSWERING
    return minutes


def a_week(format: Format, settings: Settings) -> Phrase:
    """Return in words how much time a week a program asks of each, in steps of five minutes."""
    minutes = 5 * max(1, round(hours_a_week(format, settings) * 60 / 5))
    return say("about {time} a week of each", time=spans.said(timedelta(minutes=minutes)))


def hours_a_week(format: Format, settings: Settings) -> float:
    """Return how many hours a week a program asks of somebody, to a tenth."""
    weeks = max(1 / 7, shortest(settings.cadence).days / 7)
    return round(minutes_of_round(format, settings) / weeks / 60, 1)
