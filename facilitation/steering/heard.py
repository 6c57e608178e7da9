"""How admins and facilitators say in their own words what they want of programs; each change is shown before it happens."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

CREATE = (
    Heard(
        says=(
            "(create|start|set up|make|launch|add|build|begin) (a|an|another|a new|new|the) [{words}] (program|group) (called|named) {words2}",
            "(create|start|set up|make|launch|begin) (a|an|another|a new|new) (mentoring|pairs|pairing|discussion|community|sharing|clinic|coffee) (program|group) [{words}]",
            "(let us|i want to|i would like to|can we) (create|start|set up|launch) (a|an|another|a new) (mentoring|pairs|pairing|discussion|community|sharing|clinic|coffee|book) (program|group|club|circle) [{words}]",
            "(create|start|set up|make|launch|organize|organise|begin) (a|another|a new|our) (daily|weekly|biweekly|fortnightly|monthly|quarterly|regular) {words} (called|named) {words2}",
            "new [{words}] program {words2}",
        ),
        line="program create",
        does=later("Create a program"),
        harmless=True,
    ),
    Heard(
        says=(
            "(create|start|set up|make|launch|add|build|open|begin) (a|another|a new|new|the) (program|coffee program|pairs program|pairing program|peer program|group|circle|mentoring program|learning program|coffee roulette|coffee chat)",
            "how (do|can) i (create|start|set up|make|launch) (a program|a group|one|a new program)",
            "i (want|would like|need) to (create|start|set up|make|launch) (a|another|a new|new) (program|group|circle|coffee program|pairs program)",
        ),
        line="program create",
        harmless=True,
    ),
)
MEMBERS = (
    Heard(
        says=(
            "who (is|are) in [the] {program} [program]",
            "who (takes part|participates) in [the] {program} [program]",
            "(show|list) [me] [all] [the] (members|participants|people) (of|in) [the] {program} [program]",
            "(members|participants) of {program}",
            "who (joined|has joined) {program}",
            "who is (paused|away|on a break) in {program}",
        ),
        line="members {program}",
        does=later("Who is in {program}?"),
        harmless=True,
    ),
)
HISTORY = (
    Heard(
        says=(
            "what did (i|we|you) change",
            "i made a mistake undo",
        ),
        line="history",
        does=later("What was changed"),
        harmless=True,
    ),
    Heard(
        says=("who changed [the] {program} [program]",),
        line="history {program}",
        does=later("What was changed in {program}"),
        harmless=True,
    ),
)
UNDO = (
    Heard(
        says=(
            "(undo|revert|take back|reverse|roll back) [my|the|our] (last|latest|newest) (change|thing|step|edit|action)",
        ),
        line="undo",
        does=later("Take back the newest change"),
    ),
    Heard(
        line="undo {program}",
        does=later("Take back the newest change of {program}"),
    ),
)
PAUSE = (
    Heard(
        says=(
            "put [the] {program} [program] on hold [for everyone|for everybody|for now]",
            "(pause|stop|suspend|freeze|halt) the {program} program",
            "(pause|stop|suspend|freeze|halt) [the] {program} [program] for (everyone|everybody|all|all of us)",
        ),
        line="program pause {program}",
        does=later("Pause {program} for everybody, until you let it go on"),
    ),
)
END = (
    Heard(
        line="program end {program}",
        does=later("End {program} for everybody"),
    ),
)
RESUME = (
    Heard(
        says=(
            "(resume|restart|reopen|continue|unpause) the {program} program",
            "(resume|restart|reopen|continue|unpause) [the] {program} [program] for (everyone|everybody|all)",
        ),
        line="program resume {program}",
        does=later("Let {program} go on for everybody"),
    ),
)
ROLE = (
    Heard(
        line="role {person} admin",
        does=later("Make {person} an admin"),
    ),
    Heard(
        line="role {person} facilitator",
        does=later("Make {person} a facilitator"),
    ),
    Heard(
        says=(
            "who is (admin|the admin|an admin|in charge|responsible|the boss here)",
            "who (runs|manages|looks after|set up|owns) (this|this bot|peerloop|the programs|it)",
        ),
        line="role",
        does=later("Who has a role"),
        harmless=True,
    ),
    Heard(
        line="role {person} member",
        does=later("Take the role from {person}"),
    ),
)
HOLIDAYS = (
    Heard(
        says=(
            "which (holidays|public holidays) do you (know|use|have)",
            "[show|see] [me] [the|our] (holidays|public holidays)",
            "what about (holidays|public holidays|christmas|easter)",
            "(add|use|take) [the] {words} (holidays|public holidays|bank holidays)",
            "{words} have (different|other|their own) (holidays|public holidays|bank holidays) [than we|than us|than ours|than we do]",
        ),
        line="holidays",
        does=later("Public holidays that count here"),
        harmless=True,
    ),
)
INVITE = (
    Heard(
        says=(
            "ask {person} to join [the] {program} [program]",
            "ask {person} (if|whether) (he|she|they) (want|wants|likes|like|would like) to (join|be in|come to|take part in|be part of) [the] {program} [program]",
        ),
        line="invite {person} to {program}",
        does=later("Invite {person} to {program}"),
    ),
)
REMOVE = (
    Heard(
        line="remove {person} from {program}",
        does=later("Take {person} out of {program}"),
        harmless=True,
    ),
)
