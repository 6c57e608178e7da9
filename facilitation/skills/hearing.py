"""What people say of skills, understood: each thing of a list with its level, and whether to ask what was meant."""

from dataclasses import dataclass

from facilitation.errors import Usage
from facilitation.skills import levels, naming
from facilitation.skills.naming import Named
from facilitation.work import Work

AT_ONCE = 60
"""So many things at the most one list names: each is looked up."""


@dataclass(frozen=True, slots=True)
class Said:
    """One skill that somebody named, with the level they gave it, if any; unsure while another may be meant."""

    named: Named
    level: int | None = None

    @property
    def unsure(self) -> bool:
        """Return whether it is nearly the name of a known skill, so that a person has to say which is meant."""
        return bool(self.named.near)

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
        raise Usage("That is more than I can take in at once. Name up to 30 skills, please.")
    found: dict[str, Said] = {}
    for piece in naming.pieces(text, whole):
        name, level = piece.text, None
        if graded and (piece.exact or not naming.known(work, workspace, name)):
            name, level = levels.split(name)
            if not name:
                raise Usage("Name the skill before its level, such as: python 4")
        named = naming.read(work, workspace, name, exact=piece.exact)
        found[named.key] = Said(named, level)
    if not found:
        raise Usage("Which skill? Write it like this, with commas between several: python, sql")
    return list(found.values())
