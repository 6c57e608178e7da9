"""How admins and facilitators say in their own words what a program should be like."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

SET = (
    Heard(
        says=(
            "move [the] {program} [program] [meeting|meetings|round|rounds] to {cadence}",
            "(set|change|make|switch|put) [the] {program} [program] [to] {cadence}",
            "set [the] {program} [program] (time|start time|hour|clock) [to|at] {cadence}",
            "(run|hold|do|open) [the] {program} [program] {cadence}",
            "change [the] (time|day|rhythm|frequency|cadence|schedule) of [the] {program} [program] to {cadence}",
            "change [the] {program} [program] (time|day|rhythm|frequency|cadence|schedule) to {cadence}",
        ),
        cues=(
            "CHANGE {program} {cadence} !PAUSE|WHO|WHEN; "
            "{program} {cadence} !WHO|WHEN|BOOK|AWAY|PAUSE|WHAT|HOWOFTEN|{person}; MOVE {program} {cadence}; "
            "CREATE|LEAD {program} {cadence} !PROGRAM; LESS {program} {cadence}; SWAP {program} {cadence}"
        ),
        line="set {program} cadence {cadence}",
        does=later("Change when {program} opens"),
        harmless=True,
    ),
    Heard(
        cues="ROUND {cadence} !{program}|I|ME|MY|BOOK|WHEN|WHAT; CHANGE ROUND {cadence} !{program}|I|ME|MY",
        line="set",
        does=later("Settings of a program"),
        harmless=True,
    ),
    Heard(
        says=(
            "[the] {program} settings",
            "(show|see|what are|open|edit|change) [me] [the] settings (of|for) [the] {program} [program]",
            "how is [the] {program} [program] set up",
            "how often does [the] {program} [program] (run|meet|open|happen)",
        ),
        cues=(
            "SETTINGS {program} !HISTORY|WHO; SHOW SETTINGS {program}; CHANGE SETTINGS {program} !HISTORY|WHO; "
            "HOW CHANGE|SETTINGS {program}; WHAT SETTINGS {program}; "
            "CHANGE {program} !TIME|SIZE|RENAME|BACK|{person}|END|GAPS|MESSAGE|GOAL|CHANNEL|PAUSE|SKIP|ATTEND|JOIN|CHRISTMAS|WHO|HEALTH|UNDO|NOW|MATCH|{count}|HISTORY|LEAVE|MOVED|LEAD"
        ),
        line="set {program}",
        does=later("Settings of {program}"),
        harmless=True,
    ),
    Heard(
        says=(
            "(can|could|should) [the] {program} [program] be [in] (groups|circles|a group|teams) of {count}",
        ),
        cues=(
            "SIZE {program} {count}; SIZE {program} {count} CHANGE|MATCH; "
            "{program} MATCH {count} !WHO|HOWMANY|MET|{until}; CHANGE {program} {count} SOMEONE"
        ),
        line="set {program} size {count}",
        does=later("Change how many people meet in {program}"),
        harmless=True,
    ),
    Heard(
        says=(
            "rename [the] {program} [program] to {words}",
            "call [the] {program} [program] {words} from now on",
            "call [the] {program} [program] {words}",
            "give [the] {program} [program] the name {words}",
            "change the name of [the] {program} [program] to {words}",
        ),
        line='set {program} name "{words}"',
        harmless=True,
    ),
    Heard(
        cues=(
            "CHANGE|MOVE {program} {day} !CANCEL|SKIP|BACK|PAUSE|AWAY|WHO|{clock}|{until}|{span}|UNDO|END; "
            "CREATE|LEAD {program} {day} !BACK|WHO|WHEN|NOT|NOW|{until}|AWAY"
        ),
        line="set {program} cadence {day}",
        does=later("Change when {program} opens"),
        harmless=True,
    ),
    Heard(
        cues=(
            "CHANGE|MOVE {program} {clock} !UNDO; CREATE|LEAD {program} {clock} !WHO|WHEN; "
            "{program} {clock} !WHO|WHEN|{person}|MET|BOOK"
        ),
        line="set {program} cadence {clock}",
        does=later("Change when {program} opens"),
        harmless=True,
    ),
    Heard(
        cues=(
            "SIZE {program} !{count}; CHANGE SIZE {program} !{count}; SIZE MATCH {program} !{count}"
        ),
        line="set {program} size",
        does=later("How many people meet in {program}"),
        harmless=True,
    ),
    Heard(
        cues=(
            "GAPS {program} MATCH|AGAIN|SAME; SAME MATCH {program} CHANGE|NOT|GAPS|LESS; CHANGE GAPS {program}; "
            "SAME {program} MATCH GAPS"
        ),
        line="set {program} gap",
        does=later("How long before the same people of {program} meet again"),
        harmless=True,
    ),
    Heard(
        cues=(
            "MESSAGE STOP {program}; MESSAGE STOP {program} EVERYONE; CHANGE MESSAGE {program}; -MESSAGE {program}; "
            "LESS MESSAGE {program}; MESSAGE {program} !WHO|WHY"
        ),
        line="set {program} nudge",
        does=later("Reminders of {program}"),
        harmless=True,
    ),
    Heard(
        cues=("CHANGE|ADD GOAL {program}"),
        line="set {program} goal",
        does=later("What {program} is for"),
        harmless=True,
    ),
    Heard(
        cues=("CHANNEL {program} !WHERE; CHANGE CHANNEL {program}"),
        line="set {program} channel",
        does=later("Where {program} posts"),
        harmless=True,
    ),
    Heard(
        cues=(
            "SETTINGS !{program}|MY|WHO|HISTORY|{person}|PROFILE; CHANGE SETTINGS !{program}|MY|WHO; "
            "SHOW|WHAT SETTINGS !{program}|MY|WHO"
        ),
        line="set",
        does=later("Settings"),
        harmless=True,
    ),
    Heard(
        cues=(
            "{person} LEAD {program} !WHO|REMOVE|WHAT; ROLE {person} LEAD {program} !REMOVE; "
            "{person} LEAD {program} NOW|CHANGE; ROLE {person} {program} LEAD CHANGE"
        ),
        line="set {program} facilitators {person}",
        does=later("Let {person} look after {program}"),
        harmless=True,
    ),
    Heard(
        cues=(
            "MESSAGE STOP EVERYONE|SOMEONE !{program}|ME|MY|I; BROKEN MESSAGE STOP SOMEONE|EVERYONE; "
            "MESSAGE EVERYONE BROKEN STOP; MESSAGE SETTINGS"
        ),
        line="set nudge",
        does=later("Reminders"),
        harmless=True,
    ),
    Heard(
        cues=(
            "SAME MATCH GAPS !{program}|I|ME|MY; SOMEONE SAME MATCH GAPS; GAPS MATCH CHANGE !{program}"
        ),
        line="set gap",
        does=later("How long before the same people meet again"),
        harmless=True,
    ),
    Heard(
        cues=(
            "TEAMS MATCH CHANGE|SOMEONE !I|ME|MY|{program}; TEAMS SOMEONE !I|ME|MY|{program}; "
            "MATCH TEAMS !I|ME|MY|{program}|SAME|BROKEN|WHY; TEAMS !I|ME|MY|{program}|SAME|BROKEN|WHY"
        ),
        line="set prefer",
        does=later("What a good circle is made of"),
        harmless=True,
    ),
)
