"""Formats and programs as files for whoever asks: what is in each, and that they may have it."""

from datetime import datetime

from facilitation.filing import formats, programs
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.post import handing
from facilitation.programs import service
from facilitation.programs.model import Program
from facilitation.talk.messages import File, Message
from facilitation.talk.phrases import say
from facilitation.work import Work


def format_file(work: Work, member: Member, words: str, _now: datetime) -> Message:
    """Return the message that a format goes with; raises NotFound, NotAllowed."""
    _admin(work, member)
    found, _ = formats.text_of(work, member.workspace, words)
    name = handing.called("yaml", "format", found.name)
    title = say("The format {format}", format=found.name)
    return Message(title, file=File(name, say("Open the format"), "format", found.name))


def format_text(work: Work, member: Member, words: str, _now: datetime) -> str:
    """Return a format as the text of its file; raises NotFound."""
    return formats.text_of(work, member.workspace, words)[1]


def program_file(work: Work, member: Member, words: str, _now: datetime) -> Message:
    """Return the message that a whole program goes with; raises NotFound, NotAllowed."""
    _admin(work, member)
    found = _program(work, member, words)
    name = handing.called("yaml", "program", found.name)
    title = say("The program {program}", program=found.name)
    file = File(name, say("Open the program's file"), "program", f"#{found.number}")
    return Message(title, file=file)


def program_text(work: Work, member: Member, words: str, _now: datetime) -> str:
    """Return a program as the text of its file; raises NotFound."""
    return programs.written(work, _program(work, member, words))


def _program(work: Work, member: Member, words: str) -> Program:
    return service.find(work, member.workspace, words, ended=True)


def _admin(work: Work, member: Member) -> None:
    if not rights.may(member, "admin"):
        raise rights.refused(work, member.workspace, say("Only admins can do that."))
