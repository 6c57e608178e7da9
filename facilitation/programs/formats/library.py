"""The formats there are: ours, which come with Peerloop, and those that a workspace has of its own."""

from datetime import datetime
from functools import cache
from importlib.resources import files

from facilitation.errors import NotFound, UserError
from facilitation.people.model import Member
from facilitation.people.plainly import folded
from facilitation.post import journal
from facilitation.post.facts_privacy import FormatKept
from facilitation.programs.formats import file
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Program, WorkspaceFormat
from facilitation.talk import near
from facilitation.work import Work

NEAR = 85
"""How alike (0-100) a word must be to a format's name to be taken for it."""

MOST = 20
"""So many formats of its own a workspace has at the most."""


@cache
def ours() -> dict[str, Format]:
    """Return the formats that come with Peerloop, by name."""
    folder = files("facilitation.programs.formats")
    texts = sorted(
        (f.name, f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".yaml")
    )
    return {format.name: format for format in (file.read(text) for _, text in texts)}


def one_of_ours(name: str) -> Format | None:
    """Return the format of exactly that name that comes with Peerloop, read alone; or None."""
    known = {one.name for one in files("facilitation.programs.formats").iterdir()}
    return file.read(text_of_ours(name)) if f"{name}.yaml" in known else None


@cache
def text_of_ours(name: str) -> str:
    """Return the text of a format that comes with Peerloop, as it was written."""
    return files("facilitation.programs.formats").joinpath(f"{name}.yaml").read_text("utf-8")


def every(work: Work, workspace: str) -> dict[str, Format]:
    """Return the formats that programs of a workspace can have, by name: ours, then its own as they are now."""
    own = {kept.name: file.read(kept.text) for kept in work.formats.newest(workspace)}
    return ours() | own


def of(work: Work, program: Program) -> Format:
    """Return the format of a program as it is now; raises NotFound where it is no more."""
    known = ours().get(program.format)
    if known is not None:
        return known
    kept = work.formats.named(program.workspace, program.format)
    if kept is None:
        raise NotFound(
            "The format of {program}, {format}, is no longer there.",
            program=program.name,
            format=program.format,
        )
    return file.read(kept.text)


def keep(
    work: Work, workspace: str, text: str, by: Member | None, now: datetime
) -> WorkspaceFormat:
    """Keep a format as a workspace's own, in place of what it had under that name; raises UserError, Wrong."""
    format = file.read(text)
    if format.name in ours():
        raise UserError(
            "{format} comes with Peerloop. Give yours another name.", format=format.name
        )
    names = {kept.name for kept in work.formats.newest(workspace)}
    if format.name not in names and len(names) >= MOST:
        raise UserError(
            "There are {most} formats of your own already, which is as many as I keep.", most=MOST
        )
    kept = WorkspaceFormat(
        id=work.new_id("fmt"),
        workspace=workspace,
        name=format.name,
        text=text,
        by=by.id if by else "",
        at=now,
    )
    work.formats.add(kept)
    what = FormatKept(format=format.name, kind="format.kept")
    journal.keep(work, workspace, what, now, by=kept.by)
    return kept


def nearest(formats: dict[str, Format], word: str) -> Format | None:
    """Return the format that a word names, or nearly names; None where it names none."""
    name = folded(word)
    if found := formats.get(name) or formats.get(f"{name}s"):
        return found
    meant = near.nearest(name, {each: each for each in formats}, NEAR)
    return formats[meant] if meant else None
