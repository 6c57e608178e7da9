"""How people say in their own words what they want of their programs."""

from facilitation.people.heard import LANGUAGES
from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

_EACH = "mondays|tuesdays|wednesdays|thursdays|fridays"

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
            f"[on] ({_EACH}) [and ({_EACH})] (i am|are|is) [always|never] (off|free|in|not in|my day off|my days off|not working|away)",
            f"[on] ({_EACH}) [and ({_EACH})] i (am never in|do not work|never work)",
            f"i am [always|never] (off|free|in|not in|not working|away) [on] ({_EACH}) [and ({_EACH})]",
            f"i (do not|never) work [on] ({_EACH}) [and ({_EACH})]",
            f"i [also|only|can] (speak|understand) [some|a little|a bit of|a little bit of] ({LANGUAGES}) [{{words}}]",
            "how (do|can) i (edit|change|update|set) my {words}",
            "who am i",
            "what do you know about my {words}",
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
