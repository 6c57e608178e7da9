"""What can mean two rhythms of rounds, and what is none: asked about, or told."""

import re
from collections.abc import Sequence

from facilitation.errors import Usage
from facilitation.talk.phrases import say

EXAMPLE = "every 2w on tue at 10:00"
MONTHLY = "first tue of the month at 10:00"

_TWICE = re.compile(r"\bbi-? ?(weekly|monthly)\b")
_MEANINGS = {
    "weekly": (("Every second week", "every 2w"), ("Twice a week", "twice a week")),
    "monthly": (("Every two months", "every two months"), ("Twice a month", "twice a month")),
}
_TOO_OFTEN = re.compile(
    r"\b(?:daily|(?:every|each) day|(?:twice|two times|2x|2 times) (?:a|per|each) week)\b"
)
_YEAR = re.compile(r"\b(?:yearly|annual(?:ly)?|years?)\b")
_DAY_OF_MONTH = re.compile(r"\b(?:on )?the ([0-9]{1,2})(?:st|nd|rd|th)\b")


class TwoMeanings(Usage):
    """A rhythm that can mean two things: each by what it is called, with the text that says it clearly."""

    def __init__(self, sentence: str, meanings: Sequence[tuple[str, str]]) -> None:
        """Keep what it can mean, to be tapped."""
        super().__init__(sentence)
        self.meanings = meanings


def ask(plain: str) -> None:
    """Raise Usage for what can mean two things, and for what is no rhythm of rounds."""
    if found := _TWICE.search(plain):
        meant = _MEANINGS[found[1]]
        meanings = [(label, _TWICE.sub(clear, plain, count=1)) for label, clear in meant]
        one, other = (clear for _, clear in meant)
        sentence = say(
            "{word} can mean {one} or {other}. Which one is it? For the first, write: {example}",
            word=found[0].capitalize(),
            one=one,
            other=other,
            example=f"{one} on tue at 10:00",
        )
        raise TwoMeanings(sentence, meanings)
    if found := _TOO_OFTEN.search(plain):
        raise Usage(
            "On which days? Write, for example: {one} or {other}",
            one="every mon and thu at 10:00",
            other="every weekday at 10:00",
        )
    if _YEAR.search(plain):
        raise Usage("12 months is the longest time between rounds. Try: {example}", example=MONTHLY)
    if found := _DAY_OF_MONTH.search(plain):
        raise Usage(
            "Day {day} falls on a weekend in some months. Name a weekday instead: {example}",
            day=found[1],
            example=MONTHLY,
        )
