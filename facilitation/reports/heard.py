"""How people ask in their own words what a program was good for."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

REPORT = (
    Heard(
        says=(
            "(show|give|send) me (the|a) report",
            "(show|give|get|send) me the (numbers|figures|stats|statistics) [of the last quarter]",
        ),
        line="report",
        does=later("Show the report"),
        harmless=True,
    ),
    Heard(
        says=(
            "(show|give|get|send) me the (numbers|figures|stats|statistics) (for|of|on|about) {program}",
            "(was|is) {program} [still] (worth it|worth the time|worthwhile|any use|of any use)",
        ),
        line="report {program}",
        does=later("Show the report on {program}"),
        harmless=True,
    ),
)

OWN = (
    Heard(
        says=(
            "(show|give|send) me my (own|) report",
            "what did i do (this|last) (month|quarter|year)",
        ),
        line="my report",
        does=later("Show what you did"),
        harmless=True,
    ),
)

LEAST = (
    Heard(
        says=("what is the smallest number [of people] (you|that is) (show|report|tell|told)",),
        line="smallest number",
        harmless=True,
    ),
)
