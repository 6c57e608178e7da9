"""When a workspace takes Peerloop out: all that is kept of it is erased later, unless it comes back before."""

from dataclasses import replace
from datetime import datetime

from facilitation.people.model import Workspace
from facilitation.steps import service as steps
from facilitation.steps.model import Step, Subject
from facilitation.work import Work


def out(work: Work, workspace: Workspace, now: datetime) -> None:
    """Let a workspace be gone, and all that is kept of it be erased once it has had time to come back."""
    work.workspaces.save(replace(workspace, state="gone"))
    subject = Subject("workspace", workspace.id, workspace.id)
    steps.plan(work, subject, "erase", now + work.keeps_gone)


def run(work: Work, step: Step, now: datetime) -> str | None:
    """Erase all of a workspace that has not come back.

    The ledger of who was forgotten has nothing of it, since its people have not asked: they may come back with it. A
    backup from after the uninstall has this step, and one from before finds again that it is not let in any more.
    """
    workspace = work.workspaces.find(step.record)
    if workspace is None or workspace.state == "active":
        return None
    people = work.erasures.whole(workspace.id)
    return f"{workspace.name}: erased, with all of its {people} people, since it took Peerloop out"
