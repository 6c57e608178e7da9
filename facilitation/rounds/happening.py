"""What the steps of a format do, in words for whoever looks ahead: at a format before it is kept, or at a program."""

from collections.abc import Mapping
from datetime import datetime

from facilitation.programs.formats.act import Act
from facilitation.rounds import wording
from facilitation.talk.messages import Spans, Time
from facilitation.talk.phrases import Phrase, Place, say

_PLACES: dict[str, Place] = {
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
    "remind": say("Where nobody wrote, one is reminded."),
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


def line(step: Act, at: datetime, **places: Place) -> Spans:
    """Return what a step does, and when, with the places of its sentence that are known already."""
    done, when = DONE[step.act], Time(at)
    words = _words(step, places)
    if words is None:
        return (say("{when}: {done}", when=when, done=done),)
    return (say("{when}: {done} “{words}”", when=when, done=done, words=words),)


def _words(step: Act, places: Mapping[str, Place]) -> Phrase | None:
    """Return what a step says, with words for what is filled in later; None where its act says all."""
    said = getattr(step, "asks", "") if step.act == "collect" else getattr(step, "title", "")
    if not said or step.act in ("announce", "gather"):
        return None
    return wording.said(said, **{**_PLACES, **places})
