"""How people ask in their own words what is wanted and missing."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

GAPS = (
    Heard(
        cues=(
            "GAPS SKILLS !{program}; WHAT GAPS !{program}|MATCH; WHAT SKILLS GAPS; WHERE GAPS; "
            "WHAT SOMEONE LEARN GAPS; GAPS !{program}|MATCH|CHANGE|{person}|SAME; WHAT SOMEONE LEARN NOT KNOW"
        ),
        line="gaps",
        does=later("What is wanted and missing"),
        harmless=True,
    ),
)
