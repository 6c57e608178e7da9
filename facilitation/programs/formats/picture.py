"""A round of a format in one line: what people notice of it, in its order."""

from itertools import groupby

from facilitation.programs.formats.model import Format
from facilitation.talk.phrases import say


def picture(format: Format) -> str:
    """Return what people notice of a round: "a notice → introductions → a reminder → how did it go?"."""
    steps = [step for step in format.steps if step.often == "every round"]
    noticed = [one for one, _ in groupby(step.picture for step in steps if step.picture)]
    shown, *rest = noticed or [say("a round")]
    for after in rest:
        shown = say("{before} → {after}", before=shown, after=after)
    return shown
