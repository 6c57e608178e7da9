"""What a text that fits no way of saying something may be about, by the names and the plain cues in it.

A hint only ever shows something or asks; it never joins, leaves, stores or sends.
"""

from facilitation.skills import naming
from facilitation.talk import heard
from facilitation.talk.commands import Call
from facilitation.talk.messages import Button
from facilitation.talk.phrases import say

MOST = 2
"""So many hints at the most: more would hide the ways that are always there."""

SHORTEST = 3
"""Letters from which on a word is taken for a skill: "go" and "r" are words of every sentence."""

_UNSAFE = frozenset(
    "unsafe harassed harassment harassing bullied bullying threatened racist sexist discrimination".split()
)
_PRIVATE = frozenset("data privacy gdpr personal information confidential".split())
_ABSENT = frozenset(
    "away holiday holidays vacation leave sick ill absent busy urlaub krank vacaciones vacances malade unsubscribe "
    "messages notifications sending spam".split()
)
_TOGETHER = frozenset("pair paired match matched partner".split())


def of(call: Call) -> tuple[Button, ...]:
    """Return buttons for what a text may be about, the likeliest first."""
    words = heard.plain(call.line).split()
    return (*_cues(set(words)), *_programs(call, words), *_skills(call, words))[:MOST]


def _cues(words: set[str]) -> list[Button]:
    if words & _UNSAFE:
        return [Button(say("Somebody to talk to"), "a person")]
    found = []
    if words & _PRIVATE:
        found.append(Button(say("What is kept of me?"), "privacy"))
    if words & _ABSENT:
        found.append(Button(say("Pause or leave?"), "stop"))
    if words & _TOGETHER:
        found.append(Button(say("Who am I with, and why?"), "why"))
    return found


def _programs(call: Call, words: list[str]) -> list[Button]:
    said = f" {' '.join(words)} "
    return [
        Button(say("See {program}", program=one.name), f"program #{one.number}")
        for one in call.work.programs.of(call.workspace.id)
        if one.state != "ended" and f" {heard.plain(one.name)} " in said
    ]


def _skills(call: Call, words: list[str]) -> list[Button]:
    known = [one for one in words if len(one) >= SHORTEST and naming.is_starter(one)]
    names = [naming.read(call.work, call.workspace.id, one, exact=True).name for one in known]
    return [
        Button(say("Find someone for {skill}", skill=name), f'find "{name}"')
        for name in dict.fromkeys(names)
    ]
