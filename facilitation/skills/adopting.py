"""Skills from a people file: each under the name it has here, and the new ones kept with the file."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from facilitation.errors import UserError
from facilitation.people.directory import Skills
from facilitation.skills import levels, naming, service
from facilitation.skills.model import Evidence
from facilitation.skills.naming import Named
from facilitation.work import Work


class Adopting:
    """What the skills of one file are called: known ones by their name, new ones as the file first spells them."""

    def __init__(self, work: Work, workspace: str, now: datetime) -> None:
        """Read for one workspace; nothing is written before `keep`."""
        self._work = work
        self._workspace = workspace
        self._now = now
        self._named: dict[str, Named] = {}

    def read(self, text: str, *, graded: bool) -> Skills:
        """Return the skills that a cell lists, levels apart where they are `graded`; raises UserError."""
        found: dict[str, int | None] = {}
        for piece in naming.pieces(text, lambda _: True):
            said, level = piece.text, None
            if (
                graded
                and not (piece.exact and levels.split(said)[1] is None)
                and not self._known(said)
            ):
                said, level = levels.split(said)
            found[self._name(said)] = level
        if len(found) > service.MOST:
            raise UserError(
                "There may be {most} skills, and these are {found}.",
                most=service.MOST,
                found=len(found),
            )
        return tuple(found.items())

    def keep(self, levels: Mapping[str, Skills]) -> None:
        """Store the skills that are new, and the levels that were given."""
        new = {named.key: named for named in self._named.values() if named.skill is None}
        for named in new.values():
            service.settle(self._work, self._workspace, named, "", self._now)
        given = [
            Evidence(
                workspace=self._workspace,
                member=member,
                skill=naming.fold(name),
                level=level,
                source="self",
                by="",
                at=self._now,
            )
            for member, skills in levels.items()
            for name, level in skills
            if level
        ]
        self._work.skills.rate(given)

    def _known(self, text: str) -> bool:
        key = naming.fold(text)
        return key in self._named or naming.known(self._work, self._workspace, text)

    def _name(self, text: str) -> str:
        key = naming.fold(text)
        if key not in self._named or not key:
            named = naming.read(self._work, self._workspace, text, exact=True)
            self._named[key] = named if named.skill else self._as_held(named)
        return self._named[key].name

    def _as_held(self, named: Named) -> Named:
        """Return what is new here by the name that colleagues hold it by already, if any do."""
        for kind in service.KINDS:
            for holder in self._work.skills.holders(
                self._workspace, kind, named.key, 1, everyone=True
            ):
                names = {naming.fold(name): name for name in service.held(holder, kind)}
                return replace(named, name=names[named.key])
        return named
