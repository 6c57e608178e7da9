"""People from a file and into one: what it says of them, their skills by the names used here, and the fact."""

from collections.abc import Callable
from datetime import datetime

from facilitation.people import directory, exporting
from facilitation.people.model import Member
from facilitation.people.report import Report
from facilitation.post import journal
from facilitation.post.facts import PeopleImported
from facilitation.skills import levels, naming
from facilitation.skills.adopting import Adopting
from facilitation.work import Work


def import_people(
    work: Work,
    workspace: str,
    csv_text: str,
    now: datetime,
    *,
    dry: bool = False,
    read: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Take people and their attributes from a file (see people/directory), and keep the fact of it."""
    wording = Adopting(work, workspace, now)
    report = directory.import_people(work, workspace, csv_text, wording, dry=dry, read=read)
    if not (dry or report.refused):
        taken = PeopleImported(added=report.added, updated=report.updated)
        journal.keep(work, workspace, taken, now)
    return report


def export_people(work: Work, workspace: str, now: datetime) -> str:
    """Return a workspace's people as a file that `import_people` reads, skills with their levels ("Python 4")."""
    people = [member.id for member in work.members.of(workspace)]
    known = levels.by_skill(work.skills.evidence(workspace, people), now)

    def listed(member: Member) -> tuple[str, str]:
        offers = ((name, known.get((member.id, naming.fold(name)))) for name in member.offers)
        graded = (naming.written(n) + (f" {its.level}" if its else "") for n, its in offers)
        return ", ".join(graded), ", ".join(map(naming.written, member.wants))

    return exporting.export_people(work, workspace, listed)
