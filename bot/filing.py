"""`peerloop format|program import|export`: the same as in the chat, by whoever runs the machine."""

from collections.abc import Iterator
from pathlib import Path

from bot import wiring
from bot.importing import workspace_of
from bot.settings import Settings
from facilitation.errors import UserError
from facilitation.filing import formats, programs, taking
from facilitation.people.model import Member
from facilitation.programs import service
from facilitation.programs.formats import library
from facilitation.talk.messages import plain
from facilitation.talk.words import counted, listed
from facilitation.work import Work


def format_in(settings: Settings, file: Path, workspace: str | None, *, check: bool) -> str:
    """Keep a format file as a workspace's own, and return a line of what was done; `check` only looks at it."""
    text = _text(file)
    with wiring.opened(settings) as parts, parts.store.begin() as work:
        into = workspace_of(work, workspace).id
        format = formats.check(text)
        known = formats.before(work, into, format)
        if not check:
            library.keep(work, into, text, None, parts.clock.now())
    done = "would take" if check else "takes"
    place = "is new" if known is None else f"{done} the place of the one before"
    return f"{format.name} {place}, with {counted(len(format.steps), 'step')}."


def format_out(settings: Settings, name: str, workspace: str | None) -> str:
    """Return a format as it was written, ours or a workspace's own."""
    if name in library.ours():
        return library.text_of_ours(name)
    with wiring.opened(settings) as parts, parts.store.begin() as work:
        _, text = formats.text_of(work, workspace_of(work, workspace).id, name)
    return text


def program_in(
    settings: Settings, file: Path, workspace: str | None, *, check: bool
) -> Iterator[str]:
    """Make a program as a file says it, and yield a line for each thing that changes; `check` only tells them."""
    document = programs.read(_text(file))
    with wiring.opened(settings) as parts, parts.store.begin() as work:
        into, now = workspace_of(work, workspace), parts.clock.now()
        by = _admin(work, into.id)
        found = programs.difference(work, by, document, now)
        lines = list(_changes(found))
        if not check:
            taking.take(work, into, found, by, now)
    yield from lines


def program_out(settings: Settings, name: str, workspace: str | None) -> str:
    """Return a program as the text of a file."""
    with wiring.opened(settings) as parts, parts.store.begin() as work:
        of = workspace_of(work, workspace).id
        return programs.written(work, service.find(work, of, name, ended=True))


def _changes(found: programs.Difference) -> Iterator[str]:
    if found.nothing:
        yield "That is how it is already."
    if found.new:
        yield f"{found.after.name} is new."
    for one in found.details:
        yield f"{one.label}: {plain(one.before)} → {plain(one.after)}"
    if found.joining:
        names = listed([member.name for member in found.joining[:10]])
        yield f"{counted(len(found.joining), 'person', 'people')} in it again: {names}"
    if found.inviting:
        names = listed([member.name for member in found.inviting[:10]])
        yield f"{counted(len(found.inviting), 'person', 'people')} to invite: {names}"
    if found.questions:
        yield f"{counted(len(found.questions), 'question')} to put in line"
    if found.unknown:
        yield f"Not found, and left out: {listed(list(found.unknown[:10]))}"


def _admin(work: Work, workspace: str) -> Member:
    """Return in whose name a program is made: an admin's, whoever has been that longest."""
    admins = work.members.in_role(workspace, "admin")
    if not admins:
        raise UserError(
            "Nobody is an admin there yet. Make somebody one first: peerloop role NAME admin"
        )
    return admins[0]


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise UserError(f"{file} is no text in UTF-8.") from None
