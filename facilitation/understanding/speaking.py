"""Who says something, and how: what makes it likelier that they mean one thing than another."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from facilitation.people import rights
from facilitation.talk.commands import Call, Command
from facilitation.understanding.ways import Like

AS_LEADER, AS_OTHER = 1.1, 0.85
"""How much liker or less like a text is to what is for facilitators and admins to say, where one says it or another."""

_QUESTIONS = frozenset("who whose which where does has".split())
"""Words that no order begins with."""
_ASKS_WHY = frozenset("did do does is are was were am has have".split())
"""Words that ask behind a "why", which otherwise may propose something: "why not every week"."""

BARE = 0.85
"""How much less it is like a line that takes no words, where some stand behind a colon."""


def weighed(call: Call, likes: Sequence[Like], *, behind: str) -> list[Like]:
    """Return what a text is like, the likest first; that less which is for others to say than who says it.

    What takes no words is meant less where some stand `behind` a colon.
    """
    by = AS_LEADER if leads(call) else AS_OTHER
    for_leaders = _for_leaders(tuple(call.commands))

    def weight(line: str) -> float:
        words = line.split()
        theirs = any(" ".join(words[:count]) in for_leaders for count in (1, 2, 3))
        unsaid = bool(behind) and "{words}" not in line
        return by**theirs * BARE**unsaid

    found = [replace(one, alike=one.alike * weight(one.line)) for one in likes]
    return sorted(found, key=lambda one: -one.alike)


def is_question(words: Sequence[str]) -> bool:
    """Return whether a text asks for something, and so orders nothing."""
    why = len(words) > 1 and words[0] == "why" and words[1] in _ASKS_WHY and "not" not in words[:4]
    return why or (bool(words) and words[0] in _QUESTIONS)


def leads(call: Call) -> bool:
    """Return whether whoever says something looks after programs."""
    programs = call.work.programs.of(call.workspace.id)
    return rights.may(call.member, "facilitator") or any(
        call.member.id in one.facilitators for one in programs
    )


@lru_cache(maxsize=4)
def _for_leaders(commands: tuple[Command, ...]) -> frozenset[str]:
    """Return the words of the commands that facilitators and admins have."""
    topics = ("For facilitators", "For admins")
    return frozenset(one.words for one in commands if one.topic in topics)
