"""What people say of skills, understood: each thing of a list with its level, and whether to ask what was meant."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from facilitation.errors import Usage
from facilitation.skills import levels, naming
from facilitation.skills.naming import Named
from facilitation.talk import lexicon
from facilitation.work import Work

AT_ONCE = 60
"""So many things at the most one list names: each is looked up."""


@dataclass(frozen=True, slots=True)
class Said:
    """One skill that somebody named, with the level they gave it, if any; unsure while another may be meant."""

    named: Named
    level: int | None = None
    bare: bool = False
    """Whether the level is a number and nothing else, which may be a version: "Python 3"."""
    odd: bool = False
    """Whether it is new here and made of everyday words, as "expires soon" is."""
    above: int | None = None
    """The higher level that they have given themself before, where the number may be a version."""

    @property
    def unsure(self) -> bool:
        """Return whether a person has to say what is meant: another skill that is nearly called so, or a version."""
        return bool(self.named.near or self.above or self.odd)

    def written(self, name: str = "") -> str:
        """Return it as it can be typed, under another name where one is given; a new name is taken as it stands."""
        shown = naming.written(name) if name else f'"{self.named.name}"'
        return f"{shown} {self.level}" if self.level else shown


def hear(work: Work, workspace: str, text: str, *, graded: bool) -> list[Said]:
    """Return the skills that a text lists, each once, with levels where those are `graded`.

    Raises UserError for what can be the name of no skill, and when there is none at all.
    """

    def whole(phrase: str) -> bool:
        name = levels.split(phrase)[0] if graded else phrase
        return naming.known(work, workspace, phrase) or naming.known(work, workspace, name)

    if len(naming.pieces(text, lambda _: False)) > AT_ONCE:
        raise Usage("That is a lot at once. Name up to 30 skills, please.")
    found: dict[str, Said] = {}
    for piece in naming.pieces(text, whole):
        name, level, bare = piece.text, None, False
        if graded and (piece.exact or not naming.known(work, workspace, name)):
            bare = levels.is_bare(name)
            name, level = levels.split(name)
            if not name:
                raise Usage("Name the skill before its level, such as: python 4")
        named = naming.read(work, workspace, name, exact=piece.exact)
        said = Said(named, level, bare, odd=not piece.exact and is_odd(named))
        # "node js, Node.js": new as it is, it is one skill
        found[naming.alike(named.key)] = said
    if not found:
        raise Usage("Which skill? Write it like this, with commas between several: python, sql")
    if len(found) > 1:
        # a list is one of skills, whatever its words are
        return [replace(one, odd=False) for one in found.values()]
    return list(found.values())


def is_odd(named: Named) -> bool:
    """Return whether a new name has a word of everyday sentences in it, and so may be no skill."""
    if named.skill or naming.starter_of(named.key):
        return False
    return any(lexicon.neutral(w) or lexicon.concepts((w,)) for w in named.key.split())


def doubted(said: list[Said], own: Mapping[str, int]) -> list[Said]:
    """Return what was said, each bare number below the level somebody gave themself marked as one to ask about."""
    return [
        replace(one, above=own[one.named.key])
        if one.bare and one.level and one.level < own.get(one.named.key, 0)
        else one
        for one in said
    ]
