"""How people ask in their own words how a program is doing."""

from facilitation.talk.heard import Heard

HEALTH = (
    Heard(
        says=(
            "how is {program} doing",
            "how healthy is {program}",
            "is {program} (fading|dying|still alive|alive)",
        ),
        line="program health {program}",
        harmless=True,
    ),
)
