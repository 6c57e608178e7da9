"""A workspace's own formats: looked at before they are kept, given out as they were written, put back as they were."""

from datetime import datetime

from facilitation.errors import NotFound, UserError
from facilitation.people.model import Member
from facilitation.post import journal
from facilitation.post.facts_privacy import FormatKept
from facilitation.programs.formats import file, library
from facilitation.programs.formats.model import Format
from facilitation.programs.model import DRAFT, Program, WorkspaceFormat
from facilitation.talk.phrases import say
from facilitation.work import Work


def draft(work: Work, workspace: str, text: str, by: Member, now: datetime) -> WorkspaceFormat:
    """Keep a text until it is said yes to; it takes the place of what the member looked at before."""
    kept = WorkspaceFormat(
        id=work.new_id("fmt"),
        workspace=workspace,
        name=f"{DRAFT}{by.id}",
        text=text,
        by=by.id,
        at=now,
    )
    work.formats.drop(workspace, kept.name)
    work.formats.add(kept)
    return kept


def drafted(work: Work, by: Member, draft_id: str) -> WorkspaceFormat:
    """Return what a member looks at; raises NotFound where it is gone."""
    found = work.formats.get(draft_id)
    if found is None or found.workspace != by.workspace or found.by != by.id:
        raise NotFound(say("That is gone by now. Send the file once more."))
    return found


def text_of(work: Work, workspace: str, name: str) -> tuple[Format, str]:
    """Return a format, ours or the workspace's own, with its text as it was written; raises NotFound."""
    known = library.every(work, workspace)
    found = library.nearest(known, name)
    if found is None:
        unknown = say(
            "I know no format called “{name}”. There are: {formats}.",
            name=name[:40],
            formats=list(known),
        )
        raise NotFound(unknown)
    if found.name in library.ours():
        return found, library.text_of_ours(found.name)
    kept = work.formats.named(workspace, found.name)
    assert kept is not None
    return found, kept.text


def before(work: Work, workspace: str, format: Format) -> WorkspaceFormat | None:
    """Return what a workspace has under a format's name now."""
    return work.formats.named(workspace, format.name)


def using(work: Work, workspace: str, name: str) -> list[Program]:
    """Return the programs of a format that have not ended, by number."""
    return [p for p in work.programs.of(workspace) if p.format == name and p.state != "ended"]


def put_back(work: Work, by: Member, version: WorkspaceFormat, now: datetime) -> WorkspaceFormat:
    """Keep a format as it was once, in place of what it is now; raises UserError where it is that already."""
    current = work.formats.named(version.workspace, version.name)
    if current is not None and current.text == version.text:
        raise UserError(say("That is how it is already."))
    return library.keep(work, version.workspace, version.text, by, now)


def version(work: Work, by: Member, version_id: str) -> WorkspaceFormat:
    """Return what a format of the member's workspace was once; raises NotFound."""
    found = work.formats.get(version_id)
    if found is None or found.workspace != by.workspace or found.name.startswith(DRAFT):
        raise NotFound(say("I do not know that format any more."))
    return found


def remove(work: Work, workspace: str, name: str, by: Member, now: datetime) -> None:
    """Let go of a workspace's own format with all that it was; raises UserError where a program is of it."""
    if name in library.ours():
        raise UserError(say("{format} comes with Peerloop, and stays.", format=name))
    used = [p for p in work.programs.of(workspace) if p.format == name]
    if used:
        raise UserError(
            say(
                "{programs} is of this format, so it stays.",
                programs=[p.name for p in used[:3]],
            )
        )
    if work.formats.named(workspace, name) is not None:
        what = FormatKept(format=name, kind="format.removed")
        journal.keep(work, workspace, what, now, by=by.id)
    work.formats.drop(workspace, name)


def check(text: str) -> Format:
    """Return the format of a text that a workspace can keep; raises Wrong, UserError."""
    format = file.read(text)
    if format.name in library.ours():
        raise UserError(
            say("{format} comes with Peerloop. Give yours another name.", format=format.name)
        )
    return format
