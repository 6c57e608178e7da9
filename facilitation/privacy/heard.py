"""How people say in their own words that they want to be forgotten."""

from facilitation.talk.heard import Heard
from facilitation.talk.phrases import later

FORGET = (
    Heard(
        says=(
            "(delete|erase|remove|wipe) (my data|me|my account|my information|everything about me|all my data)",
            "i want my data (deleted|erased|removed|gone)",
            "i want to be forgotten",
            "right to be forgotten",
            "(vergiss mich|lösche meine daten|oublie moi|supprime mes données|olvídame|borra mis datos|esqueça me)",
        ),
        line="forget me",
        does=later("Have me forgotten"),
        harmless=True,
    ),
)

EXPORT = (
    Heard(
        says=(
            "(give|send) me (a copy of my data|my data|all my data|a copy of everything you know about me)",
            "(dump|download|export) my data [as json|as csv]",
            "i want a copy of (my data|everything you know about me)",
        ),
        line="export me",
        does=later("Give me a copy of my own data"),
        harmless=True,
    ),
)
AUDIT = (
    Heard(
        says=(
            "who (has|) (looked at|seen|saw|opened|read) (the|our|my|a) (report|reports|numbers|figures) [last week|last month|lately|so far]",
            "who (could|can) see (the|our) (report|reports) [last week|last month|lately|so far]",
        ),
        line="audit",
        does=later("Who changed and looked at what"),
        harmless=True,
    ),
)
