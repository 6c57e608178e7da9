"""What people read of a report in a chat: three numbers, one picture of words, and what to do."""

from collections.abc import Sequence

from facilitation.programs.model import Program
from facilitation.reports import figure_views, periods
from facilitation.reports.figures import Figure
from facilitation.reports.service import Report
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Link,
    Message,
    Picture,
    Span,
    Spans,
    buttons,
    facts,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say

NUMBERS = ("met", "came", "helped")
"""The three figures of the card."""
TREND = "met"
"""The figure that the picture is of."""
BARS = "▁▂▃▄▅▆▇█"


def card(report: Report, address: str, *, ask: str = "") -> Message:
    """Show a report; `address` is where all of it is, empty where there is no such place, or what to `ask` for it."""
    rows: dict[str, Span | Spans] = {}
    for key in NUMBERS:
        one = report.figure(key)
        rows[one.name] = (_said(one, report.before(one)),)
    return Message(
        say("{program}, {period}", program=report.program.name, period=report.period.name),
        (
            facts(rows),
            *_trend(report, address),
            text(Bold(say("What to do")), " ", report.advice),
            *figure_views.beside(report.beside),
            *(more(address) if not ask else (buttons(Button(say("Open the whole report"), ask)),)),
            note(
                say(
                    "People are counted in steps of {step} and never by name, so that nobody can be worked out. None "
                    "of this proves that somebody learned something.",
                    step=report.step,
                )
            ),
        ),
    )


def _said(figure: Figure, before: Figure | None) -> Phrase:
    if figure.value is None:
        return say("too few to say")
    if before is None:
        return say("{value}", value=figure.shown)
    return say("{value} (before: {then})", value=figure.shown, then=before.shown)


def _trend(report: Report, address: str) -> tuple[Block, ...]:
    """Return how many circles met in the periods so far: as a picture, or as bars among words where there is none."""
    points = [
        (periods.label(period), next(f for f in told if f.key == TREND))
        for period, told in report.past
    ]
    known = [(name, one.value) for name, one in points if one.value is not None]
    if len(known) < 2:
        return ()
    bars = "".join(BARS[round(value / 100 * (len(BARS) - 1))] for _, value in known)
    first, last = known[0], known[-1]
    ends = {"since": first[0], "now": last[0], "first": f"{first[1]:g}", "last": f"{last[1]:g}"}
    if address:
        words = say("Circles that met: from {first} % in {since} to {last} % in {now}", **ends)
        return (Picture(f"{address}.png", words),)
    return (
        text(
            say(
                "Circles that met: {bars} from {first} % in {since} to {last} % in {now}",
                bars=bars,
                **ends,
            )
        ),
    )


def more(address: str) -> tuple[Block, ...]:
    """Return the way to the whole report."""
    if not address:
        return (
            note(
                say(
                    "There is no page and no picture of it here: whoever runs Peerloop sets PUBLIC_URL for that."
                )
            ),
        )
    return (text(Link(say("Open the whole report"), address), " ", say("(for an hour)")),)


def which(programs: Sequence[Program], words: str, command: str = "report") -> Message:
    """Ask which program the report is to be of, or something else about it."""
    return Message(
        say("A report of which program?"),
        (
            buttons(
                *(
                    Button(
                        say("{program}", program=one.name),
                        f"{command} #{one.number} {words}".strip(),
                    )
                    for one in programs
                )
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
