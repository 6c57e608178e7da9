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
        cues=(
            "SKIP !{program}|NOT|{skill}|{person}|WHO|SOMEONE|MENTION|TAKEAWAY|SHARE|UNDO|CANCEL|{span}|{until}|WHAT; "
            "SKIP ROUND|NEXT|TIME !{program}|UNDO|CANCEL|NOT|{person}; "
            "-ATTEND !{program}|{person}|MET|MATCH|{skill}|BOOKING|REPLY|MEET|DATA|{until}|{span}; "
            "-ATTEND ROUND|NEXT !{program}|{person}; -ATTEND TIME !{program}|{person}|{clock}|{until}|{span}; "
            "-JOIN TIME !{program}|{until}; -JOIN ROUND|NEXT !{program}; -MEET TIME !{person}|MET; "
            "BUSY TIME !{program}|{person}|{until}|{span}|TIMEOF; BUSY ROUND|NEXT !{program}|{person}; BUSY -ATTEND; "
            "AWAY {loose} !{program}|{until}|{span}|{person}|BACK; AWAY ROUND !{program}; AWAY -ATTEND; "
            "-AVAILABLE TIME; NOT {day} !{person}|{program}|MET|REPLY|HELP; LEAVE ROUND|NEXT !{program}|DISCUSS; PAUSE NEXT|ROUND !{program}|EVERYONE; "
            "CANCEL NEXT|MY ROUND !{program}|SKIP; -MEET ROUND"
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
        cues=(
            "SKIP {program} !NOT|WHO|{person}|UNDO|CANCEL; SKIP NEXT {program}; SKIP ROUND {program}; "
            "-ATTEND {program}; -ATTEND NEXT {program}; -ATTEND ROUND {program}; -ATTEND TIME {program}; "
            "-JOIN {program} NEXT|ROUND|TIME; BUSY {program} !BOOK|{person}|{until}|{span}; "
            "BUSY TIME {program} !{until}|{span}; LEAVE ROUND|NEXT {program}; PAUSE NEXT {program}; "
            "-LEAVE {program} SKIP; -LEAVE {program} -ATTEND; AWAY NEXT {program}; "
            "CANCEL NEXT {program} !ATTEND|MEET; SKIP TIME {program} !NOT"
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
        cues=(
            "AFTERALL ATTEND !-ATTEND|{program}; AFTERALL JOIN|ROUND|NEXT|AVAILABLE !{program}|NOT; "
            "-SKIP !{program}; -SKIP ME|ROUND !{program}; UNDO SKIP !{program}; CANCEL SKIP !{program}; "
            "I ATTEND NEXT|ROUND !{program}|NOT|WHO|WHEN|WHAT; I ATTEND AGAIN; "
            "AFTERALL !{program}|NOT|{person}|{skill}|LEARN|BACK"
        ),
        line="unskip",
        does=later("Take part in the next round after all"),
    ),
    Heard(
        cues=(
            "AFTERALL ATTEND {program} !NOT; AFTERALL NEXT {program} !NOT; AFTERALL ATTEND NEXT {program}; "
            "AFTERALL {program} !NOT|CREATE|PAUSE; -SKIP {program}; UNDO SKIP {program}; CANCEL SKIP {program}; "
            "AFTERALL JOIN {program}"
        ),
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
        cues=(
            "AWAY {span} !{program}|{person}|NOT|{day}|MET; "
            "PAUSE {span} !{program}|EVERYONE|NOT|{person}|{day}|DISCUSS; BUSY {span} !{program}|{person}|{day}; "
            "STOP {span} !{program}|{skill}; -MATCH {span} !{person}|{program}; -MESSAGE {span}; "
            "STOP MESSAGE {span}; SKIP {span} !{program}; -AVAILABLE {span}; -ATTEND {span}; BUSY {span} PAUSE; "
            "AWAY {span} PAUSE; PAUSE MATCH {span}; PAUSE EVERYONE {span} ME"
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
        cues=(
            "LEAVE !{program}|NOT|{person}|{skill}|DATA|DELETE|AWAY|GAPS|CREATE|COND|REPORTED|SKIP|YET|MATCH|MEET|CANCEL|QUESTION|WHO; "
            "I LEAVE !{program}|NOT|{person}|{skill}|SKIP|DELETE|MEET; LEAVE EVERYONE !DELETE|DATA|{person}; "
            "STOP MESSAGE !{program}|{skill}|{until}|{span}; "
            "STOP !{program}|{skill}|{person}|DISCUSS|AVOID|NOT|ROUND|TAKEAWAY|{until}|{span}|MATCH|LEARN|TEACH|QUESTION; "
            "-MESSAGE ME; -MESSAGE !{skill}|{until}|{span}|QUESTION|MATCH; "
            "-INVITE AGAIN !{skill}|{person}|{program}; "
            "NOT AGAIN !{skill}|{person}|{program}|LEARN|TEACH|AWAY|BUSY|BACK|MATCH; MESSAGE LESS; "
            "LESS !{program}|SIZE|MATCH|{skill}; LESS ROUND|MEET|MATCH; HOW LEAVE|STOP|PAUSE; "
            "MESSAGE BROKEN !{program}|SHOW|ROUND; MESSAGE BUSY; STOP BUSY; -JOIN AGAIN !{program}; "
            "-FIND AGAIN !{program}|{skill}|{person}; "
            "BUSY !{program}|{person}|TIME|HELP|{skill}|ROUND|MATCH|NOT|QUESTION|TIMEOF; "
            "I BUSY !{program}|{person}|TIME|HELP|{skill}|ROUND|NOT; "
            "AWAY !TIME|{program}|{person}|BACK|NOT|HELP|{skill}|BOOK|ROUND|PUBLIC; {day} {day}; {day} {until}; AWAY {day} {until}; AWAY {span} CHRISTMAS; AWAY {loose} {span}; AWAY {loose} {until}; AWAY {day} {day}; "
            "AWAY {day} !{until}|{span}|{person}|{program}|NOT|BACK; AWAY CHRISTMAS; "
            "PAUSE !TIME|{program}|NOT|{person}|EVERYONE|CHRISTMAS|END|BACK|LEAD|WHO|HISTORY|STOP|CANCEL|UNDO; "
            "PAUSE MATCH !TIME|{program}|NOT|{person}; LEAVE BOSS; LEAVE BOSS TIME !DATA|DELETE; "
            "-MATCH ME !{person}|{until}|{span}|AGAIN; STOP EVERYONE !{program}|LEAD; "
            "STOP MATCH ME !{person}|{until}|{span}; AWAY {cadence}; BUSY MORE; AWAY {span} {day}; "
            "PAUSE {span} {day}; {span} AWAY {day}; {span} {day} AWAY; {span} {day} I; I {span} {day} AWAY"
        ),
        line="stop",
        does=later("Pause or leave"),
        harmless=True,
    ),
    Heard(
        cues=(
            "AWAY {stretch} !{program}|{person}|WHO; PAUSE {stretch} !{program}|EVERYONE|{person}|DISCUSS; "
            "BUSY {stretch} !{program}|{person}; -AVAILABLE {stretch}; SKIP {stretch} !{program}; "
            "-ATTEND {stretch} !{program}; -MATCH {stretch} !{program}|{person}; -MESSAGE {stretch}; "
            "AWAY {stretch} PAUSE; AWAY CHRISTMAS {stretch}; {stretch} !{program}|{person}|{skill}|BOOK|MEET"
        ),
        line="pause {stretch}",
        does=later("Pause {stretch}"),
    ),
    Heard(
        cues="AWAY {stretch} {program}; MY|ME|I PAUSE {program} {stretch}; SKIP {program} {stretch}",
        line="pause {stretch} in {program}",
        does=later("Pause {program} {stretch}, for you"),
    ),
    Heard(
        cues=(
            "AWAY {until} !{day}|{program}|{person}|WHO|BACK; PAUSE {until} !{program}|EVERYONE|-PAUSE|{person}|DISCUSS; "
            "BUSY {until} !{program}|{person}; STOP {until} !{program}|{skill}; -MATCH {until} !{program}; "
            "-MATCH ME SOMEONE {until}; AWAY {until} -MATCH ME; AWAY {until} -MATCH; -MESSAGE {until}; "
            "STOP MESSAGE {until}; -AVAILABLE {until}; I {until} BACK !{program}; SKIP {until} !{program}; "
            "SKIP EVERYONE {until}; -ATTEND {until} !{program}; LEAVE {until} !BOSS|{program}|{person}; "
            "-MEET {until} !{person}; -ROUND {until}; AWAY CHRISTMAS {until}; BUSY {until} PAUSE; "
            "I BUSY {until} PAUSE; -ANYTHING {until}; -AWAY {until}; AWAY {until} PAUSE"
        ),
        line="pause until {until}",
        does=later("Pause until {until}"),
    ),
    Heard(
        cues=(
            "AWAY {until} {program}; MY|ME|I PAUSE {program} {until}; SKIP {program} {until}; "
            "BUSY {program} {until}; PAUSE ME {program} {until}"
        ),
        line="pause until {until} in {program}",
        does=later("Pause {program} until {until}, for you"),
    ),
    Heard(
        cues=(
            "AWAY {span} {program}; ME|MY|I PAUSE {program} {span}; SKIP {program} {span}; BUSY {program} {span}"
        ),
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
        cues=(
            "I BACK !{until}|{program}|REPLY|TIME|MET|CREATE|HUMAN|HELP|UNDO|MOVE|SHARE; "
            "BACK ME !{until}|TIME|HELP|REPLY; BACK AGAIN !{program}|{person}; BACK AWAY !{until}|TIME|{person}; "
            "BACK AWAY BACK; BACK NOW !{program}; I BACK NOW; END|STOP|CANCEL|UNDO PAUSE !{program}|NOT; "
            "-AWAY AGAIN; I AVAILABLE AGAIN; AVAILABLE AGAIN !WHO|{person}; -PAUSE AGAIN; -BUSY AGAIN; "
            "BACK !{until}|TIME|{program}|REPLY|CREATE|HUMAN|HELP|UNDO|{person}|{skill}|MOVE|SHARE|SHOW; "
            "MATCH ME AGAIN !{person}|NOT|SOMEONE|WHY|SAME; BACK JOIN !{program}; BACK MATCH ME; BACK BACK; "
            "BACK EVERYONE I; I BACK BACK"
        ),
        line="back",
        does=later("Come back from the pause"),
    ),
    Heard(
        cues=(
            "I BACK {program} !TIME|{until}; BACK ME {program} !TIME|{until}; AGAIN MATCH ME {program}"
        ),
        line="back {program}",
        does=later("Come back to {program} from the pause"),
    ),
)
