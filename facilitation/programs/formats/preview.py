"""What programs of a format would do in the weeks to come: who is told and asked what, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, takewhile

from facilitation.programs import cadence
from facilitation.programs.cadence import shortest
from facilitation.programs.formats import model
from facilitation.programs.formats.acts import PLACES, Act, Discuss, Form
from facilitation.programs.formats.agenda_acts import LineUp
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Settings
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.when import spans
from facilitation.talk.when.hours import local

_DOES = {
    "announce": "hear that the round comes, and can skip it",
    "form": "circles are drawn",
    "keep": "circles go on together",
    "introduce": "are introduced",
    "remind": "are nudged where nobody wrote",
    "ask": "are asked how it went",
    "collect": "are asked",
    "prepare": "whose turn it is hears which question comes",
    "discuss": "a question is put to the channel",
    "sign_up": "hears what could be brought, and can sign up",
    "line_up": "hears the agenda; those on it hear so alone",
    "begin": "hears that it begins, with the agenda",
    "thank": "those who brought something are thanked; their threads are asked whether it was useful",
    "applaud": "those who brought something hear to how many it was useful",
    "digest": "hears the month in short, once a month",
    "appoint": "whose turn it is hears that they look after it",
    "welcome": "hears who is new; each newcomer has a buddy",
    "gather": "hear that the round comes, and can bring a problem",
    "consult": "each circle works on one problem in the channel",
    "close": "the round ends; facilitators get a summary",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step of one round: when it comes, and in words what it does."""

    round: int
    at: datetime
    """In the zone of the program."""
    step: str
    does: str


def preview(format: Format, start: datetime, weeks: int, zone: str = "UTC") -> Iterator[Line]:
    """Give every step of the rounds that open in so many weeks, with the format's own defaults, in order."""
    settings = format.defaults
    until = start + timedelta(weeks=weeks)
    opening = cadence.occurrences(settings.cadence, zone, local(start, zone).date(), after=start)
    turns = [turn.at for turn in takewhile(lambda turn: turn.at <= until, opening)]
    for number, opens_at in enumerate(turns, 1):
        if settings.term and number > settings.term:
            return
        after = cadence.following(settings.cadence, zone, local(start, zone).date(), opens_at)
        before = after.at if after else None
        for name, at in model.schedule(format, settings, opens_at, before=before, number=number):
            step = format.step(name)
            if step is not None:
                yield Line(number, local(at, zone), name, does(step))


def does(step: Act) -> str:
    """Return in words what a step does to whom, with the first of its sentences."""
    to = getattr(step, "to", "")
    done = _DOES.get(step.act, "")
    said = getattr(step, "asks", "") if step.act == "collect" else ""
    said = said or getattr(step, "title", "") or next(iter(getattr(step, "says", ())), "")
    shown = f": {PLACES.sub(lambda place: f'<{place[1]}>', said)}" if said else ""
    return f"{to} {done}".strip() + shown


def picture(format: Format) -> str:
    """Return what people notice of a round: "a notice → introductions → a reminder → how did it go?"."""
    steps = [step for step in format.steps if step.often == "every round"]
    noticed = [one for one, _ in groupby(step.picture for step in steps if step.picture)]
    shown, *rest = noticed or [say("a round")]
    for after in rest:
        shown = say("{before} → {after}", before=shown, after=after)
    return shown


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
