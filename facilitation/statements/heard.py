"""How people ask in their own words what a record store hears of them, and say no to it."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

STANDING = (
    Heard(
        says=(
            "what do you (tell|send|report) [to] the (record store|learning record|lms|lrs) [about me]",
            "(xapi|lrs) statements",
        ),
        line="statements",
        does=later("What does the learning record hear of me?"),
        harmless=True,
    ),
)

OFF = (
    Heard(
        says=(
            "(do not|stop) (tell|telling|send|sending|report|reporting) [anything|things|statements] about me "
            "[to] [the] (record store|learning record|lms|lrs)",
            "no statements about me",
        ),
        line="statements off",
        does=later("Tell that record nothing"),
    ),
)
