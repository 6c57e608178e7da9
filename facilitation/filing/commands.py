"""What admins say about formats and programs as files: list, look, bring, give out, put back, remove."""

from dataclasses import replace

from facilitation.errors import UserError
from facilitation.filing import formats, parts, previews, programs, taking, views
from facilitation.people import rights
from facilitation.programs import service
from facilitation.programs.formats import file, library
from facilitation.programs.formats.wrong import Wrong
from facilitation.programs.model import WorkspaceFormat
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Message
from facilitation.talk.phrases import lines, say, say_n

_NAMED = Argument("format", "word")
_DRAFT = Argument("draft", "word", optional=True)
SHOWN = 3
"""So much of what is wrong with a file is said at once: beside a field there is little room."""


def list_formats(call: Call) -> Reply:
    """List the formats there are."""
    every = library.every(call.work, call.workspace.id)
    ours = library.ours()
    own = [
        (format, len(formats.using(call.work, call.workspace.id, name)))
        for name, format in every.items()
        if name not in ours
    ]
    return Say(views.listed(list(ours.values()), own))


def show(call: Call) -> Reply:
    """Show what programs of a format would do in half a year."""
    found, _ = formats.text_of(call.work, call.workspace.id, call.given["format"])
    return Say(views.shown(found, previews.would_do(found, call.now, call.member.zone)))


def format_out(call: Call) -> Reply:
    """Give a format out in a form, to copy or to change."""
    found, text = formats.text_of(call.work, call.workspace.id, call.given["format"])
    return Ask(views.format_form(text, ours=found.name in library.ours()))


def format_in(call: Call) -> Reply:
    """Take a format in: the form, then what it would do, then it is kept."""
    if call.answers is not None:
        text = parts.joined(call.answers)
        try:
            formats.check(text)
        except UserError as error:
            return Ask(views.format_form(text), {parts.FIELDS[0]: _few(error)})
        return look_at_format(call, text)
    if draft := call.given.get("draft", ""):
        return _keep(call, formats.drafted(call.work, call.member, draft))
    return Ask(views.format_form())


def look_at_format(call: Call, text: str) -> Reply:
    """Show what a format would do, with the button that keeps it; raises UserError for what is wrong with it."""
    formats.check(text)
    made = formats.draft(call.work, call.workspace.id, text, call.member, call.now)
    return _keep(replace(call, line=f"format import {made.id}", answers=None), made)


def _keep(call: Call, draft: WorkspaceFormat) -> Reply:
    format = formats.check(draft.text)
    known = formats.before(call.work, call.workspace.id, format)
    using = formats.using(call.work, call.workspace.id, format.name)

    def apply() -> Message:
        work, workspace = call.work, call.workspace.id
        kept = library.keep(work, workspace, draft.text, call.member, call.now)
        work.formats.drop(workspace, draft.name)
        return views.kept(format, kept)

    shown = (*previews.would_do(format, call.now, call.member.zone), *views.keeping(known, using))
    title = say("Keep the format {format}?", format=format.name)
    return propose(call, Change(title, shown, apply, say("Keep it")))


def _few(error: UserError) -> str:
    """Return what is wrong with a file: the first of it, and how much more there is."""
    if not isinstance(error, Wrong):
        return error.sentence
    more = len(error.problems) - SHOWN
    rest = (say_n("One more thing is wrong.", "{n} more things are wrong.", n=more),)
    return lines(*(one.said for one in error.problems[:SHOWN]), *(rest if more > 0 else ()))


def format_history(call: Call) -> Reply:
    """Show what a format of one's own was."""
    name = call.given["format"].casefold()
    versions = call.work.formats.history(call.workspace.id, name)
    if not versions:
        raise UserError(say("There is no format of your own called “{name}”.", name=name[:40]))
    people = call.work.members.some(sorted({one.by for one in versions if one.by}))
    return Say(views.past(name, versions, {id: m.name for id, m in people.items()}))


def restore(call: Call) -> Reply:
    """Propose to make a format what it was once."""
    version = formats.version(call.work, call.member, call.given["version"])
    format = file.read(version.text)
    known = formats.before(call.work, call.workspace.id, format)
    using = formats.using(call.work, call.workspace.id, format.name)

    def apply() -> Message:
        kept = formats.put_back(call.work, call.member, version, call.now)
        return views.kept(format, kept)

    shown = (*previews.would_do(format, call.now, call.member.zone), *views.keeping(known, using))
    title = say("Make {format} that again?", format=format.name)
    return propose(call, Change(title, shown, apply, say("Make it that again")))


