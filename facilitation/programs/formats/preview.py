"""What programs of a format would do in the weeks to come: who is told and asked what, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from facilitation.programs import cadence
from facilitation.programs.formats import timing
from facilitation.programs.formats.acts import PLACES, Act
from facilitation.programs.formats.model import Format
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
        for name, at in timing.schedule(format, settings, opens_at, before=before, number=number):
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
