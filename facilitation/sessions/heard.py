"""How people say in their own words whether they met."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

MET = (
    Heard(
        says=(
            "met (yesterday|today|already|last week|this week|this morning|on {day})",
            "(we|i) (met|have met|talked|spoke|chatted|had coffee|had lunch|had our chat|had our meeting|had our call|had a call|had a chat|did meet|already met) [yesterday|today|already|last week|this week|this morning|on {day}]",
            "yes we (met|did|have|talked)",
            "(it|that|the meeting|our meeting|the chat) (was|went) (great|good|well|fine|nice|ok|okay|awesome|lovely|fun|super|very well|really well|fantastic|useful|helpful|interesting)",
            "meeting done",
            "all done",
            "done",
        ),
        line="met",
        does=later("We met"),
    ),
)
NOT_YET = (
    Heard(
        says=(
            "(we|i) (have not|did not|have yet to) (met|meet|talk|talked|spoken|speak) [yet]",
            "we will meet [on {day}|tomorrow|next week|later|soon|this week]",
            "we are meeting [on {day}|tomorrow|next week|later|soon]",
            "we plan to meet [on {day}|tomorrow|next week|later|soon]",
            "we postponed [it]",
            "it is (planned|scheduled) [for {day}]",
            "we have a date",
            "still to come",
        ),
        line="not yet",
        does=later("Not yet"),
    ),
    Heard(
        says=(
            "(we|i) could not (meet|find a time|make it|talk)",
            "(it|that|this) (will not|did not) work out",
            "we will not (meet|manage|make it)",
            "we never met",
            "we (never|did not) (managed|manage) to (meet|talk)",
            "[i|we] [still] have not heard (from|back from) [my] (match|partner|pair|colleague|them|him|her)",
            "no (answer|reply|response) from {words}",
            "(they|he|she) (did not|never) (answer|reply|respond|show up|come|showed up|answered|replied)",
            "nobody (answers|answered|came|replied|showed up)",
            "no one (answers|answered|came|replied|showed up)",
            "my (partner|match|colleague|pair) (did not|never|has not) (answer|reply|respond|answered|replied|responded|written|wrote) [to|back] [to] me",
            "we gave up",
            "we did not manage [to meet]",
            "i did not go",
            "i could not go",
            "they cancelled",
            "they canceled",
        ),
        line="how did it go",
        does=later("Say how it went"),
        harmless=True,
    ),
)