def remove(call: Call) -> Reply:
    """Remove a format of one's own, once nothing is of it."""
    name = call.given["format"].casefold()
    formats.remove(call.work, call.workspace.id, name, call.member, call.now)
    return Replace(views.removed(name))


def program_out(call: Call) -> Reply:
    """Give a program out in a form, to copy or to change."""
    program = service.find(call.work, call.workspace.id, call.given["program"], ended=True)
    if not rights.may(call.member, "admin"):
        raise rights.refused(call.work, call.workspace.id, say("Only admins can do that."))
    return Ask(views.program_form(programs.written(call.work, program)))


def program_in(call: Call) -> Reply:
    """Take a program in: the form, then what it would change, then it is so."""
    if call.answers is not None:
        text = parts.joined(call.answers)
        try:
            programs.difference(call.work, call.member, programs.read(text), call.now, call.where)
        except UserError as error:
            return Ask(views.program_form(text), {parts.FIELDS[0]: _few(error)})
        return look_at_program(call, text)
    if draft := call.given.get("draft", ""):
        return _take(call, formats.drafted(call.work, call.member, draft))
    return Ask(views.program_form())


def look_at_program(call: Call, text: str) -> Reply:
    """Show what a program's file would change, with the button that does it; raises UserError."""
    made = formats.draft(call.work, call.workspace.id, text, call.member, call.now)
    return _take(replace(call, line=f"program import {made.id}", answers=None), made)


def _take(call: Call, draft: WorkspaceFormat) -> Reply:
    found = programs.difference(
        call.work, call.member, programs.read(draft.text), call.now, call.where
    )
    if found.nothing:
        return Say(Message(say("That is how it is already"), views.changes(found)))

    def apply() -> Message:
        program, fact = taking.take(call.work, call.workspace, found, call.member, call.now)
        call.work.formats.drop(call.workspace.id, draft.name)
        return views.taken(program, len(found.joining), len(found.inviting), fact)

    title = say("Make {program} as the file says?", program=found.after.name)
    return propose(call, Change(title, views.changes(found), apply, say("Do it")))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="formats",
        summary=say("See what kinds of programs there are"),
        run=list_formats,
        topic="For admins",
        who="admin",
    ),
    Command(
        words="format show",
        summary=say("See what programs of a format do in half a year"),
        run=show,
        topic="For admins",
        who="admin",
        arguments=(_NAMED,),
        examples=("format show mentoring",),
    ),
    Command(
        words="format import",
        summary=say("Bring a format of your own"),
        run=format_in,
        topic="For admins",
        who="admin",
        arguments=(_DRAFT,),
        form=True,
    ),
    Command(
        words="format export",
        summary=say("Copy a format, or change one of your own"),
        run=format_out,
        topic="For admins",
        who="admin",
        arguments=(_NAMED,),
        examples=("format export pairs",),
        form=True,
    ),
    Command(
        words="format history",
        summary=say("See what a format of your own was, and go back"),
        run=format_history,
        topic="For admins",
        who="admin",
        arguments=(_NAMED,),
        examples=("format history lunch",),
    ),
    Command(
        words="format restore",
        summary=say("Make a format what it was once"),
        run=restore,
        topic="For admins",
        who="admin",
        arguments=(Argument("version", "word"),),
        listed=False,
    ),
    Command(
        words="format remove",
        summary=say("Remove a format of your own"),
        run=remove,
        topic="For admins",
        who="admin",
        arguments=(_NAMED,),
        listed=False,
    ),
    Command(
        words="program export",
        summary=say("Copy a whole program as a file"),
        run=program_out,
        topic="For admins",
        who="admin",
        arguments=(Argument("program", "text"),),
        examples=("program export design",),
        form=True,
    ),
    Command(
        words="program import",
        summary=say("Take a whole program in from a file"),
        run=program_in,
        topic="For admins",
        who="admin",
        arguments=(_DRAFT,),
        form=True,
    ),
)
