"""How people say in their own words that they sit a round out, are away for a while, and are back."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

SKIP = (
    Heard(
        says=(
            "skip me [this|next] [time|week|round]",
            "leave me out [this|next] (time|week|round)",
            "skip (this|it|this one|this time|this week|this round|one|once|a round|one round|today|tomorrow)",
            "skip [the] next (one|round|time|week|meeting|session)",
            "i (can not|could not|will not) (do|be at|be in) (this|the next) (round|one|week|time)",
            "[i] will not be there [this|next] (time|week|round)",
            "can not (do|make) [it] (this|next) (round|week|time|one)",
            "i am (sick|ill|off sick|not feeling well|in hospital|busy) (today|this week|tomorrow)",
            "(off sick|sick|ill) (today|this week)",
            "i (can not|will not) make it [next|this] [week|time|round]",
            "i can not (make it|come|attend|join|meet|do it|participate|do) [on] {day}",
            "i can not (come|attend|join|meet|do it|participate) [next|this] [week|time|round]",
            "i can not (come|attend|join|meet|do it|participate) on {day}",
            "sit [the] [next] (this|one|round|this one) out",
            "i do not have time [this|next] (week|round)",
        ),
        line="skip",
        does=later("Skip the next round"),
    ),
    Heard(
        says=(
            "leave me out of the next {program} [round]",
            "[i want to|i would like to] (skip|sit out) the next [round of] {program} [round]",
            "i would (rather|like to|prefer to) (sit|skip) the next [round of] {program} [round] [out]",
        ),
        line="skip {program}",
        does=later("Skip the next round of {program}"),
    ),
)
UNSKIP = (
    Heard(
        says=(
            "undo [my|the] skip",
            "i can (make it|come|join) [again] [now]",
            "take the skip back",
            "i changed my mind [about skipping]",
        ),
        line="unskip",
        does=later("Take part in the next round after all"),
    ),
    Heard(
        line="unskip {program}",
        does=later("Take part in the next round of {program} after all"),
    ),
)
PAUSE = (
    Heard(
        says=(
            "pause me until {day}",
            "i am (away|off|out|traveling|travelling|abroad|gone|absent) until {day}",
            "i will be (away|off|out|traveling|travelling|gone|absent|on holiday|on vacation|on leave|out of office) until {day}",
            "back on {day}",
            "i am back on {day}",
            "i will be back on {day}",
            "(away|off|vacation|holiday|holidays) until {day}",
            "(gone|out|travelling|traveling|on vacation|on holiday|on leave) until {day}",
            "(stop|no) (pinging|messaging|writing|writing to|contacting|messages) [me|for me] until {day}",
            "[ich] bin bis {day} (i am urlaub|weg|nicht da|krank|abwesend)",
            "[ich bin] i am urlaub bis {day}",
            "estoy [de vacaciones|fuera|de baja] hasta [el] {day}",
            "[je suis] en vacances jusqu'à {day}",
            "[je suis] absent jusqu'à {day}",
            "estou de férias até {day}",
            "pause everything until {day}",
            "i am out of [the] office until {day}",
        ),
        line="pause until {day}",
        does=later("Pause until {day}"),
    ),
    Heard(
        says=(
            "pause [me] for {span}",
            "i am (away|off|out|traveling|travelling|abroad|gone|absent) for {span}",
            "i will be (away|off|out|gone) for {span}",
            "(away|off|vacation|holiday) for {span}",
            "pause everything for {span}",
            "take a break for {span}",
        ),
        line="pause {span}",
        does=later("Pause for {span}"),
    ),
    Heard(
        says=(
            "i am (away|off|out|traveling|travelling|gone|absent|on vacation|on holiday|on leave) next week",
            "i will be (away|off|out|gone|on vacation|on holiday|on leave) next week",
            "next week i am (away|off|on vacation|on holiday|out)",
        ),
        line="skip",
        does=later("Skip the next round"),
    ),
    Heard(
        says=(
            "pause (forever|for ever|indefinitely|for good)",
            "i want a break",
            "take a break",
            "i do not have (time|the time) [right now|now|at the moment|for this]",
            "not now",
            "i am (in hospital|off sick|not well)",
            "i am (away|sick|ill|out of office|ooo)",
            "i want to pause",
            "can i pause",
            "can i take a break",
        ),
        line="stop",
        does=later("Pause or leave"),
        harmless=True,
    ),
    Heard(
        line="pause {stretch}",
        does=later("Pause {stretch}"),
    ),
    Heard(
        line="pause {stretch} in {program}",
        does=later("Pause {program} {stretch}, for you"),
    ),
    Heard(
        line="pause until {until}",
        does=later("Pause until {until}"),
    ),
    Heard(
        line="pause until {until} in {program}",
        does=later("Pause {program} until {until}, for you"),
    ),
    Heard(
        line="pause {span} in {program}",
        does=later("Pause {program} for {span}, for you"),
    ),
)
BACK = (
    Heard(
        says=(
            "stop my pause",
            "unpause me",
            "back at work",
            "back again",
            "i am back [again|from vacation|from holiday|from leave|at work|in the office]",
            "back from (vacation|holiday|holidays|leave|parental leave|sick leave|my trip)",
            "start me again",
            "let us go again",
        ),
        line="back",
        does=later("Come back from the pause"),
    ),
    Heard(
        line="back {program}",
        does=later("Come back to {program} from the pause"),
    ),
)
