"""What people read of a report in a chat: three numbers, one chart, and what to do."""

from collections.abc import Sequence

from facilitation.programs.model import Program
from facilitation.reports import figure_views, files, page_words, periods
from facilitation.reports.figures import Figure
from facilitation.reports.service import Report
from facilitation.talk import frame
from facilitation.talk.messages import (
    Bar,
    Block,
    Bold,
    Button,
    Chart,
    Link,
    Message,
    Span,
    Spans,
    buttons,
    facts,
    note,
    table,
    text,
)
from facilitation.talk.phrases import Phrase, say

NUMBERS = ("met", "came", "helped")
"""The three figures of the card."""
TREND = files.TREND
OFFERED = 5
"""So many programs have a button where it is asked which is meant."""


def card(report: Report, address: str, *, ask: str = "") -> Message:
    """Show a report; `address` is where all of it is, empty where there is no such place, or what to `ask` for it."""
    rows: dict[str, Span | Spans] = {}
    cells: list[tuple[Spans, ...]] = []
    chart = trend(report, report.figure(TREND), f"{address}.png" if address else "")
    for key in NUMBERS:
        one = report.figure(key)
        before = report.before(one)
        rows[one.name] = (_said(one, before),)
        cells.append(((one.name,), (_value(one),), (_value(before),) if before else ()))
    return Message(
        say("{program}, {period}", program=report.program.name, period=report.period.name),
        (
            *table(
                say("Three numbers"),
                (say("What"), report.period.name, say("Before")),
                cells,
                facts(rows),
            ),
            *((chart,) if chart else ()),
            text(Bold(say("What to do")), " ", report.advice),
            *_few(report),
            *figure_views.beside(report.beside),
            *(
                (
                    *more(address),
                    files.ways(report.program, report.period.name, drawn=chart is not None),
                )
                if not ask
                else (buttons(Button(say("Open the whole report"), ask)),)
            ),
            note(
                say(
                    "People are counted in steps of {step} and never by name, so that nobody can be worked out. None "
                    "of this proves that somebody learned something.",
                    step=report.step,
                )
            ),
        ),
    )


def _few(report: Report) -> tuple[Block, ...]:
    """Say from how many people on there are figures, where most are missing."""
    few = page_words.too_few(report)
    return (text(few),) if few else ()


def _value(figure: Figure) -> Phrase:
    return frame.TOO_FEW if figure.value is None else say("{value}", value=figure.shown)


def _said(figure: Figure, before: Figure | None) -> Phrase:
    if figure.value is None:
        return frame.TOO_FEW
    if before is None:
        return say("{value}", value=figure.shown)
    return say("{value} (before: {then})", value=figure.shown, then=before.shown)


def trend(report: Report, figure: Figure, url: str = "") -> Chart | None:
    """Return how a figure went over the periods; None where there are no two to compare.

    `url` is where it can be had as an image.
    """
    bars = tuple(
        Bar(periods.label(period), next(one.value for one in told if one.key == figure.key))
        for period, told in report.past
    )
    known = [one for one in bars if one.percent is not None]
    return Chart(figure.name, bars, url) if len(known) > 1 else None


def more(address: str) -> tuple[Block, ...]:
    """Return the way to the whole report."""
    if not address:
        return (
            note(
                say("There is no page of it here: whoever runs Peerloop sets PUBLIC_URL for that.")
            ),
        )
    return (text(Link(say("Open the whole report"), address), " ", say("(for an hour)")),)


def which(programs: Sequence[Program], words: str, command: str = "report") -> Message:
    """Ask which program the report is to be of, or something else about it; those without a button go by name."""
    left = len(programs) > OFFERED
    return Message(
        say("A report of which program?"),
        (
            buttons(
                *(
                    Button(
                        say("{program}", program=one.name),
                        f"{command} #{one.number} {words}".strip(),
                    )
                    for one in programs[:OFFERED]
                ),
                *((Button(say("Other programs"), "programs"),) if left else ()),
            ),
        ),
    )


def none() -> Message:
    """Say that there is no program to report on."""
    return Message(
        say("There is nothing to report on yet"),
        (
            text(say("You look after no program that has begun.")),
            buttons(Button(say("Programs"), "programs")),
        ),
    )
