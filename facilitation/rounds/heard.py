"""How people ask in their own words who they are with, and why."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

WHY = (
    Heard(
        says=(
            "why (was|am) i (left out|alone|not matched|not paired)",
            "why (did i not get|do i have no|no) (match|partner|pair|circle|one)",
            "why (have|has|was|were|am|is) (i|nobody|no one) [not] [been] (matched|paired|put together|chosen) [with] [anyone|anybody|someone|somebody]",
            "why not me",
            "why {person}",
            "why (this person|these people|them|him|her|us|me|this match|this pair|her and me|him and me)",
            "who am i (matched|paired|with|meeting|put together|grouped|in a circle) [with]",
            "who did i get",
            "why (was|were|am|are) (i|we) (matched|paired|put together|chosen|picked|grouped) [with] [{words}]",
            "why did you (match|pair|pick|choose|put) (us|me|them) [together] [with] [{words}]",
            "(can|could) i (swap|change|choose|pick) my (partner|match|circle|pair|buddy)",
            "how (was|were|did you) (this|these|i|we|my match|my partner) (chosen|picked|matched|paired|selected|match us|choose)",
            "who else is (in|in it|in my circle|in my group)",
            "who will i (meet|be with|be matched with)",
        ),
        line="why",
        does=later("Who am I with, and why?"),
        harmless=True,
    ),
)
PREVIEW = (
    Heard(
        says=("what would [the] {program} [program] look like",),
        line="preview {program}",
        does=later("See who would meet whom in {program}"),
        harmless=True,
    ),
    Heard(
        line="preview",
        does=later("See who would meet whom"),
        harmless=True,
    ),
)
