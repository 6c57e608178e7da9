"""How people say in their own words that they bring a problem, and ask what became of theirs."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

CLINIC = (
    Heard(
        says=(
            "[i want to|i would like to|can i|how do i|let us] (bring|present|share) (a|my) problem [to the group|to the clinic|to others]",
            "[i want to|i would like to|can we|let us|how do i] (start|open|hold|run|have) (a|the|another) clinic",
            "[i want to|i would like to] (think|work) through (a|my) problem with (others|colleagues|peers|the group)",
            "i need [some] (people|others|colleagues|heads|a group) to think [with me] about (a|my) problem",
        ),
        line="clinic",
        harmless=True,
    ),
)
MINE = (
    Heard(
        says=(
            "[show|show me|see|list] my problems",
            "(what|what has) (happened|happens|became|becomes|become) (to|of|with) my (problem|problems|case)",
            "where is my (problem|case)",
            "is my (problem|case) still (waiting|there)",
        ),
        line="my problems",
        does=later("See which of my problems wait"),
        harmless=True,
    ),
)
