"""How people ask in their own words for what they plan to do."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

PLAN = (
    Heard(
        says=(
            "i (want|would like) to (make|write down|note down|note) [a|my] (plan|commitment|promise)",
            "(make|write down|note down|new) [a|my] (plan|commitment|promise)",
            "i (want|would like) to (commit to|promise) (something|myself something)",
            "(when|whenever|next time|the next time|every time|as soon as|once) {words} i (will|am going to) {words2}",
            "from now on i (will|am going to) {words}",
            "my (plan|resolution) is to {words}",
        ),
        line="plan",
        does=later("Write down a plan"),
        harmless=True,
    ),
)
OFF = (
    Heard(
        says=(
            "(stop|do not) (reminding|remind) me [about|of] [my|these|those|the] [plans|plan|commitments|it|that]",
            "(turn|switch) off [the|my] (reminders|reminder)",
            "(turn|switch) [the|my] (reminders|reminder) off",
            "no more reminders [please]",
        ),
        line="reminders off",
        does=later("Stop reminding me of my plans"),
    ),
)
ON = (
    Heard(
        says=(
            "(start reminding|remind) me of my (plans|plan|commitments) [again]",
            "(turn|switch) (on the|on my|on) (reminders|reminder)",
            "(turn|switch) (the|my) (reminders|reminder) on",
        ),
        line="reminders on",
        does=later("Remind me of my plans"),
    ),
)
COMMITMENTS = (
    Heard(
        says=(
            "what (did|have) i (promise|promised|plan|planned|commit to|committed to) [to do|to myself|myself]",
            "what (was|is|were|are) (it i|i going|my plan|my plans|my commitment|my commitments) [to do|promised|planned]",
            "(show|list|see) [me] my (plans|commitments|promises)",
            "my (plans|promises|plan)",
            "what do i (plan|want) to (do|use)",
            "what (was|were) i (going|meaning|planning|supposed) to (try|do|use)",
            "what did i (intend|want|mean) to (do|try|use) {words}",
            "what did i (intend|want|mean) to (do|try|use)",
        ),
        line="commitments",
        does=later("My plans"),
        harmless=True,
    ),
)
