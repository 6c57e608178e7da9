"""How people say in their own words that they bring something, wish for something, or ask what is on."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

BRING = (
    Heard(
        says=(
            "[i want to|i would like to|can i|i could|let me] (present|give a talk|do a talk|speak) [something] [next time|at the next one]",
            "[i want to|i would like to|can i|how do i] sign up to (present|speak|talk|show something)",
            "[i want to|i would like to|can i] bring something [next time|to the next one]",
        ),
        line="bring",
        harmless=True,
    ),
)
HEAR_ABOUT = (
    Heard(
        says=(
            "i (would like|want|would love) to hear [more] about {words}",
            "(could|can) (someone|somebody|anyone) (talk|tell us|present) [something] about {words}",
        ),
        line="hear about {words}",
        does=later("Note that you would like to hear about {words}"),
    ),
)
AGENDA = (
    Heard(
        says=(
            "what is on the [next] agenda",
            "[show|see] [me] the [next] agenda",
            "who (presents|speaks|talks) next [time]",
            "what are the next talks [about]",
        ),
        line="agenda",
        harmless=True,
    ),
)
