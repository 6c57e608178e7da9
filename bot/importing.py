"""`peerloop import people` and its inverse: people and their attributes from and to a CSV file."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bot import wiring
from bot.settings import Settings
from facilitation.errors import UserError
from facilitation.people import directory
from facilitation.people import report as reports
from facilitation.people.model import Workspace
from facilitation.steering import importing
from facilitation.work import Work


def people(
    settings: Settings,
    file: Path,
    workspace: str | None,
    *,
    check: bool,
    read: Callable[[int, int], None],
) -> Iterator[str]:
    """Take the file in and yield a line for each thing to say; raises UserError after the refused lines, if any.

    With `check` nothing is taken, and what would change is said. `read` hears how many lines of how many are read.
    """
    text = directory.text_of(file.read_bytes())
    with wiring.opened(settings) as parts, parts.store.begin() as work:
        into, now = workspace_of(work, workspace).id, parts.clock.now()
        report = importing.import_people(work, into, text, now, dry=check, read=read)
    yield from reports.lines_of(report)
    if report.refused:
        raise UserError(f"Nothing was taken from {file}: mend the lines above and try again.")


def people_out(settings: Settings, workspace: str | None) -> str:
    """Return the people of a workspace as the text of a file that `people` reads."""
    with wiring.opened(settings) as parts, parts.store.begin() as work:
        of, now = workspace_of(work, workspace).id, parts.clock.now()
        return importing.export_people(work, of, now)


def workspace_of(work: Work, wanted: str | None) -> Workspace:
    """Return the workspace that was named, or the only one there is."""
    known = work.workspaces.all()
    if wanted is not None:
        return work.workspaces.get(wanted)
    if not known:
        raise UserError(
            "There is no workspace yet. It appears when Peerloop first hears from Slack or Teams, "
            "or when the playground is started."
        )
    if len(known) > 1:
        names = ", ".join(w.id for w in known[:10])
        raise UserError(f"There are several workspaces. Name one with --workspace: {names}")
    return known[0]
