"""How people say in their own words what they want of their programs."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

HOME = (
    Heard(
        says=(
            "what is next [for me]",
            "what is up next",
            "what is coming up [for me]",
            "what now",
            "what is on [my|the] (agenda|list|plate|schedule)",
            "[show [me]] my (schedule|agenda|overview|home|dashboard)",
            "where is my (meeting|circle|session|chat|pair)",
            "when is my [next] (meeting|session|round|circle|chat|pair)",
            "when is the next (round|meeting|session)",
            "when is (it|my turn)",
            "anything [new] for me",
            "is there anything for me",
            "do i have (a|any) (meeting|meetings|session|sessions)",
            "what is happening",
            "start",
            "menu",
            "main menu",
            "my meetings",
            "my meeting",
            "go home",
        ),
        cues=(
            "WHAT NEXT !{program}|CREATE|QUESTION|DISCUSS|GAPS|{person}|DATA; WHAT I|ME NEXT !{program}; "
            "WHEN MY MEET|ROUND|NEXT !{program}|{person}; WHEN I MEET !{program}|{person}; "
            "WHEN NEXT MEET|ROUND !{program}; WHEN NEXT ROUND !{program}; WHEN ROUND !{program}; WHEN MY MATCH; "
            "SHOW MY SCHEDULE; WHAT MY SCHEDULE; MY SCHEDULE; WHERE MY MEET|MATCH; "
            "WHAT SCHEDULE !CHANGE|{program}|SETTINGS|LEARN; WHAT I SCHEDULE; WHAT SCHEDULE ME; NEXT ME; "
            "ANYTHING NEXT; ANYTHING NEXT ME; ANYTHING SCHEDULE; WHAT SCHEDULE SCHEDULE; ANYTHING ME TIME; "
            "I SCHEDULE; WHAT I TIME !{person}; WHAT ME TIME; I MEET TIME !{person}|NOT|MET; "
            "WHEN MEET NEXT !{program}; MY NEXT !{program}|{skill}|{person}; WHAT I NOW; NEXT I; SHOW MY NEXT; "
            "SCHEDULE ME; SHOW NEXT !{program}|QUESTION"
        ),
        line="home",
        does=later("What is next for me?"),
        harmless=True,
    ),
)
STATUS = (
    Heard(
        says=(
            "am i in {words}",
            "why (am i getting|do i get|did i get|are you sending me|do you send me|did you send me|do you write|are you writing) [me|to me] (this|this message|these messages|these|that|messages|it)",
            "what am i in",
            "where am i enrolled",
            "am i (in|signed up|enrolled|still in)",
            "[show [me]] my (status|programs|enrollments)",
        ),
        cues=(
            "WHAT I JOIN; SHOW WHAT I JOIN; WHAT I JOIN AGAIN; I JOIN|MEMBERS YET; I YET {program} !MET|REPLY; "
            "I JOIN YET {program}; WHAT PROGRAM I|MY; SHOW MY PROGRAM; MY PROGRAM !{program}; I YET PAUSE; "
            "I PAUSE !{program}|TIME|FIND|NOT|HOW|WHY; SENT; WHY MESSAGE ME; WHY YOU MESSAGE; WHY SENT; "
            "I MEMBERS {program}; COND I JOIN; WHAT I MEMBERS; SENT WHY; I JOIN {program} YET; "
            "SHOW COND I JOIN {program}; WHY I JOIN"
        ),
        line="status",
        does=later("How do I stand?"),
        harmless=True,
    ),
)
PROGRAMS = (
    Heard(
        says=(
            "join something",
            "join a program",
            "[show|list] [me] [all] [the] programs",
            "what is on offer",
            "[show|list] [me] [all] [the] (groups|circles)",
            "i want to (join|take part|participate|sign up|be in|get started)",
            "i would like to (join|take part|participate|sign up|be in|get started)",
            "how (do|can) i (join|sign up|take part|participate|start|get started)",
            "join in",
        ),
        cues=(
            "WHAT|SHOW PROGRAM !CREATE|SETTINGS|NUMBERS|HEALTH|{program}|{person}|{skill}|MATCH; "
            "WHAT JOIN !{program}|{person}|{skill}; HOW JOIN !{program}|{person}; "
            "JOIN !{program}|{person}|{skill}|NOT|AFTERALL|TEACH|SOMEONE|WHO|MEET|INBIG|YET; "
            "I JOIN !{program}|{person}|{skill}|NOT|AFTERALL|TEACH|SOMEONE|WHO|INBIG|YET; WHERE JOIN|PROGRAM; "
            "PROGRAM AVAILABLE !{program}; JOIN PROGRAM !{program}|CREATE|NOT; WHAT LEAD !WHO|{program}|{person}; "
            "WHAT FIND PROGRAM|LEAD !{program}|WHO; PROGRAM JOIN !{program}|CREATE; WHAT PROGRAM JOIN !{program}; "
            "HOWMANY PROGRAM; WHAT AVAILABLE !{person}|{program}|MEET; PROGRAM !{program}|CREATE|SETTINGS|{person}"
        ),
        line="programs",
        does=later("See the programs"),
        harmless=True,
    ),
    Heard(
        says=(
            "when [is] the next {program} (round|session) [is] [going to] (take|takes|happen|happens|be) [place]",
            "(how many people|how many members|how many) (is|are) in [the] {program} [program]",
            "who is in charge of [the] {program} [program]",
        ),
        cues=(
            "WHO {program} !MATCH|PREVIEW|HELP|KNOW|CHANGE|HISTORY|AVOID|I|ME|REPLY; WHO LEAD {program}; "
            "WHO JOIN|MEMBERS {program}; SHOW MEMBERS {program}; HOWMANY {program} !MET; "
            "HOWMANY JOIN|MEMBERS|SOMEONE {program}; WHEN {program} !CHANGE|MOVE; WHEN NEXT {program}; "
            "WHEN NEXT ROUND {program}; HOWOFTEN {program}; INFO {program} !CHANGE|SETTINGS|MATCH|{person}; "
            "SHOW INFO {program}; HEALTH {program} !{person}; HOW HEALTH {program}; "
            "HOW {program} !JOIN|LEAVE|SETTINGS|CHANGE|SKIP|PAUSE|END|MATCH|INVITE|HELP; WHAT NEXT {program}; "
            "WHAT {program} !CHANGE|SETTINGS|HISTORY; WHERE {program}; GOAL {program} !CHANGE|ADD; "
            "WHAT LEAVE COND {program}; HUMAN LEAD {program}; HOWOFTEN LEAD {program}"
        ),
        line="program {program}",
        does=later("See {program}"),
        harmless=True,
    ),
)
JOIN = (
    Heard(
        says=(
            "join me to [the] {program}",
            "join [the] {program} [program|group|circle]",
            "join in [the] {program} [program]",
        ),
        line="join {program}",
        does=later("Join {program}"),
        harmless=True,
    ),
    Heard(
        says=(
            "i want to (join|be part of|take part in|participate in|be in|sign up for|try) [the] {program} [program|group|circle]",
            "i would (like|love) to (join|be part of|take part in|participate in|be in|sign up for|try) [the] {program} [program|group|circle]",
            "(sign|put) me (up|down) for [the] {program} [program]",
            "(add|put|enroll|register|sign) me (to|in|into|for|on) [the] {program} [program]",
            "i would (like|love) to take part in [the] {program} [program|group|circle]",
            "(put|add) me (on|to|in) the {program} (list|program|group)",
            "(let|get) me (in|into) [the] {program} [program]",
            "how (do|can) i join [the] {program} [program]",
            "can i join [the] {program} [program]",
            "enroll in [the] {program}",
            "sign up for [the] {program} [program]",
            "get me into [the] {program}",
        ),
        cues=(
            "JOIN {program} !WHO|HOWMANY|WHAT|{person}|YET|AFTERALL|MEMBERS|NOT|SKILLS; HOW JOIN {program}; "
            "I<FIND {program} !WHO|HELP|{skill}|{person}|NOT; JOIN {program} AVAILABLE"
        ),
        line="join {program}",
        does=later("Join {program}"),
    ),
)
LEAVE = (
    Heard(
        says=(
            "cancel my {program} (membership|subscription)",
            "leave the {program} [program]",
            "remove me from [the] {program} [program]",
            "i would like to (leave|quit|exit|drop out of|stop) [the] {program} [program]",
            "(take|get|drop) me (off|out of|from) [the] {program} [program]",
            "sign me out of [the] {program}",
            "i do not want [to be in] [the] {program} [any more|anymore]",
            "stop [the] {program} [program] for me",
        ),
        cues=(
            "LEAVE {program} !WHO|-LEAVE|SKIP|AWAY|{person}|ROUND|NEXT|CHANGE|GAPS|WHAT|ATTEND|-ATTEND|SIZE; "
            "-JOIN {program} AGAIN; -FIND {program} AGAIN; -{program} AGAIN !MATCH; STOP {program} ME; "
            "STOP MATCH ME {program}; STOP MESSAGE {program} !EVERYONE; REMOVE ME {program}; HOW LEAVE {program}; "
            "CANCEL MY {program}; LEAVE {program} LEAVE; {program} LEAVE BYE"
        ),
        line="leave {program}",
        does=later("Leave {program}"),
    ),
    Heard(
        says=(
            "what (would happen|happens|will happen) (if|when) i (leave|left|quit|pause|paused|skip|skipped) [the] {program} [program]",
        ),
        line="program {program}",
        harmless=True,
    ),
)
PROFILE = (
    Heard(
        says=(
            "[edit|change|update|show|open|see] [my] (profile|details|settings|information|preferences)",
            "i (moved|have moved) to {words}",
            "how (do|can) i (edit|change|update|set) my {words}",
            "who am i",
            "what do you know about my {words}",
        ),
        cues=(
            "CHANGE MY ZONE|PROFILE !{program}|GAPS|{person}; CHANGE ZONE|PROFILE !{program}|{person}|MATCH|SOMEONE; "
            "ADD MY ZONE|PROFILE !{program}; MOVED !{program}|{person}|LEAD|{skill}; I MOVED !{person}; "
            "I MOVED ZONE; MOVED ZONE; I MOVED NOW; I MOVED ZONE NOW; MY ZONE BROKEN; ZONE BROKEN; YOU ZONE BROKEN; "
            "SHOW MY PROFILE; WHAT MY PROFILE|ZONE !MATCH; WHAT YOU PROFILE; WHAT PROFILE MY; PROFILE MY; "
            "JOIN NOW !{program}; JOIN -BOSS NOW; WHAT YOU PROFILE MY ZONE; I ZONE NOW; INBIG; JOIN INBIG; "
            "INBIG SIZE; JOIN INBIG SIZE; -MATCH INBIG; PROFILE !WHO|{person}|DELETE; MY ZONE NOW; "
            "HOW CHANGE MY ZONE|PROFILE; MORE MATCH|MEET|ROUND I !LESS|NOT|WHO; I MORE MEET ROUND; "
            "MORE SOMEONE ROUND; I -AVAILABLE {day} ZONE; I MOVED MOVED; SETTINGS MY !{program}; "
            "CHANGE SETTINGS MY !{program}; TONGUE; MY TONGUE; TONGUE LANGUAGE; MY TONGUE LANGUAGE; "
            "I KNOW LANGUAGE !LEARN|WHO|FIND|SOMEONE|TEACH|HELP|{person}; I TONGUE LANGUAGE"
        ),
        line="profile",
        does=later("Open my profile"),
        harmless=True,
    ),
)
NEW_CIRCLES = (
    Heard(
        says=(
            "how many [new] circles [do i get] (a|per|each) week",
            "[i (want|would like) [to get]] (more|fewer|less) [new] circles [(a|per|each) week]",
            "(too many|so many) [new] (circles|introductions|new people) [at once|(a|per|each|this) week]",
        ),
        line="new circles",
        harmless=True,
    ),
)
