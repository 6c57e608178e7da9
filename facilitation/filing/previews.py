"""What programs of a format would do in half a year, as an admin reads it before they say yes."""

from datetime import datetime

from facilitation.programs import saying
from facilitation.programs.formats import preview
from facilitation.programs.formats.model import Format
from facilitation.rounds import happening, wording
from facilitation.talk.messages import Block, Items, Spans, facts, text
from facilitation.talk.phrases import Phrase, say, say_n

WEEKS = 26
SHOWN = 14
"""So many steps are shown one by one."""


def would_do(format: Format, now: datetime, zone: str) -> tuple[Block, ...]:
    """Show what programs of a format would do in half a year, its first steps one by one."""
    lines = [line for line in preview.preview(format, now, WEEKS, zone) if line.at >= now]
    rounds = len({line.round for line in lines})
    said = say_n("{n} round in {weeks} weeks", "{n} rounds in {weeks} weeks", n=rounds, weeks=WEEKS)
    shown = tuple(_line(format, line) for line in lines[:SHOWN])
    more = len(lines) - len(shown)
    left = say_n("and {n} more step like these.", "and {n} more steps like these.", n=more)
    return (
        text(wording.said(format.summary)),
        facts(
            {
                say("How often"): saying.often(format.defaults.cadence),
                say("Half a year"): said,
                say("Time it asks"): asks(format),
            }
        ),
        Items(shown),
        *((text(left),) if more > 0 else ()),
    )


def asks(format: Format) -> Phrase:
    """Return how much of somebody's time a format asks for."""
    return preview.a_week(format, format.defaults)


def _line(format: Format, line: preview.Line) -> Spans:
    step = format.step(line.step)
    assert step is not None
    return happening.line(step, line.at)
