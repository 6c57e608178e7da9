"""Taking people from a file: what it says of them, their skills by the names used here, and the fact."""

from collections.abc import Callable
from datetime import datetime

from facilitation.people import directory
from facilitation.people.report import Report
from facilitation.post import journal
from facilitation.post.facts import PeopleImported
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
