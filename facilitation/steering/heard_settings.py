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
        line="set {program} cadence {cadence}",
        does=later("Change when {program} opens"),
        harmless=True,
    ),
    Heard(
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
        line="set {program}",
        does=later("Settings of {program}"),
        harmless=True,
    ),
    Heard(
        line="set {program} term {count}",
        does=later("Let {program} end after {count} rounds"),
    ),
    Heard(
        says=(
            "(can|could|should) [the] {program} [program] be [in] (groups|circles|a group|teams) of {count}",
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
        line="set {program} cadence {day}",
        does=later("Change when {program} opens"),
        harmless=True,
    ),
    Heard(
        line="set {program} cadence {clock}",
        does=later("Change when {program} opens"),
        harmless=True,
    ),
    Heard(
        line="set {program} size",
        does=later("How many people meet in {program}"),
        harmless=True,
    ),
    Heard(
        line="set {program} gap",
        does=later("How long before the same people of {program} meet again"),
        harmless=True,
    ),
    Heard(
        line="set {program} nudge",
        does=later("Reminders of {program}"),
        harmless=True,
    ),
    Heard(
        line="set {program} goal",
        does=later("What {program} is for"),
        harmless=True,
    ),
    Heard(
        line="set {program} channel",
        does=later("Where {program} posts"),
        harmless=True,
    ),
    Heard(
        line="set",
        does=later("Settings"),
        harmless=True,
    ),
    Heard(
        line="set {program} facilitators {person}",
        does=later("Let {person} look after {program}"),
        harmless=True,
    ),
    Heard(
        line="set nudge",
        does=later("Reminders"),
        harmless=True,
    ),
    Heard(
        line="set gap",
        does=later("How long before the same people meet again"),
        harmless=True,
    ),
    Heard(
        line="set prefer",
        does=later("What a good circle is made of"),
        harmless=True,
    ),
)
