"""What programs of a format would do in half a year, as an admin reads it before they say yes."""

from collections.abc import Mapping
from datetime import datetime

from facilitation.programs import saying
from facilitation.programs.formats import load, preview
from facilitation.programs.formats.act import Act
from facilitation.programs.formats.model import Format
from facilitation.rounds import wording
from facilitation.talk.messages import Block, Items, Spans, Time, facts, text
from facilitation.talk.phrases import Phrase, say, say_n

WEEKS = 26
SHOWN = 14
"""So many steps are shown one by one."""

_PLACES: Mapping[str, Phrase] = {
    "program": say("the program"),
    "round": say("its number"),
    "opens": say("its day"),
}
"""What is said in a preview where a place is filled later."""
DONE: Mapping[str, Phrase] = {
    "announce": say("Everybody hears that a round comes, and can skip it."),
    "form": say("Circles are put together."),
    "keep": say("Circles go on together, or are put together for a term."),
    "introduce": say("Circles are introduced."),
    "remind": say("Where nobody wrote, one is nudged."),
    "ask": say("Circles are asked how it went."),
    "post": say("Something is said:"),
    "collect": say("People are asked:"),
    "agenda": say("What was answered is shown, with names:"),
    "summarize": say("What was answered is shown, without names:"),
    "prepare": say("Whose turn it is hears which question comes."),
    "discuss": say("A question is put to the channel."),
    "sign_up": say("People are asked what they bring:"),
    "line_up": say("The agenda is settled and told:"),
    "begin": say("It begins, with the agenda:"),
    "thank": say("Who brought something is thanked."),
    "applaud": say("Who brought something hears to how many it was useful."),
    "digest": say("Once a month it is summed up:"),
    "appoint": say("Others look after it for a while."),
    "welcome": say("Newcomers are welcomed, and have a buddy."),
    "gather": say("Everybody hears that a round comes, and can bring a problem."),
    "consult": say("Each circle works on the most urgent problem of its own, in a thread."),
    "close": say("The round ends; facilitators read how it went in numbers."),
}
"""What each act does, for whoever decides whether it should."""


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
    return load.a_week(format, format.defaults)


def _line(format: Format, line: preview.Line) -> Spans:
    step = format.step(line.step)
    assert step is not None
    done, when = DONE[step.act], Time(line.at)
    words = _words(step)
    if words is None:
        return (say("{when}: {done}", when=when, done=done),)
    return (say("{when}: {done} “{words}”", when=when, done=done, words=words),)


def _words(step: Act) -> Phrase | None:
    """Return what a step says, with words for what is filled in later; None where its act says all."""
    said = getattr(step, "asks", "") if step.act == "collect" else getattr(step, "title", "")
    if not said or step.act in ("announce", "gather"):
        return None
    return wording.said(said, **_PLACES)
