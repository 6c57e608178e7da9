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
        cues=(
            "MET !THANKS|YOU|{skill}|NOT|FAIL|COND|WHO|HOWMANY|WHY|WHEN|WHAT|{person}|NUMBERS|GHOST|BROKEN|MESSAGE|MENTION|LEARN|SAME; "
            "I MET !THANKS|YOU|{skill}|NOT|FAIL|COND|WHO|HOWMANY|WHY|WHEN|WHAT|NUMBERS|GHOST|MESSAGE; "
            "I MET MET GREAT !THANKS|YOU|NOT|FAIL; "
            "I MET {person} !THANKS|YOU|WHEN|WHO|WHY|WHAT|FAIL|GHOST|HOWMANY|NOT; "
            "{person} MET !THANKS|YOU|WHEN|WHO|WHY|WHAT|FAIL|GHOST|NOT|{skill}|HOWMANY; "
            "ME {person} MET !THANKS|YOU|NOT|FAIL; MET GREAT !THANKS|YOU|{skill}|NOT|{person}|BROKEN; "
            "MET {person} GREAT !THANKS|YOU; {program} MET !THANKS|YOU|WHO|WHEN|HOWMANY|NOT|FAIL|WHAT; "
            "{program} MET GREAT !THANKS|YOU|NOT|FAIL|WHO; MET {program} {person} GREAT !THANKS|YOU|NOT|FAIL; "
            "MEET {person} GREAT !THANKS|YOU|BOOK|TIMEOF|WHEN|NOT|AVAILABLE|AVOID; MEET MET GREAT !THANKS|YOU; "
            "MET MEET !THANKS|YOU|NOT|FAIL|WHO|HOWMANY|WHEN|WHAT; {program} {person} GREAT MET !THANKS|YOU; "
            "MET TIME !THANKS|YOU|WHO|HOWMANY|NOT|FAIL|{skill}|WHEN; "
            "I MET TIME !THANKS|YOU|WHO|HOWMANY|NOT|FAIL|WHEN; I MET TIME GREAT !THANKS|YOU; "
            "MEET GREAT !THANKS|YOU|BOOK|TIME|TIMEOF|WHEN|NOT|YOU|{skill}|CREATE|MORE|{person}|FIND|SOMEONE; "
            "{program} GREAT {person} MET !THANKS|YOU; I MET {person} TIME !THANKS|YOU|WHEN|NOT|FAIL|WHO"
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
        cues=(
            "-FINDTIME; I -FINDTIME; -FINDTIME YET; -FINDTIME {person}; -MET YET|{person}|MATCH; I -MET !{skill}|WHO; -MEET YET; "
            "FAIL !{skill}|CREATE|ZONE|BROKEN|WHO|HOWMANY|NUMBERS|HELP|LEARN; -FAIL !{skill}; -FAIL {person}; "
            "I -FAIL {person} MEET; FAIL YET; I FAIL !{skill}|CREATE|HELP|LEARN|WHO; I FAIL YET; "
            "FAIL {person} !AVOID; ME|I {person} FAIL !AVOID; ME|I {person} FAIL YET; FAIL MATCH|MEET; "
            "FAIL {program}; I MEET {day} YET; MEET {person} FAIL; I FAIL {program}; I FAIL TIME"
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
        cues=(
            "GHOST !HELP|{skill}; GHOST ME !{skill}; GHOST {person} !{skill}; {person} GHOST ME; "
            "GHOST MATCH !{skill}; MY MATCH GHOST; MATCH -REPLY; {person} -REPLY ME|YET; -REPLY ME; "
            "SOMEONE -REPLY !QUESTION|DISCUSS|WHO; MATCH -ATTEND; {person} -ATTEND !{clock}|{day}; "
            "MATCH LEAVE !{program}; MEET FAIL MATCH; MATCH AWAY !I; CANCEL MATCH; MET BROKEN; MET -GREAT; "
            "MATCH -MESSAGE; {person} -MESSAGE ME; {count} {count} !{program}|SIZE|{person}|TIME; "
            "MET {count} {count}; MET GREAT {count} {count}; MET GREAT {count}; MATCH GHOST YET; "
            "{count} {count} GREAT"
        ),
        line="how did it go",
        does=later("Say how it went"),
        harmless=True,
    ),
)
