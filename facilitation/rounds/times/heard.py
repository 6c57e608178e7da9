"""How people ask in their own words for a time to meet."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

FIND_A_TIME = (
    Heard(
        says=(
            "(find|suggest|propose|pick) (a time|times) [to meet] [for us|for my circle]",
            "when (can|could|should|shall) we meet",
            "(help|can you help) us find a time",
            "let us find a time [to meet]",
            "schedule (our|the) (meeting|session|chat|coffee)",
        ),
        line="find a time",
        does=later("Find a time for your circle"),
    ),
)
