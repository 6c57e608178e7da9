"""A report as files: all of it, one picture, or one's own; who may have which, and of what period."""

import re
from datetime import datetime

from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.post import handing
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.reports import periods, service
from facilitation.reports.model import Period
from facilitation.talk.messages import Button, Buttons, File, Message, buttons, text
from facilitation.talk.phrases import say
from facilitation.work import Work

_PERIOD = re.compile(r"(?:^|\s+)((?:this|last)\s+\S+)\s*$", re.IGNORECASE)
_USUAL = "this quarter"
TREND = "met"
"""The figure that the picture is of."""


def found(work: Work, member: Member, words: str, now: datetime) -> tuple[Program, Period, str]:
    """Return the program that words name, the period after it, and its zone; raises UserError where they may not."""
    named, period, zone = _read(work, member, words, now)
    program = programs.find(work, member.workspace, named, ended=True)
    why = say(
        "Only its facilitators and admins can see the report on {program}.", program=program.name
    )
    programs.require_write(work, member, program, why)
    return program, period, zone


def own(work: Work, member: Member, words: str, now: datetime) -> Period:
    """Return the period of one's own report that words name."""
    return _read(work, member, words, now)[1]


def whole(work: Work, member: Member, words: str, now: datetime) -> Message:
    """Return the message that a report goes with, with its pictures and tables; raises UserError."""
    program, period, _ = found(work, member, words, now)
    name = handing.called("zip", program.name, periods.label(period))
    lead = text(say("A page to print, the pictures, and tables for spreadsheets."))
    file = File(name, say("Open the report"), "report", _again(program, words))
    return Message(_title(program, period), (lead,), file=file)


def picture(work: Work, member: Member, words: str, now: datetime) -> Message:
    """Return the message that the picture of a report goes with; raises UserError."""
    program, period, _ = found(work, member, words, now)
    name = handing.called("png", program.name, periods.label(period))
    lead = text(say("How many circles met."))
    file = File(name, say("Open the picture"), "picture", _again(program, words))
    return Message(_title(program, period), (lead,), file=file)


def drawable(work: Work, member: Member, words: str, now: datetime) -> None:
    """Raise UserError where there is too little for the picture of a report."""
    if len(service.take(work, *found(work, member, words, now)).known(TREND)) < 2:
        raise UserError(say("There is too little to draw yet: it takes two periods to compare."))


def mine(work: Work, member: Member, words: str, now: datetime) -> Message:
    """Return the message that one's own report goes with."""
    period = own(work, member, words, now)
    name = handing.called("csv", "my report", periods.label(period))
    file = File(name, say("Open my report"), "mine", period.name)
    return Message(say("What you did, {period}", period=period.name), file=file)


def ways(program: Program, period: str, *, drawn: bool) -> Buttons:
    """Return the buttons that send a report as files, the picture only where one can be `drawn`."""
    which = f"#{program.number} {period}"
    return buttons(
        *((Button(say("Send me the picture"), f"file picture {which}"),) if drawn else ()),
        Button(say("Send me all of it as files"), f"file report {which}"),
    )


def _read(work: Work, member: Member, words: str, now: datetime) -> tuple[str, Period, str]:
    zone = work.workspaces.get(member.workspace).zone
    end = _PERIOD.search(words)
    named, period = (words[: end.start()], end[1]) if end else (words, _USUAL)
    return named.strip(), periods.read(period, now, zone), zone


def _again(program: Program, words: str) -> str:
    """Return the words that name the same again, whatever the program is called by then."""
    end = _PERIOD.search(words)
    return f"#{program.number} {end[1] if end else _USUAL}"


def _title(program: Program, period: Period) -> str:
    return say("{program}, {period}", program=program.name, period=period.name)
