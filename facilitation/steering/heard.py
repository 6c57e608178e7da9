"""How admins and facilitators say in their own words what they want of programs; each change is shown before it happens."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

CREATE = (
    Heard(
        says=(
            "(create|start|set up|make|launch|add|build|begin) (a|an|another|a new|new|the) [{words}] (program|group) (called|named) {words2}",
            "(create|start|set up|make|launch|begin) (a|an|another|a new|new) (mentoring|pairs|pairing|discussion|community|sharing|clinic|coffee) (program|group)",
            "(let us|i want to|i would like to|can we) (create|start|set up|launch) (a|an|another|a new) (mentoring|pairs|pairing|discussion|community|sharing|clinic|coffee|book) (program|group|club|circle) [{words}]",
            "new [{words}] program {words2}",
        ),
        cues=(
            "CREATE PROGRAM !{program}|{person}|BACK|END; I CREATE PROGRAM !{program}|{person}; "
            "CREATE PROGRAM MATCH|RENAME|SOMEONE|{cadence}; CREATE PROGRAM SOMEONE MATCH {cadence}; "
            "CREATE PROGRAM RENAME MATCH {cadence}; CREATE PROGRAM RENAME MEET MATCH MATCH {cadence}; "
            "CREATE SOMEONE MATCH !{program}|{person}|WHY|PREVIEW; CREATE MATCH {cadence} !{program}; "
            "HOW CREATE PROGRAM !{program}; CREATE MEET {cadence} !{program}|{person}; "
            "CREATE MATCH RENAME !{program}; CREATE MEET PROGRAM !{program}; CREATE {skill} PROGRAM !{program}; "
            "FIND CREATE PROGRAM !{program}; CREATE EXPERT PROGRAM !{program}; FIND CREATE EXPERT PROGRAM; "
            "CREATE PROGRAM EXPERT MATCH"
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
        cues=(
            "WHO LEAVE {program} !I|ME; WHO MEMBERS {program}; SHOW MEMBERS {program} !HOWMANY; "
            "WHO AWAY|PAUSE {program} !HISTORY|CHANGE; WHO {program} AGAIN !I|MATCH|LEAD"
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
            "who changed [the] {program} [program]",
        ),
        cues=(
            "HISTORY WHO|SHOW|WHAT|WHEN !{program}; WHO HISTORY !{program}; WHO CHANGE !{program}; "
            "WHO SETTINGS HISTORY; WHO CHANGE SETTINGS; CLICKED; I CLICKED; CLICKED LASTCHANGE; I I CLICKED CLICKED; "
            "CLICKED BROKEN; HISTORY !{program}|MY|{person}|{skill}|UNDO|{day}"
        ),
        line="history",
        does=later("What was changed"),
        harmless=True,
    ),
    Heard(
        cues=(
            "HISTORY {program} WHO|SHOW|WHAT|WHEN; WHO CHANGE|MOVE|END|PAUSE {program}; HISTORY {program} !UNDO"
        ),
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
        cues=(
            "UNDO !{program}|SKIP|PAUSE|{person}|AVOID|{skill}|-UNDO; UNDO LASTCHANGE|CHANGE !{program}|NOT; "
            "-UNDO UNDO; -UNDO UNDO UNDO; UNDO UNDO; UNDO CLICKED !{program}; UNDO MY LASTCHANGE !{program}"
        ),
        line="undo",
        does=later("Take back the newest change"),
    ),
    Heard(
        cues=(
            "UNDO {program} !SKIP|PAUSE; UNDO {program} HISTORY|LASTCHANGE|CHANGE; CHANGE {program} UNDO !SKIP; "
            "UNDO HISTORY {program} TIMEOF; ATTEND UNDO HISTORY {program} TIMEOF"
        ),
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
        cues=(
            "PAUSE {program} EVERYONE|CHRISTMAS !NOT|ME|MY; PAUSE PROGRAM {program} !I|MY|ME|NOT; "
            "STOP {program} CHRISTMAS; PAUSE LEAD {program}; -CREATE|-LEAD {program} CHRISTMAS; "
            "SKIP {program} CHRISTMAS; -{program} CHRISTMAS; PAUSE {program} {loose} !I|ME|MY; -END {program} PAUSE; "
            "PAUSE {program} CHRISTMAS EVERYONE"
        ),
        line="program pause {program}",
        does=later("Pause {program} for everybody"),
    ),
)
END = (
    Heard(
        cues=(
            "END {program} !NOT|ME|MY|I|PAUSE|SKIP|MESSAGE|UNDO|DATA|ROUND|ATTEND|{person}|MATCH|CHRISTMAS|TIME|HISTORY|WHO|WHEN|DISCUSS|GOAL; "
            "BYE {program} !I; -FIND {program} END; -FIND {program} AGAIN END; END {program} NOT AGAIN; "
            "END {program} EVERYONE !NOT; END PROGRAM {program} !NOT"
        ),
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
        cues=(
            "BACK {program} CREATE|LEAD|EVERYONE|PROGRAM !{until}; CREATE {program} AGAIN !NOT|PAUSE; "
            "{program} CREATE BACK; {program} HEALTH|CREATE|LEAD AGAIN !NOT; END PAUSE {program}; "
            "BACK {program} !I|ME|MY|AWAY|TIME|{until}|UNDO|REPLY|LEAVE"
        ),
        line="program resume {program}",
        does=later("Let {program} go on for everybody"),
    ),
)
ROLE = (
    Heard(
        cues=("ROLE {person} ADMIN !REMOVE|NOT; {person} ADMIN !WHO|REMOVE|NOT|ASK|MEET|BOOK"),
        line="role {person} admin",
        does=later("Make {person} an admin"),
    ),
    Heard(
        cues=(
            "ROLE {person} LEAD !{program}|ADMIN|REMOVE|WHO; "
            "ROLE {person} !ADMIN|REMOVE|{program}|WHO|BOOK|MET|MEET|TIMEOF|MATCH|{skill}|{length}|BACK|AVOID"
        ),
        line="role {person} facilitator",
        does=later("Make {person} a facilitator"),
    ),
    Heard(
        says=(
            "who is (admin|the admin|an admin|in charge|responsible|the boss here)",
            "who (runs|manages|looks after|set up|owns) (this|this bot|peerloop|the programs|it)",
        ),
        cues=(
            "WHO ADMIN !{program}; WHO LEAD !{program}|{skill}|{person}|DISCUSS; ROLE ME LEAD|BOSS|ADMIN !{program}; "
            "ROLE ME BOSS; CHANGE ME BOSS|LEAD|ADMIN !{program}; I ADMIN !{program}|MEET|ASK; WHO ROLE; "
            "WHO LEAD YOU; SHOW ADMIN; MY ROLE !CHANGE; JOIN ADMIN ROLE"
        ),
        line="role",
        does=later("Who has a role"),
        harmless=True,
    ),
    Heard(
        cues=("REMOVE {person} ADMIN|ROLE|LEAD !{program}; -ADMIN {person} AGAIN; {person} -ADMIN"),
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
        cues=(
            "PUBLIC !{until}|{span}|PAUSE; ADD PUBLIC; WHAT PUBLIC; PUBLIC ZONE; PUBLIC YOU KNOW; PUBLIC ZONE YOU"
        ),
        line="holidays",
        does=later("Public holidays that count here"),
        harmless=True,
    ),
)
INVITE = (
    Heard(
        says=("ask {person} to join [the] {program} [program]",),
        cues=(
            "INVITE {person} {program} !REMOVE|LEAD|ME|NOT|MATCH|AVOID|LEAVE; "
            "JOIN {person} {program} !I|AVOID|WHO|LEAD|REMOVE|LEAVE|NOT|ME; ASK {person} JOIN {program}; "
            "INVITE {person} {person} {program} !REMOVE|LEAD|NOT; "
            "INVITE {person} {person} {person} {program} !REMOVE|LEAD|NOT; "
            "{person} {program} JOIN !I|NOT|LEAVE|AVOID|REMOVE"
        ),
        line="invite {person} to {program}",
        does=later("Invite {person} to {program}"),
    ),
)
REMOVE = (
    Heard(
        cues=(
            "REMOVE {person} {program} !ADMIN|ROLE|LEAD; LEAVE {person} {program} !I|ME; "
            "{person} REMOVE {program} LEAVE; LEAVE|REMOVE {person} {program} LEAVE"
        ),
        line="remove {person} from {program}",
        does=later("Take {person} out of {program}"),
        harmless=True,
    ),
)
