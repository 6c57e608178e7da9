"""Skills from a people file: each under the name it has here, and the new ones kept with the file."""

from datetime import datetime

from facilitation.skills import naming, service
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

    def name(self, text: str) -> str:
        """Return the name of the skill that a text means; raises UserError when it can be no skill's name."""
        key = naming.fold(text)
        if key not in self._named or not key:
            self._named[key] = naming.read(self._work, self._workspace, text, exact=True)
        return self._named[key].name

    def keep(self) -> None:
        """Store the skills that are new."""
        new = {named.key: named for named in self._named.values() if named.skill is None}
        for named in new.values():
            service.settle(self._work, self._workspace, named, "", self._now)
