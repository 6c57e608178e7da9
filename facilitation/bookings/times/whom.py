"""Whom words name that ask for time, for which skill, and which of them are neither."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from facilitation.errors import NotFound, Usage, UserError
from facilitation.people import service as people
from facilitation.people.model import Member
from facilitation.skills import naming
from facilitation.skills.naming import Named
from facilitation.talk.phrases import say, sentences
from facilitation.work import Work

EXAMPLE = 'book @ana 30m this week "what it is about"'
ONESELF = say("You cannot book yourself. Name a colleague or a skill.")
_MYSELF = ("me", "myself")

_FOR = re.compile(r"(?P<who>.*?)(?:^|\s+)for\s+(?P<skill>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Whom:
    """The person and the skill that words name, and the words that are neither."""

    peer: Member | None = None
    named: Named | None = None
    rest: str = ""


def whom_of(work: Work, workspace: str, who: str) -> Whom:
    """Return whom words name: "@ana", "@ana for sql", "@ana sql", "sql", or a name without an @."""
    skill = ""
    if found := _FOR.fullmatch(who):
        who, skill = found["who"].strip(), found["skill"].strip()
    if who.removeprefix("@").casefold() in _MYSELF:
        raise Usage(sentences(ONESELF, say("Write it like this: {example}", example=EXAMPLE)))
    named = naming.read(work, workspace, skill) if skill else None
    if not who:
        return Whom(None, named)
    if who.startswith("@") or named is not None:
        return _person(work, workspace, who, named)
    meant = naming.read(work, workspace, who)
    if naming.known(work, workspace, who):
        return Whom(None, meant)
    with suppress(NotFound):
        return Whom(people.find(work, workspace, who))
    return _first_words(work, workspace, who) or Whom(None, meant)


def _first_words(work: Work, workspace: str, who: str) -> Whom | None:
    """Return the skill or the person that the first of several words name, with the rest; None where they name none."""
    words = who.split()
    for end in range(len(words) - 1, 0, -1):
        first, rest = " ".join(words[:end]), " ".join(words[end:])
        if naming.known(work, workspace, first):
            return Whom(None, naming.read(work, workspace, first), rest)
        with suppress(UserError):
            return Whom(people.find(work, workspace, first), None, rest)
    return None


def _person(work: Work, workspace: str, who: str, named: Named | None) -> Whom:
    """Return the person of words that begin with their name; a skill known here may follow."""
    words = who.split()
    try:
        return Whom(people.find(work, workspace, who), named)
    except UserError:
        if len(words) == 1:
            raise
    if "@" in " ".join(words[1:]):
        raise Usage("One person at a time, please. Write it like this: {example}", example=EXAMPLE)
    for end in range(len(words) - 1, 1, -1):
        with suppress(UserError):
            return _beside(work, workspace, " ".join(words[:end]), words[end:], named)
    return _beside(work, workspace, words[0], words[1:], named)


def _beside(
    work: Work, workspace: str, who: str, words: Sequence[str], named: Named | None
) -> Whom:
    peer, rest = people.find(work, workspace, who), " ".join(words)
    if named is None and naming.known(work, workspace, rest):
        return Whom(peer, naming.read(work, workspace, rest))
    return Whom(peer, named, rest)
