"""A figure of a team's own, entered by whoever leads: beside what Peerloop counts, and never as an effect of it."""

import re
from dataclasses import dataclass
from datetime import date

from facilitation.errors import UserError
from facilitation.people.plainly import short
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.reports import figure_views
from facilitation.reports.model import TeamFigure
from facilitation.steering import team_figures
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.when import dates, hours

LONGEST = 80
_NUMBER = re.compile(r"(?P<number>[-+]?[0-9][0-9.,'\u00a0\u202f ]*)(?P<unit>.{0,30})")


def run(call: Call) -> Reply:
    """Ask for a figure in a form, and keep what it says."""
    theirs = [
        p
        for p in call.work.programs.of(call.workspace.id)
        if p.state != "ended" and programs.may_write(call.member, p)
    ]
    named = call.given.get("program", "")
    program = programs.find(call.work, call.workspace.id, named) if named else None
    if program is not None:
        programs.require_write(call.work, call.member, program)
    if not theirs:
        return Say(figure_views.none())
    if call.answers is None or program is None:
        return Ask(figure_views.form([program] if program else theirs))
    made = _read(call, program)
    fact = team_figures.enter(
        call.work, call.workspace, program, made, by=call.member, now=call.now
    )
    return Say(figure_views.entered(program, made, fact.id))


def _read(call: Call, program: Program) -> TeamFigure:
    """Return the figure that a form's answers describe; raises UserError that names the field."""
    number = _number(call.given.get("value", ""))
    return TeamFigure(
        id=call.work.new_id("fig"),
        workspace=call.workspace.id,
        program=program.id,
        name=_words(call, "name", say("What it is called")),
        value=number.value,
        unit=number.unit,
        day=_day(call),
        source=_words(call, "source", say("Where it is from")),
        by=call.member.id,
        at=call.now,
    )


def _words(call: Call, field: str, what: Phrase) -> str:
    said = short(call.given.get(field, "").strip(), LONGEST, what, field)
    if not said:
        raise UserError("{what}: a few words, please.", what=what, field=field)
    return said


def _day(call: Call) -> date:
    said = call.given.get("day", "").strip()
    today = hours.local(call.now, call.member.zone).date()
    try:
        day = date.fromisoformat(said) if said else today
    except ValueError:
        try:
            day = dates.day(said, call.now, call.member.zone)
        except UserError as error:
            raise UserError(error.sentence, field="day") from None
    if day > today:
        raise UserError("That day is still to come. When was it measured?", field="day")
    return day


@dataclass(frozen=True, slots=True)
class Number:
    """A number as CSV has it, and what follows it."""

    value: str
    unit: str


def _number(said: str) -> Number:
    """Return the number that words begin with; a comma or a point before three digits parts thousands."""
    found = _NUMBER.fullmatch(said.strip())
    if found is None:
        raise UserError("It begins with a number, such as: 4.2 days", field="value")
    digits = re.sub(r"['\u00a0\u202f ]", "", found["number"]).rstrip(".,")
    whole = re.sub(r"[.,](?=[0-9]{3}(?:[.,]|$))", "", digits)
    value = whole.replace(",", ".")
    if value.count(".") > 1 or not re.fullmatch(r"[-+]?[0-9]+(?:\.[0-9]+)?", value):
        raise UserError("I cannot read that number. Write it like this: 4.2 days", field="value")
    return Number(value.removeprefix("+"), found["unit"].strip())
