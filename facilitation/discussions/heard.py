"""How people say in their own words that they start, answer or lead a discussion."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

DISCUSS = (
    Heard(
        says=(
            "[i want to|i would like to|let us|can i|how do i] (start|open|begin|launch|run|kick off) [a|another|a new] (discussion|thread|debate)",
            "[i want to|i would like to|can i] (put|post) a question (to|in) [the|my|our] (channel|group|program)",
            "[i want to|let us|can we] discuss something",
        ),
        line="discuss",
        harmless=True,
    ),
    Heard(
        says=(
            "[i want to|i would like to|let us|can i|how do i] (start|open|begin|launch|run|kick off) [a|another|a new] (discussion|thread|debate) (about|on|with) {words}",
            "[let us|can we|i want to] get (people|everyone|everybody|them|the team) (talking|to talk) about {words}",
            "(put up|put|post) a question (for|to) (all|everyone|everybody|the channel|the group) {words}",
            "ask [the|our|my] {program} channel {words}",
            "ask [the|our|my] channel {words}",
        ),
        line='discuss about "{words}"',
        does=later("Ask the channel: {words}"),
        harmless=True,
    ),
)
DISCUSSIONS = (
    Heard(
        says=(
            "[show|list|see] [me] [all|the|open|current|running] discussions",
            "(what|which discussions) (is|are) [being] (discussed|open|running) [now|right now|just now]",
            "are there [any] [open] discussions",
            "[i want to|i would like to|can i|how do i] answer [to] (the|this|an|my) [open|weekly|current] question [here|now]",
            "(i want to|i would like to) answer [to] (the|this|an|my) [open|weekly|current] question {words}",
            "who has [already] (answered|replied|said something) [in|to] [the|my] (discussion|thread|question)",
            "how (is|goes) [the|my] discussion [going]",
            "who (has been|is|was|stays|stayed) (silent|quiet) [in|so far in] [my|the|our|this] (discussion|thread)",
            "who (has not|did not|has yet to) (speak|say anything|said anything|been heard|contribute|contributed|write|written) [in] [my|the|our|this] [discussion|thread] [yet|so far]",
            "(are|is) there [any] (people|anyone|persons|somebody) who (were|was|have|has) not [been] heard [yet|so far|until now]",
        ),
        line="discussions",
        harmless=True,
    ),
)
CLOSE = (
    Heard(
        says=(
            "[i want to|i would like to|please] (close|end|finish|wrap up|stop) [the|my|this|our] (discussion|thread)",
            "[the|my|this] discussion is (over|done|finished)",
            "[let us|please|i want to|can we] wrap [the|my|this|our] (discussion|thread) up",
        ),
        line="close",
        harmless=True,
    ),
)
REOPEN = (
    Heard(
        says=("(reopen|open again|continue) [the|my|this|our] [last] (discussion|thread)",),
        line="reopen",
        does=later("Open the discussion again"),
    ),
)
EXTEND = (
    Heard(
        says=(
            "(extend|prolong) [the|my|this|our] (discussion|thread|question) [by|for] {length}",
            "give [the|my|this|our] (discussion|question) {length} more",
            "(keep|leave) [the|my|this|our] (discussion|question) open for {length} [more|longer]",
        ),
        line="extend {length}",
        does=later("Give the discussion {length} more"),
    ),
    Heard(
        says=(
            "(extend|prolong) [the|my|this|our] (discussion|thread|question)",
            "(give|we need|they need) [the|my|this|our] (discussion|question) [some] more time",
            "(keep|leave) [the|my|this|our] (discussion|question) open (longer|for longer)",
        ),
        line="extend 2d",
        does=later("Give the discussion two more days"),
    ),
)
REMIND = (
    Heard(
        says=(
            "remind (people|everyone|everybody|them|the channel|the group|the others|those who have not answered) [to answer|to reply|to respond|about the discussion|about the question|of the question]",
            "(send|post) a reminder [to the channel|to everyone|to people|about the discussion|about the question]",
        ),
        line="remind",
        does=later("Remind the channel of the question"),
    ),
)
HAND_OVER = (
    Heard(
        says=(
            "(hand over|hand|give|pass) [the|my|this|our] (discussion|thread) [over] to {person}",
            "{person} (takes|should take|will take) over [the|my|this|our] (discussion|thread)",
            "let {person} (run|lead|moderate|facilitate|take over) [the|my|this|our] (discussion|thread)",
        ),
        line="handover {person}",
        does=later("Let {person} look after the discussion"),
    ),
    Heard(
        says=(
            "[i want to|can i|can somebody|can someone] (hand over|take over|pass on) [the|my|this|our] (discussion|thread)",
        ),
        line="handover",
        harmless=True,
    ),
)
PROMPTS = (
    Heard(
        says=(
            "(what|which) (is|question is) [the] next [question|prompt] [for the discussion]",
            "[show|list|see] [me] [the] (next|upcoming|coming|queued|waiting) (questions|prompts)",
            "(which|what) (questions|prompts) (are|come) (next|waiting|in line|coming)",
        ),
        line="prompts",
        does=later("Which question comes next?"),
        harmless=True,
    ),
)
PROPOSE = (
    Heard(
        says=(
            "[i want to|i would like to|can i] (propose|suggest|submit) [a|another] (question|prompt|topic) [for discussion|for the discussion]",
            "i have an idea for (a|the next) (question|discussion|prompt)",
        ),
        line="prompt propose",
        does=later("Propose a question"),
        harmless=True,
    ),
    Heard(
        line="prompts",
        does=later("Which question comes next?"),
        harmless=True,
    ),
)
DECKS = (
    Heard(
        says=(
            "[show|list|see|which|what] [me] [the|all|are the] (decks|question decks|sets of questions) [are there|do you have]",
        ),
        line="deck list",
        harmless=True,
    ),
)
CUES = (
    Heard(
        line="discuss",
        does=later("Put a question to a channel"),
        harmless=True,
    ),
    Heard(
        line="discussions",
        does=later("What is being discussed"),
        harmless=True,
    ),
    Heard(
        line="close",
        does=later("Close a discussion"),
    ),
    Heard(
        line="reopen",
        does=later("Open a discussion again"),
    ),
    Heard(
        line="discussions",
        does=later("Give a discussion more time"),
        harmless=True,
    ),
    Heard(
        line="remind",
        does=later("Remind a channel of its open question"),
    ),
    Heard(
        line="handover {person}",
        does=later("Let {person} look after a discussion"),
    ),
)
